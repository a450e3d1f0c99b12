import { type Ledger, openLedger } from './ledger.ts';
import { databaseName } from './ledger-schema.ts';
import { warnOf } from './log.ts';
import { BlockedError } from './opening.ts';
import { forgetPainting } from './painted.ts';
import { type Held, readHeld } from './whole.ts';

/**
 * All that can still be read of a record of which parts cannot be: store by store, and row by row where a store as a
 * whole cannot be read. `null`: nothing can.
 */
export async function readRescued(): Promise<Held | null> {
  const ledger = await openLedger().catch((error: unknown) => {
    warnOf('nothing can be saved of the record', error);
    return null;
  });
  if (ledger === null) return null;
  try {
    const { parts, unread } = inParts(ledger.db);
    const held = await readHeld(parts);
    return { ...held, lost: held.lost + unread() };
  } finally {
    ledger.close();
  }
}

/** Reads through transactions of their own: where one fails, it is as though there were nothing there. */
function inParts(db: Ledger['db']) {
  let lost = 0;
  const tried = <T>(read: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> =>
    Promise.resolve().then(read).catch(otherwise);
  const missed =
    <T>(instead: T) =>
    () => {
      lost += 1;
      return instead;
    };
  const oneByOne = async (name: Store): Promise<unknown[]> => {
    const keys = await tried(() => db.getAllKeys(name), missed<Awaited<ReturnType<typeof db.getAllKeys>>>([]));
    const rows: unknown[] = [];
    for (const key of keys) {
      const row = await tried<unknown>(() => db.get(name, key as never), missed(undefined));
      if (row !== undefined) rows.push(row);
    }
    return rows;
  };
  const objectStore = (name: Store) => ({
    getAll: () =>
      tried<unknown[]>(
        () => db.getAll(name),
        () => oneByOne(name),
      ),
    get: (key: never) => tried<unknown>(() => db.get(name, key), missed(undefined)),
    count: () =>
      tried(
        () => db.count(name),
        () => 0,
      ),
    openCursor: async () => null,
  });
  return { parts: { objectStore } as unknown as Parameters<typeof readHeld>[0], unread: () => lost };
}

type Store = Ledger['db']['objectStoreNames'][number];

/** So long others may take to let go of the record. */
const patience = 3_000;

/** Deletes the database as it is, so that the next use makes a new one. Settings stay; nothing else is touched. */
export async function startOver(): Promise<void> {
  await new Promise<void>((done, failed) => {
    const asked = indexedDB.deleteDatabase(databaseName);
    asked.onsuccess = () => done();
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => setTimeout(() => failed(new BlockedError()), patience);
  });
  // What the popup shows first was made from what is gone.
  await forgetPainting();
}
