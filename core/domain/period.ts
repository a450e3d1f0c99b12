import type { AccountState } from './account.ts';
import { byClock, monthsByClock, monthsLater, nextRenewalDay, type OffsetAt } from './renewal.ts';
import type { Entered } from './settings.ts';
import { day, type EpochMs } from './time.ts';

/** The stretch a budget runs over. `by`: whether the service's own cycle is known, or the calendar stands in for it. */
export type Period = { readonly from: EpochMs; readonly to: EpochMs; readonly by: 'cycle' | 'month' };

export type Periods = { readonly cycle: Period; readonly month: Period };

type Told = Pick<AccountState, 'cycle' | 'renewal'>;
/**
 * `offset`: minutes that local time is ahead of UTC now; `offsetAt`: at any other moment, where the clocks may be
 * changed. `daily`: credits are overwritten every day, so no cycle is worth a budget.
 */
type When = {
  readonly now: EpochMs;
  readonly offset: number;
  readonly offsetAt?: OffsetAt | undefined;
  readonly daily?: boolean;
};

/** The cycle and the calendar month that are running. Where no cycle is known, the month stands in for it. */
export function periodsOf(account: Told, entered: Entered | undefined, when: When): Periods {
  const month = monthOf(when);
  return { month, cycle: when.daily === true ? month : (cycleOf(account, entered, when) ?? month) };
}

function monthOf({ now, offset, offsetAt = () => offset }: When): Period {
  const to = byClock(nextRenewalDay(1, now, offset), offset, offsetAt);
  return { from: monthsByClock(to, -1, offsetAt), to, by: 'month' };
}

/** The cycle the service tells; otherwise the month around its renewal, or around the day that was entered. */
function cycleOf({ cycle, renewal }: Told, entered: Entered | undefined, when: When): Period | null {
  const { now, offset, offsetAt = () => offset } = when;
  if (cycle !== null && cycle.from <= now && now < cycle.to) return { ...cycle, by: 'cycle' };
  const anchor = renewal?.at ?? cycle?.to;
  if (anchor !== undefined) return { ...monthAround(anchor, now, offsetAt(anchor)), by: 'cycle' };
  if (entered?.renewalDay == null) return null;
  // Between two renewals lie 28 to 31 days: after so many days there was one, or two.
  const first = nextRenewalDay(entered.renewalDay, now - 31 * day, offset);
  const second = nextRenewalDay(entered.renewalDay, first, offset);
  const from = second <= now ? second : first;
  const to = nextRenewalDay(entered.renewalDay, now, offset);
  return { from: byClock(from, offset, offsetAt), to: byClock(to, offset, offsetAt), by: 'cycle' };
}

/** The month that `now` lies in, counted from `anchor` forwards or backwards, by the offset that held there. */
function monthAround(anchor: EpochMs, now: EpochMs, offset: number) {
  let months = Math.floor((now - anchor) / (31 * day));
  while (monthsLater(anchor, months, offset) > now) months--;
  while (monthsLater(anchor, months + 1, offset) <= now) months++;
  return { from: monthsLater(anchor, months, offset), to: monthsLater(anchor, months + 1, offset) };
}
