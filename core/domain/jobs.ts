import { isAgain, isRetaken, isTry } from './retakes.ts';
import type { TaskKind, TaskState } from './task.ts';
import type { EpochMs } from './time.ts';

/** How many of a kind a job is meant to take: versions of a deck, productions and previews of a video. `null`: as many as it takes. */
export type Counts = {
  readonly [Kind in TaskKind]?: { readonly finals: number | null; readonly previews: number | null };
};

/** What people count their work by: a client's order, a video, a deck. The name is theirs and stays on this machine. */
export type Job = {
  readonly id: string;
  readonly name: string;
  /** The most it is meant to take, in the credits of one service. */
  readonly ceiling: { readonly provider: string; readonly credits: number } | null;
  readonly counts: Counts;
  readonly createdAt: EpochMs;
  /** When it was put away; `null` while it goes on. */
  readonly finishedAt: EpochMs | null;
};

/** Longest name of a job, in characters, and how many jobs are kept. */
export const jobsKept = { name: 60, jobs: 100 } as const;

/** What makes tasks alike: one kind, size and length. */
export type Like = { readonly task: TaskKind; readonly size: string | null; readonly seconds: number | null };

/** Tasks that are made alike. */
export type Run = Like & {
  readonly count: number;
  /** How many of them came shortly after another one: ten films of ten seconds are no nine retakes. */
  readonly again: number;
  /** When the latest of them began, in order: what one more is compared with. */
  readonly recent: readonly EpochMs[];
};

/** So many beginnings are remembered; tasks of a job hardly come later than that. */
const recentKept = 8;

/** Kinds of runs told apart for one job; rarer ones count by their kind alone. */
const runsKept = 24;

const likeOf = ({ task, size, seconds }: Like) => [task, size ?? '', seconds ?? ''].join('|');

/** What a task counts as; `null` while the service has not taken it, and once it has failed: then nothing was made. */
function runOf({ accepted, end, task, parameters }: TaskState): Like | null {
  if (!accepted || end === 'failed') return null;
  return { task, size: parameters.size ?? null, seconds: parameters.seconds ?? null };
}

/** Runs with one task more (`by` 1) or less (-1). Any order of tasks comes to the same. */
function withRun(runs: readonly Run[], run: Like, by: 1 | -1, at: EpochMs): readonly Run[] {
  const known = runs.find((one) => likeOf(one) === likeOf(run));
  const plain = { task: run.task, size: null, seconds: null };
  const whole = likeOf(run) === likeOf(plain);
  if (known === undefined && !whole && (by === -1 || runs.length >= runsKept)) return withRun(runs, plain, by, at);
  const count = Math.max(0, (known?.count ?? 0) + by);
  const others = runs.filter((one) => one !== known);
  const before = known?.recent ?? [];
  const begun = by === 1 ? [...before, at].toSorted((a, b) => a - b) : without(before, at);
  const again = Math.max(0, (known?.again ?? 0) + againIn(begun) - againIn(before));
  const next = { ...run, count, again, recent: begun.slice(-recentKept) };
  return (count === 0 ? others : [...others, next]).toSorted((a, b) => (likeOf(a) < likeOf(b) ? -1 : 1));
}

function without(all: readonly EpochMs[], at: EpochMs): readonly EpochMs[] {
  const place = all.indexOf(at);
  return place === -1 ? all : all.toSpliced(place, 1);
}

const againIn = (begun: readonly EpochMs[]) => begun.filter((at, n) => isAgain(at - (begun[n - 1] ?? at))).length;

/** What one account has done for a job: closed credits (see `tally.ts`) and what was made. */
export type JobTally = { readonly job: string; readonly credits: number; readonly runs: readonly Run[] };

/** Tallies of one account, at most; those that were changed longest ago are left out. */
const talliesKept = jobsKept.jobs + 20;

export function withJob(
  jobs: readonly JobTally[],
  job: string,
  change: (tally: JobTally) => JobTally,
): readonly JobTally[] {
  const known = jobs.find((one) => one.job === job) ?? { job, credits: 0, runs: [] };
  return [...jobs.filter((one) => one.job !== job), change(known)].slice(-talliesKept);
}

/** Counts what has become of a task since it was last looked at; it may have moved to another job, or have failed. */
export function countTask(
  jobs: readonly JobTally[],
  before: TaskState | undefined,
  after: TaskState,
): readonly JobTally[] {
  const [old, now] = [before === undefined ? null : runOf(before), runOf(after)];
  const same = old !== null && now !== null && likeOf(old) === likeOf(now) && before?.job === after.job;
  if (same) return jobs;
  const less = old === null || before?.job == null ? jobs : counted(jobs, before.job, old, -1, before.startedAt);
  return now === null || after.job === null ? less : counted(less, after.job, now, 1, after.startedAt);
}

const counted = (jobs: readonly JobTally[], job: string, run: Like, by: 1 | -1, at: EpochMs) =>
  withJob(jobs, job, (tally) => ({ ...tally, runs: withRun(tally.runs, run, by, at) }));

/** What two accounts have done, once they turn out to be one. */
export function joined(jobs: readonly JobTally[], others: readonly JobTally[]): readonly JobTally[] {
  return others.reduce(
    (all, { job, credits, runs }) =>
      withJob(all, job, (own) => ({
        job,
        credits: own.credits + credits,
        runs: allRuns([own, { job, credits, runs }]),
      })),
    jobs,
  );
}

/** Runs of several accounts, as one list. */
export function allRuns(tallies: readonly JobTally[]): readonly Run[] {
  const all = new Map<string, Run>();
  for (const run of tallies.flatMap(({ runs }) => runs)) {
    const known = all.get(likeOf(run));
    const [count, again] = [run.count + (known?.count ?? 0), run.again + (known?.again ?? 0)];
    const recent = [...run.recent, ...(known?.recent ?? [])].toSorted((a, b) => a - b).slice(-recentKept);
    all.set(likeOf(run), { ...run, count, again, recent });
  }
  return [...all.values()];
}

/** Whether one more with these parameters would be a preview, beside what a job has. */
export function wouldPreview(runs: readonly Like[], run: Like): boolean {
  return isTry(run, longestOf(runs, run.task));
}

/** How many were made alike. */
export type Made = Like & Pick<Run, 'count'>;

/** What was made of a kind: previews are low in size, or at most half as long as the longest. */
export function madeOf(runs: readonly Made[], kind: TaskKind): { readonly finals: number; readonly previews: number } {
  const own = runs.filter(({ task }) => task === kind);
  const longest = longestOf(runs, kind);
  const sum = (all: readonly Made[]) => all.reduce((total, { count }) => total + count, 0);
  return {
    finals: sum(own.filter((one) => !isTry(one, longest))),
    previews: sum(own.filter((one) => isTry(one, longest))),
  };
}

/**
 * Runs of a kind, size and length that began within half an hour of another one: much the same again. Previews are none,
 * nor are several that were started together.
 */
export function retakesIn(runs: readonly Run[]): number {
  return runs
    .filter((one) => isRetaken(one.task) && !isTry(one, longestOf(runs, one.task)))
    .reduce((sum, { again }) => sum + again, 0);
}

function longestOf(runs: readonly Like[], kind: TaskKind): number {
  return Math.max(0, ...runs.filter(({ task }) => task === kind).map(({ seconds }) => seconds ?? 0));
}
