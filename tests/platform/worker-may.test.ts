import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Sighting } from '@/core/domain/sighting.ts';
import { changeSettings } from '@/core/platform/settings.ts';
import { ann, noon, seen } from '../app/story.ts';
import { eventually } from '../eventually.ts';
import { awake, balance, own, page, saw, say } from './awake.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const genspark = page('https://www.genspark.ai');
const leaving = (over: Partial<Sighting> = {}) =>
  seen({
    watch: 'agent',
    phase: 'sent',
    status: 0,
    served: null,
    call: 'page:1',
    asked: { type: 'video_generation_agent', model_params: { type: 'video', duration: '60s' } },
    ...over,
  });
const may = (over: Partial<Sighting> = {}) => ({ say: 'may', sighting: leaving(over), account: ann });
const tell = (message: unknown, sender: object = genspark) => say(message, sender);

let opened: string[] = [];
let calls = 0;
const told = async () => Object.keys(await fakeBrowser.notifications.getAll());

beforeEach(async () => {
  opened = [];
  await awake({
    windows: { ...fakeBrowser.windows, create: async ({ url }: { url: string }) => void opened.push(url) },
  });
  await changeSettings((before) => ({ ...before, askFirst: { genspark: 'every' } }));
  await tell(saw(balance(180)));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a page whose request waits', () => {
  test('hears that a window asks', async () => {
    expect(await tell(may())).toMatchObject({ ok: true, ask: true, holds: true });
    await eventually(() => expect(opened.length).toBe(1));
    expect(opened).toEqual([`${own.origin}/ask.html?id=page%3A1&tab=7`]);
  });

  test('hears at once where nobody is asked', async () => {
    await changeSettings((before) => ({ ...before, askFirst: {} }));
    expect(await tell(may())).toMatchObject({ ok: true, ask: false, holds: false });
    expect(opened).toEqual([]);
  });

  test.each<[string, unknown, object]>([
    ['says what is no sighting', { ...may(), sighting: { watch: 'agent' } }, genspark],
    ['is of another service', may(), { ...genspark, origin: 'https://chatgpt.com.example' }],
    ['is a frame inside a page', may(), { ...genspark, frameId: 1 }],
    ['is private', may(), { ...genspark, tab: { id: 7, incognito: true } }],
  ])('is refused where it %s', async (_, message, sender) => {
    expect(await tell(message, sender)).toMatchObject({ ok: false });
    expect(opened).toEqual([]);
  });

  /** How many of so many requests, one after the other, somebody is asked about. */
  const askedOf = async (requests: number, sender: object = genspark): Promise<number> => {
    const answers = [];
    for (let n = 0; n < requests; n++) {
      const call = `page:${++calls}`;
      answers.push(await tell(may({ id: call, call }), sender));
    }
    return answers.filter((one) => (one as { ask?: boolean }).ask === true).length;
  };

  test('is asked about all of twenty at once, and does not open windows without end', async () => {
    const asked = await askedOf(30);
    expect(asked).toBe(20);
    await eventually(() => expect(opened.length).toBe(asked));
    expect(await askedOf(1, { ...genspark, tab: { id: 8, incognito: false } })).toBe(1);
  });

  test('is asked about one more every three seconds', async () => {
    await askedOf(30);
    vi.setSystemTime(noon + 9_000);
    expect(await askedOf(30)).toBe(3);
  });

  test('does not pay for it with what it has seen, nor the other way round', async () => {
    const seldom = { say: 'saw', sightings: Array.from({ length: 99 }, () => ({})), account: ann, visible: false };
    for (let n = 0; n < 5; n++) await tell(seldom);
    expect(await tell(seldom)).toMatchObject({ ok: false });
    expect(await askedOf(20)).toBe(20);
  });

  test('hears that a window asks although what it told could not be stored', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    try {
      expect(await tell(may())).toMatchObject({ ok: false, ask: true });
    } finally {
      put.mockRestore();
    }
    expect(opened.length).toBe(1);
  });
});

describe('a window that came too late', () => {
  test('has what it would have said told', async () => {
    await tell(may());
    expect(await told()).toEqual([]);
    expect(await tell({ say: 'not-asked', id: 'page:1' }, own)).toBe(true);
    await eventually(async () => expect(await told()).toEqual([expect.stringContaining('heavy-task')]));
  });

  test('whose question nobody knows says nothing', async () => {
    expect(await tell({ say: 'not-asked', id: 'page:2' }, own)).toBe(true);
    expect(await told()).toEqual([]);
  });

  test('is no page', async () => {
    await tell(may());
    expect(await tell({ say: 'not-asked', id: 'page:1' })).toMatchObject({ ok: false });
    expect(await told()).toEqual([]);
  });
});
