import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Sighting } from '@/core/domain/sighting.ts';
import { hour, second } from '@/core/domain/time.ts';
import { startWorker } from '@/core/platform/worker.ts';
import { ann, noon, seen } from '../app/story.ts';
import { freshLedger } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const page = (origin: string, id = 7) => ({
  id: 'test-extension-id',
  origin,
  frameId: 0,
  tab: { id, incognito: false },
});
const chatgpt = page('https://chatgpt.com');
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
const silently = vi.fn(async () => {});
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
  await freshLedger();
  startWorker();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a page that makes numbers up does not show a notification every other second', async () => {
  const show = vi.spyOn(fakeBrowser.notifications, 'create');
  for (let k = 0; k < 60; k++) {
    vi.setSystemTime(Date.now() + second);
    await say(saw(usage({}, k % 2 === 0 ? 1 : 95, noon + (k + 2) * 6 * hour)), chatgpt);
  }
  // One more, so that what was due before it has been shown.
  await say({ say: 'changed' }, { id: 'test-extension-id', origin: fakeBrowser.runtime.getURL('').replace(/\/$/, '') });
  expect(show.mock.calls.length).toBeGreaterThan(1);
  expect(show.mock.calls.length).toBeLessThan(10);
});
