import { type Bundle, type Bundled, bundleOf, sumsAfter, weekOf } from '../app/bundles.ts';
import type { Owner, SpendingRow, TaskRow } from '../app/rows.ts';
import { type DayOf, lookedSum, madeSum, type SumRow, spentSum, summed } from '../app/sums.ts';
import type { TaskKind } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import { unbundled } from './archive.ts';
import type { All } from './ledger-schema.ts';

/*
 * Bundles of more than two years ago become sums of days, a week of all accounts at a time. The bundle goes in the
 * same transaction in which its sums come: nothing is ever counted twice, or not at all.
 */

/** Tables that nothing shows: their rows go without a sum. */
const shownNowhere = ['charges', 'lots', 'models'] as const;

/** One piece of the way, as in `tidying.ts`: gives the week to go on with, or `null`. */
type Piece = (tx: All, now: EpochMs, from: unknown) => Promise<number | null>;

/** What is to be done, in this order: what went on a task is summed up while the task is still there. */
export const sumPieces = (dayOf: DayOf): readonly Piece[] => [
  piece('spending', 1, (tx, bundle) => sumSpending(tx, bundle, dayOf)),
  piece('tasks', 2, (tx, bundle) => sumTasks(tx, bundle, dayOf)),
  piece('observations', 1, (tx, bundle) => sumLooks(tx, bundle, dayOf)),
  ...shownNowhere.map((table) => piece(table, 1, remove)),
];

/** The next week of a table that is old enough. `behind`: how many weeks before the one that runs out now. */
function piece(table: Bundled, behind: number, work: (tx: All, bundle: Bundle) => Promise<void>): Piece {
  return async (tx, now, from) => {
    const index = tx.objectStore('archive').index('by-week');
    const [first, last] = [typeof from === 'number' ? from : 0, weekOf(now - sumsAfter) - behind];
    if (first > last) return null;
    const cursor = await index.openCursor(IDBKeyRange.bound([table, first], [table, last]));
    if (cursor === null) return null;
    const which = cursor.value.week;
    for (const bundle of await index.getAll([table, which])) await work(tx, bundle);
    return which + 1;
  };
}

const remove = (tx: All, { provider, account, table, week }: Bundle) =>
  tx.objectStore('archive').delete([provider, account, table, week]);

async function sumSpending(tx: All, bundle: Bundle, dayOf: DayOf): Promise<void> {
  const rows = unbundled('spending', bundle);
  const kinds = new Map<string, TaskKind>();
  for (const week of [bundle.week - 1, bundle.week])
    for (const { key, task } of await tasksOf(tx, bundle, week)) kinds.set(key, task);
  const kindOf = ({ task }: SpendingRow) => (task === null ? null : (kinds.get(task) ?? null));
  await become(
    tx,
    bundle,
    rows.map((row) => spentSum(row, kindOf(row), dayOf)),
  );
}

async function tasksOf(tx: All, { provider, account }: Owner, week: number): Promise<readonly TaskRow[]> {
  const bundle = await tx.objectStore('archive').get([provider, account, 'tasks', week]);
  return bundle === undefined ? [] : unbundled('tasks', bundle);
}

/** Requests that were never answered are no tasks. */
function sumTasks(tx: All, bundle: Bundle, dayOf: DayOf): Promise<void> {
  const rows = unbundled('tasks', bundle).filter(({ accepted }) => accepted);
  return become(
    tx,
    bundle,
    rows.map((row) => madeSum(row, dayOf)),
  );
}

/** Of readings stays that there were some: before the first of them, nothing is known. */
function sumLooks(tx: All, bundle: Bundle, dayOf: DayOf): Promise<void> {
  const [first] = unbundled('observations', bundle).toSorted((a, b) => a.from - b.from);
  return become(tx, bundle, first === undefined ? [] : [lookedSum(first, dayOf)]);
}

/** Puts sums in the place of a bundle. */
async function become(tx: All, bundle: Bundle, sums: readonly SumRow[]): Promise<void> {
  const { provider, account, week } = bundle;
  const store = tx.objectStore('archive');
  const known = await store.get([provider, account, 'sums', week]);
  const before = known === undefined ? [] : unbundled('sums', known);
  // Another version may be able to read what this one cannot.
  if (before.length < (known?.count ?? 0)) return;
  const all = summed(...before, ...sums);
  if (all.length > 0) await store.put(bundleOf({ provider, account, week, table: 'sums' }, all, 0));
  await remove(tx, bundle);
}
