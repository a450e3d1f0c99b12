import type { CostSeen } from './charge-costs.ts';
import type { Estimate } from './estimate.ts';
import type { RunningReading, TaskEnd, TaskParameters, TaskReading } from './reading.ts';
import { room } from './room.ts';
import { type EpochMs, hour, type Ms, minute } from './time.ts';

/** What people make. One list for all services, so that budgets and estimates can speak of kinds. */
export const taskKinds = [
  'chat',
  'research',
  'image',
  'video',
  'audio',
  'slides',
  'sheets',
  'page',
  'developer',
  'agent',
  'other',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What was said of a task's cost before anybody could know it. */
export type Said = Omit<Estimate, 'task'>;

/** A task as we know it. No content, no title: only its kind, parameters and times. */
export type TaskState = {
  /** The first id it was known by; unique within the account. */
  readonly key: string;
  /** All ids by which news of it may come. */
  readonly refs: readonly string[];
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  readonly startedAt: EpochMs;
  readonly seenAt: EpochMs;
  /** Whether the service has answered to it; a request that only left may have got lost, one that is over never left. */
  readonly accepted: boolean;
  readonly endedAt: EpochMs | null;
  readonly end: TaskEnd | null;
  /** The service's list of running tasks it has been seen on; leaving that list ends it. */
  readonly list: string | null;
  /** The job (案件) it counts to: the one that was gone on with when it began, until somebody moves it. */
  readonly job: string | null;
  /** What it was expected to cost when it left; `null` where nothing was known to go by. */
  readonly said: Said | null;
  /** What it has cost, as far as that was seen. */
  readonly cost: CostSeen | null;
};

/** What happened to tasks: for the ledger, for follow-up readings, and for warnings. */
export type TaskChange = { readonly what: 'left' | 'started' | 'changed' | 'ended'; readonly task: TaskState };

export type Tasks = { readonly tasks: readonly TaskState[]; readonly changes: readonly TaskChange[] };

/**
 * Ended tasks stay at hand for late news (an outcome told after the end) and for showing the last ones: so many chat
 * turns, so many others, and so many marks of requests that never left. None pushes the others out.
 */
const endedKept = 8;
/** A task nobody has spoken of for this long is over, somehow. */
const patience = (task: TaskKind): Ms => (task === 'chat' ? 30 * minute : 6 * hour);
/** A request may wait five minutes in its page for a yes, before it leaves and can be answered. */
const unacceptedPatience: Ms = 7 * minute;

/**
 * Takes news of one task. News of the end of a task that was never seen starting changes nothing. `job`: what a task
 * that begins with it counts to.
 */
export function absorbTask(
  tasks: readonly TaskState[],
  reading: TaskReading,
  at: EpochMs,
  job: string | null = null,
): Tasks {
  const known = findTask(tasks, reading);
  if (known === undefined) return isBirth(reading) ? born(tasks, reading, at, job) : { tasks, changes: [] };
  const next = changed(known, reading, at);
  if (next === known) return { tasks, changes: [] };
  return {
    tasks: kept(tasks.map((task) => (task === known ? next : task))),
    changes: isSame(known, next) ? [] : [{ what: whatOf(known, next), task: next }],
  };
}

function isBirth({ news }: TaskReading): boolean {
  return news === 'leaving' || news === 'started';
}

/**
 * The task that is meant: running ones before ended ones, the newest first. A request that leaves is a new task even
 * if the project it belongs to has had one before.
 */
function findTask(tasks: readonly TaskState[], { refs, news }: TaskReading): TaskState | undefined {
  const first = refs[0];
  const by = (wanted: readonly (string | undefined)[]) => (task: TaskState) =>
    task.refs.some((ref) => wanted.includes(ref));
  if (news === 'leaving') return tasks.find((task) => task.key === first || by([first])(task));
  return (
    tasks.findLast((task) => task.end === null && by([first])(task)) ??
    tasks.findLast(by([first])) ??
    tasks.findLast((task) => task.end === null && by(refs)(task)) ??
    tasks.findLast((task) => task.end === 'unknown' && typeof news === 'object' && 'ended' in news && by(refs)(task))
  );
}

function born(tasks: readonly TaskState[], reading: TaskReading, at: EpochMs, job: string | null): Tasks {
  const { task, parameters, news } = reading;
  if (tasks.filter(({ end }) => end === null).length >= room.running) return { tasks, changes: [] };
  const refs = reading.refs.slice(0, room.refs);
  const made: TaskState = {
    key: refs[0] ?? `${at}`,
    refs,
    task: task ?? 'other',
    parameters: parameters ?? {},
    startedAt: at,
    seenAt: at,
    accepted: news === 'started',
    endedAt: null,
    end: null,
    list: null,
    job,
    said: null,
    cost: null,
  };
  return { tasks: kept([...tasks, made]), changes: [{ what: news === 'leaving' ? 'left' : 'started', task: made }] };
}

function changed(known: TaskState, reading: TaskReading, at: EpochMs): TaskState {
  const { news, refs, task, parameters } = reading;
  if (typeof news === 'object' && 'ended' in news) return ended(known, news.ended, at);
  // A list we saw only a part of ended it; another one shows that it goes on.
  if (known.end === 'unknown' && news === 'started' && known.list !== null)
    return { ...known, end: null, endedAt: null, seenAt: Math.max(known.seenAt, at) };
  if (known.end !== null) return known;
  const moved = typeof news === 'object' ? movedRefs(known, news.moved) : null;
  const next: TaskState = {
    ...known,
    refs: (moved ?? [...known.refs, ...refs.filter((ref) => !known.refs.includes(ref))]).slice(0, room.refs),
    task: task === null || task === 'other' || (task === 'chat' && known.task !== 'other') ? known.task : task,
    parameters: { ...parameters, ...known.parameters },
    seenAt: Math.max(known.seenAt, at),
    accepted: known.accepted || news !== 'leaving',
  };
  return isSame(known, next) && next.seenAt === known.seenAt ? known : next;
}

/** The name of a task that goes on elsewhere under an id nobody has told yet. */
export const nameless = 'elsewhere';

/** From now on known by the given ids alone, or by all it has but the one of its request. */
function movedRefs({ refs }: TaskState, to: readonly string[]): readonly string[] {
  if (to.length > 0) return to;
  return refs.length > 1 ? refs.slice(1) : [nameless];
}

/** An end is told once; only "over, nobody knows how" can still be told better. */
function ended(known: TaskState, end: TaskEnd, at: EpochMs): TaskState {
  if (known.end !== null && (known.end !== 'unknown' || end === 'unknown')) return known;
  return { ...known, end, endedAt: known.endedAt ?? at, seenAt: Math.max(known.seenAt, at), accepted: true };
}

function isSame(known: TaskState, next: TaskState): boolean {
  return (
    known.accepted === next.accepted &&
    known.end === next.end &&
    known.task === next.task &&
    known.list === next.list &&
    known.refs.length === next.refs.length &&
    known.refs.every((ref) => next.refs.includes(ref)) &&
    Object.keys(next.parameters).every((key) => Object.hasOwn(known.parameters, key))
  );
}

function whatOf(known: TaskState, next: TaskState): TaskChange['what'] {
  if (next.end !== known.end) return 'ended';
  return next.accepted && !known.accepted ? 'started' : 'changed';
}

/** Takes a list of all running tasks of a kind: new ones have started, missing ones are over. */
export function absorbRunning(
  tasks: readonly TaskState[],
  reading: RunningReading,
  at: EpochMs,
  job: string | null = null,
): Tasks {
  let state: Tasks = { tasks, changes: [] };
  const step = (next: Tasks) => {
    state = { tasks: next.tasks, changes: [...state.changes, ...next.changes] };
  };
  for (const { ref, task, parameters } of reading.tasks) {
    const told = absorbTask(state.tasks, { kind: 'task', refs: [ref], task, parameters, news: 'started' }, at, job);
    step(listed(told, ref, reading.list));
  }
  if (!reading.complete) return state;
  const present = new Set(reading.tasks.map(({ ref }) => ref));
  for (const one of state.tasks.filter((one) => one.end === null && one.list === reading.list)) {
    if (one.refs.some((ref) => present.has(ref)) || at < one.seenAt) continue;
    const over = { refs: one.refs, task: null, parameters: null, news: { ended: 'unknown' } } as const;
    step(absorbTask(state.tasks, { kind: 'task', ...over }, at));
  }
  return state;
}

/** Notes which list names the tasks of a ref: of those that no list has named before, that is a change, too. */
function listed({ tasks, changes }: Tasks, ref: string, list: RunningReading['list']): Tasks {
  const named = (one: TaskState) => (one.list === null && one.refs.includes(ref) ? { ...one, list } : one);
  const fresh = tasks.filter((one) => named(one) !== one && !changes.some(({ task }) => task === one));
  const all = [...changes, ...fresh.map((task) => ({ what: 'changed' as const, task }))];
  return { tasks: tasks.map(named), changes: all.map(({ what, task }) => ({ what, task: named(task) })) };
}

/**
 * Without the task of a request that never left. A mark of it stays for a while: its request may be told of again, or
 * only now, and is no task then, either.
 */
export function withholdTask(tasks: readonly TaskState[], call: string, at: EpochMs): readonly TaskState[] {
  const known = tasks.find(({ key }) => key === call);
  if (known !== undefined && (known.accepted || known.end !== null)) return tasks;
  const nothing: TaskReading = { kind: 'task', refs: [call], task: null, parameters: null, news: 'leaving' };
  const [mark] = born([], nothing, at, null).tasks;
  const others = tasks.filter((task) => task !== known);
  return mark === undefined ? others : kept([...others, { ...mark, endedAt: at, end: 'stopped' }]);
}

/** Tasks that nobody has spoken of for too long end unknown; requests that left and were never answered are forgotten. */
export function expireTasks(tasks: readonly TaskState[], now: EpochMs): Tasks {
  const changes: TaskChange[] = [];
  const next = tasks.flatMap((task): TaskState[] => {
    if (!task.accepted && now - task.seenAt > unacceptedPatience) return [];
    if (task.end !== null) return [task];
    if (now - task.seenAt <= patience(task.task)) return [task];
    const over = { ...ended(task, 'unknown', now), seenAt: task.seenAt };
    changes.push({ what: 'ended', task: over });
    return [over];
  });
  return { tasks: kept(next), changes };
}

function kept(tasks: readonly TaskState[]): readonly TaskState[] {
  const over = tasks.filter(({ end }) => end !== null);
  const shelf = ({ task, accepted }: TaskState) => (accepted ? task === 'chat' : null);
  const spare = new Set(
    [true, false, null].flatMap((each) => over.filter((one) => shelf(one) === each).slice(0, -endedKept)),
  );
  return spare.size === 0 ? tasks : tasks.filter((task) => !spare.has(task));
}
