import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { obeyed } from '@/core/app/answers.ts';
import { eventRows } from '@/core/app/events.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import { record } from '@/core/app/record.ts';
import { spentSum } from '@/core/app/sums.ts';
import { rowKey, tables } from '@/core/app/whole.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, localDay, minute } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { openLedger } from '@/core/platform/ledger.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { readHeld } from '@/core/platform/whole.ts';
import { providerOf } from '@/core/providers/index.ts';
import { ofCreator } from '../life.ts';
import { sightingOf, type Told, usage } from '../scenarios.ts';
import { liveCreator } from '../simulators/model/creator.ts';
import { samples } from '../words/samples.ts';
import { noon as now, write } from './fresh.ts';
import {
  keptVersions,
  readVersion,
  restore,
  rowsOf,
  type StoredVersion,
  shapesOf,
  writeVersion,
} from './stored-version.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const offsetAt = () => 0;
const rebuilding = {
  ...{ settings: defaultSettings, offsetAt, factsOf: (id: string) => providerOf(id)?.facts },
  failed: (error: unknown) => {
    throw error;
  },
};
const opened = async () => {
  const ledger = await openLedger(async () => (snapshot, events) => rebuild(snapshot, events, rebuilding));
  onTestFinished(() => ledger.close());
  return ledger;
};

/** Some days of somebody, written as the present version writes them: something in every store. */
async function present(): Promise<StoredVersion> {
  const ledger = await opened();
  const lived = (seed: number, until: number, days: number) =>
    liveCreator({ seed, until, days, grant: 10_000, renewedBefore: 2 }).happenings;
  const logs = { status: 0, data: { logs: [{ id: 'c1', time: now - day, credits: -40, type: 'slides' }] } };
  const told: Told[] = [
    ...ofCreator(lived(4, now - 400 * day, 3)),
    ...ofCreator(lived(5, now - minute, 5)),
    { provider: 'genspark', watch: 'balance', at: now - 90_000, fields: { unheard: 'of' } },
    ...[3, 2, 1].map((ago): Told => {
      const windows = [{ seconds: 18_000, used: 20 * ago, in: 3_600 }];
      return {
        provider: 'chatgpt',
        watch: 'usage',
        at: now - ago * day,
        fields: usage(windows),
        account: 'a'.repeat(16),
      };
    }),
    { provider: 'genspark', watch: 'charges', at: now - 80_000, fields: logs },
  ];
  let snapshot = emptySnapshot;
  for (const one of told.toSorted((a, b) => a.at - b.at)) {
    const provider = providerOf(one.provider);
    if (provider === undefined) throw new Error(`no provider ${one.provider}`);
    const sighting = sightingOf(one);
    const read = { sighting, outcome: provider.read(sighting) };
    const written = record(snapshot, [read], {
      facts: provider.facts,
      settings: defaultSettings,
      now: one.at,
      offsetAt,
    });
    snapshot = written.snapshot;
    await ledger.record(one.at, () => written);
  }
  const owner = snapshot.accounts.find(({ provider }) => provider === 'genspark');
  const bought = { what: 'purchase-entered', credits: 500, at: now - day, paid: 20, entered: now } as const;
  const said = { provider: 'genspark', account: owner?.account ?? '', now, offset: 0, ...bought };
  const next = obeyed(snapshot, said, providerOf('genspark')?.facts);
  const events = eventRows({ before: snapshot.accounts, after: next.accounts }, () => said);
  await write(ledger, { snapshot: next, rows: events, notices: [samples['near-limit'], samples['came-back']] }, now);
  await ledger.sent(samples['near-limit'].key, now, { title: 'a title', message: 'a message' });
  // What is old is packed, and what is very old is taken in for good.
  await tidy(ledger, async () => (before, old) => rebuild(before, old, rebuilding), now);
  await ledger.within(async (tx) => void (await tx.objectStore('aside').add({ at: now, what: 'snapshot', value: 0 })));
  // As a file brings it, until the next tidying.
  const stray = { id: 'c', from: now - 900 * day, to: now - 900 * day, task: null, credits: 7, failed: false } as const;
  const charge = { ...stray, provider: 'genspark', account: said.account, how: 'unattributed', running: [] } as const;
  await ledger.db.put(
    'sums',
    spentSum(charge, null, (at) => localDay(at, 0)),
  );
  const { db } = ledger as unknown as { db: Parameters<typeof shapesOf>[0] };
  return { version: db.version, stores: shapesOf(db), rows: await rowsOf(db) };
}

describe.runIf(process.env.NOKORI_STORED_VERSION === 'write')('the present version', () => {
  test('is written down', async () => {
    writeVersion(await present());
  });
});

test('the version that is written down last is the present one: `npm run stored-version` does that', async () => {
  const { db } = (await opened()) as unknown as { db: Parameters<typeof shapesOf>[0] };
  const last = keptVersions.at(-1) ?? 0;
  expect(last).toBe(db.version);
  expect(readVersion(last).stores).toEqual(shapesOf(db));
});

describe.each(keptVersions)('a database of version %i', (version) => {
  const kept = readVersion(version);
  const inTable = (name: string) => kept.rows[name] ?? [];
  const held = async () => (await opened()).within(readHeld);

  test('has something in every store, so that the tests below can fail', () => {
    expect(Object.entries(kept.rows).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []))).toEqual([]);
    expect(Object.keys(kept.rows).sort()).toEqual(kept.stores.map(({ name }) => name).sort());
  });

  test('is opened, and every row of every table is read', async () => {
    await restore(kept);
    const { whole, lost } = await held();
    expect(lost).toBe(0);
    for (const table of tables) {
      const keys = new Set(whole.tables[table].map((row) => rowKey(table, row)));
      const missing = inTable(table).filter(({ value }) => !keys.has(rowKey(table, value as never)));
      expect(missing, table).toEqual([]);
      const bundles = inTable('archive').map(({ value }) => value as { table: string; count: number });
      const packed = bundles.filter((one) => one.table === table).reduce((sum, { count }) => sum + count, 0);
      expect(whole.tables[table].length, table).toBe(inTable(table).length + packed);
    }
  });

  test('has the numbers it had', async () => {
    await restore(kept);
    const before = inTable('snapshot').find(({ key }) => key === 'now')?.value as typeof emptySnapshot;
    const after = await (await opened()).snapshot();
    const numbers = ({ accounts }: typeof emptySnapshot) =>
      accounts.map(({ provider, account, windows, balances, lots }) => [
        ...[provider, account, lots.balance],
        ...windows.map(({ key, used, seenAt }) => [key, used, seenAt]),
        ...balances.map(({ key, left, seenAt }) => [key, left, seenAt]),
      ]);
    expect(numbers(after)).toEqual(numbers(before));
    expect(numbers(after).flat().length).toBeGreaterThan(3);
  });

  test('knows what has been told, and what is still to be told', async () => {
    await restore(kept);
    const ledger = await opened();
    for (const { key } of inTable('outbox')) expect(await ledger.notice(`${key}`), `${key}`).not.toBeNull();
    const due = inTable('outbox').filter(({ value }) => (value as { state: string }).state === 'due');
    expect((await ledger.due()).map(({ key }) => key).sort()).toEqual(due.map(({ key }) => `${key}`).sort());
    expect(due.length).toBeGreaterThan(0);
  });

  test('is built again from its events where its numbers cannot be read', async () => {
    await restore(kept);
    const ledger = await opened();
    const before = await ledger.snapshot();
    await ledger.within((tx) => tx.objectStore('snapshot').clear());
    await ledger.record(now, (snapshot) => ({ snapshot, rows: [], notices: [] }));
    expect((await ledger.snapshot()).accounts).toEqual(before.accounts);
  });

  test('goes on: it is written into, and saved as a file that can be read', async () => {
    await restore(kept);
    const ledger = await opened();
    await ledger.record(now, (snapshot) => ({ snapshot: { ...snapshot, savedAt: now }, rows: [], notices: [] }));
    const { whole } = await ledger.within(readHeld);
    const read = readExport(exportText({ whole, settings: defaultSettings }, now, '0.1.0'));
    expect(read).toMatchObject({ ok: true });
    expect(whole.snapshot?.savedAt).toBe(now);
  });
});
