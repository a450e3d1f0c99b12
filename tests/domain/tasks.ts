import type { TaskReading } from '@/core/domain/reading.ts';
import { absorbTask, type TaskState, type Tasks } from '@/core/domain/task.ts';
import { type EpochMs, minute } from '@/core/domain/time.ts';

/** Builders for news of tasks. All times are minutes after a fixed noon. */
export const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
export const at = (minutes: number): EpochMs => noon + minutes * minute;
export const ms = 1 / minute;

/** When it was told, what, and under which ids. */
export type News = readonly [
  told: number,
  news: TaskReading['news'],
  refs: readonly string[],
  more?: Partial<Pick<TaskReading, 'task' | 'parameters'>>,
];

export function take(tasks: readonly TaskState[], [told, news, refs, more]: News): Tasks {
  return absorbTask(tasks, { kind: 'task', refs, task: null, parameters: null, news, ...more }, at(told));
}

/** All tasks after this news, taken in the order given. */
export function follow(...all: readonly News[]): readonly TaskState[] {
  return all.reduce<readonly TaskState[]>((tasks, news) => take(tasks, news).tasks, []);
}

export function byKey(tasks: readonly TaskState[], key: string): TaskState {
  const found = tasks.find((task) => task.key === key);
  if (found === undefined) throw new Error(`no task ${key}`);
  return found;
}

export const done = { ended: 'done' } as const;
export const failed = { ended: 'failed' } as const;
export const stopped = { ended: 'stopped' } as const;
export const unknown = { ended: 'unknown' } as const;
export const moved = (...to: readonly string[]) => ({ moved: to });
