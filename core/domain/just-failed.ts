import type { TaskKind, TaskState } from './task.ts';
import { type EpochMs, type Ms, minute } from './time.ts';

/** How long a failure is a reason to look at the connection first. */
const lately: Ms = 30 * minute;

/** Whether a task of this kind has failed within the last half hour, and none has succeeded since. */
export function justFailed(
  tasks: readonly Pick<TaskState, 'task' | 'end' | 'endedAt'>[],
  kind: TaskKind,
  now: EpochMs,
): boolean {
  const last = tasks
    .flatMap(({ task, end, endedAt }) =>
      task === kind && endedAt !== null && (end === 'failed' || end === 'done') ? [{ end, at: endedAt }] : [],
    )
    // Of the same moment, the success counts.
    .toSorted((a, b) => a.at - b.at || (a.end === 'failed' ? -1 : 1))
    .at(-1);
  return last?.end === 'failed' && now - last.at <= lately;
}
