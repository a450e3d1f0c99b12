import type { AccountState } from '../domain/account.ts';
import { type CostEstimate, costOf } from '../domain/estimates.ts';
import type { Failure } from '../domain/failures.ts';
import { fitting } from '../domain/measured.ts';
import type { Notice } from '../domain/notice.ts';
import type { TaskKind } from '../domain/task.ts';
import type { Facts } from '../providers/provider.ts';
import type { Applied } from './apply.ts';
import { subjectOfBalance } from './limits.ts';
import { allowanceOf } from './means.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import type { Spent } from './spending.ts';

/** A balance is low when fewer than so many typical tasks fit. */
const fewTasks = 3;
/** One charge is no habit: only kinds that were charged this often are spoken of. */
const oftenEnough = 3;

/** What is to be said of what things cost. */
export function spendingNotices(account: AccountState, applied: Applied, spent: Spent, warning: Warning): Notice[] {
  return [
    ...lowBalance(account, applied, warning),
    ...spent.lost.flatMap((one) => failedCharge(account, one, warning)),
  ];
}

/** What the dearest kind that this person really makes costs; `null`: nothing was charged often enough. */
export function dearest({ costs }: AccountState, facts: Facts): CostEstimate | null {
  const usual = costs.kinds.filter(({ taught }) => taught.length >= oftenEnough);
  const all = usual.flatMap(({ of }) => costOf(costs, of as TaskKind, {}, facts.costs) ?? []);
  return all.toSorted((a, b) => b.p50 - a.p50)[0] ?? null;
}

/** Less than a few of the dearest tasks this person really makes: once a cycle, and again after a purchase. */
function lowBalance(account: AccountState, applied: Applied, warning: Warning): Notice[] {
  const { settings, facts } = warning;
  const fell = applied.balances.find(({ state, change }) => state.key === 'credits' && change === 'spent');
  const balance = account.balances.find(({ key }) => key === 'credits');
  const { daily, monthly } = allowanceOf(account, facts, warning.entered);
  if (fell === undefined || balance?.left == null || balance.left <= 0 || daily) return [];
  if (!settings.notify['low-balance']) return [];
  const { left, cycle, key } = balance;
  const typical = dearest(account, facts);
  // A plan that never holds a few of them is not low: it is small.
  if (typical === null || left >= fewTasks * typical.p50 || (monthly !== null && monthly < fewTasks * typical.p50))
    return [];
  return [
    {
      ...ownerAt(account, warning.at),
      kind: 'low-balance',
      key: keyOf(account, 'low-balance', key, cycle.since, cycle.granted),
      subject: subjectOfBalance(balance),
      left,
      task: typical.task,
      fits: fitting(left, typical),
    },
  ];
}

/**
 * A failed task whose credits did not come back. One that was stopped is only shown: the service may have finished it
 * after the page was left.
 */
function failedCharge(
  account: AccountState,
  { key, task, end, endedAt, credits }: Failure,
  warning: Warning,
): Notice[] {
  if (end !== 'failed' || !warning.settings.notify['failed-charge']) return [];
  return [
    {
      ...ownerAt(account, warning.at),
      kind: 'failed-charge',
      key: keyOf(account, 'failed-charge', key),
      subject: { meter: task, label: 'credits', length: null },
      task,
      credits,
      endedAt,
    },
  ];
}
