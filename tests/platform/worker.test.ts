import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Sighting } from '@/core/domain/sighting.ts';
import { changeSettings } from '@/core/platform/settings.ts';
import { loadTrouble } from '@/core/platform/trouble.ts';
import { startWorker } from '@/core/platform/worker.ts';
import { wordsFor } from '@/core/words/words.ts';
import { ann, bea, noon, seen, sole } from '../app/story.ts';
import { eventually } from '../eventually.ts';
import { damaged, failing, noRoom, quietly } from './faults.ts';
import { freshLedger } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const page = { id: 'test-extension-id', origin: 'https://chatgpt.com', frameId: 0, tab: { id: 7, incognito: false } };
const usage = (over: Partial<Sighting> = {}) =>
  seen({
    watch: 'usage',
    served: null,
    fields: {
      rate_limit: {
        allowed: true,
        primary_window: { used_percent: 40, limit_window_seconds: 604_800, reset_after_seconds: 9_000 },
      },
    },
    ...over,
  });
const saw = (...sightings: unknown[]) => ({ say: 'saw', sightings, account: ann, visible: false });

const unanswered = Symbol('nobody answers');
/** Says something to the worker as the browser would deliver it. */
async function say(message: unknown, sender: object = page): Promise<unknown> {
  let reply: (answer: unknown) => void = () => {};
  const answer = new Promise((resolve) => {
    reply = resolve;
  });
  const [taken] = await (
    fakeBrowser.runtime.onMessage as unknown as { trigger: (...all: unknown[]) => Promise<unknown[]> }
  ).trigger(message, sender, reply);
  return taken === true ? answer : unanswered;
}

let ledger: Awaited<ReturnType<typeof freshLedger>>;
const known = async () =>
  (await ledger.snapshot()).accounts.map(({ provider, windows }) => [provider, windows[0]?.used]);
const kept = async () => [(await ledger.snapshot()).accounts, await ledger.db.getAll('observations')];
const silently = vi.fn(async () => {});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { id: page.id });
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
  Object.assign(fakeBrowser.action, {
    setBadgeText: silently,
    setBadgeBackgroundColor: silently,
    setBadgeTextColor: silently,
    setTitle: silently,
  });
  ledger = await freshLedger();
  startWorker();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a watched page', () => {
  test('is believed about its own service, and told when it is safely written', async () => {
    expect(await say(saw(usage()))).toEqual({
      ok: true,
      salt: expect.stringMatching(/^[0-9a-f]{32}$/),
      quiet: false,
      holds: false,
      named: true,
      replay: [],
    });
    expect(await known()).toEqual([['chatgpt', 40]]);
  });

  test('is believed about the service its origin is of, whatever it says', async () => {
    await say({ ...saw(usage()), provider: 'chatgpt' }, { ...page, origin: 'https://www.genspark.ai' });
    expect(await known()).toEqual([]);
  });

  test('is told to be quiet while everything is paused', async () => {
    await changeSettings((before) => ({ ...before, paused: true }));
    expect(await say(saw(usage()))).toMatchObject({ ok: true, quiet: true });
    expect(await known()).toEqual([]);
  });

  test('that names its features after parts of the language keeps nothing else from being written', async () => {
    const named = (name: string) => ({ feature_name: name, remaining: 3 });
    const limits = seen({
      watch: 'chat-limits',
      served: null,
      fields: { limits_progress: [named('hasOwnProperty'), named('constructor'), named('deep_research')] },
    });
    expect(await say(saw(limits, usage()))).toMatchObject({ ok: true });
    const account = sole((await ledger.snapshot()).accounts);
    expect(account.balances.map(({ feature, left }) => [feature, left])).toEqual([['deep-research', 3]]);
    expect(account.windows.map(({ used }) => used)).toEqual([40]);
  });

  test('that floods does not keep another tab from being heard', async () => {
    const flood = saw(...Array.from({ length: 99 }, (_, n) => usage({ id: `p:${n}` })));
    for (let n = 0; n < 50; n += 1) await say(flood);
    const other = { ...page, tab: { id: 8, incognito: false } };
    expect(await say(saw(usage({ account: bea })), other)).toMatchObject({ ok: true });
    expect((await ledger.snapshot()).accounts.map(({ account }) => account)).toContain(bea);
  });

  test('is told to be quiet, and nothing of it is kept, once its service is no longer watched; others are', async () => {
    await changeSettings((before) => ({ ...before, stopped: ['genspark'] }));
    expect(await say(saw(usage()))).toMatchObject({ ok: true, quiet: false });
    expect(await known()).toEqual([['chatgpt', 40]]);
    await changeSettings((before) => ({ ...before, stopped: ['chatgpt'] }));
    const before = await kept();
    expect(await say(saw(usage({ id: 'p:2', at: Date.now() })))).toMatchObject({ ok: true, quiet: true });
    expect(await kept()).toEqual(before);
  });

  test('that floods is refused for a while', async () => {
    const flood = saw(...Array.from({ length: 99 }, (_, n) => usage({ id: `p:${n}` })));
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await say(flood));
    expect(answers.map((answer) => (answer as { ok: boolean }).ok)).toEqual([true, true, true, false, false]);
  });
});

describe('refused', () => {
  test.each<[string, object]>([
    ['a frame inside a page', { ...page, frameId: 1 }],
    ['a page of another origin', { ...page, origin: 'https://chatgpt.com.example' }],
    ['a page without its encryption', { ...page, origin: 'http://chatgpt.com' }],
    ['a page in a private window', { ...page, tab: { id: 7, incognito: true } }],
    ['something that is no tab', { ...page, tab: undefined }],
  ])('%s', async (_, sender) => {
    expect(await say(saw(usage()), sender)).toEqual({
      ok: false,
      salt: '',
      named: false,
      quiet: false,
      holds: false,
      replay: [],
    });
    expect(await known()).toEqual([]);
  });

  test.each<[string, object]>([
    ['another extension', { ...page, id: 'another' }],
    ['a page of another extension', { id: 'another', origin: 'chrome-extension://another' }],
  ])('%s, without any answer', async (_, sender) => {
    expect(await say(saw(usage()), sender)).toBe(unanswered);
    expect(await known()).toEqual([]);
  });

  test.each<[string, object]>([
    ['a sandboxed page, which has no origin', { ...page, origin: 'null' }],
    ['something without an origin', { id: page.id, frameId: 0, tab: page.tab }],
    ['a page that is called almost like ours', { ...page, origin: `chrome-extension://${page.id}.example` }],
  ])('%s, with an order of our own pages', async (_, sender) => {
    await say(saw(usage()));
    const order = { say: 'tell-me', provider: 'chatgpt', account: ann, meter: 'codex:604800', on: true };
    expect(await say(order, sender)).toMatchObject({ ok: false });
    expect(sole((await ledger.snapshot()).accounts).tellMe).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['an order of our own pages', { say: 'belongs-to', provider: 'chatgpt', account: ann }],
    ['a test of the notifications', { say: 'test-notification' }],
    ['nothing', null],
    ['a list', [saw(usage())]],
    ['too many at once', saw(...Array.from({ length: 101 }, () => usage()))],
  ])('a watched page that sends %s', async (_, message) => {
    expect(await say(message)).toMatchObject({ ok: false });
    expect(await known()).toEqual([]);
  });
});

describe('while the record fails', () => {
  const numbers = saw(usage());
  const painting = async () => (await fakeBrowser.storage.session.get('painting')).painting;

  test.each<[string, () => { mended: () => void }, string]>([
    ['cannot be opened', () => failing(indexedDB, 'open', damaged), 'broken'],
    ['opens, and cannot be read', () => failing(IDBObjectStore.prototype, 'get', damaged), 'broken'],
    ['has no room', () => failing(IDBObjectStore.prototype, 'put', noRoom), 'full'],
  ])(
    'because it %s, a page is told to keep what it has, and it arrives once it works again',
    async (_, fail, trouble) => {
      quietly();
      // Another life of the worker: it has nothing open yet.
      fakeBrowser.reset();
      Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
      const { mended } = fail();
      startWorker();
      const held = await say(numbers);
      expect(held).toMatchObject({ ok: false, salt: '' });
      await eventually(async () => expect(await loadTrouble()).toBe(trouble));
      mended();
      expect(await say(numbers)).toMatchObject({ ok: true });
      expect(await known()).toEqual([['chatgpt', 40]]);
      await eventually(async () => expect(await loadTrouble()).toBeNull());
    },
  );

  test('the screen that was left behind is not touched: it shows the last numbers that are known', async () => {
    quietly();
    await say(numbers);
    // Answered once everything is painted that was to be.
    await say({ say: 'changed' }, { id: page.id, url: fakeBrowser.runtime.getURL('/popup.html') });
    const before = await painting();
    expect(JSON.stringify(before)).toContain('"used":40');
    const { mended } = failing(IDBObjectStore.prototype, 'put', noRoom);
    expect(await say(saw(usage({ id: 'p:2' })))).toMatchObject({ ok: false });
    mended();
    expect(await painting()).toEqual(before);
  });
});

describe('our own pages', () => {
  const own = { id: page.id, origin: `chrome-extension://${page.id}` };

  test('are answered in the language that somebody has chosen, whatever the browser’s is', async () => {
    const shown = vi.spyOn(fakeBrowser.notifications, 'create');
    for (const language of ['ja', 'en', 'auto'] as const) {
      await changeSettings((before) => ({ ...before, language }));
      await say({ say: 'test-notification' }, own);
    }
    const titles = shown.mock.calls.map(([, options]) => (options as unknown as { title: string }).title);
    const [ja, en] = (['ja', 'en'] as const).map((locale) => wordsFor(locale).t('notice.test.title'));
    expect(titles).toEqual([ja, en, en]);
    expect(ja).not.toBe(en);
    shown.mockRestore();
  });

  test('may order, and may not pretend to have seen something', async () => {
    expect(await say(saw(usage()), own)).toBe(unanswered);
    await say(saw(usage()));
    expect(await say({ say: 'tell-me', provider: 'chatgpt', account: ann, meter: 'codex:604800', on: true }, own)).toBe(
      true,
    );
    expect(sole((await ledger.snapshot()).accounts).tellMe).toEqual(['codex:604800']);
  });

  test('with an order nobody knows get no answer', async () => {
    expect(await say({ say: 'erase' }, own)).toBe(unanswered);
  });
});
