import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awaitTap } from '@/core/page/port.ts';
import { installTap } from '@/core/page/tap.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { closedLater, type FakeXhr, json, settle, tapped, until } from './page.ts';

const balance = '/api/payment/get_credit_balance';
const answer = () => Promise.resolve(json('{"status":0,"data":{"balance":9717}}'));

describe('the line to the relay', () => {
  test('stands before the page’s first script, is offered once and leaves nothing behind', async () => {
    const { page, spotted } = tapped(genspark, answer);
    let later = 0;
    page.document.addEventListener('nokori:port', () => later++);
    await page.fetch(balance);
    await until('the answer is told', () => spotted().length === 1);
    expect(later).toBe(0);
    expect(Object.keys(page).sort()).toEqual(['WebSocket', 'XMLHttpRequest', 'document', 'fetch']);
  });

  test('is the first one offered: a page that offers another is not listened to', async () => {
    const { page, told } = tapped(genspark, answer);
    const { port1, port2 } = new MessageChannel();
    page.document.dispatchEvent(new MessageEvent('nokori:port', { ports: [port2] }));
    closedLater(port1).postMessage({ watch: 'balance', phase: 'answer', fields: { data: { balance: 1e9 } }, who: [] });
    await settle();
    expect(told).toEqual([]);
  });
});

describe('a relay that no longer answers', () => {
  const noon = Date.parse('2026-11-22T12:00:00Z');
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: noon }));
  afterEach(() => vi.useRealTimers());

  test('is told no more after a hundred messages and some seconds, and the page goes on', async () => {
    const { page, spotted } = tapped(genspark, answer, { hears: false });
    for (let call = 0; call < 100; call++) expect((await page.fetch(balance)).status).toBe(200);
    await until('all are told', () => spotted().length === 100);
    vi.setSystemTime(noon + 11_000);
    expect((await page.fetch(balance)).status).toBe(200);
    await settle();
    expect(spotted()).toHaveLength(100);
  });

  test('for a moment misses nothing of a burst', async () => {
    const { page, spotted } = tapped(genspark, answer, { hears: false });
    for (let call = 0; call < 150; call++) await page.fetch(balance);
    await until('all are told', () => spotted().length === 150);
  });

  test('then costs the page nothing: its promises are its own again', async () => {
    const promise = answer();
    const { page } = tapped(genspark, () => promise, { hears: false });
    const xhr = new page.XMLHttpRequest() as unknown as FakeXhr;
    for (let call = 0; call < 110; call++) {
      xhr.open('POST', '/api/agent/ask_proxy');
      xhr.send();
    }
    vi.setSystemTime(noon + 11_000);
    expect(page.fetch(balance)).toBe(promise);
  });

  test('may be closed altogether', async () => {
    const { page, gone, spotted } = tapped(genspark, answer);
    gone();
    await settle();
    for (let call = 0; call < 5; call++) expect(await (await page.fetch(balance)).json()).toMatchObject({ status: 0 });
    expect(spotted()).toEqual([]);
  });
});

test('a relay that answers is told for as long as the page lives', async () => {
  const { page, spotted } = tapped(genspark, answer);
  for (let call = 0; call < 150; call++) {
    await page.fetch(balance);
    await until('it is told', () => spotted().length === call + 1);
  }
});

test('a second tap in the same page takes the place of the first: every answer is told once', async () => {
  const { page, spotted } = tapped(genspark, answer);
  const after: unknown[] = [];
  awaitTap(page.document, (port) => {
    closedLater(port).onmessage = ({ data }) => after.push(data);
  });
  installTap(page as never, genspark);
  await page.fetch(balance);
  await until('the second is told', () => after.length === 1);
  await settle();
  expect(spotted()).toEqual([]);
});

test('a fetch of another extension that gives no promise of this world is passed on as it is', () => {
  const odd = Object.freeze({ ok: true });
  const { page } = tapped(genspark, () => odd as never);
  expect(page.fetch(balance)).toBe(odd);
});

describe('a page that is not to be watched', () => {
  test('is left alone, and watched again when it may be', async () => {
    const promise = answer();
    const { page, command, spotted } = tapped(genspark, () => promise);
    command({ do: 'quiet', quiet: true });
    await settle();
    expect(page.fetch(balance)).toBe(promise);
    await settle();
    expect(spotted()).toEqual([]);
    command({ do: 'quiet', quiet: false });
    await settle();
    await page.fetch(balance);
    await until('the answer is told', () => spotted().length === 1);
  });

  test('an answer on its way when watching stops is not told', async () => {
    let arrive = (_: Response) => {};
    const { page, command, spotted } = tapped(genspark, () => new Promise<Response>((done) => (arrive = done)));
    const promise = page.fetch(balance);
    command({ do: 'quiet', quiet: true });
    await settle();
    arrive(await answer());
    expect((await promise).status).toBe(200);
    await settle();
    expect(spotted()).toEqual([]);
  });
});

test('a tap put into the page a second time, after an update, tells the new relay once and leaves the page alone', async () => {
  const { page, spotted, gone } = tapped(genspark, answer);
  gone();
  const told: unknown[] = [];
  awaitTap(page.document, (port) => {
    closedLater(port).onmessage = ({ data }) => {
      told.push(data);
      port.postMessage({ do: 'heard' });
    };
  });
  installTap(page, genspark);
  const response = await page.fetch(balance);
  expect(await response.json()).toMatchObject({ data: { balance: 9717 } });
  await until('the answer is told', () => told.length > 0);
  await settle();
  expect([told.length, spotted().length]).toEqual([1, 0]);
});
