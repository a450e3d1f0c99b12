import type { AccountState } from '../domain/account.ts';
import { exceeded } from '../domain/ceilings.ts';
import type { Estimate } from '../domain/estimate.ts';
import { bestEstimate } from '../domain/estimates.ts';
import { justFailed } from '../domain/just-failed.ts';
import { chargeTo, type Spread, type TaskCost } from '../domain/payer.ts';
import { judge, type Verdict } from '../domain/preflight.ts';
import type { TaskParameters } from '../domain/reading.ts';
import { nextRenewal, type OffsetAt } from '../domain/renewal.ts';
import { streakOf } from '../domain/retakes.ts';
import type { Entered, Settings } from '../domain/settings.ts';
import type { TaskKind } from '../domain/task.ts';
import { type EpochMs, localMidnight } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { ifShownHolds } from './doubts.ts';
import { meansOf } from './means.ts';
import { planPayers, poolsOf } from './payers.ts';
import { plansOf } from './plans.ts';
import { lotRules } from './purse.ts';

/** A task that is about to start. `guessed`: its parameters are those of the last one of its kind. */
export type Ahead = { readonly task: TaskKind; readonly parameters: TaskParameters; readonly guessed: boolean };

/** What a task is judged by, beside the account. */
export type Judging = {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly entered: Entered | undefined;
  readonly now: EpochMs;
  /** Minutes that local time is ahead of UTC, now and at any other moment. */
  readonly offset: number;
  readonly offsetAt?: OffsetAt | undefined;
  /** All accounts, where what is planned runs over several. */
  readonly accounts?: readonly AccountState[];
};

/** The judgement on a task ahead, by what is known of the account now; `null` where its cost is anybody's guess. */
export function judgementOf(account: AccountState, ahead: Ahead, judging: Judging): Verdict | null {
  const estimate = bestEstimate(account.costs, ahead.task, ahead.parameters, judging.facts.costs);
  return estimate === null ? null : judgedBy(account, { ...ahead, estimate }, judging);
}

/** The same with an estimate that was made before: what it will cost stays, what is left does not. */
export function judgedBy(
  known: AccountState,
  { estimate, parameters, guessed }: Ahead & { readonly estimate: Estimate },
  judging: Judging,
): Verdict {
  const { facts, settings, entered, now, offset, offsetAt } = judging;
  const account = ifShownHolds(known, lotRules(facts, judging));
  const meters = planPayers(account, facts, estimate.task, parameters);
  const payment = chargeTo(costIn(estimate, facts), meters, poolsOf(account, judging), now);
  const { count: streak } = streakOf(account.takes, estimate.task, parameters, now, localMidnight(now, offset));
  return judge({
    estimate,
    parameters,
    guessed,
    means: meansOf(account, estimate.unit, { facts, entered, thresholds: settings.thresholds, meters }),
    payment,
    meters,
    exceeding: exceeded({ task: estimate.task, parameters }, estimate, plansOf(account, judging)),
    // This one would be the next.
    retakes: streak === 0 ? 0 : streak + 1,
    justFailed: justFailed(account.tasks, estimate.task, now),
    renewsAt: nextRenewal(account, entered, now, offset, offsetAt)?.at ?? null,
    now,
  });
}

/** The cost in everything that may pay for it. */
function costIn({ task, unit, low, middle, high }: Estimate, { perGeneration }: Facts): TaskCost {
  const spread: Spread = { low, middle, high };
  if (unit !== 'generations' || perGeneration === undefined) return { task, cost: { [unit]: spread } };
  const each = perGeneration.value;
  const credits = { low: low * each, middle: middle * each, high: high * each };
  return { task, cost: { generations: spread, credits } };
}
