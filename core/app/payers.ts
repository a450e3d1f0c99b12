import type { AccountState } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { type LotRules, noLots } from '../domain/lots.ts';
import type { CreditPool } from '../domain/payer.ts';
import type { PlanPayer } from '../domain/preflight.ts';
import type { TaskParameters } from '../domain/reading.ts';
import type { Entered } from '../domain/settings.ts';
import type { TaskKind } from '../domain/task.ts';
import type { WindowState } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';
import { subjectOfBalance, subjectOfWindow } from './limits.ts';
import { creditsOf, meansOfCredits } from './means.ts';
import { lotRules } from './purse.ts';

/** The plan's meters that pay for a kind of task before credits do, by the service's dated facts; none: credits pay. */
export function planPayers(
  account: AccountState,
  { payers }: Facts,
  task: TaskKind,
  { ultra }: TaskParameters,
): readonly PlanPayer[] {
  const named = payers?.[task];
  if (named === undefined || (named.notUltra === true && ultra === true)) return [];
  const pays = ({ feature }: { readonly feature: string }) => named.value.includes(feature);
  return [
    ...account.windows.filter((one) => pays(one) && one.missingSince === null).map(ofWindow),
    ...account.balances.filter((one) => pays(one) && !one.unlimited).map(ofBalance),
  ];
}

function ofWindow(window: WindowState): PlanPayer {
  const { key, used, amount, resetsAt, blocked, floating } = window;
  const share = floating ? 0 : used;
  const counted = amount !== null && amount.unit !== 'percent' && amount.left !== null;
  return {
    key,
    unit: counted ? amount.unit : 'percent',
    left: counted ? amount.left : share === null ? null : Math.max(0, 100 - share),
    size: counted ? amount.limit : 100,
    resetsAt: floating ? null : resetsAt,
    blocked,
    used: share,
    subject: subjectOfWindow(window),
  };
}

function ofBalance(balance: BalanceState): PlanPayer {
  const { key, unit, left, returnsAt, blocked } = balance;
  const subject = subjectOfBalance(balance);
  return { key, unit, left, size: null, resetsAt: returnsAt, blocked, used: null, subject };
}

/** The account's credits, as `chargeTo` draws on them. Before they were read nothing is known of them. */
export function poolsOf(
  account: AccountState,
  {
    facts,
    entered,
    ...zone
  }: Omit<LotRules, 'validMonths'> & {
    readonly facts: Facts;
    readonly entered: Entered | undefined;
  },
): readonly CreditPool[] {
  const balance = creditsOf(account);
  if (balance?.unlimited === true)
    return [{ key: 'credits', lots: noLots, rules: lotRules(facts, zone), allowance: null, used: null, usable: true }];
  const { allowance, used } = meansOfCredits(account, facts, entered);
  const usable = balance?.usable ?? null;
  return [{ key: 'credits', lots: account.lots, rules: lotRules(facts, zone), allowance, used, usable }];
}
