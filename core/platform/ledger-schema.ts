import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Base } from '../app/base.ts';
import type { Bundle } from '../app/bundles.ts';
import type { Stretch } from '../app/event-log.ts';
import type {
  ChargeRow,
  DayRow,
  DriftRow,
  HistoryRow,
  LotRow,
  ObservationRow,
  OutboxRow,
  SpendingRow,
  TaskRow,
} from '../app/rows.ts';
import type { SumRow } from '../app/sums.ts';
import type { EpochMs } from '../domain/time.ts';

/* The database: its name, its version, its stores and how each version comes of the one before. */

export const databaseName = 'nokori';
export const databaseVersion = 1;

export type Schema = DBSchema & {
  observations: { key: [string, string, string, number]; value: ObservationRow };
  tasks: { key: [string, string, string]; value: TaskRow; indexes: { 'by-start': number } };
  charges: { key: [string, string, string]; value: ChargeRow };
  lots: { key: [string, string, string]; value: LotRow };
  spending: { key: [string, string, string]; value: SpendingRow };
  models: { key: [string, string, string, string]; value: HistoryRow };
  /** Rows of the stores above that are some weeks old, packed week by week. */
  archive: {
    key: [string, string, string, number];
    value: Bundle;
    indexes: { 'by-week': [string, number]; 'by-grain': [number, number] };
  };
  /** What happened, in its order: what the snapshot can be built from again, on top of the base. */
  events: { key: number; value: Stretch };
  snapshot: { key: string; value: unknown };
  /** What was believed before the first of the events, how far the record has been tidied, and who wrote the snapshot. */
  base: { key: string; value: Base | Tidied | Writer };
  outbox: { key: string; value: OutboxRow; indexes: { 'by-state': string } };
  days: { key: [string, string, string, string]; value: DayRow; indexes: { 'by-day': string } };
  /** What old rows of the stores above have become; bundled, too, once they are tidied. */
  sums: { key: [string, string, number, string]; value: SumRow };
  drift: { key: [string, string, string]; value: DriftRow };
  /** What was stored and could not be read any more: set aside, never overwritten. */
  aside: { key: number; value: { readonly at: EpochMs; readonly what: string; readonly value: unknown } };
};

/** The last week that was tidied to its end. */
export type Tidied = { readonly week: number };
/** Which opening of the record has written the snapshot last. */
export type Writer = { readonly by: string };

/** Stores whose keys begin with a service and an account. */
export const owned = ['observations', 'tasks', 'charges', 'lots', 'spending', 'models', 'days', 'sums'] as const;
export const everything = [...owned, 'archive', 'events', 'snapshot', 'base', 'outbox', 'drift', 'aside'] as const;
export type All = IDBPTransaction<Schema, (typeof everything)[number][], 'readwrite'>;

/** From any older version to this one, step by step. */
export function upgrade(db: IDBPDatabase<Schema>, from: number): void {
  if (from < 1) createStores(db);
}

/** Version 1. Frozen once it is released: later versions add their own step below this one and never change it. */
function createStores(db: IDBPDatabase<Schema>): void {
  db.createObjectStore('observations', { keyPath: ['provider', 'account', 'meter', 'from'] });
  db.createObjectStore('tasks', { keyPath: ['provider', 'account', 'key'] }).createIndex('by-start', 'startedAt');
  db.createObjectStore('charges', { keyPath: ['provider', 'account', 'id'] });
  db.createObjectStore('lots', { keyPath: ['provider', 'account', 'id'] });
  db.createObjectStore('spending', { keyPath: ['provider', 'account', 'id'] });
  db.createObjectStore('models', { keyPath: ['provider', 'account', 'meter', 'windowId'] });
  const archive = db.createObjectStore('archive', { keyPath: ['provider', 'account', 'table', 'week'] });
  archive.createIndex('by-week', ['table', 'week']);
  archive.createIndex('by-grain', ['grain', 'week']);
  db.createObjectStore('events', { keyPath: 'n' });
  db.createObjectStore('snapshot');
  db.createObjectStore('base');
  db.createObjectStore('outbox', { keyPath: 'key' }).createIndex('by-state', 'state');
  db.createObjectStore('days', { keyPath: ['provider', 'account', 'meter', 'day'] }).createIndex('by-day', 'day');
  db.createObjectStore('sums', { keyPath: ['provider', 'account', 'week', 'id'] });
  db.createObjectStore('drift', { keyPath: ['provider', 'watch', 'kind'] });
  db.createObjectStore('aside', { autoIncrement: true });
}
