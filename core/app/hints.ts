import type { AccountState } from '../domain/account.ts';
import { type BalanceState, hasCycle } from '../domain/balance.ts';
import { lapse } from '../domain/lot-balance.ts';
import type { BalanceReading } from '../domain/reading.ts';
import type { RefillHints } from '../domain/refill.ts';
import { isRenewalTold, nextRenewal, openRenewal } from '../domain/renewal.ts';
import type { Entered } from '../domain/settings.ts';
import type { Facts } from '../providers/provider.ts';
import type { Applying } from './apply.ts';
import { allowanceOf, planFacts } from './means.ts';
import { isPack } from './purse.ts';

export const noHints: RefillHints = { amount: null, due: false };

/** Credits that come with each cycle: as entered, or as the plan's facts say, though some plans come in sizes. */
export function cycleAmount(account: AccountState, facts: Facts, entered: Entered | undefined): number | null {
  return entered?.monthly ?? publishedAmount(account, facts, entered);
}

function publishedAmount(account: AccountState, facts: Facts, entered: Entered | undefined): number | null {
  return planFacts(account, facts, entered)?.grant?.value.credits ?? null;
}

/** What would tell a refill from a purchase: the cycle's boundary, or the amount that comes with the plan. */
export function hintsFor(
  account: AccountState,
  known: BalanceState,
  { left }: BalanceReading,
  { at, facts, entered, sighting, offsetAt }: Applying,
): RefillHints {
  // What has reached its end is gone without having been spent.
  const lapsed = known.unit === 'credits' ? lapse(account.lots, at).lapsed : 0;
  if (!hasCycle(known)) return { ...noHints, lapsed };
  const amount = cycleAmount(account, facts, entered);
  const open = openRenewal(account, entered, known, { now: at, offset: sighting.offset, offsetAt });
  // While a refill is late, a small gift is not yet it.
  const large = left !== null && (amount === null || left >= amount / 2);
  const { daily } = allowanceOf(account, facts, entered);
  // A day's credits are overwritten: whatever rises up to them is the next day's, however much of it is gone already.
  const nextDay = daily && left !== null && amount !== null && left > (known.left ?? left) && left <= amount * 1.02;
  const renewal = nextRenewal(account, entered, at, sighting.offset);
  // Somebody has told the day, it is another one, and just so much is sold.
  const sold = renewal !== null && left !== null && isPack(facts, left - (known.left ?? left));
  const told = [account.cycle?.from, account.cycle?.to, account.renewal?.at];
  return {
    amount,
    published: publishedAmount(account, facts, entered),
    begun: told.includes(open ?? Number.NaN) ? open : null,
    exact: allowanceOf(account, facts, entered).monthly,
    due: nextDay || (open !== null && (known.seenAt < open || large)),
    passed: open !== null && known.seenAt < open ? open : null,
    lapsed,
    barred: open === null && (sold || isRenewalTold(account, at)),
  };
}
