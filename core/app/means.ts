import type { AccountState } from '../domain/account.ts';
import { cycleAllowance, cycleUsed } from '../domain/balance.ts';
import type { Means } from '../domain/heavy.ts';
import type { Entered } from '../domain/settings.ts';
import type { Thresholds } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';

/** What is known of the credits that come with a plan. */
export type Allowance = {
  /** Credits of a cycle, as entered or as the plan's facts say exactly; `null` where plans come in sizes. */
  readonly monthly: number | null;
  /** Whether the credits are overwritten every day. */
  readonly daily: boolean;
};

export function allowanceOf(account: AccountState, facts: Facts, entered: Entered | undefined): Allowance {
  const grant = account.plan === null ? null : (facts.plans[account.plan.name]?.grant?.value ?? null);
  const published = grant?.exact ? grant.credits : null;
  return { monthly: entered?.monthly ?? published, daily: grant?.every === 'day' };
}

/** What would pay for a task priced in `unit`, as far as it is known. */
export function meansOf(
  account: AccountState,
  unit: 'credits' | 'generations',
  { facts, entered, thresholds }: { facts: Facts; entered: Entered | undefined; thresholds: Thresholds },
): Means {
  const balance = account.balances.find((one) => one.unit === unit);
  const purse =
    unit === 'credits' ? undefined : account.balances.find((one) => one.unit === 'credits' && one.usable === true);
  const { monthly } = allowanceOf(account, facts, entered);
  return {
    left: balance === undefined || balance.unlimited ? null : balance.left,
    allowance: balance === undefined || unit !== 'credits' ? null : cycleAllowance(balance, monthly),
    used: balance === undefined || unit !== 'credits' ? null : cycleUsed(balance, monthly),
    warning: thresholds.warning,
    credits: purse?.left ?? null,
  };
}
