import type { AccountState } from '../domain/account.ts';
import { bestEstimate } from '../domain/estimates.ts';
import type { TaskChange, TaskState, Tasks } from '../domain/task.ts';
import type { Facts } from '../providers/provider.ts';

/**
 * With what is said of the cost of tasks that begin, or of which more has become known, by what has been learned up to
 * now. `account` is as it was before.
 */
export function withSaid({ tasks: before, costs }: AccountState, { tasks, changes }: Tasks, facts: Facts): Tasks {
  const said = new Map<string, TaskState>();
  for (const change of changes) {
    const { task } = change;
    if (!isNews(change, before)) continue;
    const estimate = bestEstimate(costs, task.task, task.parameters, facts.costs);
    if (estimate === null) continue;
    const { task: _, ...rest } = estimate;
    said.set(task.key, { ...task, said: rest });
  }
  if (said.size === 0) return { tasks, changes };
  const saidOf = (task: TaskState) => said.get(task.key)?.said ?? task.said;
  const withIt = (task: TaskState) => (said.has(task.key) ? { ...task, said: saidOf(task) } : task);
  return { tasks: tasks.map(withIt), changes: changes.map((one) => ({ ...one, task: withIt(one.task) })) };
}

/** What was said first stays, unless kind or parameters turn out to be others. After the end nothing is said any more. */
function isNews({ what, task }: TaskChange, before: readonly TaskState[]): boolean {
  if (what === 'ended' || task.task === 'chat') return false;
  const known = before.find(({ key }) => key === task.key);
  if (known === undefined || known.said === null) return true;
  return known.task !== task.task || Object.keys(known.parameters).length !== Object.keys(task.parameters).length;
}
