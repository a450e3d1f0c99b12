import { UTCDateMini as UTCDate } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import type { AccountState } from './account.ts';
import type { Entered } from './settings.ts';
import { type EpochMs, hour, type Ms, minute } from './time.ts';

/**
 * The first local midnight after `from` that begins the given day of the month; in shorter months their last day.
 * `offset`: minutes that local time is ahead of UTC.
 */
export function nextRenewalDay(dayOfMonth: number, from: EpochMs, offset: number): EpochMs {
  const local = new UTCDate(from + offset * minute);
  const ofThisYear = new UTCDate(local.getFullYear(), 0, dayOfMonth);
  const inMonth = (ahead: number): EpochMs => +addMonths(ofThisYear, local.getMonth() + ahead) - offset * minute;
  const here = inMonth(0);
  return here > from ? here : inMonth(1);
}

/**
 * The same day and wall-clock time a number of calendar months later (earlier, where negative); where that month is
 * too short, its last day: 29 February and twelve months are 28 February. `offset`: minutes that local time is ahead
 * of UTC, taken to be the same on both days.
 */
export function monthsLater(at: EpochMs, months: number, offset: number): EpochMs {
  return +addMonths(new UTCDate(at + offset * minute), months) - offset * minute;
}

/** The same day and wall-clock time so many calendar months later, also where the clocks are changed in between. */
export function monthsByClock(at: EpochMs, months: number, offsetAt: OffsetAt): EpochMs {
  const offset = offsetAt(at);
  return byClock(monthsLater(at, months, offset), offset, offsetAt);
}

/** A moment that was worked out with one offset, by the wall clock as it goes then. */
export function byClock(at: EpochMs, offset: number, offsetAt: OffsetAt): EpochMs {
  return at + (offset - offsetAt(at)) * minute;
}

/** When the cycle's credits are renewed, and who said so: the service wins over what was entered. */
export type Renewal = { readonly at: EpochMs; readonly by: 'service' | 'entered' };

/** Minutes that local time is ahead of UTC at a moment. */
export type OffsetAt = (at: EpochMs) => number;

type Told = Pick<AccountState, 'cycle' | 'renewal'>;

/** With `offsetAt` a day that was entered begins at its own midnight, also where the clocks are changed until then. */
export function nextRenewal(
  account: Told,
  entered: Entered | undefined,
  now: EpochMs,
  offset: number,
  offsetAt: OffsetAt = () => offset,
): Renewal | null {
  const told = [account.cycle?.to, account.renewal?.at].find((at) => at !== undefined && at > now);
  if (told !== undefined) return { at: told, by: 'service' };
  if (entered?.renewalDay == null) return null;
  const at = nextRenewalDay(entered.renewalDay, now, offset);
  return { at: byClock(at, offset, offsetAt), by: 'entered' };
}

/** `offset` holds at `to`; `offsetAt`, where it is known, at any other moment. */
type Span = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly offset: number;
  readonly offsetAt?: OffsetAt | undefined;
};

/** A refill comes some hours after its boundary, and an entered day begins at a local midnight: so long it is awaited. */
export const refillLag: Ms = 36 * hour;

/** Whether the service itself has said when the present cycle ends. */
export function isRenewalTold({ cycle, renewal }: Told, now: EpochMs): boolean {
  return [cycle?.to, renewal?.at].some((at) => at !== undefined && at > now);
}

/**
 * The last renewal that lies after `from` and not after `to`; `null` where none is known. The day that was entered
 * counts only where the service has told nothing that still holds.
 */
export function renewalIn(account: Told, entered: Entered | undefined, span: Span): EpochMs | null {
  const { from, to, offset, offsetAt = () => offset } = span;
  const told = [account.cycle?.from, account.cycle?.to, account.renewal?.at].filter((at) => at !== undefined);
  const day = told.some((at) => at > to - refillLag) ? null : entered?.renewalDay;
  // A month before the end is early enough for the last one, however long ago the span began.
  const begun = (at: EpochMs) => byClock(nextRenewalDay(day ?? 1, at, offset), offset, offsetAt);
  const all = day == null ? told : [...told, begun(Math.max(from, to - 31 * 24 * hour))];
  const inside = all.filter((at) => at > from && at <= to);
  return inside.length === 0 ? null : Math.max(...inside);
}

/**
 * Whether a renewal of these days lies about between two looks, by what is known now: cycles that are over are counted
 * back from the one that is told. A refill comes some hours after its boundary, or a little before an entered day.
 */
export function wasRenewed(account: Told, entered: Entered | undefined, span: Span): boolean {
  const { from, to, offset, offsetAt = () => offset } = span;
  const told = [account.cycle?.to, account.cycle?.from, account.renewal?.at].find((at) => at !== undefined);
  const begin = from - refillLag;
  if (told === undefined) {
    const day = entered?.renewalDay;
    return day != null && byClock(nextRenewalDay(day, begin, offset), offset, offsetAt) <= to + refillLag;
  }
  let months = Math.floor((begin - told) / (31 * 24 * hour)) - 1;
  while (monthsByClock(told, months, offsetAt) <= begin) months++;
  return monthsByClock(told, months, offsetAt) <= to;
}

/** What of a balance says whether its refill has been seen. */
type Refilled = { readonly seenAt: EpochMs; readonly cycle: { readonly since: EpochMs; readonly refilled: boolean } };

/**
 * The renewal that has passed and whose refill has not been seen; `null` where there is none, or where it has not come
 * within the time a refill may take: then what was read since is believed.
 */
export function openRenewal(
  account: Told,
  entered: Entered | undefined,
  { seenAt, cycle }: Refilled,
  { now, offset, offsetAt }: Pick<Span, 'offset' | 'offsetAt'> & { readonly now: EpochMs },
): EpochMs | null {
  // A refill seen a little before an entered day was the one of that day.
  const from = cycle.refilled ? cycle.since + refillLag : cycle.since;
  const at = renewalIn(account, entered, { from, to: now, offset, offsetAt });
  return at !== null && (seenAt < at || now - at <= refillLag) ? at : null;
}
