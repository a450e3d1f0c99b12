import { type Charge, chargeLag, type Interval, taskOf } from './charge-ledger.ts';
import type { ChargedTask, ChargesState } from './charges.ts';
import type { EpochMs } from './time.ts';

/** What a task has cost, all its charges together. */
export type CostSeen = {
  /** In the unit of the pool; `null`: something arrived at the same time, or nobody has looked since. */
  readonly credits: number | null;
  readonly how: 'logged' | 'measured' | 'shared' | null;
  /** Whether a reading has been made when all of it must have shown. */
  readonly final: boolean;
};

/** What one task has cost. */
export type TaskCharge = CostSeen & {
  readonly task: ChargedTask;
  /** How much it teaches about tasks of its kind, 0 to 1. */
  readonly weight: number;
};

/** A share of a sum teaches little: how it was shared rests on what was expected already. */
const sharedWeight = 0.25;
/** Something else was running, of which a part may be in it. */
const besideWeight = 0.5;

/** What each task at hand that is over has cost. The service's own log beats what was worked out. */
export function taskCharges(state: ChargesState, intervals: readonly Interval[]): readonly TaskCharge[] {
  const lines = state.log.map((line) => ({ credits: line.credits, task: taskOf(line, state.tasks)?.key }));
  return state.tasks.flatMap((task): TaskCharge[] => {
    if (task.endedAt === null) return [];
    const logged = lines.filter((line) => line.task === task.key);
    if (logged.length > 0) {
      const credits = logged.reduce((sum, line) => sum + line.credits, 0);
      return [{ task, credits, how: 'logged', final: true, weight: 1 }];
    }
    return [workedOut(task, task.endedAt, state, intervals)];
  });
}

function workedOut(
  task: ChargedTask,
  endedAt: EpochMs,
  state: ChargesState,
  intervals: readonly Interval[],
): TaskCharge {
  const final = state.runs.some(({ to }) => to >= endedAt + chargeLag);
  // The end, and what may still be charged after it.
  const near = intervals.filter(({ from, to }) => to >= endedAt && from < endedAt + chargeLag);
  const unknown =
    near.some(({ fall, to }) => fall === null && to <= endedAt + 2 * chargeLag) || isUnknownAt(near, endedAt);
  const charges = near.flatMap((one) => one.charges).filter((one) => one.task === task.key);
  if (unknown) return { task, credits: null, how: null, final, weight: 0 };
  if (charges.length === 0) {
    const watched = final && state.runs.some(({ from }) => from <= task.startedAt);
    return { task, credits: watched ? 0 : null, how: watched ? 'measured' : null, final, weight: 0 };
  }
  const credits = charges.reduce((sum, one) => sum + one.credits, 0);
  const shared = charges.some(({ how }) => how === 'shared');
  return { task, credits, how: shared ? 'shared' : 'measured', final, weight: weightOf(charges, shared) };
}

const isUnknownAt = (near: readonly Interval[], endedAt: EpochMs) =>
  near.some(({ fall, from, to }) => fall === null && from < endedAt && to >= endedAt);

function weightOf(charges: readonly Charge[], shared: boolean): number {
  if (shared) return sharedWeight;
  return charges.some(({ running }) => running.length > 0) ? besideWeight : 1;
}

/** Rows to write and rows to take back after something has been learned, by their `id`. */
export type ChargeChanges = { readonly put: readonly Charge[]; readonly drop: readonly string[] };

/**
 * What has changed between two workings-out. Charges of intervals that have merely been forgotten stay as they were
 * last written: `forgottenTo` is that of the state the second one was made of.
 */
export function changedCharges(
  before: readonly Interval[],
  after: readonly Interval[],
  forgottenTo: EpochMs | null,
): ChargeChanges {
  const [old, now] = [before, after].map((all) => all.flatMap(({ charges }) => charges)) as [Charge[], Charge[]];
  const known = new Map(old.map((one) => [one.id, JSON.stringify(one)]));
  const present = new Set(now.map(({ id }) => id));
  const forgotten = ({ from }: Charge) => forgottenTo !== null && from <= forgottenTo + 2 * chargeLag;
  return {
    put: now.filter((one) => known.get(one.id) !== JSON.stringify(one)),
    drop: old.filter((one) => !present.has(one.id) && !forgotten(one)).map(({ id }) => id),
  };
}
