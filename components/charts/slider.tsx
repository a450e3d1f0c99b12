import type { Stop } from './points.ts';

type Props = {
  readonly stops: readonly Stop[];
  /** How many stops are in a row, where they form a grid. */
  readonly columns: number | undefined;
  readonly label: string;
  readonly at: number | null;
  readonly onMove: (to: number | null) => void;
};

/** The browser's own slider, unseen: keyboards and assistive tools know it, and it says where it stands. */
export function Slider({ label, stops, columns, at, onMove }: Props) {
  const last = stops.length - 1;
  const here = Math.min(at ?? last, last);
  return (
    <input
      type="range"
      class="chart-cursor"
      min={0}
      max={last}
      step={1}
      value={here}
      aria-label={label}
      aria-valuetext={stops[here]?.say() ?? ''}
      onFocus={() => onMove(here)}
      onBlur={() => onMove(null)}
      onInput={({ currentTarget }) => onMove(Number(currentTarget.value))}
      onKeyDown={(event) => {
        const next = columns === undefined ? null : stopByKey(event.key, here, stops.length, columns);
        if (next === null) return;
        event.preventDefault();
        onMove(next);
      }}
    />
  );
}

/** Where a key leads in a grid that is `columns` wide; `null` where the slider's own way will do. */
function stopByKey(key: string, index: number, count: number, columns: number): number | null {
  const by = key === 'ArrowUp' ? -columns : key === 'ArrowDown' ? columns : null;
  return by === null || index + by < 0 || index + by >= count ? null : index + by;
}
