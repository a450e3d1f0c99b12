import type { AccountState } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { chargeLag } from '../domain/charge-ledger.ts';
import { isDoubtful, judged } from '../domain/doubt.ts';
import { costOf } from '../domain/estimates.ts';
import { lapse, readLots } from '../domain/lot-balance.ts';
import type { LotRules } from '../domain/lots.ts';
import type { BalanceReading, Reading, StopReason } from '../domain/reading.ts';
import { openRenewal } from '../domain/renewal.ts';
import type { TaskState } from '../domain/task.ts';
import type { Facts } from '../providers/provider.ts';
import type { Applying } from './apply.ts';

/** Tasks may cost more than was expected; not many times more. */
const atMost = 3;
const usedUp: readonly StopReason[] = ['credits-used-up', 'workspace-credits-used-up'];

/** `beside`: all that the same answer told. */
export type Weighing = Applying & { readonly beside: readonly Reading[] };

/**
 * What to do with a reading of a balance: `take` it · `doubt` it until a second one agrees · `wait`: it is too close to
 * the doubted one · `right`: the doubted one was so, and comes first · `wrong`: it never was; this one counts.
 */
export type Weighed = 'take' | 'doubt' | 'wait' | 'right' | 'wrong';

export function weighed(
  account: AccountState,
  known: BalanceState | undefined,
  reading: BalanceReading,
  applying: Weighing,
): Weighed {
  if (known === undefined || reading.left === null) return 'take';
  const { doubt } = known;
  if (doubt !== null && applying.at >= doubt.at) {
    const verdict = judged(known, reading.left, applying.at);
    if (verdict === 'early') return 'wait';
    return verdict === 'agrees' && reading.left <= doubt.left ? 'right' : 'wrong';
  }
  if (applying.at <= known.seenAt || !isDoubtful(known, reading, applying.at)) return 'take';
  return isExplained(account, known, (known.left ?? 0) - reading.left, applying) ? 'take' : 'doubt';
}

/** Whether something is known that takes so many credits: the service's own word, a renewal, a lapse, tasks. */
function isExplained(account: AccountState, known: BalanceState, fall: number, applying: Weighing): boolean {
  const { at, entered, sighting, offsetAt, facts, beside } = applying;
  const stops = [...account.stops, ...beside.filter((one) => one.kind === 'stop')];
  const said = stops.some(({ feature, why }) => feature === known.feature && usedUp.includes(why));
  // Where it lets nobody go on, not even with credits, there are none.
  const stopped = beside.some((one) => one.kind === 'window' && one.blocked === true);
  if (said || stopped || lapse(account.lots, at).lapsed > 0) return true;
  if (openRenewal(account, entered, known, { now: at, offset: sighting.offset, offsetAt }) !== null) return true;
  const tasks = account.tasks.filter((task) => mayHaveCost(task, known, at));
  const most = tasks.reduce((sum, task) => sum + mostOf(account, task, facts), 0);
  return tasks.length > 0 && fall <= atMost * most;
}

/** Tasks that were running since the last look, or ended so shortly before it that they were not charged yet. */
function mayHaveCost({ accepted, startedAt, endedAt }: TaskState, { seenAt }: BalanceState, at: number): boolean {
  return accepted && startedAt <= at && (endedAt === null || endedAt >= seenAt - chargeLag);
}

/** Credits; what nobody has an expectation of may have cost anything. */
function mostOf({ costs }: AccountState, { task, parameters }: TaskState, { costs: priors }: Facts): number {
  return costOf(costs, task, parameters, priors)?.p90 ?? Number.POSITIVE_INFINITY;
}

/**
 * The account before a task: the little that was shown last counts, should it be so. Not a nothing: there the service
 * itself says no, and it costs nobody anything.
 */
export function ifShownHolds(account: AccountState, rules: LotRules): AccountState {
  const shown = account.balances.find(({ doubt, raw }) => doubt !== null && raw !== null && raw > 0);
  if (shown?.doubt == null || shown.raw === null) return account;
  const { doubt, raw: left } = shown;
  const state = { ...shown, left, usable: doubt.usable, blocked: doubt.blocked, returnsAt: doubt.returnsAt };
  return {
    ...account,
    balances: account.balances.map((one) => (one === shown ? state : one)),
    lots: readLots(account.lots, { at: doubt.at, left }, rules).state,
  };
}
