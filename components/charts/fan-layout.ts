import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import type { EpochMs } from '../../core/domain/time.ts';
import { isoOf, momentsOf } from './moments.ts';
import { inOrder, isKnown, type Point, type Stop } from './points.ts';
import type { TableData } from './table.tsx';
import { type Ground, type TimePlot, timePlot } from './time-plot.ts';

/** Where the amount will probably be at a time: in one of ten cases below `p10`, in one of ten above `p90`. */
export type Expected = { readonly at: EpochMs; readonly p10: number; readonly p50: number; readonly p90: number };

export type FanData = Ground & {
  readonly name: string;
  readonly now: EpochMs;
  /** What was read up to now: each reading holds until the next one. */
  readonly past: readonly Point[];
  /** From now on. One is enough: the drawing begins at the last reading. */
  readonly ahead: readonly Expected[];
  /** A moment that is known as a day only: it has no hour here either. */
  readonly end?: { readonly at: EpochMs; readonly text: string } | null;
};

export type FanLayout = {
  readonly plot: TimePlot;
  readonly now: number;
  /** How high the last reading stands, where it is known. */
  readonly tip: number | null;
  readonly past: string;
  readonly band: string;
  readonly middle: string;
  /** The only thing known, in words, where it is but one reading. */
  readonly only: string | null;
  readonly stops: readonly Stop[];
  readonly table: TableData;
};

/** The drawing of a forecast `width` pixels wide; `null` where nothing is known, neither before nor ahead. */
export function fanLayout(data: FanData, width: number): FanLayout | null {
  const { now, words, measure } = data;
  const past = inOrder(data.past).filter(({ at }) => at <= now);
  const ahead = inOrder(data.ahead).filter((one) => one.at > now && [one.p10, one.p50, one.p90].every(isKnown));
  const known = past.filter(({ value }) => isKnown(value));
  if (known.length + ahead.length === 0) return null;
  const times = [now, ...[...past, ...ahead, ...data.marks].map(({ at }) => at)];
  const values = [...known.map(({ value }) => value ?? 0), ...ahead.flatMap(({ p10, p50, p90 }) => [p10, p50, p90])];
  const plot = timePlot({ ...data, times, values, width });
  const { x, y } = plot;
  const last = past.at(-1)?.value;
  const begin = isKnown(last) && ahead.length > 0 ? [{ at: now, p10: last, p50: last, p90: last }] : [];
  const fan = [...begin, ...ahead];
  const upToNow = isKnown(last) ? [...past, { at: now, value: last }] : past;
  const [first] = known;
  return {
    plot,
    now: x(now),
    tip: isKnown(last) ? y(last) : null,
    past: steps(plot)([...upToNow]) ?? '',
    band:
      area<Expected>(
        ({ at }) => x(at),
        ({ p10 }) => y(p10),
        ({ p90 }) => y(p90),
      ).curve(curveLinear)(fan) ?? '',
    middle:
      line<Expected>(
        ({ at }) => x(at),
        ({ p50 }) => y(p50),
      )(fan) ?? '',
    only: known.length === 1 && ahead.length === 0 && isKnown(first?.value) ? measure.say(first.value) : null,
    stops: stopsOf(data, plot, past, ahead),
    table: tableOf({ ...data, words }, past, ahead),
  };
}

const steps = ({ x, y }: TimePlot) =>
  line<Point>()
    .defined(({ value }) => isKnown(value))
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0))
    .curve(curveStepAfter);

function whenOf({ words, end }: FanData, past: readonly Point[], ahead: readonly Expected[]) {
  const when = momentsOf(
    words,
    [...past, ...ahead].map(({ at }) => at),
  );
  return (at: EpochMs) => (at === end?.at ? end.text : when(at));
}

function stopsOf(data: FanData, plot: TimePlot, past: readonly Point[], ahead: readonly Expected[]): readonly Stop[] {
  const { words, measure } = data;
  const { t } = words;
  const when = whenOf(data, past, ahead);
  const stop = (at: EpochMs, what: () => string, values: readonly (number | null)[]): Stop => ({
    ...{ say: () => t('chart.read-out', { when: when(at), what: what() }), x: plot.x(at), box: null },
    ys: values.filter(isKnown).map(plot.y),
  });
  return [
    ...past.map(({ at, value }) => stop(at, () => (isKnown(value) ? measure.say(value) : t('chart.unknown')), [value])),
    ...ahead.map(({ at, p10, p50, p90 }) => {
      const given = () => ({ low: measure.say(p10), middle: measure.say(p50), high: measure.say(p90) });
      return stop(at, () => t('chart.forecast', given()), [p10, p50, p90]);
    }),
  ];
}

function tableOf(data: FanData, past: readonly Point[], ahead: readonly Expected[]): TableData {
  const { words, measure, name } = data;
  const { t } = words;
  const when = whenOf(data, past, ahead);
  const head = (at: EpochMs, kind: string) => ({ key: `${kind}${at}`, head: when(at), iso: isoOf(at) });
  return {
    caption: name,
    columns: [t('chart.when'), t('chart.used'), t('chart.range'), t('chart.middle')],
    count: past.length + ahead.length,
    rows: () => [
      ...past.map(({ at, value }) => ({
        ...head(at, 'past'),
        cells: [isKnown(value) ? measure.say(value) : t('chart.unknown'), '', ''],
      })),
      ...ahead.map(({ at, p10, p50, p90 }) => ({
        ...head(at, 'ahead'),
        cells: ['', t('chart.roughly', { low: measure.say(p10), high: measure.say(p90) }), measure.say(p50)],
      })),
    ],
  };
}
