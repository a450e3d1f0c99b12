import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { screenOf } from '@/core/app/view.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { hour, second } from '@/core/domain/time.ts';
import { startWorker } from '@/core/platform/worker.ts';
import { providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { ann, noon, offset, seen } from '../app/story.ts';
import { freshLedger } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const page = (origin: string, id = 7) => ({
  id: 'test-extension-id',
  origin,
  frameId: 0,
  tab: { id, incognito: false },
});
const chatgpt = page('https://chatgpt.com');
const genspark = page('https://www.genspark.ai', 8);
let n = 0;
const usage = (over: Partial<Sighting> = {}, used = 40, resetAt = noon + 3 * hour) =>
  seen({
    watch: 'usage',
    id: `p:${++n}`,
    at: Date.now(),
    served: null,
    account: ann,
    fields: {
      rate_limit: {
        allowed: true,
        primary_window: {
          used_percent: used,
          limit_window_seconds: 604_800,
          reset_at: new Date(resetAt).toISOString(),
        },
      },
    },
    ...over,
  });
const balance = (left: number, over: Partial<Sighting> = {}) =>
  seen({
    watch: 'balance',
    id: `p:${++n}`,
    at: Date.now(),
    served: null,
    account: ann,
    fields: { status: 0, data: { balance: left } },
    ...over,
  });
const saw = (...sightings: unknown[]) => ({ say: 'saw', sightings, account: ann, visible: false });
async function say(message: unknown, sender: object): Promise<unknown> {
  let reply: (answer: unknown) => void = () => {};
  const answer = new Promise((resolve) => {
    reply = resolve;
  });
  const [taken] = await (
    fakeBrowser.runtime.onMessage as unknown as { trigger: (...all: unknown[]) => Promise<unknown[]> }
  ).trigger(message, sender, reply);
  return taken === true ? answer : 'nobody';
}
let ledger: Awaited<ReturnType<typeof freshLedger>>;
const silently = vi.fn(async () => {});
const shown = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const screen = async () =>
  screenOf(await ledger.snapshot(), shown, defaultSettings, wordsFor('en'), {
    now: Date.now(),
    offset,
    online: true,
    noAccess: [],
    needsReload: [],
  });
const reset = async () =>
  (await ledger.snapshot()).accounts.find(({ provider }) => provider === 'chatgpt')?.windows[0]?.resetsAt;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { id: 'test-extension-id' });
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

test('a page of one service cannot say that the computer’s clock is wrong where another says it is right', async () => {
  await say(saw(usage({ served: Date.now() })), chatgpt);
  for (let k = 0; k < 3; k++) {
    vi.setSystemTime(Date.now() + second);
    await say(saw(balance(5, { served: Date.now() + 2 * hour })), genspark);
  }
  expect((await screen()).clock).toBe(null);
});

test('a page of one service cannot move another’s reset, where the machine’s clock is wrong', async () => {
  const lead = 2 * hour;
  const tell = () => say(saw(usage({ served: Date.now() + lead }, 40, noon + lead + 3 * hour)), chatgpt);
  const found: unknown[] = [];
  for (let k = 0; k < 6; k++) {
    vi.setSystemTime(Date.now() + 20 * second);
    await tell();
    found.push(((await reset()) ?? 0) - noon);
    if (k > 1) await say(saw(balance(5 + k, { served: Date.now() })), genspark);
  }
  expect(found.slice(1).map((one) => Number(one) / hour)).toEqual([3, 3, 3, 3, 3]);
});

test('a page of one service cannot give weight to an old copy of another’s answer', async () => {
  const lead = -2 * hour;
  await say(saw(usage({ served: Date.now() })), chatgpt);
  const before = await reset();
  for (let k = 0; k < 3; k++) {
    vi.setSystemTime(Date.now() + second);
    await say(saw(balance(5, { served: Date.now() + lead })), genspark);
  }
  await say(saw(usage({ served: Date.now() + lead })), chatgpt);
  expect([before, await reset()].map((one) => ((one ?? 0) - noon) / hour)).toEqual([3, 3]);
});
