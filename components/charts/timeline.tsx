import { Axes } from './axes.tsx';
import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { textWidth } from './text-width.ts';
import { lineHeight, type TimelineData, type TimelineLayout, timelineLayout } from './timeline-layout.ts';
import { useWidth } from './width.ts';

/** Credits from their arrival to their end, each as full as what is left of it. */
export function Timeline(props: ChartProps & TimelineData) {
  const { name, finding, empty, words } = props;
  const [element, width] = useWidth(props.width);
  const layout = timelineLayout(props, width);
  if (layout === null) return <NoChart kind="timeline" name={name} empty={empty} />;
  const { box, now } = layout;
  const label = words.t('chart.now');
  const half = textWidth(label) / 2;
  return (
    <Frame
      {...{ kind: 'timeline', name, finding, words, element, width }}
      height={layout.height}
      plot={box}
      stops={layout.stops}
      columns={1}
      rest={layout.rows[0]?.text}
      legend={[
        {
          key: 'left',
          name: words.t('chart.lot-left'),
          swatch: <rect class="chart-left" y="2" width="18" height="8" rx="2" />,
        },
        {
          key: 'used',
          name: words.t('chart.lot-track'),
          swatch: <rect class="chart-track" x="0.5" y="2.5" width="17" height="7" rx="2" />,
        },
      ]}
      table={layout.table}
    >
      <Axes box={box} across={layout.across} up={[]} />
      <line class="chart-grid" x1={now} x2={now} y1={box.top - 6} y2={box.bottom} />
      {layout.rows.map((row) => (
        <Lot key={row.key} row={row} />
      ))}
      <g class="chart-now">
        {layout.rows.map(({ key, bar }) => (
          <line key={key} x1={now} x2={now} y1={bar.top - 4} y2={bar.bottom + 4} />
        ))}
        <text x={Math.max(half, Math.min(width - half, now))} y={box.top - 11} text-anchor="middle">
          {label}
        </text>
      </g>
      {layout.rows.map((row) => (
        <Lines key={row.key} row={row} x={box.left} />
      ))}
    </Frame>
  );
}

type Row = { readonly row: TimelineLayout['rows'][number] };

/** A tick where it ends; dashes where nobody knows when it began or will end. */
function Lot({ row }: Row) {
  const { left, right, top, bottom } = row.bar;
  const filled = (right - left) * row.share;
  return (
    <g class={row.begins && row.ends ? 'chart-lot' : 'chart-lot open'}>
      <title>{row.text}</title>
      <rect class="chart-track" x={left} y={top} width={right - left} height={bottom - top} rx="3" />
      <rect class="chart-left" x={right - filled} y={top} width={filled} height={bottom - top} rx="3" />
      {row.ends && <line class="chart-end" x1={right} x2={right} y1={top - 3} y2={bottom + 3} />}
    </g>
  );
}

/** What is said of it, above it: lines pass behind. */
function Lines({ row, x }: Row & { readonly x: number }) {
  return row.lines.map((line, i) => (
    <text key={line} x={x} y={row.bar.top - 6 - (row.lines.length - 1 - i) * lineHeight}>
      {line}
    </text>
  ));
}
