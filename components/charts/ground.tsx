import type { Words } from '../../core/words/words.ts';
import { Axes } from './axes.tsx';
import type { LegendItem } from './legend.tsx';
import type { Mark, TimePlot } from './time-plot.ts';

/** Axes, the lines of limit and thresholds, and what happened when. */
export function TimeGround({ plot, words }: { readonly plot: TimePlot; readonly words: Words }) {
  const { box, across, up, levels, marks } = plot;
  return (
    <>
      <Axes box={box} across={across} up={up} />
      {levels.map(({ kind, y, label, labelled }) => (
        <g key={`${kind}${y}`} class={`chart-level level-${kind}`}>
          <line x1={box.left} x2={box.right} y1={y} y2={y} />
          {labelled && (
            <text x={box.right + 6} y={y} dy="0.35em">
              {label}
            </text>
          )}
        </g>
      ))}
      {marks.map(({ kind, at, x }) => (
        <g key={`${kind}${at}`} class={`chart-mark mark-${kind}`}>
          <title>{words.t(`chart.${kind}`)}</title>
          <line x1={x} x2={x} y1={box.top - 6} y2={box.bottom} />
          <MarkShape kind={kind} x={x} y={box.top - 12} />
        </g>
      ))}
    </>
  );
}

/** A ring for what comes round again, a plus for what is added. */
function MarkShape({ kind, x, y }: { readonly kind: Mark['kind']; readonly x: number; readonly y: number }) {
  return kind === 'reset' ? (
    <circle cx={x} cy={y} r="4" />
  ) : (
    <path d={`M${x - 4.5} ${y}H${x + 4.5}M${x} ${y - 4.5}V${y + 4.5}`} />
  );
}

/** What the marks mean, for those that are there. */
export function markLegend(marks: TimePlot['marks'], words: Words): readonly LegendItem[] {
  return (['reset', 'grant'] as const)
    .filter((kind) => marks.some((mark) => mark.kind === kind))
    .map((kind) => ({
      key: kind,
      name: words.t(`chart.${kind}`),
      swatch: (
        <g class={`chart-mark mark-${kind}`}>
          <MarkShape kind={kind} x={9} y={6} />
        </g>
      ),
    }));
}
