import type { Box, Stop } from './points.ts';

/** The stop that is meant by a place in the drawing: within an area, else the nearest one along the time axis. */
export function stopAt(stops: readonly Stop[], x: number, y: number): number {
  const inside = stops.findIndex(({ box }) => box !== null && contains(box, x, y));
  if (inside >= 0) return inside;
  return stops.reduce((best, stop, i) => (away(stop, x) < away(stops[best], x) ? i : best), 0);
}

const contains = ({ left, right, top, bottom }: Box, x: number, y: number) =>
  x >= left && x < right && y >= top && y < bottom;
const away = (stop: Stop | undefined, x: number) => Math.abs((stop?.x ?? 0) - x);

/** Shows which values the line beneath speaks of. */
export function CursorMark({ stop, plot }: { readonly stop: Stop; readonly plot: Box }) {
  if (stop.box !== null) {
    const { left, right, top, bottom } = stop.box;
    return <rect class="chart-here" x={left} y={top} width={right - left} height={bottom - top} rx="3" />;
  }
  return (
    <g>
      <line class="chart-here" x1={stop.x} x2={stop.x} y1={plot.top} y2={plot.bottom} />
      {[...new Set(stop.ys)].map((y) => (
        <circle key={y} class="chart-dot" cx={stop.x} cy={y} r="4" />
      ))}
    </g>
  );
}
