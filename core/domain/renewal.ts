import { UTCDateMini as UTCDate } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import type { AccountState } from './account.ts';
import type { Entered } from './settings.ts';
import { type EpochMs, minute } from './time.ts';

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

/** When the cycle's credits are renewed, and who said so: the service wins over what was entered. */
export type Renewal = { readonly at: EpochMs; readonly by: 'service' | 'entered' };

export function nextRenewal(
  account: Pick<AccountState, 'cycle' | 'renewal'>,
  entered: Entered | undefined,
  now: EpochMs,
  offset: number,
): Renewal | null {
  const told = [account.cycle?.to, account.renewal?.at].find((at) => at !== undefined && at > now);
  if (told !== undefined) return { at: told, by: 'service' };
  if (entered?.renewalDay == null) return null;
  return { at: nextRenewalDay(entered.renewalDay, now, offset), by: 'entered' };
}

type Span = { readonly from: EpochMs; readonly to: EpochMs; readonly offset: number };

/** Whether a renewal lies after `from` and not after `to`. */
export function renewalBetween(
  account: Pick<AccountState, 'cycle' | 'renewal'>,
  entered: Entered | undefined,
  span: Span,
): boolean {
  return renewalIn(account, entered, span) !== null;
}

/** The first renewal that lies after `from` and not after `to`; `null` where none is known. */
export function renewalIn(
  account: Pick<AccountState, 'cycle' | 'renewal'>,
  entered: Entered | undefined,
  { from, to, offset }: Span,
): EpochMs | null {
  const day = entered?.renewalDay;
  const told = [
    account.cycle?.from,
    account.cycle?.to,
    account.renewal?.at,
    day == null ? undefined : nextRenewalDay(day, from, offset),
  ];
  const inside = told.filter((at) => at !== undefined && at > from && at <= to) as EpochMs[];
  return inside.length === 0 ? null : Math.min(...inside);
}
