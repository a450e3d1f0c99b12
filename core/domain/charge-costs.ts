import { type Charge, chargeLag, type Interval, isSettled, taskOf } from './charge-ledger.ts';
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
  const seenTo = state.runs.at(-1)?.to ?? Number.NEGATIVE_INFINITY;
  return state.tasks.flatMap((task): TaskCharge[] => {
    const { endedAt } = task;
    if (endedAt === null) return [];
    const logged = lines.filter((line) => line.task === task.key);
    if (logged.length > 0) {
      const credits = logged.reduce((sum, line) => sum + line.credits, 0);
      return [{ task, credits, how: 'logged', final: true, weight: 1 }];
    }
    const final = seenTo >= endedAt + chargeLag;
    const watched = final && state.runs.some(({ from }) => from <= task.startedAt);
    return [workedOut(task, endedAt, { final, watched, near: nearTo(endedAt, intervals) })];
  });
}

/** Around the end of a task, and what may still be charged after it. */
const nearTo = (endedAt: EpochMs, intervals: readonly Interval[]) =>
  intervals.filter(({ from, to }) => to >= endedAt && from < endedAt + chargeLag);

/** `final` as in `CostSeen`; `watched`: readings reach from before the task's begin until then. */
type Around = { readonly final: boolean; readonly watched: boolean; readonly near: readonly Interval[] };

function workedOut(task: ChargedTask, endedAt: EpochMs, { final, watched, near }: Around): TaskCharge {
  const unknown = near.some(({ fall, from, to }) => fall === null && (from < endedAt || to <= endedAt + 2 * chargeLag));
  if (unknown) return { task, credits: null, how: null, final, weight: 0 };
  const charges = near.flatMap((one) => one.charges).filter((one) => one.task === task.key);
  if (charges.length === 0)
    return { task, credits: watched ? 0 : null, how: watched ? 'measured' : null, final, weight: 0 };
  const credits = charges.reduce((sum, one) => sum + one.credits, 0);
  const shared = charges.some(({ how }) => how === 'shared');
  return { task, credits, how: shared ? 'shared' : 'measured', final, weight: weightOf(charges, shared) };
}

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
  const known = new Map(old.map((one) => [one.id, one]));
  const present = new Set(now.map(({ id }) => id));
  return {
    put: now.filter((one) => !isSame(known.get(one.id), one)),
    drop: old.filter((one) => !present.has(one.id) && !isSettled(one, forgottenTo)).map(({ id }) => id),
  };
}

/** Whether nothing has changed; charges of the same id end at the same moment. */
function isSame(was: Charge | undefined, { from, credits, how, failed, task, running }: Charge): boolean {
  if (was === undefined || was.from !== from || was.credits !== credits || was.how !== how) return false;
  if (was.failed !== failed || was.task !== task || was.running.length !== running.length) return false;
  return running.every((key, index) => was.running[index] === key);
}
