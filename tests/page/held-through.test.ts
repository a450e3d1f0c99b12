import { describe, expect, test } from 'vitest';
import type { AskPort, ToWindow } from '@/core/page/ask-line.ts';
import { awaitTap, type Command } from '@/core/page/port.ts';
import { startRelay } from '@/core/page/relay.ts';
import { installTap } from '@/core/page/tap.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { create, video } from './held.ts';
import { closedLater, type FakePage, FakeSocket, FakeXhr, json, settle, until } from './page.ts';
import { ack, fakeScreen } from './relayed.ts';

/** A page with tap and relay in it, on one clock, whose worker opens a window that the test plays. */
function heldThrough() {
  const screen = fakeScreen(genspark);
  const sent: Request[] = [];
  const page = Object.assign(screen.page, {
    fetch: async (...args: Parameters<typeof fetch>) => {
      sent.push(new Request(...args));
      return json('{"status":0}');
    },
    XMLHttpRequest: class extends FakeXhr {},
    WebSocket: class extends FakeSocket {},
  }) as unknown as FakePage;
  const judged: string[] = [];
  const told: ToWindow['is'][] = [];
  const stored: string[] = [];
  let order: (command: Command) => void = () => {};
  let connect: (id: string, window: AskPort) => void = () => {};
  startRelay(page, genspark, {
    send: async ({ sightings }) => {
      stored.push(...sightings.map(({ phase, rule }) => `${phase} ${rule}`));
      return ack;
    },
    holds: async () => true,
    may: async ({ sighting }) => {
      judged.push(sighting.call);
      return { ...ack, holds: true, ask: true };
    },
    onWindow: (take) => {
      connect = take;
    },
    onCommand: (take) => {
      order = take;
    },
    alive: () => true,
  });
  awaitTap(page.document, (port) => void closedLater(port));
  installTap(page, genspark);
  const never = { addListener: () => {} };
  return {
    ...screen,
    sent,
    told,
    stored,
    order: (command: Command) => order(command),
    /** Makes a costly request; its window opens and says nothing. */
    async asks() {
      await settle();
      const before = judged.length;
      const made = page.fetch(create, { method: 'POST', body: video });
      made.catch(() => {});
      await until('the worker is asked', () => judged.length > before);
      const id = judged.at(-1) ?? '';
      order({ do: 'opened', call: id });
      connect(id, { postMessage: ({ is }) => void told.push(is), onMessage: never, onDisconnect: never });
      await settle();
      return { made };
    },
  };
}

describe('tap and relay together', () => {
  test('let a request wait for five minutes while its window says nothing, and then it is cancelled', async () => {
    const page = heldThrough();
    const { made } = await page.asks();
    await page.pass(5 * 60_000 - 1_000);
    expect([page.sent, page.told]).toEqual([[], ['waiting']]);
    await page.pass(1_000);
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await page.pass(100);
    await until('it is told', () => page.stored.includes('end withheld'));
    await page.pass(60_000);
    expect([page.sent, page.told]).toEqual([[], ['waiting', 'over']]);
  });

  test('do so although everything is paused meanwhile', async () => {
    const page = heldThrough();
    const { made } = await page.asks();
    await page.pass(10_000);
    page.order({ do: 'quiet', quiet: true });
    page.order({ do: 'hold', on: false });
    await page.pass(5 * 60_000 - 11_000);
    expect([page.sent, page.told]).toEqual([[], ['waiting']]);
    await page.pass(1_000);
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    expect([page.sent, page.told]).toEqual([[], ['waiting', 'over']]);
  });
});
