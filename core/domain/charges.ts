import type { TaskParameters } from './reading.ts';
import type { TaskKind } from './task.ts';
import type { EpochMs } from './time.ts';

/** A task as far as its cost is concerned. `endedAt` is `null` while it runs. */
export type ChargedTask = {
  readonly key: string;
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly failed: boolean;
  /** The job it counts to, if any. */
  readonly job?: string;
};

/** A line of the service's own log of what was spent: positive credits. `task` is a task's key, where the log tells. */
export type LogLine = {
  readonly id: string;
  readonly at: EpochMs;
  readonly credits: number;
  readonly task: string | null;
};

/** Readings of a pool that agree, from the first to the last of them. */
export type Run = { readonly from: EpochMs; readonly to: EpochMs; readonly left: number };

/**
 * What has lately happened to one pool: facts only, from which `chargesOf` works out who caused what. Plain JSON,
 * bounded: the oldest facts are forgotten. Any unit will do, as long as `left` goes down by spending.
 */
export type ChargesState = {
  /** In order of time. */
  readonly runs: readonly Run[];
  readonly tasks: readonly ChargedTask[];
  readonly log: readonly LogLine[];
  /** When something else than spending moved the pool: a refill, a purchase, a lapse. */
  readonly breaks: readonly EpochMs[];
  /** Something from up to here has been forgotten: what comes late from before then changes nothing. */
  readonly forgottenTo: EpochMs | null;
};

/** Something that happened to a pool. The same event twice is one event; order of arrival does not matter. */
export type ChargeEvent =
  | { readonly what: 'reading'; readonly at: EpochMs; readonly left: number }
  | ({ readonly what: 'task' } & ChargedTask)
  | ({ readonly what: 'logged' } & LogLine)
  | { readonly what: 'moved'; readonly at: EpochMs };

export const noCharges: ChargesState = { runs: [], tasks: [], log: [], breaks: [], forgottenTo: null };

export const chargesKept = { runs: 48, tasks: 48, log: 64, breaks: 16 } as const;

/** Takes in one event. What is not a finite number or lies before the oldest fact at hand changes nothing. */
export function absorbCharge(state: ChargesState, event: ChargeEvent): ChargesState {
  switch (event.what) {
    case 'reading':
      return Number.isFinite(event.left) ? withReading(state, event) : state;
    case 'task': {
      const { what: _, ...task } = event;
      const known = state.tasks.find(({ key }) => key === task.key);
      const others = state.tasks.filter(({ key }) => key !== task.key);
      return withNewest(state, 'tasks', [...others, told(known, task)], lastOf, ({ key }) => key);
    }
    case 'logged': {
      const { what: _, ...line } = event;
      if (!(line.credits > 0) || isForgotten(state, line.at)) return state;
      const log = [...state.log.filter(({ id }) => id !== line.id), line];
      return withNewest(state, 'log', log, timeOf, ({ id }) => id);
    }
    case 'moved':
      if (state.breaks.includes(event.at) || isForgotten(state, event.at)) return state;
      return withNewest(state, 'breaks', [...state.breaks, event.at], (at) => at, String);
  }
}

const timeOf = ({ at }: LogLine) => at;
const isForgotten = ({ forgottenTo }: ChargesState, at: EpochMs) => forgottenTo !== null && at <= forgottenTo;
const lastOf = ({ endedAt, startedAt }: ChargedTask) => endedAt ?? startedAt;

/** News of a task may arrive in any order: the first end that was told stays, and so does a failure. */
function told(known: ChargedTask | undefined, task: ChargedTask): ChargedTask {
  if (known === undefined) return task;
  const ends = [known.endedAt, task.endedAt].filter((at) => at !== null);
  return {
    ...(known.endedAt !== null && task.endedAt === null ? known : task),
    startedAt: Math.min(known.startedAt, task.startedAt),
    endedAt: ends.length === 0 ? null : Math.min(...ends),
    failed: known.failed || task.failed,
  };
}

/**
 * With the latest ones of a list, in order of time; by name where the time is the same, so that the order of arrival
 * leaves no trace. What happened up to the last one left out cannot be worked out any more.
 */
function withNewest<T>(
  state: ChargesState,
  list: 'tasks' | 'log' | 'breaks',
  all: readonly T[],
  at: (one: T) => EpochMs,
  name: (one: T) => string,
): ChargesState {
  const sorted = all.toSorted((a, b) => at(a) - at(b) || (name(a) < name(b) ? -1 : 1));
  const forgotten = sorted.at(-chargesKept[list] - 1);
  const forgottenTo =
    forgotten === undefined ? state.forgottenTo : Math.max(state.forgottenTo ?? at(forgotten), at(forgotten));
  return { ...state, [list]: sorted.slice(-chargesKept[list]), forgottenTo };
}

function withReading(state: ChargesState, { at, left }: { readonly at: EpochMs; readonly left: number }): ChargesState {
  const { runs } = state;
  if (isForgotten(state, at)) return state;
  const after = runs.findIndex((run) => run.from > at);
  const index = after === -1 ? runs.length : after;
  const [before, next] = [runs[index - 1], runs[index]];
  // Inside a run that says otherwise it is an echo of another tab.
  if (before !== undefined && at <= before.to) return state;
  if (before?.left === left) return { ...state, runs: runs.with(index - 1, { ...before, to: at }) };
  if (next?.left === left) return { ...state, runs: runs.with(index, { ...next, from: at }) };
  return forgetful({ ...state, runs: runs.toSpliced(index, 0, { from: at, to: at, left }) });
}

function forgetful(state: ChargesState): ChargesState {
  const [oldest, next] = state.runs;
  if (state.runs.length <= chargesKept.runs || oldest === undefined || next === undefined) return state;
  const forgottenTo = Math.max(state.forgottenTo ?? oldest.to, oldest.to);
  return {
    ...state,
    runs: state.runs.slice(1),
    log: state.log.filter(({ at }) => at > forgottenTo),
    breaks: state.breaks.filter((at) => at > forgottenTo),
    forgottenTo,
  };
}
