import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startWorker } from '@/core/platform/worker.ts';
import { noon } from '../app/story.ts';
import { eventually } from '../eventually.ts';
import { samples } from '../words/samples.ts';
import { freshLedger, write } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const silently = vi.fn(async () => {});
const opened: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  fakeBrowser.reset();
  opened.length = 0;
  Object.assign(fakeBrowser.runtime, { id: 'test-extension-id', getURL: (path: string) => `extension:/${path}` });
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
  Object.assign(fakeBrowser.action, {
    ...{ setBadgeText: silently, setBadgeBackgroundColor: silently },
    ...{ setBadgeTextColor: silently, setTitle: silently },
  });
  Object.assign(fakeBrowser.tabs, {
    query: async () => [],
    create: async ({ url }: { url: string }) => void opened.push(url),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const click = (id: string) =>
  (fakeBrowser.notifications.onClicked as unknown as { trigger: (id: string) => Promise<unknown> }).trigger(id);

test.each([
  ['review', 'extension://dashboard.html#review'],
  ['cycle-plan', 'extension://dashboard.html#plan'],
] as const)('a click on a notification of a %s opens its place', async (kind, url) => {
  const ledger = await freshLedger();
  await write(ledger, { snapshot: await ledger.snapshot(), rows: [], notices: [samples[kind]] }, noon);
  startWorker();
  await click(samples[kind].key);
  await eventually(() => expect(opened).toEqual([url]));
});
