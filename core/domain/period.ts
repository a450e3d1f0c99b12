import type { AccountState } from './account.ts';
import { monthsLater, nextRenewalDay } from './renewal.ts';
import type { Entered } from './settings.ts';
import { day, type EpochMs } from './time.ts';

/** The stretch a budget runs over. `by`: whether the service's own cycle is known, or the calendar stands in for it. */
export type Period = { readonly from: EpochMs; readonly to: EpochMs; readonly by: 'cycle' | 'month' };

export type Periods = { readonly cycle: Period; readonly month: Period };

type Told = Pick<AccountState, 'cycle' | 'renewal'>;
/** `offset`: minutes that local time is ahead of UTC. `daily`: credits are overwritten every day, so no cycle is worth a budget. */
type When = { readonly now: EpochMs; readonly offset: number; readonly daily?: boolean };

/** The cycle and the calendar month that are running. Where no cycle is known, the month stands in for it. */
export function periodsOf(account: Told, entered: Entered | undefined, when: When): Periods {
  const month = monthOf(when);
  return { month, cycle: when.daily === true ? month : (cycleOf(account, entered, when) ?? month) };
}

function monthOf({ now, offset }: When): Period {
  const to = nextRenewalDay(1, now, offset);
  return { from: monthsLater(to, -1, offset), to, by: 'month' };
}

/** The cycle the service tells; otherwise the month around its renewal, or around the day that was entered. */
function cycleOf({ cycle, renewal }: Told, entered: Entered | undefined, { now, offset }: When): Period | null {
  if (cycle !== null && cycle.from <= now && now < cycle.to) return { ...cycle, by: 'cycle' };
  const anchor = renewal?.at ?? cycle?.to;
  if (anchor !== undefined) return { ...monthAround(anchor, now, offset), by: 'cycle' };
  if (entered?.renewalDay == null) return null;
  // Between two renewals lie 28 to 31 days: after so many days there was one, or two.
  const first = nextRenewalDay(entered.renewalDay, now - 31 * day, offset);
  const second = nextRenewalDay(entered.renewalDay, first, offset);
  const from = second <= now ? second : first;
  return { from, to: nextRenewalDay(entered.renewalDay, now, offset), by: 'cycle' };
}

/** The month that `now` lies in, counted from `anchor` forwards or backwards. */
function monthAround(anchor: EpochMs, now: EpochMs, offset: number) {
  let months = Math.floor((now - anchor) / (31 * day));
  while (monthsLater(anchor, months, offset) > now) months--;
  while (monthsLater(anchor, months + 1, offset) <= now) months++;
  return { from: monthsLater(anchor, months, offset), to: monthsLater(anchor, months + 1, offset) };
}
