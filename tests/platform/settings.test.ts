import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Job } from '@/core/domain/jobs.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import {
  changeSettings,
  loadSalt,
  loadSettings,
  onSettings,
  readSettings,
  settingsIn,
} from '@/core/platform/settings.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));
beforeEach(() => fakeBrowser.reset());

const deck: Job = {
  id: 'deck',
  name: 'Spring deck',
  ceiling: { provider: 'genspark', credits: 1_000 },
  counts: { slides: { finals: 3, previews: null } },
  createdAt: 5,
  finishedAt: null,
};

/** Everything set to something else than the default. */
const changed: Settings = {
  show: 'left',
  times: 'clock',
  badge: 'genspark/unknown/credits',
  thresholds: { notice: 50, warning: 95 },
  language: 'ja',
  notify: {
    'near-limit': false,
    'near-limit-short': true,
    'will-run-out': false,
    'limit-reached': false,
    'came-back': false,
    'heavy-task': false,
    retakes: false,
    'low-balance': false,
    'credits-expire': false,
    'top-up': false,
    'promise-ends': false,
    'failed-charge': false,
    'unusual-use': false,
    budget: false,
    envelope: false,
    'job-ceiling': false,
    'cycle-plan': false,
  },
  quietHours: { on: true, from: 1_380, to: 385 },
  snoozedUntil: 1_795_348_800_000,
  paused: true,
  stopped: ['sora'],
  askAgain: false,
  askAgainNot: ['sora'],
  names: { 'genspark/unknown': '制作チーム' },
  askFirst: { genspark: 'second' },
  unasked: { 'genspark/video': '2026-11-22' },
  entered: {
    'genspark/unknown': { renewalDay: 6, monthly: 10_000, at: 1 },
    'genspark/aaaaaaaaaaaaaaaa': { renewalDay: null, monthly: null, plan: { name: null, page: 'plus' }, at: 1 },
  },
  firstRun: { appeared: 'no', dismissed: true },
  caps: { slides: 80 },
  budgets: { 'genspark/unknown': { amount: 3_000, currency: 'JPY', price: { paid: 20, credits: 9 }, period: 'month' } },
  shares: { drafts: 10, research: 20, media: 70, developer: 0 },
  planned: { 'genspark/unknown': 1_795_000_000_000 },
  review: { days: [1, 4], at: 1_080, since: 7 },
  planning: { style: 'own', own: { deck: 10, article: 0, script: 80 } },
  jobs: [deck],
  currentJob: { id: 'deck', since: 5 },
};

/** For each field something that cannot be it. */
const unreadable: { readonly [Field in keyof Settings]: readonly unknown[] } = {
  show: ['both', null, 1],
  thresholds: [{ notice: 70 }, { notice: 0, warning: 80 }, { notice: 70, warning: 101 }, 'high'],
  language: ['de', null],
  notify: [{ 'near-limit': 'yes' }, [], null],
  quietHours: [
    { on: true, from: -1, to: 0 },
    { on: true, from: 0, to: 1_440 },
    { on: true, from: 1.5, to: 2 },
    { on: 'yes', from: 0, to: 60 },
    null,
  ],
  snoozedUntil: ['tomorrow', true],
  paused: ['no', 0],
  stopped: ['sora', [1]],
  askAgain: [null, 'yes'],
  askAgainNot: ['sora', [1]],
  names: [null, { a: '' }, { a: 'x'.repeat(41) }],
  times: ['both', null],
  badge: [3, 'x'.repeat(401)],
  askFirst: [{ genspark: 'always' }, 'every', null],
  unasked: [{ 'genspark/video': 'today' }, [], null],
  entered: [
    { 'a/b': { renewalDay: 32, monthly: null, at: 1 } },
    { 'a/b': { renewalDay: null, monthly: -1, at: 1 } },
    { 'a/b': { renewalDay: null, monthly: null, plan: 'plus', at: 1 } },
    { 'a/b': { renewalDay: null, monthly: null, plan: { name: 'x'.repeat(201), page: null }, at: 1 } },
    [],
  ],
  firstRun: [{ appeared: 'perhaps', dismissed: true }, true],
  caps: [{ poem: 5 }, { video: 0 }, { video: 'much' }, null],
  budgets: [
    { 'a/b': { amount: -1, currency: null, price: null, period: 'cycle' } },
    { 'a/b': { amount: 5, currency: 'yen', price: null, period: 'cycle' } },
    { 'a/b': { amount: 5, currency: null, price: null, period: 'week' } },
  ],
  shares: [
    { drafts: 50, research: 25, media: 20, developer: 10 },
    { drafts: 45.5, research: 24.5, media: 20, developer: 10 },
  ],
  planned: [{ 'a/b': 'now' }, null],
  review: [
    { days: [7], at: 0, since: 0 },
    { days: [0, 1, 2], at: 0, since: 0 },
    { days: [0], at: 1_440, since: 0 },
    { days: [0], at: 0 },
    null,
  ],
  planning: [
    { style: 'poet', own: { deck: 10, article: 0, script: 80 } },
    { style: 'own', own: { deck: 60, article: 0, script: 80 } },
    { style: 'own', own: { deck: 60 } },
  ],
  jobs: [null, { deck }],
  currentJob: ['deck', { id: 'deck' }],
};

describe('stored settings', () => {
  test('are read as they were written', () => {
    expect(readSettings(structuredClone(changed))).toEqual(changed);
  });

  test.each(Object.entries(unreadable).flatMap(([field, all]) => all.map((value) => [field, value] as const)))(
    'of which %s is unreadable (%j) lose that alone',
    (field, value) => {
      expect(readSettings({ ...changed, [field]: value })).toEqual({
        ...changed,
        [field]: defaultSettings[field as keyof Settings],
      });
    },
  );

  test('a job that cannot be read costs only itself', () => {
    const [nameless, odd] = [
      { ...deck, name: '' },
      { ...deck, ceiling: 5 },
    ];
    expect(readSettings({ jobs: [nameless, deck, odd, 7] }).jobs).toEqual([deck]);
  });

  test.each(Object.keys(changed))('of an older version, without %s, have its default', (field) => {
    const { [field as keyof Settings]: _, ...older } = changed;
    expect(readSettings(older)).toEqual({ ...changed, [field]: defaultSettings[field as keyof Settings] });
  });

  test.each([undefined, null, 'settings', 7, [], {}])('that are none (%j) are the defaults', (stored) => {
    expect(readSettings(stored)).toEqual(defaultSettings);
  });

  test('of a later version keep what is known, and nothing else', () => {
    expect(readSettings({ ...changed, colour: 'red' })).toEqual(changed);
  });

  test('without a switch that is new keep the others', () => {
    const { 'heavy-task': _, ...older } = changed.notify;
    expect(readSettings({ ...changed, notify: older }).notify).toEqual({ ...changed.notify, 'heavy-task': true });
  });
});

describe('changing settings', () => {
  test('keeps what another screen has changed meanwhile', async () => {
    await changeSettings((before) => ({ ...before, show: 'left' }));
    await changeSettings((before) => ({ ...before, paused: true }));
    expect(await loadSettings()).toEqual({ ...defaultSettings, show: 'left', paused: true });
  });

  test('loses nothing of what is typed faster than it can be written', async () => {
    const typed = ['1', '10', '100'].map((text) =>
      changeSettings((before) => ({
        ...before,
        caps: { ...before.caps, [text.length === 1 ? 'video' : 'page']: +text },
      })),
    );
    await Promise.all(typed);
    expect((await loadSettings()).caps).toEqual({ developer: 300, video: 1, page: 100 });
  });

  test('is heard by whoever listens, and nothing else is', async () => {
    const heard: Settings[] = [];
    onSettings((settings) => void heard.push(settings));
    await changeSettings((before) => ({ ...before, paused: true }));
    await fakeBrowser.storage.local.set({ other: 1 });
    expect(heard).toEqual([{ ...defaultSettings, paused: true }]);
  });
});

describe('the installation’s salt', () => {
  test('is made once and stays', async () => {
    const salt = await loadSalt();
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(await loadSalt()).toBe(salt);
  });

  test('is one, though many tabs ask for it at the same moment', async () => {
    const salts = await Promise.all(Array.from({ length: 20 }, () => loadSalt()));
    expect(new Set(salts).size).toBe(1);
    expect(await loadSalt()).toBe(salts[0]);
  });

  test('is another in another installation', async () => {
    const salt = await loadSalt();
    fakeBrowser.reset();
    expect(await loadSalt()).not.toBe(salt);
  });

  test.each([17, 'short', null])('that is none (%j) is made anew', async (stored) => {
    await fakeBrowser.storage.local.set({ salt: stored });
    expect(await loadSalt()).toMatch(/^[0-9a-f]{32}$/);
  });
});

test('names from a file are cleaned as they are where somebody types them', () => {
  const job = { id: 'j', ceiling: null, counts: {}, createdAt: 0, finishedAt: null };
  const read = settingsIn({
    names: { 'muse/ann': 'safe\u202egnp\nexe', 'muse/bea': '\u200b' },
    jobs: [
      { ...job, name: 'a\u2066 deck\u2028' },
      { ...job, id: 'k', name: '\u202e' },
    ],
  });
  expect(read?.names).toEqual({ 'muse/ann': 'safegnp exe' });
  expect(read?.jobs.map(({ name }) => name)).toEqual(['a deck']);
});
