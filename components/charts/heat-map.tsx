import type { Words } from '../../core/words/words.ts';
import { Axes } from './axes.tsx';
import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { type Heat, type HeatData, heatLayout } from './heat-layout.ts';
import type { LegendItem } from './legend.tsx';
import type { Box } from './points.ts';
import { useWidth } from './width.ts';

/** When in the week most is used. More is larger and darker: it reads without colour. */
export function HeatMap(props: ChartProps & HeatData) {
  const { name, finding, empty, words } = props;
  const [element, width] = useWidth(props.width);
  const layout = heatLayout(props, width);
  if (layout === null) return <NoChart kind="heat" name={name} empty={empty} />;
  const { cells, days, box } = layout;
  return (
    <Frame
      {...{ kind: 'heat', name, finding, words, element, width }}
      height={layout.height}
      plot={box}
      stops={layout.stops}
      columns={24}
      rest={layout.most}
      legend={heatLegend(words, cells)}
      table={layout.table}
    >
      <Axes box={box} across={layout.across} up={[]} notches={false} />
      {days.map(({ y, label }) => (
        <text key={label} x={box.left - 10} y={y} dy="0.35em" text-anchor="end">
          {label}
        </text>
      ))}
      {cells.map(({ key, box, heat, text }) => (
        <g key={key} class="chart-cell">
          <title>{text}</title>
          <rect
            x={box.left}
            y={box.top}
            width={box.right - box.left}
            height={box.bottom - box.top}
            class="cell-ground"
          />
          <Spot heat={heat} box={box} />
        </g>
      ))}
    </Frame>
  );
}

/** Little is small. A dot is nothing used, a dash not known. */
function Spot({ heat, box }: { readonly heat: Heat; readonly box: Box }) {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (heat === null) return <path class="heat-unknown" d={`M${x - 2.5} ${y}H${x + 2.5}`} />;
  if (heat === 0) return <circle class="heat-0" cx={x} cy={y} r="1.2" />;
  const share = 0.3 + 0.14 * heat;
  const [width, height] = [(box.right - box.left - 1) * share, (box.bottom - box.top - 1) * share];
  return <rect class={`heat-${heat}`} x={x - width / 2} y={y - height / 2} width={width} height={height} rx="2.5" />;
}

function heatLegend({ t }: Words, cells: readonly { readonly heat: Heat }[]): readonly LegendItem[] {
  const swatch = (heat: Heat) => <Spot heat={heat} box={{ left: 2, right: 16, top: 0, bottom: 12 }} />;
  const named = [
    { heat: 0, name: t('chart.nothing') },
    { heat: 1, name: t('chart.less') },
    { heat: 5, name: t('chart.more') },
    { heat: null, name: t('chart.unknown') },
  ] as const;
  return named
    .filter(({ heat }) => heat === 1 || heat === 5 || cells.some((cell) => cell.heat === heat))
    .map(({ heat, name }) => ({ key: name, name, swatch: swatch(heat) }));
}
