import { useId } from 'preact/hooks';
import { Axes } from './axes.tsx';
import { barsLayout } from './bars-layout.ts';
import type { BarsData } from './bars-words.ts';
import { Fills, fillOf } from './fills.tsx';
import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { useWidth } from './width.ts';

/** Amounts by day, week or month, each stacked of its parts. A period without a record is said to have none. */
export function BarsChart(props: ChartProps & BarsData) {
  const { name, finding, empty, words, series } = props;
  const [element, width] = useWidth(props.width);
  const id = useId();
  const layout = barsLayout(props, width);
  if (layout === null) return <NoChart kind="bars" name={name} empty={empty} />;
  const { box, bars } = layout;
  return (
    <Frame
      {...{ kind: 'bars', name, finding, words, element, width }}
      height={layout.height}
      plot={box}
      stops={layout.stops}
      legend={series.map(({ key, name }, i) => ({
        ...{ key, name },
        swatch: <rect x="3" width="12" height="12" rx="2" fill={fillOf(id, i)} />,
      }))}
      table={layout.table}
    >
      <Fills id={id} count={series.length} />
      <Axes box={box} across={layout.across} up={layout.up} notches={false} />
      {bars.map(({ at, x, width, parts, label }) => (
        <g key={at}>
          {parts === null && <rect class="chart-none" x={x} y={box.bottom - 13} width={width} height="12" rx="2" />}
          {parts?.map(({ key, fill, y, height }) => (
            <rect
              key={key}
              x={x}
              y={y}
              width={width}
              height={height}
              rx={Math.min(2, width / 4)}
              fill={fillOf(id, fill)}
            />
          ))}
          {label !== null && (
            <text x={x + width / 2} y={label.y} text-anchor="middle">
              {label.text}
            </text>
          )}
        </g>
      ))}
    </Frame>
  );
}
