import type { Base } from '../app/base.ts';
import { eventsOf, freshStretch, isFull, type Stretch, sealed, withEvent } from '../app/event-log.ts';
import type { Event } from '../app/events.ts';
import { emptySnapshot, type Snapshot } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import type { All } from './ledger-schema.ts';
import { warnOf } from './log.ts';
import { baseSchema, snapshotSchema } from './stored.ts';
import { eventSchema, isOpen } from './stored-events.ts';

/** Takes events in again, in their order, on top of what is believed after those before them. */
export type Replay = (snapshot: Snapshot, events: readonly Event[]) => Snapshot;

/** For a ledger in which nothing has happened yet; anything else is not thrown away. */
export const startClean: Replay = (snapshot, events) => {
  if (events.length > 0) throw new Error('whoever writes here must be able to build the record again');
  return snapshot;
};

export const snapshotKey = 'now';
export const progressKey = 'rebuilding';
export const baseKey = 'base';
/** Under it stands who has written the snapshot last, as long as nothing else may have changed it. */
export const writerKey = 'writer';
/** So many events are taken in again within one transaction: others wait no longer than that. */
const atOnce = 1_000;

/** Adds events to the last stretch, or begins others: each stretch is written once, whatever is added. */
export async function addEvents(tx: All, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  const store = tx.objectStore('events');
  const last = (await store.openCursor(null, 'prev'))?.value;
  const full: Stretch[] = [];
  const next = (last?.n ?? 0) + 1;
  let open = isOpen(last) ? last : freshStretch(next);
  for (const event of events) {
    if (isFull(open)) {
      full.push(sealed(open));
      open = freshStretch(open.n + 1);
    }
    open = withEvent(open, event);
  }
  await Promise.all([...full, open].map((one) => store.put(one)));
}

/** The stored snapshot; `null` where it cannot be read, or is gone while the events are there. */
export async function readSnapshot(tx: All): Promise<Snapshot | null> {
  const stored = await tx.objectStore('snapshot').get(snapshotKey);
  if (stored === undefined) {
    const kept = (await tx.objectStore('events').count()) + (await tx.objectStore('base').count(baseKey));
    return kept === 0 ? emptySnapshot : null;
  }
  const parsed = snapshotSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/**
 * Rebuilds the snapshot from the next events, and says whether there are more. What was reached is written with each
 * call, so that it goes on where it stopped, should the worker die. What could not be read is set aside as it is, once
 * the other one stands in its place.
 */
export async function rebuildMore(tx: All, replay: Replay, now: EpochMs): Promise<boolean> {
  if ((await readSnapshot(tx)) !== null) return false;
  const store = tx.objectStore('snapshot');
  const begun = await store.get(progressKey);
  const progress = begun === undefined ? { n: 0, snapshot: await beginning(tx, now) } : progressOf(begun);
  const next = await stretchesAfter(tx, progress.n);
  const snapshot = replay(progress.snapshot, next.flatMap(readable));
  const last = next.at(-1);
  if (last !== undefined) {
    await store.put({ n: last.n, snapshot }, progressKey);
    return true;
  }
  const stored = await store.get(snapshotKey);
  if (stored !== undefined) {
    warnOf('a stored snapshot could not be read and was set aside', snapshotSchema.safeParse(stored).error);
    await tx.objectStore('aside').add({ at: now, what: 'snapshot', value: stored });
  }
  await store.put(snapshotSchema.safeParse(snapshot).success ? snapshot : emptySnapshot, snapshotKey);
  await store.delete(progressKey);
  return false;
}

/** What lies before the events, as far as it can be read. What cannot is set aside; the events alone know the rest. */
async function beginning(tx: All, now: EpochMs): Promise<Snapshot> {
  const stored = await tx.objectStore('base').get(baseKey);
  const base = stored === undefined ? null : readBase(stored);
  if (base !== null) return base.snapshot;
  if (stored !== undefined) {
    warnOf('what lies before the events could not be read and was set aside', baseSchema.safeParse(stored).error);
    await tx.objectStore('aside').add({ at: now, what: 'base', value: stored });
    await tx.objectStore('base').delete(baseKey);
  }
  return emptySnapshot;
}

/** What lies before the events; `null` where it cannot be read, or there is none. */
export function readBase(stored: unknown): Base | null {
  const parsed = baseSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

type Progress = { readonly n: number; readonly snapshot: Snapshot };

/** One that cannot be read does not begin again, which might not come to an end: it goes on from nothing. */
function progressOf(stored: unknown): Progress {
  const { n, snapshot } = (stored ?? {}) as { readonly [field: string]: unknown };
  const parsed = snapshotSchema.safeParse(snapshot);
  return { n: typeof n === 'number' ? n : 0, snapshot: parsed.success ? parsed.data : emptySnapshot };
}

async function stretchesAfter(tx: All, n: number): Promise<readonly Stretch[]> {
  const stored: Stretch[] = [];
  let events = 0;
  let cursor = await tx.objectStore('events').openCursor(IDBKeyRange.lowerBound(n, true));
  while (cursor !== null && events < atOnce) {
    stored.push(cursor.value);
    events += cursor.value.count;
    cursor = await cursor.continue();
  }
  return stored;
}

/** The events of a stretch that can still be read: one that cannot costs only itself. */
export function readable(stretch: Stretch): readonly Event[] {
  const events: Event[] = [];
  let lost = 0;
  try {
    for (const stored of eventsOf(stretch)) {
      const parsed = eventSchema.safeParse(stored);
      if (parsed.success) events.push(parsed.data);
      else lost++;
    }
  } catch (error) {
    warnOf('a stretch of events could not be read to its end', error);
  }
  if (lost > 0) warnOf(`${lost} events could not be read`, undefined);
  return events;
}
