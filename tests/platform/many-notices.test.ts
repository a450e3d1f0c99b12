import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { hour, second } from '@/core/domain/time.ts';
import { noon } from '../app/story.ts';
import { awake, own, page, saw, say, usage } from './awake.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const chatgpt = page('https://chatgpt.com');

beforeEach(async () => {
  await awake();
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
  await say({ say: 'changed' }, own);
  expect(show.mock.calls.length).toBeGreaterThan(1);
  expect(show.mock.calls.length).toBeLessThan(10);
});
