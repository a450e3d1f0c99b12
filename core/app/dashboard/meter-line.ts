import type { AccountState } from '../../domain/account.ts';
import { day, type EpochMs, type Ms } from '../../domain/time.ts';
import { meterName, quantity } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import { isSummed } from '../bundles.ts';
import { shownBalances } from '../card.ts';
import { type Mark, markOf, overAt, withoutEchoes } from '../meter-steps.ts';
import type { ObservationRow } from '../rows.ts';
import type { Selection } from '../view.ts';
import { type Found, ownerKey, ownersOf } from './history.ts';
import { midnightOf, type OffsetAt, type Range } from './ranges.ts';

/** A meter that can be followed through time. */
export type Followed = {
  readonly key: string;
  readonly provider: string;
  readonly account: string;
  readonly meter: string;
  readonly name: string;
  readonly unit: 'percent' | 'credits' | 'generations';
  /** Of a window, where the service tells it. */
  readonly length: Ms | null;
  /** Whether several windows of it may begin in one day. */
  readonly short: boolean;
};

/** All limits and balances there are, in the order of the services. */
export function followedOf(selection: Selection): readonly Followed[] {
  const { words, snapshot } = selection;
  return ownersOf(selection).flatMap((owner) => {
    const account = snapshot.accounts.find((one) => ownerKey(one) === ownerKey(owner));
    return account === undefined ? [] : ofAccount(account, owner.name, selection, words);
  });
}

function ofAccount(account: AccountState, service: string, selection: Selection, words: Words): readonly Followed[] {
  const of = { provider: account.provider, account: account.account };
  const name = (meter: string) => words.t('history.meter-of', { service, meter });
  const windows = account.windows.map(({ key, label, length }): Followed => {
    const short = length !== null && length < day;
    return {
      ...of,
      key: `${ownerKey(of)}/${key}`,
      meter: key,
      name: name(meterName(words, { label, length })),
      unit: 'percent',
      length,
      short,
    };
  });
  const balances = shownBalances(account, selection).flatMap(({ key, label, unit }): Followed[] => {
    if (unit !== 'credits' && unit !== 'generations') return [];
    return [
      {
        ...of,
        key: `${ownerKey(of)}/${key}`,
        meter: key,
        name: name(meterName(words, { label, length: null })),
        unit,
        length: null,
        short: false,
      },
    ];
  });
  return [...windows, ...balances];
}

type Point = { readonly at: EpochMs; readonly value: number | null };

export type MeterLine = {
  readonly name: string;
  readonly finding: string;
  readonly points: readonly Point[];
  readonly marks: readonly Mark[];
};

type Looking = { readonly range: Range; readonly words: Words; readonly now: EpochMs; readonly offsetAt: OffsetAt };

/** Whether a meter is followed day by day: for a year, and where no readings are kept any more. */
export const isDaily = ({ kind, from }: Range, now: EpochMs): boolean => kind === 'year' || isSummed(from, now);

/** A meter over a range: reading by reading, or day by day. */
export function meterLine(followed: Followed, found: Found, looking: Looking): MeterLine {
  const { range, words } = looking;
  const daily = isDaily(range, looking.now);
  const drawn = daily ? byDay(followed, found, looking) : byReading(found.readings, looking);
  const name = daily && followed.short ? words.t('history.line-daily', { meter: followed.name }) : followed.name;
  return { name, finding: findingOf(followed, drawn.points, looking), ...drawn };
}

type Drawn = Pick<MeterLine, 'points' | 'marks'>;

/** A share is not known any more once its reset has passed, until it is read again. */
function byReading(all: readonly ObservationRow[], { range, now }: Looking): Drawn {
  const rows = withoutEchoes(all);
  const end = Math.min(range.to, now);
  const points: Point[] = [];
  const marks: Mark[] = [];
  for (const [n, row] of rows.entries()) {
    const [before, next] = [rows[n - 1], rows[n + 1]?.from ?? end];
    const mark = before === undefined ? null : markOf(before, row);
    if (mark !== null) marks.push(mark);
    const over = overAt(row, next);
    if (over !== null && over <= range.from) continue;
    points.push({ at: Math.max(row.from, range.from), value: row.value });
    if (over !== null) points.push({ at: over, value: null });
    else if (n === rows.length - 1 && row.value !== null && end > row.from) points.push({ at: end, value: row.value });
  }
  return { points, marks: marks.filter(({ at }) => at >= range.from && at < range.to) };
}

/** What each day left, or, where several windows come in a day, what it used of one. */
function byDay(
  { meter, provider, account, unit, short, length }: Followed,
  { days }: Found,
  { range, offsetAt, now }: Looking,
): Drawn {
  const own = days
    .filter((one) => one.meter === meter && one.provider === provider && one.account === account)
    .map((one) => ({ ...one, at: midnightOf(one.day, offsetAt) }))
    .filter(({ at }) => at >= range.from && at < range.to)
    .toSorted((a, b) => a.at - b.at);
  const marks = own.flatMap(({ at, granted, last }, n): Mark[] => {
    if (unit !== 'percent') return granted > 0 ? [{ kind: 'grant', at }] : [];
    return !short && last < (own[n - 1]?.last ?? last) ? [{ kind: 'reset', at }] : [];
  });
  const points = own.flatMap(({ at, last, spent }, n): Point[] => {
    const point = { at, value: short ? spent : last };
    const next = own[n + 1]?.at ?? now;
    // Nobody looked until all of it had come back: how full it was then is not known.
    const over = short ? at + day : at + Math.max(day, length ?? Number.POSITIVE_INFINITY);
    return over < next ? [point, { at: over, value: null }] : [point];
  });
  return { points, marks };
}

function findingOf({ unit, short }: Followed, points: readonly Point[], { range, now, words }: Looking): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return words.t('history.line-empty');
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (unit !== 'percent')
    return words.t('history.line-balance', { low: quantity(words, low, unit), high: quantity(words, high, unit) });
  if (isDaily(range, now) && short) return words.t('history.line-busiest', { highest: words.percent(high) });
  const times = points.filter(({ value }, n) => isFull(value) && !isFull(points[n - 1]?.value)).length;
  return times === 0
    ? words.t('history.line-never', { highest: words.percent(high) })
    : words.t('history.line-reached', { count: times });
}

const isFull = (value: number | null | undefined) => (value ?? 0) >= 99.5;
