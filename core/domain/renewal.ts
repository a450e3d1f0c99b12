import type { AccountState } from './account.ts';
import type { Entered } from './settings.ts';
import { type EpochMs, minute } from './time.ts';

/**
 * The first local midnight after `from` that begins the given day of the month; in shorter months their last day.
 * `offset`: minutes that local time is ahead of UTC.
 */
export function nextRenewalDay(dayOfMonth: number, from: EpochMs, offset: number): EpochMs {
  const local = new Date(from + offset * minute);
  const inMonth = (ahead: number): EpochMs => {
    const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + ahead];
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Date.UTC(year, month, Math.min(dayOfMonth, last)) - offset * minute;
  };
  const here = inMonth(0);
  return here > from ? here : inMonth(1);
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

/** Whether a renewal lies after `from` and not after `to`. */
export function renewalBetween(
  account: Pick<AccountState, 'cycle' | 'renewal'>,
  entered: Entered | undefined,
  { from, to, offset }: { from: EpochMs; to: EpochMs; offset: number },
): boolean {
  const told = [account.cycle?.from, account.cycle?.to, account.renewal?.at];
  if (told.some((at) => at !== undefined && at > from && at <= to)) return true;
  return entered?.renewalDay != null && nextRenewalDay(entered.renewalDay, from, offset) <= to;
}
