import type { Row } from '../app/rows.ts';
import { bundledTask } from './archive.ts';
import type { All } from './ledger-schema.ts';

type Move = Extract<Row, { store: 'moved' }>['row'];

/** Writes down which job a task counts to now. A task that was never written down has nothing to change. */
export async function moveTask(tx: All, { provider, account, key, job }: Move): Promise<void> {
  const tasks = tx.objectStore('tasks');
  const known = (await tasks.get([provider, account, key])) ?? (await bundledTask(tx, { provider, account }, key));
  if (known !== undefined) await tasks.put({ ...known, job });
}
