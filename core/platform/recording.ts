import type { Row } from '../app/rows.ts';
import type { Snapshot } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { writeRows } from './ledger-rows.ts';
import type { All, Schema } from './ledger-schema.ts';
import { readSnapshot, snapshotKey, writerKey } from './rebuilding.ts';

/** What one recording wants to write. */
export type Writing = {
  readonly snapshot: Snapshot;
  readonly rows: readonly Row[];
  readonly notices: readonly Notice[];
};

/** A change that waits for its turn. */
type Wanted = {
  readonly now: EpochMs;
  readonly change: (snapshot: Snapshot) => Writing;
  readonly done: (written: Writing) => void;
  readonly failed: (error: unknown) => void;
};

/** What became of a change: it is written with the others, or it could not be worked out and nothing of it is. */
type Outcome = { readonly written: Writing } | { readonly error: unknown };

/** So many changes go into one transaction: others wait no longer than that. */
const together = 20;

/**
 * The one door for changes of the snapshot. Those that come while a transaction is under way go into the next one
 * together, in the order in which they came: a commit takes as long for twenty as for one. Each is told only after
 * the commit it is in. `within`: one strict transaction; `rebuild`: builds a snapshot again that cannot be read.
 */
export function recorder(
  within: <T>(work: (tx: All) => Promise<T>) => Promise<T>,
  rebuild: (now: EpochMs) => Promise<void>,
) {
  const self = crypto.randomUUID();
  /** What stands in the record, as long as it says that nobody has written there since. */
  let known: Snapshot | null = null;
  let waiting: Wanted[] = [];
  let busy = false;

  const isOwn = (writer: Schema['base']['value'] | undefined): boolean =>
    writer !== undefined && 'by' in writer && writer.by === self;

  /** One transaction for all of these; `null` where there is no snapshot that they could change. */
  const write = async (tx: All, group: readonly Wanted[]): Promise<readonly Outcome[] | null> => {
    const own = known !== null && isOwn(await tx.objectStore('base').get(writerKey));
    let snapshot = own ? known : await readSnapshot(tx);
    if (snapshot === null) return null;
    const outcomes: Outcome[] = [];
    for (const { change } of group) {
      const outcome = attempted(change, snapshot);
      if ('written' in outcome) ({ snapshot } = outcome.written);
      outcomes.push(outcome);
    }
    const written = outcomes.flatMap((one) => ('written' in one ? [one.written] : []));
    if (written.length === 0) return outcomes;
    // All at once: a transaction is mostly waiting for one answer after the other.
    await Promise.all([
      tx.objectStore('snapshot').put(snapshot, snapshotKey),
      own || tx.objectStore('base').put({ by: self }, writerKey),
      writeRows(
        tx,
        written.flatMap(({ rows }) => rows),
      ),
      addNotices(
        tx,
        written.flatMap(({ notices }) => notices),
      ),
    ]);
    return outcomes;
  };

  const committed = async (group: readonly Wanted[], now: EpochMs): Promise<readonly Outcome[]> => {
    for (;;) {
      const outcomes = await within((tx) => write(tx, group));
      if (outcomes !== null) return outcomes;
      await rebuild(now);
    }
  };

  /** Of several that could not be written together each is tried by itself: what cannot be written fails alone. */
  const take = async (group: readonly Wanted[]): Promise<void> => {
    try {
      const outcomes = await committed(group, Math.max(...group.map(({ now }) => now)));
      known = outcomes.reduce((last, one) => ('written' in one ? one.written.snapshot : last), known);
      for (const [n, outcome] of outcomes.entries())
        if ('written' in outcome) group[n]?.done(outcome.written);
        else group[n]?.failed(outcome.error);
    } catch (error) {
      // Whether it is there after all is looked up the next time.
      known = null;
      if (group.length > 1) for (const one of group) await take([one]);
      else group[0]?.failed(error);
    }
  };

  const takeAll = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, together);
      waiting = waiting.slice(together);
      await take(group);
    }
    busy = false;
  };

  return {
    /** Resolves with what `change` gave, once that is there for good. `change` must be synchronous. */
    record<T extends Writing>(now: EpochMs, change: (snapshot: Snapshot) => T): Promise<T> {
      return new Promise((done, failed) => {
        waiting.push({ now, change, failed, done: (written) => done(written as T) });
        void takeAll();
      });
    },
    /** The snapshot, if `writer` says that nobody else has written one since the last change here; else `null`. */
    async known(writer: () => Promise<Schema['base']['value'] | undefined>): Promise<Snapshot | null> {
      return known !== null && isOwn(await writer()) ? known : null;
    },
  };
}

function attempted(change: Wanted['change'], snapshot: Snapshot): Outcome {
  try {
    return { written: change(snapshot) };
  } catch (error) {
    return { error };
  }
}

async function addNotices(tx: All, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) await addNotice(tx, notice);
}

async function addNotice(tx: All, notice: Notice): Promise<void> {
  const store = tx.objectStore('outbox');
  if ((await store.getKey(notice.key)) !== undefined) return;
  await store.put({ key: notice.key, state: 'due', notice, at: notice.at, sentAt: null, title: null, message: null });
}
