import { describe, expect, test, vi } from 'vitest';
import type { Row } from '@/core/app/rows.ts';
import { emptySnapshot, newAccount, type Snapshot } from '@/core/domain/account.ts';
import { samples } from '../words/samples.ts';
import { failing, noRoom } from './faults.ts';
import { contentsOf, type Fresh, freshLedger, noon, reopened, write } from './fresh.ts';

const withOne = (before: Snapshot, account: string): Snapshot => ({
  ...before,
  accounts: [...before.accounts, newAccount('muse', account, before.accounts.length + 1)],
});
const charge = (id: string): Row => ({
  store: 'charges',
  row: { provider: 'muse', account: 'ann', id, at: noon, credits: 12, what: 'video' },
});
/** Adds one account, and a charge of the same name. */
const adds = (ledger: Fresh, account: string, rows: readonly Row[] = [charge(account)]) =>
  ledger.record(noon, (before) => ({ snapshot: withOne(before, account), rows, notices: [] }));
const namesIn = async (ledger: Fresh) => (await ledger.snapshot()).accounts.map(({ account }) => account);

/** How many transactions that write are begun, until the end of the test. */
const transactions = (ledger: Fresh) => vi.spyOn(ledger.db, 'transaction');

describe('recordings that come while another one is under way', () => {
  test('go into one transaction, in the order in which they came', async () => {
    const ledger = await freshLedger();
    const begun = transactions(ledger);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => adds(ledger, name)));
    expect(begun).toHaveBeenCalledTimes(2);
    expect(await namesIn(ledger)).toEqual(['a', 'b', 'c', 'd']);
    expect((await contentsOf(ledger)).charges).toHaveLength(4);
  });

  test('are each told what they themselves gave, on top of those before them', async () => {
    const ledger = await freshLedger();
    const given = await Promise.all(['a', 'b', 'c'].map((name) => adds(ledger, name)));
    expect(given.map(({ snapshot, rows }) => [snapshot.accounts.length, rows])).toEqual([
      [1, [charge('a')]],
      [2, [charge('b')]],
      [3, [charge('c')]],
    ]);
  });

  test('are told only once the commit is through that they are in', async () => {
    const ledger = await freshLedger();
    const order: string[] = [];
    const begin = ledger.db.transaction.bind(ledger.db);
    vi.spyOn(ledger.db, 'transaction').mockImplementation((...given: Parameters<typeof begin>) => {
      const tx = begin(...given);
      tx.addEventListener('complete', () => order.push('committed'));
      return tx;
    });
    await Promise.all(['a', 'b', 'c'].map((name) => adds(ledger, name).then(() => order.push(name))));
    expect(order).toEqual(['committed', 'a', 'committed', 'b', 'c']);
  });

  test('more than a transaction holds wait for the one after it', async () => {
    const ledger = await freshLedger();
    const begun = transactions(ledger);
    const names = Array.from({ length: 45 }, (_, n) => `a${n}`);
    await Promise.all(names.map((name) => adds(ledger, name)));
    expect(begun).toHaveBeenCalledTimes(1 + Math.ceil(44 / 20));
    expect(await namesIn(ledger)).toEqual(names);
  });

  test.each([
    [
      'that cannot be worked out',
      (ledger: Fresh) =>
        ledger.record(noon, () => {
          throw new Error('a bug of ours');
        }),
    ],
    ['of which a row cannot be written', (ledger: Fresh) => adds(ledger, 'bad', [charge({} as string)])],
  ])('one %s fails alone', async (_, bad) => {
    const ledger = await freshLedger();
    const all = [adds(ledger, 'a'), adds(ledger, 'b'), bad(ledger), adds(ledger, 'c')];
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await namesIn(ledger)).toEqual(['a', 'b', 'c']);
    expect((await contentsOf(ledger)).charges).toHaveLength(3);
    await adds(ledger, 'd');
    expect(await namesIn(await reopened())).toEqual(['a', 'b', 'c', 'd']);
  });

  test('all fail where there is no room, and nothing of them is there', async () => {
    const ledger = await freshLedger();
    await adds(ledger, 'a');
    const full = failing(IDBObjectStore.prototype, 'put', noRoom);
    const outcomes = await Promise.allSettled(['b', 'c', 'd'].map((name) => adds(ledger, name)));
    full.mended();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await namesIn(ledger)).toEqual(['a']);
    await adds(ledger, 'e');
    expect(await namesIn(ledger)).toEqual(['a', 'e']);
  });

  test('tell one and the same thing once', async () => {
    const ledger = await freshLedger();
    const notices = [samples['near-limit']];
    await Promise.all([1, 2, 3].map(() => write(ledger, { notices })));
    expect(await ledger.due()).toEqual(notices);
  });
});

describe('the snapshot that was written last', () => {
  /** How often it is read as a whole, from now on. */
  const reads = () => {
    const get = vi.spyOn(IDBObjectStore.prototype, 'get');
    return () => get.mock.calls.filter(([key]) => key === 'now').length;
  };

  test('is not read again as long as nobody else writes', async () => {
    const ledger = await freshLedger();
    await adds(ledger, 'a');
    const count = reads();
    await adds(ledger, 'b');
    expect([await namesIn(ledger), count()]).toEqual([['a', 'b'], 0]);
  });

  test('is read again after another context has written, and nothing of that is undone', async () => {
    const ledger = await freshLedger();
    const page = await reopened();
    await adds(ledger, 'a');
    await adds(page, 'b');
    await adds(ledger, 'c');
    expect([await namesIn(ledger), await namesIn(page)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  test('is read again after a part of the record was moved, deleted or taken in', async () => {
    const ledger = await freshLedger();
    const page = await reopened();
    await adds(ledger, 'a');
    await page.within(async (tx) => void (await tx.objectStore('snapshot').put(emptySnapshot, 'now')));
    expect(await namesIn(ledger)).toEqual([]);
    await adds(ledger, 'b');
    expect(await namesIn(await reopened())).toEqual(['b']);
  });

  test('is not taken for what is there after a write that failed', async () => {
    const ledger = await freshLedger();
    await adds(ledger, 'a');
    await expect(adds(ledger, 'b', [charge({} as string)])).rejects.toThrow();
    expect(await namesIn(ledger)).toEqual(['a']);
    await adds(ledger, 'c');
    expect(await namesIn(await reopened())).toEqual(['a', 'c']);
  });
});
