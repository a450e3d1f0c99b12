import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { rebuild } from '@/core/app/rebuild.ts';
import { emptyWhole } from '@/core/app/whole.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { readRescued, startOver } from '@/core/platform/rescue.ts';
import { readHeld, takeIn } from '@/core/platform/whole.ts';
import { born, lived, rebuilding } from '../app/life.ts';
import { credits, later, weekly } from '../app/story.ts';
import { damaged, failing, quietly } from './faults.ts';
import { freshLedger, noon, reopened, write } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

/** A record of a few hours, with rows in several stores. */
async function some() {
  const ledger = await freshLedger();
  let life = born;
  for (const left of [900, 860, 800]) {
    const was = life.rows.length;
    const reads = [
      {
        ago: 0,
        account: 'a',
        watch: 'numbers',
        status: 200,
        fails: false,
        readings: () => [credits(left), weekly(100 - left / 10)],
      },
    ];
    life = lived(life, { do: 'read', after: 3_600_000, times: 1, reads } as never);
    await write(ledger, { snapshot: life.snapshot, rows: life.rows.slice(was) }, life.now);
  }
  const { whole } = await ledger.within(readHeld);
  ledger.close();
  return whole;
}
const inStore = (name: string) => (self: { readonly name?: string }) => self.name === name;

beforeEach(() => {
  fakeBrowser.reset();
  quietly();
});

describe('of a record that cannot be used', () => {
  test('all is saved where all can be read', async () => {
    const whole = await some();
    expect(await readRescued()).toMatchObject({ whole, lost: 0 });
  });

  test('all but a store that cannot be read is saved, and its rows are counted as lost', async () => {
    const whole = await some();
    for (const name of ['getAll', 'get'] as const)
      failing(IDBObjectStore.prototype, name, damaged, inStore('observations'));
    const rescued = await readRescued();
    expect(rescued?.whole).toEqual({ ...whole, tables: { ...whole.tables, observations: [] } });
    expect(rescued?.lost).toBe(whole.tables.observations.length);
    expect(rescued?.lost).toBeGreaterThan(1);
  });

  test('one row that cannot be read costs only itself', async () => {
    const whole = await some();
    failing(IDBObjectStore.prototype, 'getAll', damaged, inStore('observations'));
    let nth = 0;
    failing(IDBObjectStore.prototype, 'get', damaged, (self) => self.name === 'observations' && nth++ === 0);
    const rescued = await readRescued();
    expect(rescued?.whole.tables.observations).toEqual(whole.tables.observations.slice(1));
    expect(rescued?.lost).toBe(1);
  });

  test('the present numbers may be lost, and everything else is saved', async () => {
    const whole = await some();
    failing(IDBObjectStore.prototype, 'get', damaged, inStore('snapshot'));
    const rescued = await readRescued();
    expect(rescued?.whole.tables).toEqual(whole.tables);
    expect(rescued?.whole.events).toEqual(whole.events);
  });

  test('nothing is there to be saved where it cannot be opened', async () => {
    await some();
    failing(indexedDB, 'open', damaged);
    expect(await readRescued()).toBeNull();
  });

  test.each([
    ['the present numbers', 'snapshot'],
    ['the readings', 'observations'],
  ])('what was saved without %s comes back in a new one', async (_, store) => {
    const before = await some();
    const faults = (['getAll', 'get'] as const).map((name) =>
      failing(IDBObjectStore.prototype, name, damaged, inStore(store)),
    );
    const rescued = await readRescued();
    for (const { mended } of faults) mended();
    await startOver();
    const read = readExport(
      exportText({ whole: rescued?.whole ?? emptyWhole, settings: defaultSettings }, noon, '0.1.0'),
    );
    if (!read.ok) throw new Error(`${read.why} at ${read.at}`);
    const ledger = await reopened();
    const replay = (snapshot: never, events: never) => rebuild(snapshot, events, rebuilding(born.settings));
    await takeIn(ledger, read.whole, replay as never, later(400 * day));
    const { whole } = await ledger.within(readHeld);
    expect(whole.events).toEqual(before.events);
    expect(whole.snapshot?.accounts).toEqual(before.snapshot?.accounts);
    expect(whole.tables.days).toEqual(before.tables.days);
  });
});

describe('starting over', () => {
  test('leaves a new, empty record, settings as they are, and nothing painted of the old one', async () => {
    await some();
    await fakeBrowser.storage.local.set({ settings: { show: 'left' }, salt: 'salt' });
    await fakeBrowser.storage.session.set({ painting: { screen: {} }, 'ask:1': 'a question' });
    await startOver();
    const ledger = await reopened();
    expect((await ledger.within(readHeld)).whole).toEqual(emptyWhole);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({ settings: { show: 'left' }, salt: 'salt' });
    expect(await fakeBrowser.storage.session.get(null)).toEqual({ 'ask:1': 'a question' });
  });

  test('waits for nobody: a worker that holds the old one makes way', async () => {
    const ledger = await freshLedger();
    await write(ledger, {});
    await startOver();
    await expect(write(ledger, {})).rejects.toThrow();
    await write(await reopened(), {});
  });

  test('that fails leaves everything as it was', async () => {
    const whole = await some();
    const { mended } = failing(indexedDB, 'deleteDatabase', damaged);
    await expect(startOver()).rejects.toThrow();
    mended();
    expect(await readRescued()).toMatchObject({ whole, lost: 0 });
  });
});
