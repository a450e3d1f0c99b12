import type { AccountState } from '../domain/account.ts';
import { changedCharges, type TaskCharge, taskCharges } from '../domain/charge-costs.ts';
import { type Charge, intervalsOf } from '../domain/charge-ledger.ts';
import { absorbCharge, type ChargedTask, type ChargeEvent, type ChargesState, noCharges } from '../domain/charges.ts';
import type { CostPrior } from '../domain/estimate.ts';
import { type CostsState, costOf, teach } from '../domain/estimates.ts';
import type { Failure } from '../domain/failures.ts';
import { countTask } from '../domain/jobs.ts';
import { lately } from '../domain/lately.ts';
import type { LotsState } from '../domain/lots.ts';
import type { Periods } from '../domain/period.ts';
import { settle, type Working } from '../domain/tally.ts';
import type { TaskChange, TaskState } from '../domain/task.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { givenLines, keepAftermath, type Worked } from './aftermath.ts';
import type { Applied } from './apply.ts';
import type { Row } from './rows.ts';

/** What was learned of what things cost. */
export type Spent = {
  readonly account: AccountState;
  /** As it stood before. */
  readonly before: AccountState;
  readonly rows: readonly Row[];
  /** Charges that have just been worked out, or worked out anew. */
  readonly charges: readonly Charge[];
  /** Charges that were worked out otherwise before. */
  readonly dropped: readonly string[];
  /** Tasks whose cost has just become final. */
  readonly costs: readonly TaskCharge[];
  /** Failures whose credits have just turned out not to come back. */
  readonly lost: readonly Failure[];
};

type Learning = {
  readonly priors: readonly CostPrior[];
  readonly now: EpochMs;
  readonly lapsed: boolean;
  readonly periods: Periods;
};

/**
 * Works out who caused what since the last look, and learns from it. Only what the application has just taken in is
 * looked at; what is at hand is bounded, so the time does not grow with the history.
 */
export function learnSpending(account: AccountState, applied: Applied, learning: Learning): Spent {
  const { priors, now, lapsed, periods } = learning;
  const events = eventsOf(applied, lapsed);
  if (events.length === 0 && givenLines(applied).length === 0)
    return { account, before: account, rows: [], charges: [], dropped: [], costs: [], lost: [] };
  const before = worked(account.charges, account.costs, priors);
  const charges = events.reduce(absorbCharge, account.charges);
  const after = worked(charges, account.costs, priors);
  const spentBy = settle(account.spentBy, before, after, periods);
  const changes = changedCharges(before.intervals, after.intervals, charges.forgottenTo);
  const costs = finalOf(before.tasks, after.tasks);
  const { provider, account: owner } = account;
  const kept = keepAftermath(account, { before, after, charges, applied, now });
  return {
    account: {
      ...kept.account,
      charges,
      spentBy,
      costs: costs.reduce((state, one) => taught(state, one, priors), account.costs),
    },
    before: account,
    rows: [
      ...kept.rows,
      ...changes.put.map((one): Row => ({ store: 'spending', row: { provider, account: owner, ...one } })),
      ...changes.drop.map((id): Row => ({ store: 'unspent', row: { provider, account: owner, id } })),
    ],
    charges: changes.put,
    dropped: changes.drop,
    costs,
    lost: kept.lost,
  };
}

/** Whether a lot has reached its end since the credits were last read: then not all that is missing was spent. */
export function hasLapsed({ lots, seenAt }: LotsState, at: EpochMs): boolean {
  return lots.some(
    ({ expiresAt, left }) => expiresAt !== null && expiresAt > (seenAt ?? at) && expiresAt <= at && left > 0,
  );
}

/** Credits that went in the last day without a task of this browser, as far as they were seen to go. */
export function unseenLately({ charges, costs }: AccountState, priors: readonly CostPrior[], now: EpochMs): number {
  return worked(charges, costs, inCredits(priors))
    .intervals.filter(({ from }) => from > now - day)
    .flatMap((one) => one.charges)
    .filter(({ how, running }) => how === 'unattributed' && running.length === 0)
    .reduce((sum, { credits }) => sum + credits, 0);
}

type At = Worked & Working;

/** What a state came to when it was asked last: after one look is before the next, and much else asks in between. */
const lastWorked = lately<ChargesState, By & { readonly at: At }>(4);
type By = { readonly costs: CostsState; readonly priors: readonly CostPrior[] };

/** What the pool's readings and tasks come to, by what is known of costs so far. */
function worked(charges: ChargesState, costs: CostsState, priors: readonly CostPrior[]): At {
  const last = lastWorked.get(charges);
  if (last?.costs === costs && last.priors === priors) return last.at;
  const expected = ({ task, parameters }: ChargedTask) => costOf(costs, task, parameters, priors)?.p50 ?? null;
  const intervals = intervalsOf(charges, expected);
  const at = { charges, intervals, tasks: taskCharges(charges, intervals) };
  lastWorked.set(charges, { costs, priors, at });
  return at;
}

/** Who caused what, as far as it is at hand. */
export function workingOf({ charges, costs }: AccountState, priors: readonly CostPrior[]): Working {
  return worked(charges, costs, inCredits(priors));
}

/** The prices in credits among all; the same ones for the same prices. */
export function inCredits(priors: readonly CostPrior[]): readonly CostPrior[] {
  const known = creditPrices.get(priors) ?? priors.filter(({ unit }) => unit === 'credits');
  creditPrices.set(priors, known);
  return known;
}

const creditPrices = new WeakMap<readonly CostPrior[], readonly CostPrior[]>();

const noPrices: readonly CostPrior[] = [];

/** What was spent stays spent, also where the facts behind it go: all that is at hand is closed. */
export function allSettled(account: AccountState): AccountState['spentBy'] {
  const gone = { charges: { ...noCharges, forgottenTo: Number.MAX_SAFE_INTEGER }, intervals: [] };
  return settle(account.spentBy, workingOf(account, noPrices), gone, null);
}

/** Counts what has become of tasks to the jobs they belong to. */
export function countTasks(
  account: AccountState,
  before: readonly TaskState[],
  changes: readonly TaskChange[],
): AccountState {
  let known = before;
  let { jobs } = account.spentBy;
  for (const { task } of changes) {
    const old = known.find(({ key }) => key === task.key);
    jobs = countTask(jobs, old, task);
    known = [...known.filter((one) => one !== old), task];
  }
  return jobs === account.spentBy.jobs ? account : { ...account, spentBy: { ...account.spentBy, jobs } };
}

function finalOf(before: readonly TaskCharge[], after: readonly TaskCharge[]): readonly TaskCharge[] {
  const known = new Map(before.map((one) => [one.task.key, one]));
  return after.filter((one) => {
    const was = known.get(one.task.key);
    return one.final && (was?.final !== true || was.credits !== one.credits || was.weight !== one.weight);
  });
}

function taught(state: CostsState, { task, credits, weight }: TaskCharge, priors: readonly CostPrior[]): CostsState {
  if (credits === null) return state;
  const { key, task: kind, parameters, endedAt, startedAt } = task;
  return teach(state, { key, task: kind, parameters, at: endedAt ?? startedAt, credits, weight }, priors);
}

/** What has just been seen, as far as the credits are concerned. */
function eventsOf({ balances, tasks, rows }: Applied, lapsed: boolean): readonly ChargeEvent[] {
  const read = balances.flatMap(({ state, change }): ChargeEvent[] => {
    if (state.key !== 'credits' || state.left === null || change === 'ignored') return [];
    const reading = { what: 'reading', at: state.seenAt, left: state.left } as const;
    return lapsed || change === 'refilled' || change === 'granted' || change === 'turned'
      ? [reading, { what: 'moved', at: state.seenAt }]
      : [reading];
  });
  const logged = rows.flatMap((one): ChargeEvent[] =>
    one.store === 'charges' && one.row.at !== null
      ? [{ what: 'logged', id: one.row.id, at: one.row.at, credits: one.row.credits, task: null }]
      : [],
  );
  return [...tasks.filter(({ task }) => task.accepted).map(({ task }) => taskEvent(task)), ...read, ...logged];
}

/** A task nobody spoke of any more was over when it was last heard of, not when we gave it up. */
export function taskEvent({ key, task, parameters, startedAt, seenAt, endedAt, end, job }: TaskState): ChargeEvent {
  const over = end === 'unknown' && endedAt !== null ? Math.min(endedAt, seenAt) : endedAt;
  const known = { key, task, parameters, startedAt, endedAt: over, failed: end === 'failed' };
  return { what: 'task', ...known, ...(job !== null && { job }) };
}
