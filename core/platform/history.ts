import type { IDBPDatabase } from 'idb';
import { isSummed, weekOf } from '../app/bundles.ts';
import type { Wanted } from '../app/dashboard/fans.ts';
import type { Found, Owned } from '../app/dashboard/history.ts';
import { type Followed, isDaily } from '../app/dashboard/meter-line.ts';
import { midnightOf, type OffsetAt, type Range } from '../app/dashboard/ranges.ts';
import type { FoundCredits } from '../app/dashboard/seen-cycles.ts';
import type { CreditsWanted } from '../app/dashboard/ways-on.ts';
import type { DayRow, ObservationRow, Owner, SpendingRow, TaskRow } from '../app/rows.ts';
import type { SumRow } from '../app/sums.ts';
import { day, type EpochMs, localDay, week } from '../domain/time.ts';
import { archived, archivedOf, together } from './archive.ts';
import { offsetAt } from './clock.ts';
import { openLedger } from './ledger.ts';
import type { Schema } from './ledger-schema.ts';
import { warnOf } from './log.ts';
import { readable, rowSchemas } from './stored-rows.ts';
import { unpackedLast } from './unpacked-last.ts';

/** Of all readings of a page. */
const unpack = unpackedLast();

/** Readings of the record by range: each goes through a key or an index, never over a whole store. */
export type History = Awaited<ReturnType<typeof openHistory>>;

/** Opens the record for reading alone. */
export async function openHistory() {
  const { db, close } = await openLedger();
  return {
    close,

    /** What was read of a meter from a moment on, and the reading that held when it began; the oldest first. */
    async observations(wanted: Wanted, to: EpochMs): Promise<ObservationRow[]> {
      const { provider, account, meter, from } = wanted;
      const store = db.transaction('observations').store;
      const before = IDBKeyRange.bound([provider, account, meter], [provider, account, meter, from], false, true);
      const held = (await store.openCursor(before, 'prev'))?.value;
      const rows = await store.getAll(
        IDBKeyRange.bound([provider, account, meter, from], [provider, account, meter, to]),
      );
      const plain = readable(rowSchemas.observations, held === undefined ? rows : [held, ...rows]);
      const own = (row: ObservationRow) => row.meter === meter;
      const older = (await archivedOf(db, 'observations', wanted, { from, to }, unpack)).filter(own);
      const holding = held !== undefined || older.some((row) => row.from < from) ? [] : await bundledBefore(db, wanted);
      const all = together('observations', [...holding, ...older], plain).toSorted((a, b) => a.from - b.from);
      return all
        .slice(
          Math.max(
            0,
            all.findLastIndex((row) => row.from < from),
          ),
        )
        .filter((row) => row.from <= to);
    },

    /**
     * When the credits, or else any meter, of an account were first read; `null`: never. Where that was in a week before
     * `by`, its begin will do: no bundle is unpacked for it.
     */
    async since(provider: string, account: string, by: EpochMs = Number.NEGATIVE_INFINITY): Promise<EpochMs | null> {
      const begun = await firstWeek(db, { provider, account });
      if (begun !== null && begun + week <= by) return begun;
      const first = async (lower: IDBValidKey, upper: IDBValidKey) =>
        (await db.transaction('observations').store.openCursor(IDBKeyRange.bound(lower, upper)))?.value.from ?? null;
      const credits = [provider, account, 'credits'];
      const older = await firstBundled(db, { provider, account });
      const known = older.filter(({ meter }) => meter === 'credits');
      const bundled = (known.length > 0 ? known : older).map(({ from }) => from);
      const plain =
        (await first(credits, [...credits, []])) ?? (await first([provider, account], [provider, account, []]));
      const looked = await firstLooked(db, { provider, account });
      return [...bundled, ...(plain === null ? [] : [plain]), ...looked].reduce<EpochMs | null>(
        (a, b) => (a === null ? b : Math.min(a, b)),
        null,
      );
    },

    /** What each day did to each meter: from one calendar day to another, both included. */
    async days(from: string, to: string): Promise<DayRow[]> {
      const plain = readable(rowSchemas.days, await db.getAllFromIndex('days', 'by-day', IDBKeyRange.bound(from, to)));
      const older = await archived(db, 'days', { from: Date.parse(from), to: Date.parse(to) }, unpack);
      return together(
        'days',
        older.filter(({ day }) => day >= from && day <= to),
        plain,
      );
    },

    /** What old rows of some days came to: from one calendar day to another, both included. */
    async sums(from: string, to: string): Promise<SumRow[]> {
      const within = ({ day }: SumRow) => day >= from && day <= to;
      const plain = readable(rowSchemas.sums, await db.getAll('sums'));
      const older = await archived(db, 'sums', { from: Date.parse(from) - day, to: Date.parse(to) + 2 * day }, unpack);
      return together('sums', older.filter(within), plain.filter(within));
    },

    /** Tasks that began in a range, the oldest first. */
    async tasks(from: EpochMs, to: EpochMs): Promise<TaskRow[]> {
      const range = IDBKeyRange.bound(from, to);
      const plain = readable(rowSchemas.tasks, await db.getAllFromIndex('tasks', 'by-start', range));
      const older = await archived(db, 'tasks', { from, to }, unpack);
      return together('tasks', older, plain)
        .filter(({ startedAt }) => startedAt >= from && startedAt <= to)
        .toSorted((a, b) => a.startedAt - b.startedAt);
    },

    /** Who caused what of the credits that were seen to go in a range. Their ids begin with when that was. */
    async spending(provider: string, account: string, from: EpochMs, to: EpochMs): Promise<SpendingRow[]> {
      const range = IDBKeyRange.bound([provider, account, `${from}`], [provider, account, `${to}`]);
      const plain = readable(rowSchemas.spending, await db.getAll('spending', range));
      const older = await archivedOf(db, 'spending', { provider, account }, { from, to }, unpack);
      return together(
        'spending',
        older.filter(({ id }) => id >= `${from}` && id <= `${to}`),
        plain,
      );
    },
  };
}

/** The days of the first looks of an account of which no readings are kept any more, as far as there are some. */
async function firstLooked(db: IDBPDatabase<Schema>, { provider, account }: Owner): Promise<readonly EpochMs[]> {
  const key = [provider, account, 'sums'];
  const cursor = await db.transaction('archive').store.openCursor(IDBKeyRange.bound(key, [...key, []]));
  const own = IDBKeyRange.bound([provider, account], [provider, account, []]);
  const plain = readable(rowSchemas.sums, await db.getAll('sums', own));
  const all = [...(cursor === null ? [] : unpack('sums', cursor.value)), ...plain];
  return all.map((row) => midnightOf(row.day, offsetAt));
}

/** The bundled readings of a meter in the last week before a moment's that has some. */
async function bundledBefore(db: IDBPDatabase<Schema>, { provider, account, meter, from }: Wanted) {
  const key = [provider, account, 'observations'];
  const before = IDBKeyRange.bound(key, [...key, weekOf(from)], false, true);
  let cursor = await db.transaction('archive').store.openCursor(before, 'prev');
  while (cursor !== null) {
    const found = unpack('observations', cursor.value).filter((row) => row.meter === meter);
    if (found.length > 0) return found;
    cursor = await cursor.continue();
  }
  return [];
}

/** The begin of the week of an account's oldest bundled readings; `null`: there are none. */
async function firstWeek(db: IDBPDatabase<Schema>, { provider, account }: Owner): Promise<EpochMs | null> {
  const key = [provider, account, 'observations'];
  const cursor = await db.transaction('archive').store.openKeyCursor(IDBKeyRange.bound(key, [...key, []]));
  return cursor === null ? null : cursor.key[3] * week;
}

/** The oldest bundled readings of an account. */
async function firstBundled(
  db: IDBPDatabase<Schema>,
  { provider, account }: Owner,
): Promise<readonly ObservationRow[]> {
  const key = [provider, account, 'observations'];
  const cursor = await db.transaction('archive').store.openCursor(IDBKeyRange.bound(key, [...key, []]));
  return cursor === null ? [] : unpack('observations', cursor.value);
}

export type Asked = {
  readonly range: Range;
  readonly owners: readonly Owned[];
  /** The meter to be followed, if there is any. */
  readonly followed: Followed | undefined;
  readonly now: EpochMs;
  readonly offsetAt: OffsetAt;
};

/** That somebody looked is no use. */
const isShown = ({ of }: SumRow) => of !== 'looked';

/** Tasks that took credits in a range may have begun before it. */
const longestTask = 2 * day;

/** All that the record has of a range. */
export const findHistory =
  ({ range, owners, followed, now, offsetAt }: Asked) =>
  async (history: History): Promise<Found> => {
    const [from, to] = [range.from, range.to - 1];
    const daily = isDaily(range, now);
    const name = (at: EpochMs) => localDay(at, offsetAt(at));
    const [spending, tasks, days, readings, firsts, sums] = await Promise.all([
      Promise.all(owners.map(({ provider, account }) => history.spending(provider, account, from, to))),
      history.tasks(from - longestTask, to),
      daily ? history.days(name(from), name(to)) : [],
      daily || followed === undefined ? [] : history.observations({ ...followed, from }, Math.min(to, now)),
      Promise.all(owners.map(({ provider, account }) => history.since(provider, account, from))),
      isSummed(from, now) ? history.sums(name(from), name(to)) : [],
    ]);
    const since = firsts.filter((at) => at !== null);
    const begun = since.length === 0 ? null : Math.min(...since);
    return { spending: spending.flat(), tasks, days, readings, sums: sums.filter(isShown), since: begun };
  };

/** What went of the credits of each account, and what was read of them, by `provider/account`. */
export const findCredits =
  (wanted: readonly CreditsWanted[], now: EpochMs) =>
  async (history: History): Promise<ReadonlyMap<string, FoundCredits>> => {
    const all = wanted.map(async ({ provider, account, from }) => {
      const [spending, readings, since] = await Promise.all([
        history.spending(provider, account, from, now),
        history.observations({ provider, account, meter: 'credits', from }, now),
        history.since(provider, account),
      ]);
      return [`${provider}/${account}`, { spending, readings, since }] as const;
    });
    return new Map(await Promise.all(all));
  };

/** What `read` finds in the record; `null` where the record cannot be opened or read now. */
export async function fromHistory<T>(read: (history: History) => Promise<T>): Promise<T | null> {
  try {
    const history = await openHistory();
    try {
      return await read(history);
    } finally {
      history.close();
    }
  } catch (error) {
    warnOf('the history could not be read', error);
    return null;
  }
}
