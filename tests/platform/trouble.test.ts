import type { Trouble } from '@/core/app/trouble.ts';
import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { openDB, unwrap } from 'idb';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { emptySnapshot, newAccount } from '@/core/domain/account.ts';
import { keptOpen } from '@/core/platform/kept-open.ts';
import { type Ledger, openLedger } from '@/core/platform/ledger.ts';
import { openInTime } from '@/core/platform/opening.ts';
import { announceChange } from '@/core/platform/signal.ts';
import { openStore } from '@/core/platform/store.ts';
import { loadTrouble, noteTrouble, troubleOf } from '@/core/platform/trouble.ts';
import { credits, play, tells } from '../app/story.ts';
import { eventually } from '../eventually.ts';
import { damaged, failing, noRoom, quietly } from './faults.ts';
import { freshLedger, noon, write } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const nothing = { snapshot: emptySnapshot, rows: [], notices: [] };
const record = (ledger: Ledger) => ledger.record(noon, () => nothing);

beforeEach(() => {
  fakeBrowser.reset();
});

describe('what is the matter with the record', () => {
  test.each<[string, unknown, Trouble | null]>([
    ['a full disk', noRoom(), 'full'],
    ['a newer version', new DOMException('', 'VersionError'), 'newer'],
    ['damaged files', damaged(), 'broken'],
    ['a transaction that was given up', new DOMException('', 'AbortError'), 'broken'],
    ['a store that is not there', new DOMException('', 'NotFoundError'), 'broken'],
    ['a mistake of ours', new DOMException('', 'DataError'), null],
    ['another mistake of ours', new TypeError('x is not a function'), null],
    ['nothing at all', {}, null],
  ])('%s', (_, error, trouble) => {
    expect(troubleOf(error)).toBe(trouble);
  });
});

/** What a worker would leave word of. */
function worker() {
  const told: (Trouble | null)[] = [];
  const opened: Ledger[] = [];
  const open = async () => {
    const ledger = await openLedger();
    opened.push(ledger);
    return ledger;
  };
  onTestFinished(() => {
    for (const { close } of opened) close();
  });
  return { use: keptOpen(open, (trouble) => told.push(trouble)), told, opened };
}

describe('a worker whose record', () => {
  test('cannot be opened says so, and says when it can', async () => {
    await freshLedger();
    const { use, told } = worker();
    const { mended } = failing(indexedDB, 'open', damaged);
    await expect(use()).rejects.toThrow();
    await expect(use()).rejects.toThrow();
    expect(told).toEqual(['broken']);
    mended();
    await record(await use());
    expect(told).toEqual(['broken', null]);
  });

  test('has no room says so, keeps nothing half-written, and goes on once there is some', async () => {
    await freshLedger();
    const { use, told, opened } = worker();
    const { mended } = failing(IDBObjectStore.prototype, 'put', noRoom);
    await expect(use().then(record)).rejects.toThrow();
    mended();
    await record(await use());
    expect([told, opened.length]).toEqual([['full', null], 1]);
  });

  test('opens and cannot be read opens it again at the next use', async () => {
    await freshLedger();
    const { use, told, opened } = worker();
    const { mended } = failing(IDBObjectStore.prototype, 'get', damaged);
    await expect(use().then(record)).rejects.toThrow();
    mended();
    await record(await use());
    expect([told, opened.length]).toEqual([['broken', null], 2]);
  });

  const named = async (use: () => Promise<Ledger>, account: string) =>
    (await use()).record(noon, (before) => ({
      ...nothing,
      snapshot: { ...before, accounts: [...before.accounts, newAccount('muse', account, before.accounts.length + 1)] },
    }));
  const hasBad = (_: unknown, [value]: readonly unknown[]) => JSON.stringify(value).includes('"bad"');

  test('cannot take one of many changes takes all the others', async () => {
    await freshLedger();
    const { use, told, opened } = worker();
    await named(use, 'first');
    failing(IDBObjectStore.prototype, 'put', damaged, hasBad);
    const outcomes = await Promise.allSettled(['a', 'bad', 'b', 'c'].map((account) => named(use, account)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    const { accounts } = await (await use()).snapshot();
    expect(accounts.map(({ account }) => account)).toEqual(['first', 'a', 'b', 'c']);
    expect([told, opened.length]).toEqual([[null, 'broken', null], 2]);
  });

  test('fails for several at once opens it again once', async () => {
    await freshLedger();
    const { use, opened } = worker();
    const first = await use();
    const { mended } = failing(IDBObjectStore.prototype, 'put', damaged);
    await Promise.allSettled([record(first), record(first), record(first)]);
    mended();
    await record(await use());
    await record(await use());
    expect(opened).toHaveLength(2);
  });

  test('has just failed for somebody else neither refuses who has taken it already nor is told of once more', async () => {
    await freshLedger();
    const { use, told } = worker();
    // A change still waits for its settings, a delivery for the browser.
    const taken = await use();
    const { mended } = failing(IDBObjectStore.prototype, 'put', damaged);
    await expect(use().then(record)).rejects.toThrow();
    mended();
    await record(await use());
    await record(taken);
    await taken.sent('a notice', noon, { title: '', message: '' });
    expect(told).toEqual(['broken', null]);
  });

  test('is well is not told anything by a mistake of ours', async () => {
    await freshLedger();
    const { use, told } = worker();
    const ledger = await use();
    const mistake = () => {
      throw new TypeError('ours');
    };
    await expect(ledger.record(noon, mistake)).rejects.toThrow();
    expect(told).toEqual([]);
    await record(await use());
    expect(told).toEqual([null]);
  });

  test('was closed by the browser opens it again', async () => {
    await freshLedger();
    const { use, opened } = worker();
    const { db } = await use();
    forceCloseDatabase(unwrap(db) as never);
    await turns();
    await record(await use());
    expect(opened).toHaveLength(2);
  });
});

/** A database as a version of this program opens it. */
const asOf = (version: number) =>
  openInTime('nokori', version, (db) => {
    if (!db.objectStoreNames.contains('days' as never)) db.createObjectStore('days' as never);
  });

describe('an update of the database, with something of the older version open', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  test('waits for nobody: whoever holds the older version makes way', async () => {
    await freshLedger();
    const { use, opened } = worker();
    await record(await use());
    const newer = await asOf(2);
    expect(newer.version).toBe(2);
    newer.close();
    // A worker of the older version that is still there does not write into the newer one.
    await expect(use()).rejects.toThrow();
    expect(opened).toHaveLength(1);
  });

  test('that is there already is named as such, and nothing of it is changed', async () => {
    await freshLedger();
    (await asOf(2)).close();
    const { use, told } = worker();
    await expect(use()).rejects.toThrow();
    expect(told).toEqual(['newer']);
    const still = await asOf(2);
    expect(still.objectStoreNames.length).toBeGreaterThan(5);
    still.close();
  });

  const deleting = () => indexedDB.deleteDatabase('nokori');
  test.each([
    ['an older version', () => asOf(2), 3_000],
    ['a deletion that waits itself', () => deleting() && asOf(1), 10_000],
  ])('that is held up by %s is given up after a while, and goes through later', async (_, open, patience) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    // Somebody who does not hear that another version is to come.
    const deaf = await openDB('nokori', 1, { upgrade: (db) => void db.createObjectStore('days') });
    const opening = open().then(
      () => 'opened',
      (error: unknown) => troubleOf(error),
    );
    await turns();
    await vi.advanceTimersByTimeAsync(patience);
    expect(await opening).toBe('blocked');
    deaf.close();
    await turns();
    const opened = await open();
    // The one that came too late has been closed again: it holds nobody up.
    opened.close();
    let held = false;
    const deleting = indexedDB.deleteDatabase('nokori');
    deleting.onblocked = () => {
      held = true;
    };
    await turns();
    expect([held, deleting.readyState]).toEqual([false, 'done']);
  });
});

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a screen', () => {
  const screens = async () => {
    Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
    Object.assign(globalThis, { addEventListener: () => {} });
    const intervals: (() => void)[] = [];
    const every = vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void) => {
      intervals.push(run);
      return 0;
    }) as never);
    const store = await openStore();
    every.mockRestore();
    return { store, pass: () => void intervals.map((run) => run()) };
  };
  const some = play([tells(credits(50))]).snapshot;
  const left = ({ selection }: Awaited<ReturnType<typeof openStore>>) =>
    selection.value.snapshot.accounts[0]?.balances[0]?.left;

  test('that cannot read the record says so, and tries again by itself', async () => {
    quietly();
    await write(await freshLedger(), { snapshot: some });
    const { mended } = failing(indexedDB, 'open', damaged);
    const { store, pass } = await screens();
    expect([store.trouble.value, store.known.value, left(store)]).toEqual(['broken', false, undefined]);
    mended();
    pass();
    await eventually(() => expect([store.trouble.value, store.known.value, left(store)]).toEqual([null, true, 50]));
  });

  test('keeps the last numbers it has read, where it cannot read any more', async () => {
    quietly();
    await write(await freshLedger(), { snapshot: some });
    const { store } = await screens();
    failing(IDBObjectStore.prototype, 'get', damaged);
    announceChange();
    await eventually(() => expect(store.trouble.value).toBe('broken'));
    expect([store.known.value, left(store)]).toEqual([true, 50]);
  });

  test('says that nothing new can be recorded, as soon as the worker has left word, until it takes that back', async () => {
    await write(await freshLedger(), { snapshot: some });
    await noteTrouble('full');
    const { store } = await screens();
    await eventually(() => expect(store.trouble.value).toBe('full'));
    expect(left(store)).toBe(50);
    await noteTrouble(null);
    await eventually(() => expect(store.trouble.value).toBeNull());
    await noteTrouble('broken');
    await eventually(() => expect(store.trouble.value).toBe('broken'));
  });

  test('believes no word that nobody left', async () => {
    await fakeBrowser.storage.session.set({ trouble: 'gone mad' });
    expect(await loadTrouble()).toBeNull();
  });
});
