import type { Words } from '../../core/words/words.ts';
import { type FanData, type FanLayout, fanLayout } from './fan-layout.ts';
import { type ChartProps, Frame, NoChart } from './frame.tsx';
import { markLegend, TimeGround } from './ground.tsx';
import type { LegendItem } from './legend.tsx';
import { textWidth } from './text-width.ts';
import { useWidth } from './width.ts';

/** What was used so far as a line, and from now on where it will probably go, as a band around its middle. */
export function FanChart(props: ChartProps & FanData) {
  const { name, finding, empty, words } = props;
  const [element, width] = useWidth(props.width);
  const layout = fanLayout(props, width);
  if (layout === null) return <NoChart kind="fan" name={name} empty={empty} />;
  const { plot, only } = layout;
  return (
    <Frame
      {...{ kind: 'fan', name, finding, words, element, width }}
      height={plot.height}
      plot={plot.box}
      stops={layout.stops}
      rest={only === null ? undefined : words.t('chart.one-point', { value: only })}
      legend={[...fanLegend(layout, words), ...markLegend(plot.marks, words)]}
      table={layout.table}
    >
      <path class="chart-band" d={layout.band} />
      <TimeGround plot={plot} words={words} />
      <path class="chart-path line-ahead" d={layout.middle} />
      <path class="chart-path line-0" d={layout.past} />
      <Now layout={layout} words={words} />
      {layout.tip !== null && <circle class="chart-tip tone-0" cx={layout.now} cy={layout.tip} r="3.5" />}
    </Frame>
  );
}

/** Where the past ends. Its label gives way to the edges and to the marks above the drawing. */
function Now({ layout, words }: { readonly layout: FanLayout; readonly words: Words }) {
  const { plot, now } = layout;
  const text = words.t('chart.now');
  const half = textWidth(text) / 2;
  const x = Math.max(half, Math.min(plot.box.right - half + 8, now));
  const free = plot.marks.every((mark) => Math.abs(mark.x - x) > half + 6);
  return (
    <g class="chart-now">
      <line x1={now} x2={now} y1={plot.box.top - 2} y2={plot.box.bottom} />
      {free && (
        <text x={x} y={plot.box.top - 9} text-anchor="middle">
          {text}
        </text>
      )}
    </g>
  );
}

function fanLegend({ past, middle, band }: FanLayout, { t }: Words): readonly LegendItem[] {
  const before = { key: 'past', name: t('chart.used'), swatch: <path class="chart-path line-0" d="M0 6H18" /> };
  const ahead = [
    { key: 'middle', name: t('chart.middle'), swatch: <path class="chart-path line-ahead" d="M0 6H18" /> },
    { key: 'band', name: t('chart.range'), swatch: <rect class="chart-band" width="18" height="12" rx="2" /> },
  ];
  return [...(past === '' ? [] : [before]), ...(middle === '' || band === '' ? [] : ahead)];
}
