import type { ComponentChildren, RefCallback } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';
import { CursorMark, stopAt } from './cursor.tsx';
import { Legend, type LegendItem } from './legend.tsx';
import type { Box, Stop } from './points.ts';
import { Slider } from './slider.tsx';
import { ChartTable, type TableData } from './table.tsx';

/** What every chart is given beside its numbers. */
export type ChartProps = {
  /** What the chart is of, in a few words: the title of its table, and what assistive tools call it. */
  readonly name: string;
  /** What there is to see, as a whole sentence. */
  readonly finding: string;
  /** Said instead while there is nothing to draw. */
  readonly empty: string;
  readonly words: Words;
  /** In pixels; otherwise as wide as the place where it stands. */
  readonly width?: number | undefined;
};

type Drawing = {
  /** Which chart: the hook for its styles. */
  readonly kind: string;
  readonly element: RefCallback<HTMLDivElement>;
  readonly width: number;
  readonly height: number;
  readonly plot: Box;
  /** In reading order, the newest last. */
  readonly stops: readonly Stop[];
  /** How many stops are in a row, where they form a grid. */
  readonly columns?: number;
  /** Said beneath while nothing is pointed at. */
  readonly rest?: string | undefined;
  readonly legend: readonly LegendItem[];
  readonly table: TableData;
  readonly children: ComponentChildren;
};

type Props = Pick<ChartProps, 'name' | 'finding' | 'words'> & Drawing;

/** A drawing with its finding above it, and beneath it the value pointed at, the legend, and the same as a table. */
export function Frame(props: Props) {
  const { kind, finding, words, legend, table, element } = props;
  const id = useId();
  return (
    <figure class={`chart chart-${kind}`}>
      <figcaption>{finding}</figcaption>
      <div class="chart-place" ref={element}>
        <Plot {...props} id={id} />
      </div>
      <Legend items={legend} />
      <ChartTable data={table} words={words} captionId={`${id}-table`} />
    </figure>
  );
}

/** The drawing, and a slider over it that reads its values one by one. */
function Plot({
  id,
  name,
  finding,
  words,
  width,
  height,
  plot,
  stops,
  columns,
  rest,
  children,
}: Props & { id: string }) {
  const [at, setAt] = useState<number | null>(null);
  const last = stops.length - 1;
  const stop = at === null ? undefined : stops[Math.min(at, last)];
  const point = ({ currentTarget, clientX, clientY }: PointerEvent & { readonly currentTarget: HTMLElement }) => {
    const { left, top, width: real } = currentTarget.getBoundingClientRect();
    const scale = real > 0 ? width / real : 1;
    setAt(last < 0 ? null : stopAt(stops, (clientX - left) * scale, (clientY - top) * scale));
  };
  return (
    <>
      <div
        class="chart-plot"
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setAt(null)}
      >
        <svg
          role="img"
          viewBox={`0 0 ${width} ${height}`}
          width="100%"
          height={height}
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{name}</title>
          <desc id={`${id}-desc`}>{finding}</desc>
          {children}
          {stop !== undefined && <CursorMark stop={stop} plot={plot} />}
        </svg>
        {last > 0 && <Slider label={words.t('chart.cursor', { name })} {...{ stops, columns, at, onMove: setAt }} />}
      </div>
      {/* The slider says the same to assistive tools. The longest text keeps the room for all others. */}
      <p class="chart-read-out" aria-hidden="true">
        <span class="room">{longest(stops, rest)}</span>
        <span>{stop?.say() ?? rest ?? stops[last]?.say()}</span>
      </p>
    </>
  );
}

/** As many as tell how long they become. */
const samples = 120;

function longest(stops: readonly Stop[], rest = ''): string {
  const every = Math.ceil(stops.length / samples);
  const texts = stops.filter((_, i) => i % every === 0 || i === stops.length - 1).map(({ say }) => say());
  return texts.reduce((most, text) => (text.length > most.length ? text : most), rest);
}

/** In place of a chart that has nothing to show. */
export function NoChart({ kind, name, empty }: Pick<ChartProps, 'name' | 'empty'> & Pick<Drawing, 'kind'>) {
  return (
    <figure class={`chart chart-${kind} chart-empty`} aria-label={name}>
      <p>{empty}</p>
    </figure>
  );
}
