import { type Charge, chargeLag, type Interval } from './charge-ledger.ts';
import type { ChargesState } from './charges.ts';
import { type JobTally, withJob } from './jobs.ts';
import type { Period, Periods } from './period.ts';
import { type TaskKind, taskKinds } from './task.ts';
import { day, type EpochMs, type Ms } from './time.ts';

/** Credits that went in a period, by kind of task. `unattributed`: no known task explains them. */
export type Spent = {
  readonly byKind: { readonly [Kind in TaskKind]?: number };
  readonly unattributed: number;
  /** From when on all of it is counted: later than the period's begin where nobody was looking yet. */
  readonly since: EpochMs;
};

/** What of a period is not at hand any more. */
export type Closed = Spent & { readonly from: EpochMs };

/**
 * The running tally: what was spent on what. Charges at hand can still be worked out anew, so they are added up whenever
 * somebody asks; only those that are forgotten are closed, each once. So the sum is always that of all charges, whatever
 * the order in which they became known, and the state stays small.
 */
export type SpentBy = {
  readonly cycle: Closed | null;
  readonly month: Closed | null;
  readonly jobs: readonly JobTally[];
  /** Closed credits of tasks at hand, by key: they go along when a task is moved. */
  readonly tasks: Readonly<Record<string, number>>;
  /** The highest threshold each plan has been told at, in percent (0: it has been looked at). */
  readonly said: readonly { readonly of: string; readonly at: number }[];
};

export const nothingSpent: SpentBy = { cycle: null, month: null, jobs: [], tasks: {}, said: [] };

/** What happened to the credits, and who caused what as worked out. */
export type Working = { readonly charges: ChargesState; readonly intervals: readonly Interval[] };

/** Begins that differ by less are the same period: services and hand-entered days differ by hours. */
const samePeriod: Ms = 2 * day;

/** Closes what has been forgotten between two workings-out. `periods` are those running now; without them, as before. */
export function settle(spentBy: SpentBy, before: Working, after: Working, periods: Periods | null): SpentBy {
  // What begins up to here is in no working-out any more: see `intervalsOf`.
  const limit = after.charges.forgottenTo === null ? null : after.charges.forgottenTo + 2 * chargeLag;
  const gone = before.intervals.flatMap(({ charges }) => charges).filter(({ from }) => limit !== null && from <= limit);
  const close = (closed: Closed | null) => (closed === null ? null : { ...closed, ...added(closed, gone, before) });
  const at = (which: 'cycle' | 'month') =>
    periods === null ? spentBy[which] : running(spentBy[which], periods[which], before.charges, after.charges);
  return {
    ...spentBy,
    cycle: close(at('cycle')),
    month: close(at('month')),
    jobs: gone.reduce((jobs, one) => withCharge(jobs, one, before), spentBy.jobs),
    tasks: keptTasks(spentBy.tasks, gone, after.charges),
  };
}

/** The tally of the period that is running: the one there is, or a new one that begins with nothing closed. */
function running(closed: Closed | null, period: Period, before: ChargesState, after: ChargesState): Closed {
  if (closed !== null && Math.abs(closed.from - period.from) < samePeriod) return closed;
  const atHand = atHandSince(before) ?? atHandSince(after) ?? period.from;
  return { from: period.from, since: Math.max(period.from, atHand), byKind: {}, unattributed: 0 };
}

const atHandSince = ({ forgottenTo, runs }: ChargesState) => forgottenTo ?? runs[0]?.from ?? null;

/** With charges of the period added. */
function added<S extends Closed>(to: S, charges: readonly Charge[], { charges: { tasks } }: Working) {
  const kinds = new Map(tasks.map(({ key, task }) => [key, task]));
  let { byKind, unattributed } = to;
  for (const one of charges.filter((one) => one.to > to.from)) {
    const kind = one.task === null ? undefined : kinds.get(one.task);
    if (kind === undefined) unattributed += one.credits;
    else byKind = { ...byKind, [kind]: (byKind[kind] ?? 0) + one.credits };
  }
  return { byKind, unattributed };
}

const jobOf = ({ task }: Charge, { charges: { tasks } }: Working) => tasks.find(({ key }) => key === task)?.job;

function withCharge(jobs: readonly JobTally[], one: Charge, working: Working): readonly JobTally[] {
  const job = jobOf(one, working);
  return job === undefined ? jobs : withCredits(jobs, job, one.credits);
}

const withCredits = (jobs: readonly JobTally[], job: string, credits: number) =>
  withJob(jobs, job, (tally) => ({ ...tally, credits: tally.credits + credits }));

function keptTasks(closed: SpentBy['tasks'], gone: readonly Charge[], { tasks }: ChargesState): SpentBy['tasks'] {
  const sums = { ...closed };
  for (const { task, credits } of gone) if (task !== null) sums[task] = (sums[task] ?? 0) + credits;
  return Object.fromEntries(Object.entries(sums).filter(([key]) => tasks.some((one) => one.key === key)));
}

/** What was spent in a period that is running. */
export function spentIn(closed: Closed | null, period: Period, working: Working): Spent {
  const from = running(closed, period, working.charges, working.charges);
  const all = working.intervals.flatMap(({ charges }) => charges);
  return { since: from.since, ...added(from, all, working) };
}

/** All of it, whoever caused it. */
export function totalOf({ byKind, unattributed }: Spent): number {
  return taskKinds.reduce((sum, kind) => sum + (byKind[kind] ?? 0), unattributed);
}

/** Credits that tasks of a job have taken so far. */
export function jobCredits({ jobs }: SpentBy, job: string, working: Working): number {
  const closed = jobs.find((one) => one.job === job)?.credits ?? 0;
  const open = working.intervals.flatMap(({ charges }) => charges).filter((one) => jobOf(one, working) === job);
  return open.reduce((sum, { credits }) => sum + credits, closed);
}

/** Credits that one task at hand has taken; `null` where no charge of it is known. */
export function taskCredits({ tasks }: SpentBy, key: string, { intervals }: Working): number | null {
  const open = intervals.flatMap(({ charges }) => charges).filter(({ task }) => task === key);
  if (open.length === 0) return tasks[key] ?? null;
  return open.reduce((sum, { credits }) => sum + credits, tasks[key] ?? 0);
}

/** Takes along the closed credits of a task that is moved from one job to another. */
export function movedCredits(spentBy: SpentBy, key: string, from: string | null, to: string | null): SpentBy {
  const credits = spentBy.tasks[key] ?? 0;
  if (credits === 0 || from === to) return spentBy;
  const less = from === null ? spentBy.jobs : withCredits(spentBy.jobs, from, -credits);
  return { ...spentBy, jobs: to === null ? less : withCredits(less, to, credits) };
}
