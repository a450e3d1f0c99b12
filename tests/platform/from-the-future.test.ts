import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, minute } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { replayNow } from '@/core/platform/replaying.ts';
import { readHeld, takeIn } from '@/core/platform/whole.ts';
import { noon } from '../app/story.ts';
import { awake, balance, page, saw, say } from './awake.ts';
import type { Fresh } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const genspark = page('https://www.genspark.ai');
let ledger: Fresh;

beforeEach(async () => {
  ledger = await awake();
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
