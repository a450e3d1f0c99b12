import { scaleLinear } from 'd3-scale';
import { day, type EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, extentOf, isKnown, isMoment, type Stop, within } from './points.ts';
import type { TableData } from './table.tsx';
import { cutTo } from './text-width.ts';
import { type TimeTick, timeTicks } from './time-ticks.ts';

/** Credits that came together and lapse together. `at`, `expiresAt`: `null` where not known (or never). */
export type Stay = {
  readonly key: string;
  readonly name: string;
  readonly at: EpochMs | null;
  readonly expiresAt: EpochMs | null;
  readonly amount: number;
  readonly left: number;
};

export type TimelineData = {
  readonly name: string;
  readonly words: Words;
  readonly measure: Measure;
  readonly now: EpochMs;
  readonly lots: readonly Stay[];
};

export type TimelineLayout = {
  readonly height: number;
  readonly box: Box;
  readonly now: number;
  readonly across: readonly TimeTick[];
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly text: string;
    readonly bar: Box;
    /** The share that is left, 0 to 1. */
    readonly share: number;
    /** Whether its beginning and its end are known. */
    readonly begins: boolean;
    readonly ends: boolean;
  }[];
  readonly stops: readonly Stop[];
  readonly table: TableData;
};

const rowHeight = 44;
const barHeight = 12;
const top = 26;
const side = 8;

/** The drawing of lots `width` pixels wide, soonest to lapse first; `null` where there are none. */
export function timelineLayout(data: TimelineData, width: number): TimelineLayout | null {
  const lots = data.lots.filter(({ amount, left }) => isKnown(amount) && isKnown(left)).sort(byEnd);
  if (lots.length === 0) return null;
  const { now } = data;
  const moments = [now, ...lots.flatMap(({ at, expiresAt }) => [at ?? now, expiresAt ?? now])].filter(isMoment);
  const [first, last] = extentOf(moments) ?? [now, now];
  const [from, to] = last - first < day ? [first - 15 * day, last + 15 * day] : [first, last];
  const x = scaleLinear()
    .domain([from, to])
    .range([side, width - side]);
  const box = { left: side, right: width - side, top, bottom: top + lots.length * rowHeight };
  const rows = lots.map((lot, i) => rowOf(data, lot, box.top + i * rowHeight, x, box));
  return {
    ...{ height: box.bottom + 28, box, now: x(within(now, from, to)), rows },
    across: timeTicks(from, to, x, width, data.words),
    stops: rows.map(({ text, bar }, i) => {
      const y = box.top + i * rowHeight;
      return {
        text,
        x: (bar.left + bar.right) / 2,
        ys: [],
        box: { ...box, left: 1, right: width - 1, top: y, bottom: y + rowHeight },
      };
    }),
    table: tableOf(data, lots),
  };
}

const byEnd = (a: Stay, b: Stay) => (a.expiresAt ?? Number.MAX_VALUE) - (b.expiresAt ?? Number.MAX_VALUE);
const momentOf = (at: EpochMs | null) => (at !== null && isMoment(at) ? at : null);

function rowOf(
  { words, measure }: TimelineData,
  lot: Stay,
  y: number,
  x: (at: EpochMs) => number,
  box: Box,
): TimelineLayout['rows'][number] {
  const [at, end] = [momentOf(lot.at), momentOf(lot.expiresAt)];
  const [name, left, amount] = [lot.name, measure.say(lot.left), measure.say(lot.amount)];
  const text =
    end === null
      ? words.t('chart.lot-open', { name, left, amount })
      : words.t('chart.lot-until', { name, left, amount, date: words.dateAndYear(end) });
  const begin = at === null ? box.left : within(x(at), box.left, box.right);
  const stop = end === null ? box.right : within(x(end), box.left, box.right);
  return {
    ...{ key: lot.key, text, begins: at !== null, ends: end !== null },
    label: cutTo(text, box.right - box.left),
    bar: { left: Math.min(begin, stop - 2), right: stop, top: y + 20, bottom: y + 20 + barHeight },
    share: lot.amount > 0 ? within(lot.left / lot.amount, 0, 1) : 0,
  };
}

function tableOf({ name, words, measure }: TimelineData, lots: readonly Stay[]): TableData {
  const { t } = words;
  const date = (at: EpochMs | null) => (at !== null && isMoment(at) ? words.dateAndYear(at) : t('chart.unknown'));
  return {
    caption: name,
    columns: [t('chart.lot'), t('chart.lot-at'), t('chart.lot-ends'), t('chart.lot-amount'), t('chart.lot-left')],
    rows: lots.map(({ key, name, at, expiresAt, amount, left }) => ({
      ...{ key, head: name },
      cells: [date(at), date(expiresAt), measure.say(amount), measure.say(left)],
    })),
  };
}
