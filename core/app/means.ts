import type { AccountState } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { cycleAllowance, cycleUsed } from '../domain/cycle-use.ts';
import type { CostUnit } from '../domain/estimate.ts';
import { planNow } from '../domain/own-plan.ts';
import type { Means, PlanPayer } from '../domain/preflight.ts';
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

/** What is published of the plan that counts; `undefined` where the plan, or anything of it, is not known. */
export function planFacts(account: Pick<AccountState, 'plan'>, facts: Facts, entered: Entered | undefined) {
  const plan = planNow(account, entered);
  return plan === null || !Object.hasOwn(facts.plans, plan.name) ? undefined : facts.plans[plan.name];
}

/** The service's own name of a plan; as the page calls it where nothing is published of it. */
export function planTitle(key: string, { plans }: Facts): string {
  return Object.hasOwn(plans, key) ? (plans[key]?.name ?? key) : key;
}

export function allowanceOf(account: AccountState, facts: Facts, entered: Entered | undefined): Allowance {
  const grant = planFacts(account, facts, entered)?.grant?.value ?? null;
  const published = grant?.exact ? grant.credits : null;
  return { monthly: entered?.monthly ?? published, daily: grant?.every === 'day' };
}

export function creditsOf({ balances }: AccountState): BalanceState | undefined {
  return balances.find(({ unit }) => unit === 'credits');
}

/** The cycle's credits and the percent of them used; `null` where it is unknown, or there is no cycle. */
export function meansOfCredits(account: AccountState, facts: Facts, entered: Entered | undefined) {
  const balance = creditsOf(account);
  if (balance === undefined) return { allowance: null, used: null };
  const { monthly } = allowanceOf(account, facts, entered);
  return { allowance: cycleAllowance(balance, monthly), used: cycleUsed(balance, monthly) };
}

/** What would pay for a task priced in `unit`, as far as it is known. `meters`: those of the plan that pay for its kind. */
export function meansOf(
  account: AccountState,
  unit: CostUnit,
  {
    facts,
    entered,
    thresholds,
    meters,
  }: { facts: Facts; entered: Entered | undefined; thresholds: Thresholds; meters: readonly PlanPayer[] },
): Means {
  const credits = creditsOf(account);
  const purse = credits?.usable === true ? credits.left : null;
  const common = {
    warning: thresholds.warning,
    usable: credits?.usable ?? null,
    unlimited: credits?.unlimited ?? false,
    daily: allowanceOf(account, facts, entered).daily,
  };
  if (unit !== 'credits') {
    const meter = meters.find((one) => one.unit === unit);
    return { ...common, left: meter?.left ?? null, allowance: null, used: null, credits: purse };
  }
  const left = credits === undefined || credits.unlimited ? null : credits.left;
  const known = meansOfCredits(account, facts, entered);
  return { ...common, left, ...known, credits: meters.length > 0 ? purse : null };
}
