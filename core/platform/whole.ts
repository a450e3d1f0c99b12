import { grounded, groundedBase, isEventAhead } from '../app/ahead.ts';
import { beginOf, withoutProvider } from '../app/base.ts';
import { type Bundled, bundledTables } from '../app/bundles.ts';
import type { Stretch } from '../app/event-log.ts';
import { stretchesOf } from '../app/event-log.ts';
import type { Event } from '../app/events.ts';
import { merged } from '../app/merge.ts';
import { mergesIn, withMerges } from '../app/merges.ts';
import { isSame } from '../app/same.ts';
import { providerOfEvent, type RowOf, rowKey, type Table, type Tables, tables, type Whole } from '../app/whole.ts';
import type { AccountState, Snapshot } from '../domain/account.ts';
import { noService } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { everythingArchived, together } from './archive.ts';
import type { Ledger } from './ledger.ts';
import { type All, owned } from './ledger-schema.ts';
import { baseKey, progressKey, type Replay, readable, readBase, readSnapshot, snapshotKey } from './rebuilding.ts';
import { snapshotSchema } from './stored.ts';
import { rowSchemas } from './stored-rows.ts';
import { tidiedKey } from './tidying.ts';

/** Everything there is, as far as it can be read, and `lost`: how many entries cannot. */
export type Held = {
  readonly whole: Whole;
  readonly lost: number;
  /** How it stood: whether anything was written since. */
  readonly mark: unknown;
  /** Stretches of which something cannot be read. */
  readonly broken: readonly Stretch[];
};

const isBundled = (table: Table): table is Bundled => bundledTables.some((one) => one === table);

/** Reads everything at one moment. */
export async function readHeld(tx: All): Promise<Held> {
  const rows = await Promise.all(tables.map((table) => tx.objectStore(table).getAll()));
  const stretches = await tx.objectStore('events').getAll();
  const [snapshot, mark] = [await readSnapshot(tx), await markOf(tx)];
  const archive = await everythingArchived(tx);
  const base = readBase(await tx.objectStore('base').get(baseKey));
  const events = stretches.map(readable);
  const all: Partial<Record<Table, readonly unknown[]>> = {};
  let { lost } = archive;
  for (const [n, table] of tables.entries()) {
    const kept = (rows[n] ?? []).flatMap((row) => {
      const read = rowSchemas[table].safeParse(row);
      return read.success ? [read.data] : [];
    });
    lost += (rows[n]?.length ?? 0) - kept.length;
    all[table] = isBundled(table) ? together(table, archive.of(table), kept as never) : kept;
  }
  const broken = stretches.filter((one, n) => (events[n]?.length ?? 0) !== one.count);
  return {
    whole: { tables: all as Tables, events: events.flat(), base, snapshot },
    lost: lost + broken.length,
    mark,
    broken,
  };
}

export async function markOf(tx: All): Promise<unknown> {
  const last = (await tx.objectStore('events').openCursor(null, 'prev'))?.value;
  const base = await Promise.all([baseKey, tidiedKey].map((key) => tx.objectStore('base').get(key)));
  return [await tx.objectStore('snapshot').get(snapshotKey), last?.n, last?.count, base];
}

/** What an import came to: how much was new. */
export type Imported = { readonly rows: number; readonly events: number };

/** Others write meanwhile: then it is worked out again, so many times. */
export const attempts = 8;

/**
 * Puts a saved record into this one; of times that have not come nothing is believed. Worked out beside it and written
 * in one transaction: all of it, or nothing.
 */
export async function takeIn(ledger: Ledger, file: Whole, replay: Replay, now: EpochMs): Promise<Imported> {
  const saved = { ...file, base: file.base === null ? null : groundedBase(file.base, now) };
  for (let n = 0; n < attempts; n++) {
    const held = await ledger.reading(readHeld);
    const merges = mergesIn(held.whole.events, saved.events);
    const plan = merged(withMerges(held.whole, merges), withMerges(saved, merges));
    const { added, base } = plan.events;
    // What has not come yet is brought down, here and whenever the record is built again.
    const ahead = added > 0 && saved.events.some((event) => isEventAhead(event, now));
    const all: readonly Event[] = ahead ? [...plan.events.all, { what: 'rewound', now }] : plan.events.all;
    const snapshot = grounded(plan.snapshot(await rebuilt({ events: all, base }, plan.toRebuild, replay)), now);
    const next: Whole = { tables: plan.tables, events: all, base, snapshot };
    const imported = { rows: plan.added, events: added };
    if (await ledger.within((tx) => write(tx, held, next, imported, now))) return imported;
  }
  throw new Error('others kept writing');
}

const atOnce = 1_000;

/** The accounts of some services, from their events; in between, others have their turn. */
export async function rebuilt(
  { events, base }: Pick<Whole, 'events' | 'base'>,
  providers: readonly string[],
  replay: Replay,
): Promise<readonly AccountState[]> {
  if (providers.length === 0) return [];
  const own = events.filter((event) => providers.includes(providerOfEvent(event) ?? providers[0] ?? ''));
  let snapshot = beginOf(base, providers);
  for (let n = 0; n < own.length; n += atOnce) {
    snapshot = replay(snapshot, own.slice(n, n + atOnce));
    await new Promise((resolve) => setTimeout(resolve));
  }
  const parsed = snapshotSchema.safeParse(snapshot);
  return parsed.success ? parsed.data.accounts : [];
}

/** Writes what is new; `false` where something has been written since it was read. */
async function write(tx: All, held: Held, next: Whole, { rows, events }: Imported, now: EpochMs) {
  const imported = rows + events;
  if (!isSame(await markOf(tx), held.mark)) return false;
  for (const table of tables) {
    const known = new Set<RowOf<Table>>(held.whole.tables[table]);
    for (const row of next.tables[table]) if (!known.delete(row)) await tx.objectStore(table).put(row as never);
    await deleteGone(tx, table, [...known], next.tables[table]);
  }
  // What is older than a few weeks is bundled again, with what came in.
  if (imported > 0) await tx.objectStore('base').delete(tidiedKey);
  if (events > 0 || next.base !== held.whole.base) {
    for (const value of held.broken) await tx.objectStore('aside').add({ at: now, what: 'events', value });
    await writeEvents(tx, next.events);
    if (next.base !== null) await tx.objectStore('base').put(next.base, baseKey);
  }
  if (next.snapshot !== held.whole.snapshot) {
    const unread = held.whole.snapshot === null ? await tx.objectStore('snapshot').get(snapshotKey) : undefined;
    if (unread !== undefined) await tx.objectStore('aside').add({ at: now, what: 'snapshot', value: unread });
    await tx.objectStore('snapshot').put(next.snapshot, snapshotKey);
    await tx.objectStore('snapshot').delete(progressKey);
  }
  return true;
}

/** Rows that nobody has any more: their account has become another. */
async function deleteGone(tx: All, table: Table, left: readonly RowOf<Table>[], next: readonly RowOf<Table>[]) {
  if (left.length === 0) return;
  const keys = new Set(next.map((row) => rowKey(table, row)));
  const gone = left.map((row) => rowKey(table, row)).filter((key) => !keys.has(key));
  for (const key of gone) {
    const path = JSON.parse(key) as string[];
    await tx.objectStore(table).delete((table === 'outbox' ? path[0] : path) as never);
  }
  if (!isBundled(table)) return;
  // Their bundles go; the rows of the same account that stay stand by themselves until they are bundled again.
  const owners = new Set(gone.map((key) => JSON.stringify((JSON.parse(key) as string[]).slice(0, 2))));
  for (const owner of owners) {
    const [provider, account] = JSON.parse(owner) as [string, string];
    const all = IDBKeyRange.bound([provider, account, table], [provider, account, table, []]);
    await tx.objectStore('archive').delete(all);
    for (const row of next as readonly RowOf<Bundled>[])
      if (row.provider === provider && row.account === account) await tx.objectStore(table).put(row as never);
  }
}

export async function writeEvents(tx: All, events: readonly Event[]): Promise<void> {
  const store = tx.objectStore('events');
  await store.clear();
  for (const stretch of stretchesOf(events)) await store.put(stretch);
}

/** Deletes everything there is of a service, or of all of them (`null`), in every store. */
export async function forget(tx: All, provider: string | null): Promise<void> {
  if (provider === null) {
    for (const name of tx.objectStoreNames) await tx.objectStore(name).clear();
    return;
  }
  for (const name of [...owned, 'archive', 'drift'] as const)
    await tx.objectStore(name).delete(IDBKeyRange.bound([provider], [provider, []]));
  await forgetNotices(tx, [provider]);
  const snapshot = await readSnapshot(tx);
  const base = readBase(await tx.objectStore('base').get(baseKey));
  const stretches = await tx.objectStore('events').getAll();
  // What cannot be read may be of this service as well.
  await writeEvents(
    tx,
    stretches.flatMap(readable).filter((event) => providerOfEvent(event) !== provider),
  );
  await tx.objectStore('aside').clear();
  await tx.objectStore('snapshot').clear();
  await tx.objectStore('base').clear();
  if (base !== null) await tx.objectStore('base').put(withoutProvider(base, provider), baseKey);
  if (snapshot !== null) await tx.objectStore('snapshot').put(without(snapshot, provider), snapshotKey);
}

/** Notices of a service, or of one of its accounts: their keys begin with whose they are. */
export async function forgetNotices(tx: All, [provider, account]: readonly string[]): Promise<void> {
  const store = tx.objectStore('outbox');
  const begin = [provider, account, ''].filter((one) => one !== undefined).join('·');
  for (const row of await store.getAll()) {
    const { key, notice } = row;
    const of = notice as { readonly provider?: unknown; readonly account?: unknown } | null;
    const own = of?.provider === provider && (account === undefined || of?.account === account);
    if (own || key.startsWith(begin)) await store.delete(key);
    // What was about all services named this one: that it was told stays, its words go.
    else if (of?.provider === noService) await store.put({ ...row, state: 'missed', title: null, message: null });
  }
}

function without(snapshot: Snapshot, provider: string): Snapshot {
  return {
    ...snapshot,
    accounts: snapshot.accounts.filter((one) => one.provider !== provider),
    clocks: snapshot.clocks.filter((one) => one.provider !== provider),
    replays: snapshot.replays.filter(({ key }) => !key.startsWith(`${provider}/`)),
  };
}
