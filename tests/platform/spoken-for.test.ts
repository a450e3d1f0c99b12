import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { screenOf } from '@/core/app/view.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { hour, second } from '@/core/domain/time.ts';
import { providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { noon, offset } from '../app/story.ts';
import { awake, balance, page, saw, say, usage } from './awake.ts';
import type { Fresh } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const chatgpt = page('https://chatgpt.com');
const genspark = page('https://www.genspark.ai', 8);
let ledger: Fresh;
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
  ledger = await awake();
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
