import type { Shown } from '../app/restraint.ts';
import { emptySnapshot, type Snapshot } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { type All, databaseName, databaseVersion, everything, type Schema, upgrade } from './ledger-schema.ts';
import { openInTime } from './opening.ts';
import { type Replay, rebuildMore, snapshotKey, startClean, writerKey } from './rebuilding.ts';
import { recorder } from './recording.ts';
import { snapshotSchema } from './stored.ts';
import { noticeSchema } from './stored-notices.ts';

export type { All } from './ledger-schema.ts';
export type { Writing } from './recording.ts';

type Told = { readonly title: string; readonly message: string };
export type Ledger = Awaited<ReturnType<typeof openLedger>>;

/**
 * Opens the one database. Rejects where the browser cannot open it; nothing is ever deleted to make it open. `replay`
 * gives what builds a snapshot again that cannot be read any more: whoever writes needs it.
 */
export async function openLedger(replay = async (): Promise<Replay> => startClean) {
  const db = await openInTime<Schema>(databaseName, databaseVersion, upgrade);

  const strictly = async <T>(work: (tx: All) => Promise<T>): Promise<T> => {
    const tx = db.transaction(everything, 'readwrite', { durability: 'strict' });
    try {
      const result = await work(tx);
      await tx.done;
      return result;
    } catch (error) {
      // A failure half-way must leave nothing half-written.
      if (!isOver(tx)) tx.abort();
      await tx.done.catch(() => undefined);
      throw error;
    }
  };

  /** Also says that the snapshot may be another one now. */
  const within = <T>(work: (tx: All) => Promise<T>): Promise<T> =>
    strictly(async (tx) => {
      const [done] = await Promise.all([work(tx), tx.objectStore('base').delete(writerKey)]);
      return done;
    });

  const recording = recorder(strictly, async (now) => {
    const again = await replay();
    while (await within((tx) => rebuildMore(tx, again, now)));
  });

  return {
    db,
    close: () => db.close(),

    /** One strict transaction over everything, for what moves whole parts of the record. */
    within,

    /** One that only reads: everything at one moment. */
    reading: strictly,

    /** Reads the snapshot alone: one record, for painting. */
    async snapshot(): Promise<Snapshot> {
      const tx = db.transaction(['snapshot', 'base']);
      const known = await recording.known(() => tx.objectStore('base').get(writerKey));
      if (known !== null) return known;
      const parsed = snapshotSchema.safeParse(await tx.objectStore('snapshot').get(snapshotKey));
      return parsed.success ? parsed.data : emptySnapshot;
    },

    /**
     * A strict transaction: the present snapshot goes through `change`, and everything it gives is written, all of it
     * or nothing. Resolves only after the commit, so that an acknowledgement may follow. `change` must be synchronous.
     * A snapshot that cannot be read is built again first.
     */
    record: recording.record,

    /** Notices that have not been shown yet, oldest first. What cannot be read any more is left out. */
    async due(): Promise<Notice[]> {
      const rows = await db.getAllFromIndex('outbox', 'by-state', 'due');
      return rows
        .sort((a, b) => a.at - b.at)
        .flatMap(({ notice }) => {
          const parsed = noticeSchema.safeParse(notice);
          return parsed.success ? [parsed.data] : [];
        });
    },

    /** Marks a notice as told, with the words that were shown. */
    sent(key: string, at: EpochMs, { title, message }: Told): Promise<void> {
      return strictly(async (tx) => {
        const row = await tx.objectStore('outbox').get(key);
        if (row !== undefined)
          await tx.objectStore('outbox').put({ ...row, state: 'sent', sentAt: at, title, message });
      });
    },

    /** Notices that were shown since a moment, as far as they can be read. */
    async shownSince(since: EpochMs): Promise<readonly Shown[]> {
      const rows = await db.getAllFromIndex('outbox', 'by-state', 'sent');
      return rows.flatMap(({ notice, sentAt }) => {
        if (sentAt === null || sentAt < since) return [];
        const parsed = noticeSchema.safeParse(notice);
        return parsed.success ? [{ notice: parsed.data, at: sentAt }] : [];
      });
    },

    /** Gives up a notice whose time has passed: it is never told any more. */
    missed(key: string): Promise<void> {
      return strictly(async (tx) => {
        const row = await tx.objectStore('outbox').get(key);
        if (row !== undefined) await tx.objectStore('outbox').put({ ...row, state: 'missed' });
      });
    },

    /** The notice a notification was made from, if it is still kept. */
    async notice(key: string): Promise<Notice | null> {
      const parsed = noticeSchema.safeParse((await db.get('outbox', key))?.notice);
      return parsed.success ? parsed.data : null;
    },
  };
}

function isOver(tx: All): boolean {
  try {
    tx.objectStore('snapshot');
    return false;
  } catch {
    return true;
  }
}
