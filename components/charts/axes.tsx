import type { Box } from './points.ts';
import type { TimeTick } from './time-ticks.ts';
import type { ValueTick } from './value-scale.ts';

type Props = {
  readonly box: Box;
  /** Along the bottom, and up the left side. */
  readonly across: readonly TimeTick[];
  readonly up: readonly ValueTick[];
  /** Whether the ticks below have a notch each: bars stand above their label anyway. */
  readonly notches?: boolean;
};

/** The quiet ground of a drawing: a line for each amount, a label for each time. */
export function Axes({ box, across, up, notches = true }: Props) {
  const { left, right, bottom } = box;
  return (
    <g class="chart-axes">
      {up.map(({ y, label }) => (
        <g key={label}>
          <line class="chart-grid" x1={left} x2={right} y1={y} y2={y} />
          <text x={left - 8} y={y} dy="0.35em" text-anchor="end">
            {label}
          </text>
        </g>
      ))}
      <line class="chart-base" x1={left} x2={right} y1={bottom} y2={bottom} />
      {across.map(({ x, label, labelX }) => (
        <g key={x}>
          {notches && <line class="chart-base" x1={x} x2={x} y1={bottom} y2={bottom + 4} />}
          <text x={labelX} y={bottom + 18} text-anchor="middle">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
