import type { RefCallback } from 'preact';
import { useCallback, useState } from 'preact/hooks';

/** Before anything can be measured. */
const usual = 640;
/** Narrower drawings would have no room for their labels. */
const narrowest = 240;

/**
 * The width of an element in whole pixels, as it changes; `given` where it is known beforehand. A chart that has had
 * nothing to draw gets its element later.
 */
export function useWidth(given: number | undefined): readonly [RefCallback<HTMLDivElement>, number] {
  const [measured, measure] = useState(usual);
  const element = useCallback(
    (current: HTMLDivElement | null) => {
      if (given !== undefined || current === null) return;
      const look = () => measure(Math.floor(current.clientWidth) || usual);
      look();
      const observer = new ResizeObserver(look);
      observer.observe(current);
      return () => observer.disconnect();
    },
    [given],
  );
  return [element, Math.max(narrowest, given ?? measured)];
}
