import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { mergedAccount, withoutAccount, withoutAccountsOf } from '@/core/app/merge-settings.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import type { Whole } from '@/core/app/whole.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day } from '@/core/domain/time.ts';
import type { Ledger } from '@/core/platform/ledger.ts';
import { forget, readHeld, takeIn } from '@/core/platform/whole.ts';
import { histories } from '../app/histories.ts';
import { born, lived, rebuilding } from '../app/life.ts';
import { later } from '../app/story.ts';
import { samples } from '../words/samples.ts';
import { contentsOf, freshLedger, write } from './fresh.ts';

const wholeOf = async (ledger: Ledger): Promise<Whole> => (await ledger.within(readHeld)).whole;
const renamed = (whole: Whole): Whole => JSON.parse(JSON.stringify(whole).replaceAll('muse', 'lyre'));
const lyre = rebuilding(born.settings);
const both = { ...lyre, factsOf: (id: string) => lyre.factsOf(id === 'lyre' ? 'muse' : id) };
const take = (ledger: Ledger, saved: Whole) =>
  takeIn(ledger, saved, (snapshot, events) => rebuild(snapshot, events, both), later(400 * day));

type Steps = Parameters<typeof lived>[1][];

/** A record of `muse`, with something in every store. */
async function ofMuse(steps: Steps): Promise<Ledger> {
  const ledger = await freshLedger();
  const life = steps.reduce(lived, born);
  const of = { provider: 'muse', account: 'ann', id: 'x' };
  const rows = [
    ...life.rows,
    { store: 'charges', row: { ...of, at: 1, credits: 2, what: 'muse video' } },
    { store: 'lots', row: { ...of, at: 1, credits: 2, expiresAt: null, by: 'log' } },
    { store: 'models', row: { provider: 'muse', account: 'ann', meter: 'm', windowId: 'w', ...closed } },
    { store: 'drift', row: { provider: 'muse', watch: 'w', kind: 'changed-shape', paths: ['a'], ...times } },
  ] as const;
  const replays = [{ key: 'muse/ann', timedAt: 1, manualAt: null, failures: 0, restUntil: null }];
  const notice = { ...samples['near-limit'], key: 'muse·ann·x', provider: 'muse' };
  await write(ledger, { snapshot: { ...life.snapshot, replays }, rows, notices: [notice] }, life.now);
  return ledger;
}
const closed = { used: 3, openedAt: 1, resetsAt: 2, closedAt: 2, early: null };
const times = { firstAt: 1, lastAt: 1, times: 1 };

/** Everything the database holds, as one text. */
async function textOf(ledger: Ledger): Promise<string> {
  const stores = await Promise.all([...ledger.db.objectStoreNames].map((name) => ledger.db.getAll(name)));
  return JSON.stringify(stores);
}

describe('a service that is forgotten', () => {
  test('is in no store any more, and the others are as they were', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const muse = await ofMuse([...steps]);
        const other = renamed(await wholeOf(muse));
        const alone = await freshLedger();
        await take(alone, other);
        const ledger = await ofMuse([...steps]);
        await take(ledger, other);
        await ledger.db.add('aside', { at: 1, what: 'snapshot', value: { provider: 'muse' } });
        expect((await textOf(ledger)).match(/muse/g)?.length).toBeGreaterThan(6);
        await ledger.within((tx) => forget(tx, 'muse'));
        expect(await textOf(ledger)).not.toContain('muse');
        const [left, expected] = [await wholeOf(ledger), await wholeOf(alone)];
        expect(left.tables).toEqual(expected.tables);
        expect(left.snapshot?.accounts).toEqual(expected.snapshot?.accounts);
        expect(left.events.filter((one) => 'provider' in one)).toEqual(
          expected.events.filter((one) => 'provider' in one),
        );
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test('leaves of a review that named it only that it was told, so that it is not told again', async () => {
    const ledger = await ofMuse(fc.sample(histories, { seed: 3, numRuns: 1 })[0] as Steps);
    const { key } = samples.review;
    const snapshot = await ledger.snapshot();
    await write(ledger, { snapshot, rows: [], notices: [samples.review] }, later(400 * day));
    await ledger.sent(key, later(400 * day), { title: 'Your review', message: 'Muse, credits: 300 are left.' });
    await ledger.within((tx) => forget(tx, 'muse'));
    expect((await textOf(ledger)).toLowerCase()).not.toContain('credits: 300');
    await write(ledger, { snapshot, rows: [], notices: [samples.review] }, later(400 * day));
    expect((await ledger.due()).map((one) => one.key)).not.toContain(key);
  });

  test('is forgotten also where the snapshot and some of the events cannot be read', async () => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const ledger = await ofMuse(fc.sample(histories, { seed: 3, numRuns: 1 })[0] as Steps);
    await ledger.db.put('snapshot', { provider: 'muse' }, 'now');
    await ledger.db.put('snapshot', { n: 1, snapshot: { provider: 'muse' } }, 'rebuilding');
    await ledger.db.put('events', { n: 99, count: 2, words: ['muse'], bytes: new Uint8Array([9, 9]) });
    await ledger.within((tx) => forget(tx, 'muse'));
    expect(await textOf(ledger)).not.toContain('muse');
  });

  test('and all of them: every store is empty', async () => {
    const ledger = await ofMuse(fc.sample(histories, { seed: 3, numRuns: 1 })[0] as Steps);
    await ledger.within((tx) => forget(tx, null));
    for (const rows of Object.values(await contentsOf(ledger))) expect(rows).toEqual([]);
  });
});

test('settings forget what was said of its accounts, and keep what is wanted of it', () => {
  const entered = { monthly: 1, renewalDay: null, at: 1 };
  const budget = { amount: 5, currency: null, price: null, period: 'month' } as const;
  const job = { id: 'deck', name: 'Deck', counts: {}, createdAt: 0, finishedAt: null };
  const settings: Settings = {
    ...defaultSettings,
    entered: { 'muse/ann': entered, 'lyre/bea': entered },
    budgets: { 'muse/ann': budget, 'lyre/bea': budget },
    unasked: { 'muse/video': '2026-11-22' },
    stopped: ['muse'],
    askFirst: { muse: 'every' },
    jobs: [
      { ...job, ceiling: { provider: 'muse', credits: 5 } },
      { ...job, ceiling: { provider: 'lyre', credits: 5 } },
    ],
  };
  const next = withoutAccountsOf(settings, 'muse');
  expect([Object.keys(next.entered), Object.keys(next.budgets), next.unasked]).toEqual([
    ['lyre/bea'],
    ['lyre/bea'],
    {},
  ]);
  expect(next.jobs.map(({ ceiling }) => ceiling?.provider)).toEqual([undefined, 'lyre']);
  expect([next.stopped, next.askFirst]).toEqual([['muse'], { muse: 'every' }]);
});

describe('settings of one account', () => {
  const of = (account: string, number: number) => ({ provider: 'muse', account, number });
  const entered = (monthly: number) => ({ monthly, renewalDay: null, at: 1 });
  const settings: Settings = {
    ...defaultSettings,
    names: { 'muse/ann': 'Studio', 'muse/bea': 'Mine', 'lyre/ann': 'Other' },
    entered: { 'muse/unknown': entered(1), 'muse/bea': entered(2) },
    badge: 'muse/bea/credits',
  };

  test('are forgotten with it, and no others', () => {
    expect(withoutAccount(settings, of('bea', 2))).toEqual({
      ...settings,
      names: { 'muse/ann': 'Studio', 'lyre/ann': 'Other' },
      entered: { 'muse/unknown': entered(1) },
      badge: null,
    });
    expect(withoutAccount(settings, of('ann', 1)).entered).toEqual({ 'muse/bea': entered(2) });
  });

  test('go to the account that it is one with, where the same was not said of that', () => {
    const one = mergedAccount(settings, of('ann', 2), of('bea', 1));
    expect([one.names, one.badge]).toEqual([{ 'muse/ann': 'Studio', 'lyre/ann': 'Other' }, 'muse/ann/credits']);
    expect(one.entered).toEqual({ 'muse/ann': entered(2) });
    const other = mergedAccount(settings, of('ann', 1), of('bea', 2));
    expect(other.entered).toEqual({ 'muse/ann': entered(1) });
  });
});
