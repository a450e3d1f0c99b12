import type { IDBPDatabase } from 'idb';
import { type Bundle, type Bundled, bundledTables, bundleOf, rowsIn, weekOf } from '../app/bundles.ts';
import type { DayRow, Owner, TaskRow } from '../app/rows.ts';
import { bothOf } from '../app/sums.ts';
import { lastOfKey, type RowOf, rowKey } from '../app/whole.ts';
import type { EpochMs } from '../domain/time.ts';
import type { All, Schema } from './ledger-schema.ts';
import { warnOf } from './log.ts';
import { readable, rowSchemas } from './stored-rows.ts';

/** The rows of a bundle that can be read. One that cannot be unpacked costs only itself. */
export function unbundled<Of extends Bundled>(table: Of, bundle: Bundle): readonly RowOf<Of>[] {
  try {
    return readable(rowSchemas[table], rowsIn(bundle));
  } catch (error) {
    warnOf('a bundle of older rows could not be read', error);
    return [];
  }
}

/** Rows as one table: what stands by itself was written later than what is in a bundle. */
export function together<Of extends Bundled>(
  table: Of,
  bundled: readonly RowOf<Of>[],
  plain: readonly RowOf<Of>[],
): RowOf<Of>[] {
  if (bundled.length === 0) return [...plain];
  const all = [...bundled, ...plain];
  const field = lastOfKey(table);
  const [once, again] = [new Set<unknown>(), new Set<unknown>()];
  for (const row of all) (once.has(row[field]) ? again : once).add(row[field]);
  if (again.size === 0) return all;
  // Whole keys are made only of rows that may have one in common: a year has tens of thousands.
  const places = new Map<string, number>();
  const rows: RowOf<Of>[] = [];
  for (const row of all) {
    const key = again.has(row[field]) ? rowKey(table, row) : null;
    const place = key === null ? undefined : places.get(key);
    if (key !== null && place === undefined) places.set(key, rows.length);
    if (place === undefined) rows.push(row);
    else rows[place] = row;
  }
  return rows;
}

type Span = { readonly from: EpochMs; readonly to: EpochMs };

/** Bundled rows of all accounts whose week touches a span of time. */
export async function archived<Of extends Bundled>(
  db: IDBPDatabase<Schema>,
  table: Of,
  { from, to }: Span,
  unpack = unbundled,
) {
  const range = IDBKeyRange.bound([table, weekOf(from)], [table, weekOf(to)]);
  return (await db.getAllFromIndex('archive', 'by-week', range)).flatMap((one) => unpack(table, one));
}

/** The same of one account. */
export async function archivedOf<Of extends Bundled>(
  db: IDBPDatabase<Schema>,
  table: Of,
  { provider, account }: Owner,
  { from, to }: Span,
  unpack = unbundled,
): Promise<readonly RowOf<Of>[]> {
  const range = IDBKeyRange.bound([provider, account, table, weekOf(from)], [provider, account, table, weekOf(to)]);
  return (await db.getAll('archive', range)).flatMap((one) => unpack(table, one));
}

/** A day's row from its bundle: what is added to the day later adds to it. */
export async function bundledDay(tx: All, { provider, account, meter, day }: DayRow): Promise<DayRow | undefined> {
  const which = weekOf(Date.parse(`${day}T00:00:00Z`));
  const bundle = await tx.objectStore('archive').get([provider, account, 'days', which]);
  if (bundle === undefined) return undefined;
  return unbundled('days', bundle).find((one) => one.meter === meter && one.day === day);
}

/** A task from the bundles of its account, the newest first: its key does not tell when it was. */
export async function bundledTask(tx: All, { provider, account }: Owner, key: string): Promise<TaskRow | undefined> {
  const range = IDBKeyRange.bound([provider, account, 'tasks'], [provider, account, 'tasks', []]);
  let cursor = await tx.objectStore('archive').openCursor(range, 'prev');
  while (cursor !== null) {
    const found = unbundled('tasks', cursor.value).find((one) => one.key === key);
    if (found !== undefined) return found;
    cursor = await cursor.continue();
  }
  return undefined;
}

/** Bundles of an account become those of another; where it has one of the same week, both become one. */
export async function moveBundles(tx: All, { provider, account }: Owner, to: string): Promise<void> {
  const store = tx.objectStore('archive');
  const range = IDBKeyRange.bound([provider, account], [provider, account, []]);
  for (const bundle of await store.getAll(range)) {
    const known = await store.get([provider, to, bundle.table, bundle.week]);
    await store.put(known === undefined ? { ...bundle, account: to } : united(known, { ...bundle, account: to }));
  }
  await store.delete(range);
}

/** Two bundles of one week as one. Days and sums add up: both are true. */
function united(one: Bundle, other: Bundle): Bundle {
  const { table } = one;
  if (table !== 'days' && table !== 'sums')
    return bundleOf<Bundled>({ ...one, table }, [...rows(one), ...rows(other)], one.grain);
  const all = new Map(unbundled(table, one).map((row) => [rowKey(table, row), row]));
  for (const row of unbundled(table, other)) {
    const known = all.get(rowKey(table, row));
    all.set(rowKey(table, row), known === undefined ? row : bothOf(known, row));
  }
  return bundleOf({ ...one, table }, [...all.values()], 0);
}

const rows = (bundle: Bundle) => unbundled(bundle.table, bundle);

/** All that is in bundles, table by table. `lost`: how many rows cannot be read. */
export async function everythingArchived(tx: All) {
  const found = new Map<Bundled, RowOf<Bundled>[]>(bundledTables.map((table) => [table, []]));
  let lost = 0;
  for (const bundle of await tx.objectStore('archive').getAll()) {
    const own = unbundled(bundle.table, bundle);
    lost += bundle.count - own.length;
    found.get(bundle.table)?.push(...own);
  }
  return { lost, of: <Of extends Bundled>(table: Of) => (found.get(table) ?? []) as RowOf<Of>[] };
}
