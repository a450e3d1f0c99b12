import type { ChargeRow, DayRow, LotRow, Owner, Row } from '../app/rows.ts';
import { added, type SumRow } from '../app/sums.ts';
import { bundledDay, moveBundles } from './archive.ts';
import { moveTask } from './ledger-move.ts';
import { type All, owned } from './ledger-schema.ts';
import { addObservation, joined, type Observed } from './observations.ts';
import { addEvents } from './rebuilding.ts';

/**
 * Writes rows. Those of each store in their order, and the stores side by side: none of them looks at another. What moves
 * rows that were written before it has to wait its turn.
 */
export async function writeRows(tx: All, rows: readonly Row[]): Promise<void> {
  if (rows.some(({ store }) => store === 'rename' || store === 'moved')) {
    for (const row of rows) await writeRow(tx, row);
    return;
  }
  const events = rows.flatMap((one) => (one.store === 'events' ? [one.row] : []));
  const seen = rows.flatMap((one) => (one.store === 'observations' ? [one] : []));
  const others = Map.groupBy(rows, ({ store }) => (store === 'unspent' ? 'spending' : store));
  for (const store of ['events', 'observations'] as const) others.delete(store);
  await Promise.all([
    addEvents(tx, events),
    ...joined(seen).map((own) => addAll(tx, own)),
    ...[...others.values()].map(async (own) => {
      for (const row of own) await writeRow(tx, row);
    }),
  ]);
}

async function addAll(tx: All, rows: readonly Observed[]): Promise<void> {
  for (const { row, late } of rows) await addObservation(tx, row, late);
}

async function writeRow(tx: All, row: Row): Promise<void> {
  switch (row.store) {
    case 'observations':
      return addObservation(tx, row.row, row.late);
    case 'days':
      return addDay(tx, row.row);
    case 'drift': {
      const store = tx.objectStore('drift');
      const { provider, watch, kind } = row.row;
      const known = await store.get([provider, watch, kind]);
      // What is delivered again has been counted.
      if (known !== undefined && known.lastAt >= row.row.lastAt) return;
      await store.put(known === undefined ? row.row : { ...row.row, firstAt: known.firstAt, times: known.times + 1 });
      return;
    }
    case 'events':
      return addEvents(tx, [row.row]);
    case 'charges':
    case 'lots':
      if (row.late && (await isThere(tx, row))) return;
      await tx.objectStore(row.store).put(row.row as never);
      return;
    case 'unspent':
      return tx.objectStore('spending').delete([row.row.provider, row.row.account, row.row.id]);
    case 'moved':
      return moveTask(tx, row.row);
    case 'rename':
      return rename(tx, row.row);
    default:
      await tx.objectStore(row.store).put(row.row as never);
  }
}

async function isThere(tx: All, one: Extract<Row, { store: 'charges' | 'lots' }>): Promise<boolean> {
  const { provider, account, id }: ChargeRow | LotRow = one.row;
  return (await tx.objectStore(one.store).count([provider, account, id])) > 0;
}

/** What a day did adds up. */
async function addDay(tx: All, row: DayRow): Promise<void> {
  const store = tx.objectStore('days');
  const { provider, account, meter, day, spent, granted } = row;
  const known = (await store.get([provider, account, meter, day])) ?? (await bundledDay(tx, row));
  await store.put({ ...row, spent: spent + (known?.spent ?? 0), granted: granted + (known?.granted ?? 0) });
}

async function addSum(tx: All, row: SumRow): Promise<void> {
  const store = tx.objectStore('sums');
  const known = await store.get([row.provider, row.account, row.week, row.id]);
  await store.put(known === undefined ? row : added(known, row));
}

/** Rows of the unnamed account become rows of the account it turned out to be. */
async function rename(tx: All, { provider, account, to }: Owner & { readonly to: string }): Promise<void> {
  for (const name of owned) {
    const store = tx.objectStore(name);
    for (const row of await store.getAll(IDBKeyRange.bound([provider, account], [provider, account, []]))) {
      if (name === 'days') await addDay(tx, { ...(row as DayRow), account: to });
      else if (name === 'sums') await addSum(tx, { ...(row as SumRow), account: to });
      else await store.put({ ...row, account: to } as never);
    }
    await store.delete(IDBKeyRange.bound([provider, account], [provider, account, []]));
  }
  await moveBundles(tx, { provider, account }, to);
}
