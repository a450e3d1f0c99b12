import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb';
import type { Ms } from '../domain/time.ts';

/** So long whoever holds an older version may take to let go of it, and so long the browser may take in all. */
const patience = { blocked: 3_000, silent: 10_000 };

/** Somebody else holds the database, and does not let go of it. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
}

/**
 * Opens a database, or rejects where somebody does not let go of it: the browser itself would wait for ever. An
 * upgrade that has begun takes as long as it takes. One that opens too late is closed again.
 */
export function openInTime<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): Promise<IDBPDatabase<Schema>> {
  return new Promise((done, failed) => {
    let late = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const giveUpAfter = (ms: Ms): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        late = true;
        failed(new BlockedError());
      }, ms);
    };
    giveUpAfter(patience.silent);
    const opening = openDB<Schema>(name, version, {
      upgrade: (...given) => {
        clearTimeout(timer);
        return upgrade(...given);
      },
      blocked: () => giveUpAfter(patience.blocked),
      // A newer version wants to upgrade in another context: make way, the next use opens again.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    opening.finally(() => clearTimeout(timer)).then((db) => (late ? db.close() : done(db)), failed);
  });
}
