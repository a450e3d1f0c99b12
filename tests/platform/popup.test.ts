import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { screenOf } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, enteredFor } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import type { Wish } from '@/core/domain/wishes.ts';
import { offsetAt } from '@/core/platform/clock.ts';
import type { Told } from '@/core/platform/painted.ts';
import { openPopup, type PopupStore } from '@/core/platform/popup.ts';
import { changeSettings, loadSettings } from '@/core/platform/settings.ts';
import { announceChange } from '@/core/platform/signal.ts';
import { services } from '@/core/platform/store.ts';
import { startWorker } from '@/core/platform/worker.ts';
import { leavingOpen } from '@/core/words/left-open.ts';
import { wordsFor } from '@/core/words/words.ts';
import { noon } from '../app/story.ts';
import { eventually } from '../eventually.ts';
import { scenarios } from '../scenarios.ts';
import { damaged, failing, quietly } from './faults.ts';
import { freshLedger } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

/* The popup and the worker, talking as the browser lets them. Neither the services' pages nor their tabs are there. */

const id = 'test-extension-id';
const own = { id, origin: `chrome-extension://${id}` };
const outside = { online: true, noAccess: [], needsReload: [] };
const words = wordsFor('en');

async function say(message: unknown, sender: object = own): Promise<unknown> {
  const answer = Promise.withResolvers<unknown>();
  const { onMessage } = fakeBrowser.runtime as unknown as {
    onMessage: { trigger: (...all: unknown[]) => Promise<unknown[]> };
  };
  const [taken] = await onMessage.trigger(message, sender, answer.resolve);
  // What crosses is text in Chromium.
  return taken === true ? JSON.parse(JSON.stringify(await answer.promise)) : undefined;
}

/** A channel on which nobody hears anything. */
const mute = class {
  postMessage() {}
  close() {}
};

let ledger: Awaited<ReturnType<typeof freshLedger>>;
const keep = (snapshot: Snapshot) => ledger.db.put('snapshot', snapshot, 'now');
const someRecord = (name: string) => scenarios(Date.now())[name] as Snapshot;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { id });
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
  const silently = async () => {};
  Object.assign(fakeBrowser.action, {
    ...{ setBadgeText: silently, setBadgeBackgroundColor: silently, setBadgeTextColor: silently, setTitle: silently },
  });
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  ledger = await freshLedger();
  startWorker();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the worker, asked what the popup is to show', () => {
  test.each(Object.keys(scenarios(0)))('tells what the dashboard makes of the same record: %s', async (name) => {
    await keep(someRecord(name));
    const settings = await changeSettings(() => ({ ...defaultSettings, language: 'en' }));
    const told = (await say({ say: 'paint', ...outside })) as { screen: unknown };
    const conditions = { ...outside, now: Date.now(), offset: offsetAt(Date.now()), offsetAt };
    const screen = screenOf(someRecord(name), services, settings, leavingOpen(words, Date.now()), conditions);
    expect(told.screen).toEqual(JSON.parse(JSON.stringify(screen)));
  });

  test('hears what only a page can know', async () => {
    await keep(someRecord('usual'));
    const states = async (more: object) => {
      const { screen } = (await say({ say: 'paint', ...outside, ...more })) as Extract<Told, { screen: unknown }>;
      return [screen.offline, screen.cards.find(({ provider }) => provider === 'chatgpt')?.state];
    };
    expect(await states({ online: false })).toEqual([words.t('app.offline'), 'offline']);
    expect(await states({ noAccess: ['chatgpt'] })).toEqual([null, 'no-access']);
    expect(await states({ needsReload: ['chatgpt'] })).toEqual([null, 'needs-reload']);
  });

  test('tells pages of the web nothing', async () => {
    const page = { id, origin: 'https://chatgpt.com', frameId: 0, tab: { id: 7, incognito: false } };
    expect(await say({ say: 'paint', ...outside }, page)).not.toHaveProperty('screen');
    expect(await say({ say: 'pause', paused: true }, page)).toMatchObject({ ok: false });
    expect((await loadSettings()).paused).toBe(false);
  });

  test('says what keeps the record from being read, and reads it as soon as it can be', async () => {
    quietly();
    await keep(someRecord('usual'));
    const { mended } = failing(IDBObjectStore.prototype, 'get', damaged);
    const told = (await say({ say: 'paint', ...outside })) as Told;
    expect(told).toMatchObject({ locale: 'en', trouble: 'broken' });
    expect(Object.keys(told.texts)).toContain('trouble.broken');
    mended();
    expect(await say({ say: 'paint', ...outside })).toHaveProperty('screen');
  });
});

describe('what somebody wishes', () => {
  const account = { provider: 'genspark', account: null, number: 1 } as const;
  const wish = async (one: Wish) => {
    expect(await say(one)).toBe(true);
    return loadSettings();
  };

  test('is kept with the settings, and can be taken back', async () => {
    expect(await wish({ say: 'pause', paused: true })).toMatchObject({ paused: true });
    expect(await wish({ say: 'pause', paused: false })).toMatchObject({ paused: false });
    expect(await wish({ say: 'silence', how: 'hour' })).toMatchObject({ snoozedUntil: noon + hour });
    const { snoozedUntil } = await wish({ say: 'silence', how: 'tomorrow' });
    expect(new Date(snoozedUntil ?? 0).getHours()).toBe(8);
    expect(await wish({ say: 'silence', how: null })).toMatchObject({ snoozedUntil: null });
    await wish({ say: 'stop', provider: 'sora' });
    expect(await wish({ say: 'stop', provider: 'sora' })).toMatchObject({ stopped: ['sora'] });
    const { firstRun } = await wish({ say: 'notification-appeared', appeared: 'yes' });
    expect(firstRun).toEqual({ appeared: 'yes', dismissed: false });
    expect((await wish({ say: 'dismiss-first-run' })).firstRun).toEqual({ appeared: 'yes', dismissed: true });
  });

  test('says what a page does not tell, one thing beside the other', async () => {
    await wish({ say: 'enter', ...account, ask: 'monthly', value: 10_000 });
    const both = await wish({ say: 'enter', ...account, ask: 'renewal-day', value: 6 });
    const of = { provider: 'genspark', account: '', number: 1 };
    expect(enteredFor(both, of)).toEqual({ monthly: 10_000, renewalDay: 6, at: noon });
    const one = await wish({ say: 'enter', ...account, ask: 'monthly', value: null });
    expect(enteredFor(one, of)).toEqual({ monthly: null, renewalDay: 6, at: noon });
  });

  test('makes a job by its name, and goes on with it', async () => {
    const { jobs, currentJob } = await wish({ say: 'type-job', name: `  ${'spring deck '.repeat(30)}` });
    expect(jobs).toMatchObject([{ name: 'spring deck '.repeat(5).trim(), createdAt: noon }]);
    expect(currentJob).toEqual({ id: jobs[0]?.id, since: noon });
    expect((await wish({ say: 'pick-job', id: null })).currentJob).toBeNull();
    expect((await wish({ say: 'pick-job', id: jobs[0]?.id ?? '' })).currentJob?.id).toBe(jobs[0]?.id);
  });

  test.each<[string, object]>([
    ['a day no month has', { say: 'enter', ...account, ask: 'renewal-day', value: 32 }],
    ['less than nothing', { say: 'enter', ...account, ask: 'monthly', value: -1 }],
    ['a silence of another length', { say: 'silence', how: 'year' }],
  ])('is not taken where it cannot be: %s', async (_, one) => {
    const before = await loadSettings();
    expect(await say(one)).toBeUndefined();
    expect(await loadSettings()).toEqual(before);
  });
});

describe('the popup', () => {
  /** The document, as far as it is looked at. */
  let page: EventTarget & { visibilityState: string };
  const seen = (state: 'visible' | 'hidden') => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  beforeEach(() => {
    page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  });

  /** Opens one in which time passes when it is let. */
  async function opened(): Promise<{ store: PopupStore; pass: (every: number) => void }> {
    const intervals: { readonly run: () => void; readonly ms: number }[] = [];
    const every = vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void, ms: number) => {
      intervals.push({ run, ms });
      return 0;
    }) as never);
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('document', page);
    const sent = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockImplementation(((message: unknown) => say(message)) as never);
    onTestFinished(() => {
      vi.unstubAllGlobals();
      sent.mockRestore();
    });
    const store = await openPopup();
    every.mockRestore();
    return { store, pass: (every) => void intervals.filter(({ ms }) => ms === every).map(({ run }) => run()) };
  }
  const answered = ({ answered }: PopupStore) => eventually(() => expect(answered.value).toBe(true));
  const card = ({ sight }: PopupStore) =>
    sight.value?.screen?.cards.find(({ provider, meters }) => provider === 'chatgpt' && meters.length > 0);

  test('shows what was left behind at once, and nothing where that is over', async () => {
    await keep(someRecord('usual'));
    await say({ say: 'changed' });
    await eventually(async () => expect(await fakeBrowser.storage.session.get('painting')).toHaveProperty('painting'));
    const { store } = await opened();
    expect([store.answered.value, card(store)?.meters.length]).toEqual([false, 1]);
    vi.setSystemTime(noon + 2 * day);
    const late = await opened();
    expect([late.store.answered.value, late.store.sight.value]).toEqual([false, null]);
  });

  test('shows what the worker says, counts down, and asks again when a limit has come back', async () => {
    // Nobody tells it that it should.
    vi.stubGlobal('BroadcastChannel', mute);
    await keep(someRecord('usual'));
    const { store, pass } = await opened();
    await answered(store);
    const [first] = card(store)?.meters ?? [];
    const resetsAt = Date.parse(first?.reset?.iso ?? '');
    expect(resetsAt).toBeGreaterThan(noon);
    vi.setSystemTime(noon + 5 * minute);
    pass(1_000);
    const countdown = words.until(resetsAt, noon + 5 * minute);
    expect(card(store)?.meters[0]?.reset?.countdown).toContain(countdown);
    vi.setSystemTime(resetsAt + minute);
    pass(1_000);
    await eventually(() => expect(card(store)?.meters[0]?.used).not.toBe(first?.used));
  });

  test('shows what is new in the record as soon as it is announced', async () => {
    await keep(someRecord('usual'));
    const { store } = await opened();
    await answered(store);
    await keep(someRecord('near'));
    announceChange();
    await eventually(() => expect(card(store)?.meters.map(({ used }) => used)).toEqual([84]));
  });

  test('follows the settings, whoever has changed them', async () => {
    await keep(someRecord('usual'));
    const { store } = await opened();
    await answered(store);
    await store.send({ say: 'pause', paused: true });
    await eventually(() => expect(store.sight.value?.screen?.paused).toBe(true));
    await changeSettings((before) => ({ ...before, language: 'ja' }));
    await eventually(() => expect(store.words.value.locale).toBe('ja'));
  });

  test('keeps the last numbers while the record fails, and says so; without any it says that alone', async () => {
    quietly();
    await keep(someRecord('usual'));
    const { store, pass } = await opened();
    await answered(store);
    const { mended } = failing(IDBObjectStore.prototype, 'get', damaged);
    pass(10_000);
    await eventually(() => expect(store.sight.value?.trouble).toBe('broken'));
    expect(card(store)?.meters).toHaveLength(1);
    await fakeBrowser.storage.session.clear();
    const other = await opened();
    await eventually(() => expect(other.store.sight.value).toEqual({ screen: null, trouble: 'broken' }));
    expect(other.store.words.value.t('trouble.broken')).toBe(words.t('trouble.broken'));
    mended();
    pass(10_000);
    await eventually(() => expect(store.sight.value?.trouble).toBeNull());
  });

  test('asks nothing by the clock while nobody looks, and at once when somebody does', async () => {
    vi.stubGlobal('BroadcastChannel', mute);
    await keep(someRecord('usual'));
    const { store, pass } = await opened();
    await answered(store);
    const { calls: asked, results } = vi.mocked(fakeBrowser.runtime.sendMessage).mock;
    const before = asked.length;
    seen('hidden');
    vi.setSystemTime(noon + 2 * day);
    for (const every of [1_000, 10_000]) pass(every);
    expect(asked).toHaveLength(before);
    seen('visible');
    expect(asked).toHaveLength(before + 1);
    expect(await results.at(-1)?.value).toHaveProperty('screen');
  });

  test('is painted and answered although it was opened where nobody looks', async () => {
    page.visibilityState = 'hidden';
    await keep(someRecord('usual'));
    const { store } = await opened();
    await answered(store);
    expect(card(store)?.meters).toHaveLength(1);
  });

  test('asks the next worker, where one ends before it has answered', async () => {
    await keep(someRecord('usual'));
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout'], now: noon });
    const { store } = await opened();
    vi.mocked(fakeBrowser.runtime.sendMessage).mockRejectedValueOnce(new Error('gone'));
    await store.look();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useFakeTimers({ toFake: ['Date'], now: noon });
    await answered(store);
    expect(card(store)?.meters).toHaveLength(1);
  });
});
