import type * as z from 'zod/mini';
import { emptyBase, eventsKept, settledInto } from '../app/base.ts';
import {
  type Bundled,
  bundledAfter,
  bundledTables,
  bundleOf,
  daysAfter,
  grainOf,
  momentOf,
  settledAt,
  weekOf,
} from '../app/bundles.ts';
import type { Stretch } from '../app/event-log.ts';
import { isSame } from '../app/same.ts';
import type { RowOf } from '../app/whole.ts';
import { day, type EpochMs, hour, localDay, type Ms, week } from '../domain/time.ts';
import { unbundled } from './archive.ts';
import { offsetAt } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { All } from './ledger-schema.ts';
import { baseKey, type Replay, readable as readableEvents, readBase, readSnapshot } from './rebuilding.ts';
import { baseSchema } from './stored.ts';
import { rowSchemas } from './stored-rows.ts';
import { sumPieces } from './summing.ts';

/*
 * What keeps the record small: once a week, in small pieces, each a transaction by itself. A worker that dies loses
 * nothing: what a piece has written is not looked at again, and the next life goes on. docs/retention.md
 */

export const tidiedKey = 'tidied';
/** So many rows are looked at within one transaction: others wait no longer than that. */
const atOnce = 500;
/** Told notices are kept so long: until then their keys keep them from being told twice. */
const toldKept: Ms = 56 * week;
/** What could not be read is kept so long for whoever may help, and no more pieces of it than these. */
const asideKept: Ms = 56 * week;
const mostAside = 20;

/** One step of the way: does some of its work, and says where to go on; `null`: it is done. */
type Step = (ledger: Ledger, now: EpochMs, from: unknown) => Promise<unknown>;
const within =
  (work: (tx: All, now: EpochMs, from: unknown) => Promise<unknown>): Step =>
  (ledger, now, from) =>
    ledger.within((tx) => work(tx, now, from));

/**
 * Tidies the record, where the last time was a week ago. `rest` comes between two pieces: others have their turn, and
 * whoever wants to stop rejects.
 */
export async function tidy(
  ledger: Ledger,
  replay: () => Promise<Replay>,
  now: EpochMs,
  rest = () => new Promise<void>((go) => setTimeout(go)),
): Promise<void> {
  const current = weekOf(now - bundledAfter);
  const tidied = await ledger.db.get('base', tidiedKey);
  if (tidied !== undefined && 'week' in tidied && tidied.week >= current) return;
  const how = await replay();
  const steps: readonly Step[] = [
    ...bundledTables.map((table) => within((tx, at, from) => bundleMore(tx, table, at, from))),
    within(thinMore),
    ...sumPieces((at) => localDay(at, offsetAt(at))).map(within),
    (record, at) => settleMore(record, at, how),
    within(dropTold),
    within(dropAside),
  ];
  for (const step of steps) {
    let from: unknown;
    while (from !== null) {
      from = await step(ledger, now, from);
      await rest();
    }
  }
  await ledger.within((tx) => tx.objectStore('base').put({ week: current }, tidiedKey));
}

/** Older ones of the next rows of a table go to their bundles. */
async function bundleMore(tx: All, table: Bundled, now: EpochMs, from: unknown): Promise<unknown> {
  const store = tx.objectStore(table);
  const range = from === undefined ? null : IDBKeyRange.lowerBound(from, true);
  const [rows, keys] = await Promise.all([store.getAll(range, atOnce), store.getAllKeys(range, atOnce)]);
  const schema = rowSchemas[table] as z.ZodMiniType<RowOf<Bundled>>;
  const groups = new Map<string, { readonly row: RowOf<Bundled>; readonly key: IDBValidKey }[]>();
  for (const [n, row] of rows.entries()) {
    const which = isOld(table, row, now) ? weekOf(momentOf(table, row) ?? 0) : null;
    const key = keys[n];
    if (which === null || key === undefined || !schema.safeParse(row).success) continue;
    const group = JSON.stringify([row.provider, row.account, which]);
    groups.set(group, [...(groups.get(group) ?? []), { row, key }]);
  }
  for (const [group, members] of groups) {
    const [provider, account, which] = JSON.parse(group) as [string, string, number];
    const known = await tx.objectStore('archive').get([provider, account, table, which]);
    const before = known === undefined ? [] : unbundled(table, known);
    // One that cannot be read is not written over: its rows may be readable to another version.
    if (before.length < (known?.count ?? 0)) continue;
    const all = [...before, ...members.map(({ row }) => row)] as RowOf<typeof table>[];
    const of = { provider, account, table, week: which };
    await tx.objectStore('archive').put(bundleOf(of, all, grainOf(which, now)));
    for (const { key } of members) await store.delete(key as never);
  }
  return rows.length < atOnce ? null : keys.at(-1);
}

function isOld<Of extends Bundled>(table: Of, row: RowOf<Of>, now: EpochMs): boolean {
  const [at, settled] = [momentOf(table, row), settledAt(table, row)];
  if (at === null || settled === null || !Number.isFinite(at) || at < 0) return false;
  return Math.max((weekOf(at) + 1) * week, settled) + bundledAfter <= now;
}

/** Bundles that were thinned to hours, and are so old that days will do. */
async function thinMore(tx: All, now: EpochMs): Promise<unknown> {
  const store = tx.objectStore('archive');
  const last = weekOf(now - daysAfter) - 1;
  const old = IDBKeyRange.bound([hour, 0], [hour, last]);
  const cursor = last < 0 ? null : await store.index('by-grain').openCursor(old);
  if (cursor === null) return null;
  const bundle = cursor.value;
  const rows: readonly RowOf<Bundled>[] = unbundled(bundle.table, bundle);
  const thin = rows.length < bundle.count ? { ...bundle, grain: day } : bundleOf<Bundled>(bundle, rows, day);
  await cursor.update(thin);
  return bundle.week;
}

/**
 * The oldest stretch of events is taken in for good, if all of it is old enough; the last one never is. It is worked
 * out beside the record, and written unless somebody has changed what it was worked out from.
 */
async function settleMore(ledger: Ledger, now: EpochMs, replay: Replay): Promise<unknown> {
  const { db } = ledger;
  const [first, second] = await db.getAll('events', null, 2);
  const stored = await db.get('base', baseKey);
  if (first === undefined || second === undefined) return null;
  const events = readableEvents(first);
  if (events.some((event) => event.now + eventsKept > now)) return null;
  const base = stored === undefined ? emptyBase : readBase(stored);
  // Another version may be able to read it.
  if (base === null) return null;
  const next = settledInto(base, events, replay);
  if (!baseSchema.safeParse(next).success) return null;
  return ledger.within(async (tx) => {
    const [still] = await tx.objectStore('events').getAll(null, 1);
    const same = isSame(await tx.objectStore('base').get(baseKey), stored) && isStill(still, first);
    // A record that is to be built again needs them as they are.
    if (!same || (await readSnapshot(tx)) === null) return null;
    if (events.length < first.count) await tx.objectStore('aside').add({ at: now, what: 'events', value: first });
    await tx.objectStore('base').put(next, baseKey);
    await tx.objectStore('events').delete(first.n);
    return first.n;
  });
}

const isStill = (one: Stretch | undefined, { n, count, bytes }: Stretch) =>
  one?.n === n && one.count === count && isSame([...one.bytes], [...bytes]);

async function dropTold(tx: All, now: EpochMs): Promise<unknown> {
  const store = tx.objectStore('outbox');
  for (const { key, state, at } of await store.getAll())
    if (state !== 'due' && at + toldKept <= now) await store.delete(key);
  return null;
}

async function dropAside(tx: All, now: EpochMs): Promise<unknown> {
  const store = tx.objectStore('aside');
  const keys = await store.getAllKeys();
  const values = await store.getAll();
  for (const [n, key] of keys.entries())
    if (n < keys.length - mostAside || (values[n]?.at ?? 0) + asideKept <= now) await store.delete(key);
  return null;
}
