import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { onTestFinished } from 'vitest';
import type { Row } from '@/core/app/rows.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import type { Notice } from '@/core/domain/notice.ts';
import { openLedger } from '@/core/platform/ledger.ts';

/** A ledger over a database of its own, closed when the test is over. */
export async function freshLedger() {
  globalThis.indexedDB = new IDBFactory();
  return reopened();
}

/** The same database, as the next life of the worker finds it. */
export async function reopened() {
  const ledger = await openLedger();
  onTestFinished(() => ledger.close());
  return ledger;
}
export type Fresh = Awaited<ReturnType<typeof freshLedger>>;

export const noon = Date.parse('2026-11-22T20:00:00Z');

type Written = { snapshot?: Snapshot; rows?: readonly Row[]; notices?: readonly Notice[] };
export const write = (ledger: Fresh, { snapshot = emptySnapshot, rows = [], notices = [] }: Written, now = noon) =>
  ledger.record(now, () => ({ snapshot, rows, notices }));

const stores = [
  'observations',
  'tasks',
  'charges',
  'lots',
  'models',
  'days',
  'events',
  'drift',
  'outbox',
  'snapshot',
  'aside',
] as const;
export type Contents = { readonly [Store in (typeof stores)[number]]: readonly unknown[] };

/** Everything there is, store by store. */
export async function contentsOf({ db }: Fresh): Promise<Contents> {
  const contents: { -readonly [Store in keyof Contents]?: Contents[Store] } = {};
  for (const store of stores) contents[store] = await db.getAll(store);
  return contents as Contents;
}
