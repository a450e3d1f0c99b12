import { describe, expect, test, vi } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { fixture } from '../providers/through.ts';
import { bytesOf, json, settle, streamOf, tapped, unhandledDuring, until } from './page.ts';

const usage = fixture('chatgpt', 'usage-plus-2026-05-13.json');
const address = '/backend-api/wham/usage';
const turnAddress = 'https://chatgpt.com/backend-api/f/conversation';
const sse = (text: string) =>
  new Response(streamOf(text.match(/[\s\S]{1,7}/g)?.map(bytesOf) ?? []), {
    headers: { 'content-type': 'text/event-stream' },
  });

describe('the page’s own fetch', () => {
  test('gets the very response it would have got, unread', async () => {
    const response = json(usage);
    const { page, spotted } = tapped(chatgpt, async () => response);
    const got = await page.fetch(address);
    expect(got).toBe(response);
    expect(got.bodyUsed).toBe(false);
    expect(await got.text()).toBe(usage);
    await until('the answer is told', () => spotted().length === 1);
  });

  test('is called with the very arguments and the very this', async () => {
    const calls: unknown[][] = [];
    const { page } = tapped(chatgpt, function (this: unknown, ...args) {
      calls.push([this, ...args]);
      return Promise.resolve(json('{}'));
    });
    const init = { headers: { authorization: 'x' } };
    await page.fetch(address, init);
    expect(calls).toEqual([[page, address, init]]);
    expect(calls[0]?.[2]).toBe(init);
  });

  test('keeps its name, its length and what other scripts hung on it', () => {
    const original = Object.assign(function fetch(_: unknown) {}, { polyfill: true });
    const { page } = tapped(chatgpt, original as never);
    expect([page.fetch.name, page.fetch.length]).toEqual(['fetch', 1]);
    expect(page.fetch).toHaveProperty('polyfill', true);
  });

  test.each([
    ['another path', genspark, '/assets/app.js'],
    ['another origin', genspark, 'https://elsewhere.example/api/user'],
    ['its API, but nothing we watch and no headers to keep', genspark, '/api/else'],
    ['an address that is none', chatgpt, 'http://['],
  ])('gets the very promise back for %s', (_, watch, to) => {
    const promise = Promise.resolve(json('{}'));
    const { page } = tapped(watch, () => promise);
    expect(page.fetch(to)).toBe(promise);
  });

  test('that fails, fails as before: caught, and nobody hears of it', async () => {
    const failure = new TypeError('Failed to fetch');
    const { page, spotted } = tapped(chatgpt, () => Promise.reject(failure));
    const unhandled = await unhandledDuring(() => expect(page.fetch(address)).rejects.toBe(failure));
    expect(unhandled).toEqual([]);
    expect(spotted()).toEqual([]);
  });

  test('that fails and is not caught, is one unhandled rejection, as before', async () => {
    const failure = new TypeError('Failed to fetch');
    const { page } = tapped(chatgpt, () => Promise.reject(failure));
    expect(await unhandledDuring(() => void page.fetch(address))).toEqual([failure]);
  });

  test('that throws at once, throws at once', () => {
    const { page } = tapped(chatgpt, () => {
      throw new TypeError('Illegal invocation');
    });
    expect(() => page.fetch(address)).toThrow(new TypeError('Illegal invocation'));
  });
});

describe('a request', () => {
  test('has left before we look at what it says', async () => {
    const order: string[] = [];
    const { page, spotted } = tapped(chatgpt, async () => {
      order.push('left');
      return json('{}');
    });
    const parse = vi.spyOn(JSON, 'parse').mockImplementation((text) => {
      order.push(text);
      return { model: 'gpt-6' };
    });
    try {
      void page.fetch('/backend-api/f/conversation', { method: 'POST', body: 'asked' });
      expect(order).toEqual(['left', 'asked']);
    } finally {
      parse.mockRestore();
    }
    await until('it is told', () => spotted().length > 0);
    expect(spotted()[0]).toMatchObject({ phase: 'sent', asked: { model: 'gpt-6' } });
  });

  test('that is not even made is not told of', async () => {
    const { page, spotted } = tapped(chatgpt, () => {
      throw new TypeError('no');
    });
    expect(() => page.fetch('/backend-api/f/conversation', { method: 'POST', body: '{}' })).toThrow('no');
    await settle();
    expect(spotted()).toEqual([]);
  });
});

describe('an answer', () => {
  test('is told with its status, the server’s clock and only the whitelisted fields', async () => {
    const headers = { date: 'Sun, 22 Nov 2026 12:00:00 GMT' };
    const { page, spotted } = tapped(chatgpt, async () => json(usage, { headers }));
    await page.fetch(new URL(address, 'https://chatgpt.com'));
    await until('the answer is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({
      watch: 'usage',
      phase: 'answer',
      status: 200,
      via: 'page',
      served: Date.parse('2026-11-22T12:00:00Z'),
      fields: { plan_type: 'plus', account_id: '#0' },
      who: ['user-REDACTED'],
    });
    expect(JSON.stringify(spotted()[0])).not.toMatch(/email|promo|approx/);
  });

  test('to a Request whose method is replaced is that of the request which is really made', async () => {
    const { page, spotted } = tapped(chatgpt, async () => json(usage));
    const request = new Request(`https://chatgpt.com${address}`, { method: 'POST' });
    await page.fetch(request);
    await page.fetch(request, { method: 'GET' });
    await until('the second one is told', () => spotted().length > 0);
    await settle();
    expect(spotted().map(({ watch }) => watch)).toEqual(['usage']);
  });

  test('that is HTML, empty, or an error page is told as such', async () => {
    const bodies = ['<!doctype html><p>Just a moment…</p>', '', '{"plan_type":"pl'];
    const { page, spotted } = tapped(chatgpt, async () => json(bodies.shift() ?? ''));
    for (let left = 3; left > 0; left--) await page.fetch(address);
    await until('all are told', () => spotted().length === 3);
    expect(spotted().map(({ unread, fields }) => [unread, fields])).toEqual(Array(3).fill(['not-json', undefined]));
  });

  test('of more than a megabyte is told as too large, and the page gets all of it', async () => {
    const long = JSON.stringify({ credits: { balance: '1' }, more: 'x'.repeat(1_500_000) });
    const { page, spotted } = tapped(chatgpt, async () => json(long));
    expect(await (await page.fetch(address)).text()).toBe(long);
    await until('the answer is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ unread: 'too-large' });
  });

  test('that breaks off is the page’s trouble alone', async () => {
    const failure = new TypeError('network error');
    const broken = new ReadableStream({ pull: (controller) => controller.error(failure) });
    const { page, spotted } = tapped(chatgpt, async () => new Response(broken));
    const unhandled = await unhandledDuring(async () =>
      expect((await page.fetch(address)).text()).rejects.toBe(failure),
    );
    expect([unhandled, spotted()]).toEqual([[], []]);
  });
});

describe('a stream', () => {
  const text = fixture('chatgpt', 'f-conversation-complete.sse.txt');

  test('reaches the page whole, and its events are told in order, its end last', async () => {
    const { page, spotted } = tapped(chatgpt, async () => sse(text));
    const response = await page.fetch(turnAddress, { method: 'POST', body: '{"model":"gpt-6"}' });
    expect(await response.text()).toBe(text);
    await until('the end is told', () => spotted().some(({ phase }) => phase === 'end'));
    const told = spotted().map(({ phase, rule }) => `${phase} ${rule}`);
    expect(told[0]).toBe('sent null');
    expect(told.at(-1)).toBe('end closed');
    expect(told).toContain('event turn-end');
    expect(new Set(spotted().map(({ call }) => call)).size).toBe(1);
  });

  test('that the page stops, is stopped at the server, and its end is told', async () => {
    let stopped: unknown;
    const body = streamOf([bytesOf('data: 1\n\n'), bytesOf('data: 2\n\n')], (why) => {
      stopped = why;
    });
    const { page, spotted } = tapped(
      chatgpt,
      async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    );
    const reader = (await page.fetch(turnAddress, { method: 'POST' })).body?.getReader();
    await reader?.read();
    await reader?.cancel('Stop');
    expect(stopped).toBe('Stop');
    await until('the end is told', () => spotted().some(({ rule }) => rule === 'cancelled'));
  });

  test('that was refused is told as an answer', async () => {
    const { page, spotted } = tapped(chatgpt, async () =>
      json('{"detail":{"code":"model_cap_exceeded"}}', { status: 429 }),
    );
    await page.fetch(turnAddress, { method: 'POST' });
    await until('the answer is told', () => spotted().length === 2);
    expect(spotted()[1]).toMatchObject({
      phase: 'answer',
      status: 429,
      fields: { detail: { code: 'model_cap_exceeded' } },
    });
  });

  test('with letters of several bytes is read rightly, wherever it is cut', async () => {
    const line = bytesOf('data: {"type":"message_result","message":{"content":"クレジット不足です。"}}\n');
    const body = streamOf([...line].map((byte) => Uint8Array.of(byte)));
    const { page, spotted } = tapped(
      genspark,
      async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    );
    await (await page.fetch('/api/agent/ask_proxy', { method: 'POST' })).arrayBuffer();
    await settle();
    expect(spotted().find(({ phase }) => phase === 'event')?.fields).toEqual({ message: { content: 'exhausted-ja' } });
  });
});
