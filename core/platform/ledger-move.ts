import type { Row, TaskRow } from '../app/rows.ts';

type Move = Extract<Row, { store: 'moved' }>['row'];
type Tasks = {
  readonly get: (key: [string, string, string]) => Promise<TaskRow | undefined>;
  readonly put: (row: TaskRow) => Promise<unknown>;
};

/** Writes down which job a task counts to now. A task that was never written down has nothing to change. */
export async function moveTask(tasks: Tasks, { provider, account, key, job }: Move): Promise<void> {
  const known = await tasks.get([provider, account, key]);
  if (known !== undefined) await tasks.put({ ...known, job });
}
