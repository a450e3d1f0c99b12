import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { day, minute } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { replayNow } from '@/core/platform/replaying.ts';
import { readHeld, takeIn } from '@/core/platform/whole.ts';
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
const genspark = page('https://www.genspark.ai');
let n = 0;
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

const credits = async () => (await ledger.snapshot()).accounts[0]?.balances[0]?.left;

/** A record's file in which every time but that of saving has been moved by so much. */
function moved(text: string, by: number): string {
  return JSON.stringify(
    JSON.parse(text, (key, value) =>
      typeof value === 'number' && value > 1.6e12 && value < 2e12 && key !== 'savedAt' ? value + by : value,
    ),
  );
}

test.each([1, 7_000])('after a file whose times lie %d years ahead a true reading is believed', async (years) => {
  await say(saw(balance(9_000)), genspark);
  const { whole } = await ledger.within(readHeld);
  const read = readExport(moved(exportText({ whole, settings: defaultSettings }, noon, '0.1.0'), years * 365 * day));
  if (!read.ok) throw new Error(`${read.why} at ${read.at}`);
  for (const name of ledger.db.objectStoreNames) await ledger.db.clear(name);
  await takeIn(ledger, read.whole, await replayNow(), Date.now());
  vi.setSystemTime(Date.now() + minute);
  await say(saw(balance(1_000)), genspark);
  expect(await credits()).toBe(1_000);
});
