import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Before anything can be measured. */
const usual = 640;
/** Narrower drawings would have no room for their labels. */
const narrowest = 240;

/** The width of an element in whole pixels, as it changes; `given` where it is known beforehand. */
export function useWidth(given: number | undefined): readonly [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [measured, measure] = useState(usual);
  useLayoutEffect(() => {
    if (given !== undefined || element.current === null) return;
    const { current } = element;
    const look = () => measure(Math.floor(current.clientWidth) || usual);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [given]);
  return [element, Math.max(narrowest, given ?? measured)];
}
