import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Sighting } from '@/core/domain/sighting.ts';
import { hour } from '@/core/domain/time.ts';
import { startWorker } from '@/core/platform/worker.ts';
import { ann, noon, seen } from '../app/story.ts';
import { freshLedger } from './fresh.ts';

/* A worker that has just started in a browser of its own, and what pages say to it. Needs `wxt/browser` to be the fake one. */

const id = 'test-extension-id';
/** A page of ours. */
export const own = { id, origin: `chrome-extension://${id}` };
/** A tab at that origin. */
export const page = (origin: string, tab = 7) => ({ id, origin, frameId: 0, tab: { id: tab, incognito: false } });

export const nobody = Symbol('nobody answers');
/** Says something to the worker as the browser would deliver it. */
export async function say(message: unknown, sender: object): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { onMessage } = fakeBrowser.runtime as unknown as {
    onMessage: { trigger: (...all: unknown[]) => Promise<unknown[]> };
  };
  const [taken] = await onMessage.trigger(message, sender, resolve);
  return taken === true ? promise : nobody;
}
export const saw = (...sightings: unknown[]) => ({ say: 'saw', sightings, account: ann, visible: false });

let n = 0;
const answer = (over: Partial<Sighting>) => ({ id: `p:${++n}`, at: Date.now(), served: null, account: ann, ...over });
/** A week's limit as ChatGPT says it. */
export const usage = (over: Partial<Sighting> = {}, used = 40, resetAt = noon + 3 * hour) => {
  const reset_at = new Date(resetAt).toISOString();
  const primary_window = { used_percent: used, limit_window_seconds: 604_800, reset_at };
  return seen({ watch: 'usage', fields: { rate_limit: { allowed: true, primary_window } }, ...answer(over) });
};
/** What is left as Genspark says it. */
export const balance = (left: number, over: Partial<Sighting> = {}) =>
  seen({ watch: 'balance', fields: { status: 0, data: { balance: left } }, ...answer(over) });

const silently = async () => {};
/** At noon, in a browser that does nothing by itself. Gives the empty record. */
export async function awake(more: object = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { id, getURL: (path: string) => `${own.origin}${path}` });
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => 'en' });
  Object.assign(fakeBrowser.action, {
    ...{ setBadgeText: silently, setBadgeBackgroundColor: silently, setBadgeTextColor: silently, setTitle: silently },
  });
  Object.assign(fakeBrowser, more);
  const ledger = await freshLedger();
  startWorker();
  return ledger;
}
