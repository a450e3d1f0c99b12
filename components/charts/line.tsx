import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { markLegend, TimeGround } from './ground.tsx';
import type { LegendItem } from './legend.tsx';
import { type LineData, type LineLayout, lineLayout } from './line-layout.ts';
import { useWidth } from './width.ts';

/** One or several amounts over time, with the limit, the thresholds, and what came back or was added when. */
export function LineChart(props: ChartProps & LineData) {
  const { name, finding, empty, words } = props;
  const [element, width] = useWidth(props.width);
  const layout = lineLayout(props, width);
  if (layout === null) return <NoChart kind="line" name={name} empty={empty} />;
  const { plot, only, paths } = layout;
  return (
    <Frame
      {...{ kind: 'line', name, finding, words, element, width }}
      height={plot.height}
      plot={plot.box}
      stops={layout.stops}
      rest={only === null ? undefined : words.t('chart.one-point', { value: only.text })}
      legend={[...seriesLegend(paths), ...markLegend(plot.marks, words)]}
      table={layout.table}
    >
      <TimeGround plot={plot} words={words} />
      {paths.map(({ key, d }, i) => (
        <path key={key} class={`chart-path line-${i % kinds}`} d={d} />
      ))}
      {paths.map(({ key, end }, i) => (
        <End key={key} end={end} kind={i % kinds} />
      ))}
      {only !== null && <circle class="chart-dot" cx={only.x} cy={only.y} r="5" />}
    </Frame>
  );
}

/** Colours and dashes there are. */
const kinds = 6;

function End({ end, kind }: { readonly end: LineLayout['paths'][number]['end']; readonly kind: number }) {
  return end === null ? null : <circle class={`chart-tip tone-${kind}`} cx={end.x} cy={end.y} r="3.5" />;
}

/** One line needs no name beside it: the finding says what it is. */
function seriesLegend(paths: LineLayout['paths']): readonly LegendItem[] {
  if (paths.length < 2) return [];
  return paths.map(({ key, name }, i) => ({
    key,
    name,
    swatch: <path class={`chart-path line-${i % kinds}`} d="M0 6H18" />,
  }));
}
