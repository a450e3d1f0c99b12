import { curveLinear, curveStepAfter, line } from 'd3-shape';
import type { EpochMs } from '../../core/domain/time.ts';
import { isoOf, momentsOf } from './moments.ts';
import { inOrder, isKnown, isMoment, type Point, type Stop } from './points.ts';
import type { TableData } from './table.tsx';
import { type Ground, type TimePlot, timePlot } from './time-plot.ts';

/** Amounts over time: between readings a straight line, or as they were until the next one. Gaps where unknown. */
export type LineSeries = {
  readonly key: string;
  readonly name: string;
  readonly points: readonly Point[];
  readonly shape?: 'straight' | 'step';
};

export type LineData = Ground & {
  readonly name: string;
  readonly series: readonly LineSeries[];
  /** The range to show, where it is wider or narrower than the readings. */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
};

type Place = { readonly x: number; readonly y: number };

export type LineLayout = {
  readonly plot: TimePlot;
  readonly paths: readonly {
    readonly key: string;
    readonly name: string;
    readonly d: string;
    readonly end: Place | null;
  }[];
  /** The only reading, where there is but one. */
  readonly only: (Place & { readonly text: string }) | null;
  readonly stops: readonly Stop[];
  readonly table: TableData;
};

/** The drawing of a line chart `width` pixels wide; `null` where nothing is known. */
export function lineLayout(data: LineData, width: number): LineLayout | null {
  const series = data.series.map((one) => ({ ...one, points: inOrder(one.points).filter((p) => isWithin(p, data)) }));
  const known = series.flatMap(({ points }) => points.filter(({ value }) => isKnown(value)));
  const [first] = known;
  if (first === undefined || !isKnown(first.value)) return null;
  const ends = [data.from, data.to].filter((at) => at !== undefined);
  const marks = data.marks.filter(({ at }) => isWithin({ at, value: null }, data));
  const times = [...ends, ...[...marks, ...series.flatMap(({ points }) => points)].map(({ at }) => at)];
  const plot = timePlot({ ...data, times, values: known.flatMap(({ value }) => value ?? []), width });
  const { x, y } = plot;
  const draw = (shape: LineSeries['shape']) =>
    line<Point>()
      .defined(({ value }) => isKnown(value))
      .x(({ at }) => x(at))
      .y(({ value }) => y(value ?? 0))
      .curve(shape === 'step' ? curveStepAfter : curveLinear);
  return {
    plot,
    paths: series.map(({ key, name, points, shape }) => ({
      ...{ key, name, d: draw(shape)([...points]) ?? '' },
      end: endOf(points, plot),
    })),
    only: known.length > 1 ? null : { x: x(first.at), y: y(first.value), text: data.measure.say(first.value) },
    ...numbersOf({ ...data, series }, plot),
  };
}

/** Where a line arrives, if it goes on to its last reading. */
function endOf(points: readonly Point[], { x, y }: TimePlot): Place | null {
  const last = points.at(-1);
  return last !== undefined && isKnown(last.value) ? { x: x(last.at), y: y(last.value) } : null;
}

const isWithin = ({ at }: Point, { from, to }: LineData) =>
  at >= (from !== undefined && isMoment(from) ? from : at) && at <= (to !== undefined && isMoment(to) ? to : at);

/** The same in words: a row, and a place for the cursor, for each time at which something is told. */
function numbersOf(data: LineData, plot: TimePlot): Pick<LineLayout, 'stops' | 'table'> {
  const { words, measure, series, marks } = data;
  const { t } = words;
  const byTime = series.map(({ points }) => new Map(points.map(({ at, value }) => [at, value])));
  const times = [...new Set(byTime.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const rows = [
    ...new Set([...times, ...marks.map(({ at }) => at).filter((at) => isWithin({ at, value: null }, data))]),
  ]
    .filter(isMoment)
    .sort((a, b) => a - b);
  const when = momentsOf(words, rows);
  const said = (value: number | null | undefined) =>
    value === undefined ? t('chart.no-reading') : isKnown(value) ? measure.say(value) : t('chart.unknown');
  const events = (at: EpochMs) => marks.filter((mark) => mark.at === at).map(({ kind }) => t(`chart.${kind}`));
  const what = (at: EpochMs) => [
    ...series.flatMap(({ name }, i) => {
      const value = byTime[i]?.get(at);
      if (value === undefined) return [];
      return series.length === 1 ? said(value) : t('chart.part', { name, value: said(value) });
    }),
    ...events(at),
  ];
  return {
    stops: rows.map((at) => ({
      say: () => t('chart.read-out', { when: when(at), what: words.list(what(at)) }),
      x: plot.x(at),
      ys: byTime
        .map((one) => one.get(at))
        .filter(isKnown)
        .map(plot.y),
      box: null,
    })),
    table: {
      caption: data.name,
      columns: [t('chart.when'), ...series.map(({ name }) => name), ...(marks.length > 0 ? [t('chart.event')] : [])],
      count: rows.length,
      rows: () =>
        rows.map((at) => ({
          ...{ key: `${at}`, head: when(at), iso: isoOf(at) },
          cells: [...byTime.map((one) => said(one.get(at))), ...(marks.length > 0 ? [words.list(events(at))] : [])],
        })),
    },
  };
}
