import type { Period } from '../../domain/period.ts';
import { monthsByClock } from '../../domain/renewal.ts';
import { day, type EpochMs, hour, localDay, minute } from '../../domain/time.ts';
import type { Words } from '../../words/words.ts';
import { isSummed } from '../bundles.ts';

export const rangeKinds = ['day', 'week', 'cycle', 'year'] as const;
export type RangeKind = (typeof rangeKinds)[number];

/** A stretch of the record to look at. `to` is not in it. */
export type Range = {
  readonly kind: RangeKind;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** When each part begins: an hour, a day or a month. */
  readonly parts: readonly EpochMs[];
  readonly period: 'hour' | 'day' | 'month';
};

/** Minutes that local time is ahead of UTC at a moment. */
export type OffsetAt = (at: EpochMs) => number;

type When = { readonly now: EpochMs; readonly offsetAt: OffsetAt; readonly cycle: Period };

/** The range that is running, or the one so many before it. A year is twelve calendar months. */
export function rangeOf(kind: RangeKind, back: number, { now, offsetAt, cycle }: When): Range {
  const today = localDay(now, offsetAt(now));
  const at = (name: string) => midnightOf(name, offsetAt);
  if (kind === 'day') {
    const name = shifted(today, -back);
    const from = at(name);
    return partsBy(isSummed(from, now) ? 'day' : 'hour', kind, from, at(shifted(name, 1)), offsetAt);
  }
  if (kind === 'week') {
    const name = shifted(today, -weekdayOf(today) - 7 * back);
    return partsBy('day', kind, at(name), at(shifted(name, 7)), offsetAt);
  }
  if (kind === 'cycle') {
    const [from, to] = [
      monthsByClock(cycle.from, -back, offsetAt),
      back === 0 ? cycle.to : monthsByClock(cycle.from, 1 - back, offsetAt),
    ];
    // What is kept as sums of days cannot be cut within one.
    const cut = (end: EpochMs) => (isSummed(end, now) ? at(localDay(end, offsetAt(end))) : end);
    return partsBy('day', kind, cut(from), cut(to), offsetAt);
  }
  const next = monthFrom(today, 1 - 12 * back);
  return partsBy('month', kind, at(monthFrom(next, -12)), at(next), offsetAt);
}

/** Any stretch, by its days; those at its ends may be in it in part. */
export function rangeBetween(from: EpochMs, to: EpochMs, offsetAt: OffsetAt): Range {
  return partsBy('day', 'week', from, to, offsetAt);
}

function partsBy(period: Range['period'], kind: RangeKind, from: EpochMs, to: EpochMs, offsetAt: OffsetAt): Range {
  const parts: EpochMs[] = [];
  if (period === 'hour') for (let at = from; at < to; at += hour) parts.push(at);
  else {
    const step = (name: string) => (period === 'day' ? shifted(name, 1) : monthFrom(name, 1));
    const first = localDay(from, offsetAt(from));
    for (let name = first; midnightOf(name, offsetAt) < to; name = step(name)) parts.push(midnightOf(name, offsetAt));
  }
  return { kind, from, to, parts, period };
}

/** When a local calendar day begins. */
export function midnightOf(name: string, offsetAt: OffsetAt): EpochMs {
  const utc = Date.parse(`${name}T00:00:00Z`);
  return utc - offsetAt(utc - offsetAt(utc) * minute) * minute;
}

const shifted = (name: string, days: number) => localDay(Date.parse(`${name}T00:00:00Z`) + days * day, 0);
/** 0 for Monday. 1970 began on a Thursday. */
const weekdayOf = (name: string) => (Math.floor(Date.parse(`${name}T00:00:00Z`) / day) + 3) % 7;

/** The first of the month so many months later. */
function monthFrom(name: string, months: number): string {
  const [year = 0, month = 1] = name.split('-').map(Number);
  const all = year * 12 + month - 1 + months;
  return `${Math.floor(all / 12)}-${`${(all % 12) + 1}`.padStart(2, '0')}-01`;
}

/** The local day of the week, 0 for Monday, and the hour of a moment. */
export function weekHourOf(at: EpochMs, offsetAt: OffsetAt): readonly [number, number] {
  const local = at + offsetAt(at) * minute;
  return [(Math.floor(local / day) + 3) % 7, Math.floor((local % day) / hour)];
}

/** Which part of the range a moment lies in; `null` where it lies outside. */
export function partAt({ parts, from, to }: Range, at: EpochMs): EpochMs | null {
  return at < from || at >= to ? null : (parts.findLast((one) => one <= at) ?? null);
}

/** `November 16 to November 22, 2026`. */
export function rangeText({ kind, from, to }: Range, words: Words): string {
  if (kind === 'day') return words.dateAndYear(from);
  return words.t('history.from-to', { from: words.dateAndYear(from), to: words.dateAndYear(to - minute) });
}
