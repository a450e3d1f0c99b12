import { scaleLinear } from 'd3-scale';
import { day, type EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, extentOf, isKnown, isMoment, type Stop, within } from './points.ts';
import type { TableData } from './table.tsx';
import { cutTo, textWidth } from './text-width.ts';
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
    /** One line, or two where one would be too long. */
    readonly lines: readonly string[];
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

export const lineHeight = 16;
/** Without its lines of text. */
const rowHeight = 28;
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
  const texts = lots.map((lot) => textsOf(data, lot));
  const fits = texts.every(({ text }) => textWidth(text) <= width - 2 * side);
  const tall = rowHeight + lineHeight * (fits ? 1 : 2);
  const box = { left: side, right: width - side, top, bottom: top + lots.length * tall };
  const rows = lots.map((lot, i) => {
    const { text, name, short } = texts[i] ?? textsOf(data, lot);
    const lines = (fits ? [text] : [name, short]).map((line) => cutTo(line, width - 2 * side));
    return { ...rowOf(lot, box.top + (i + 1) * tall - 10, x, box), text, lines };
  });
  return {
    ...{ height: box.bottom + 28, box, now: x(within(now, from, to)), rows },
    across: timeTicks(from, to, x, width, data.words),
    stops: rows.map(({ text, bar }, i) => {
      const y = box.top + i * tall;
      return {
        say: () => text,
        x: (bar.left + bar.right) / 2,
        ys: [],
        box: { ...box, left: 1, right: width - 1, top: y, bottom: y + tall },
      };
    }),
    table: tableOf(data, lots),
  };
}

const byEnd = (a: Stay, b: Stay) => (a.expiresAt ?? Number.MAX_VALUE) - (b.expiresAt ?? Number.MAX_VALUE);
const momentOf = (at: EpochMs | null) => (at !== null && isMoment(at) ? at : null);

/** What is said of a lot: in one sentence, or its name and its numbers apart. */
function textsOf({ words, measure }: TimelineData, { name, left, amount, expiresAt }: Stay) {
  const end = momentOf(expiresAt);
  const amounts = { left: measure.brief(left), amount: measure.say(amount) };
  const briefly = { left: measure.brief(left), amount: measure.brief(amount) };
  if (end === null)
    return {
      name,
      text: words.t('chart.lot-open', { name, ...amounts }),
      short: words.t('chart.lot-short-open', briefly),
    };
  const date = words.dateAndYear(end);
  return {
    name,
    text: words.t('chart.lot-until', { name, date, ...amounts }),
    short: words.t('chart.lot-short', { date: words.shortDate(end), ...briefly }),
  };
}

function rowOf(lot: Stay, bottom: number, x: (at: EpochMs) => number, box: Box) {
  const [at, end] = [momentOf(lot.at), momentOf(lot.expiresAt)];
  const begin = at === null ? box.left : within(x(at), box.left, box.right);
  const stop = end === null ? box.right : within(x(end), box.left, box.right);
  return {
    ...{ key: lot.key, begins: at !== null, ends: end !== null },
    bar: { left: Math.min(begin, stop - 2), right: stop, top: bottom - barHeight, bottom },
    share: lot.amount > 0 ? within(lot.left / lot.amount, 0, 1) : 0,
  };
}

function tableOf({ name, words, measure }: TimelineData, lots: readonly Stay[]): TableData {
  const { t } = words;
  const date = (at: EpochMs | null) => (at !== null && isMoment(at) ? words.dateAndYear(at) : t('chart.unknown'));
  return {
    caption: name,
    columns: [t('chart.lot'), t('chart.lot-at'), t('chart.lot-ends'), t('chart.lot-amount'), t('chart.lot-left')],
    count: lots.length,
    rows: () =>
      lots.map(({ key, name, at, expiresAt, amount, left }) => ({
        ...{ key, head: name },
        cells: [date(at), date(expiresAt), measure.say(amount), measure.say(left)],
      })),
  };
}
