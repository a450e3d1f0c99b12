import { describe, expect, test } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { fixture } from '../providers/through.ts';
import { type FakeXhr, settle, tapped, until } from './page.ts';

const usage = fixture('chatgpt', 'usage-plus-2026-05-13.json');
const balance = '{"status":0,"message":"success","data":{"balance":9717}}';

function page(watch: Watch) {
  const tap = tapped(watch);
  return { ...tap, xhr: () => new tap.page.XMLHttpRequest() as unknown as FakeXhr };
}

describe('the page’s own XMLHttpRequest', () => {
  test('is called with the very arguments, whether it is ours to watch or not', () => {
    const { xhr } = page(chatgpt);
    for (const address of ['/backend-api/wham/usage', '/else']) {
      const request = xhr();
      request.open('GET', address);
      request.setRequestHeader('authorization', 'Bearer x');
      request.send('body');
      expect([request.address, request.headers, request.sent]).toEqual([
        address,
        [['authorization', 'Bearer x']],
        ['body'],
      ]);
    }
  });

  test('that throws, throws as before, and an address that cannot be written down is its own affair', () => {
    const { xhr } = page(chatgpt);
    const request = xhr();
    request.open('GET', Symbol('x') as never);
    request.broken = true;
    expect(() => request.send()).toThrow('not opened');
  });

  test('keeps the names and lengths of its methods', () => {
    const { prototype } = page(chatgpt).page.XMLHttpRequest;
    expect([prototype.open.name, prototype.send.name, prototype.open.length]).toEqual(['open', 'send', 2]);
  });
});

describe('its answer', () => {
  test('is told with status, clock and whitelisted fields', async () => {
    const { xhr, spotted } = page(chatgpt);
    const request = xhr();
    request.open('get', '/backend-api/wham/usage');
    request.send();
    request.arrive(200, usage, { date: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ watch: 'usage', status: 200, served: Date.parse('2026-11-22T12:00:00Z') });
    expect(spotted()[0]?.fields).toMatchObject({ plan_type: 'plus' });
  });

  test('as parsed JSON is read, too', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.responseType = 'json';
    request.open('GET', 'https://www.genspark.ai/api/payment/get_credit_balance');
    request.send();
    request.arrive(200, '');
    request.response = JSON.parse(balance);
    request.dispatchEvent(new Event('load'));
    await until('it is told', () => spotted().some(({ fields }) => fields !== undefined));
    expect(spotted().at(-1)?.fields).toMatchObject({ data: { balance: 9717 } });
  });

  test.each(['arraybuffer', 'blob', 'document'])('as %s is not touched: reading its text would throw', async (kind) => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    let touched = 0;
    Object.defineProperty(request, 'responseText', { get: () => ++touched, set: () => {} });
    request.responseType = kind;
    request.open('GET', '/api/payment/get_credit_balance');
    request.send();
    request.arrive(200, balance);
    await settle();
    expect([touched, spotted()]).toEqual([0, []]);
  });

  test('of more than a megabyte is told as too large, as with fetch', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.open('GET', '/api/payment/get_credit_balance');
    request.send();
    request.arrive(200, JSON.stringify({ status: 0, data: { balance: 1 }, more: 'x'.repeat(1_500_000) }));
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ unread: 'too-large' });
  });

  test('as a stream is told event by event when it is whole', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.open('POST', '/api/ig_tasks_status');
    request.send('{"task_ids":["task-1"]}');
    request.arrive(200, fixture('genspark', 'ig_tasks_status_complete.sse.txt'), {
      'content-type': 'text/event-stream',
    });
    await until('its end is told', () => spotted().some(({ phase }) => phase === 'end'));
    expect(spotted().map(({ phase }) => phase)).toContain('event');
  });

  test('to another address is never looked at', async () => {
    const { xhr, spotted } = page(genspark);
    for (const address of ['/api/else', '/assets/x.json', 'https://elsewhere.example/api/user']) {
      const request = xhr();
      Object.defineProperty(request, 'responseText', { get: () => expect.unreachable(), set: () => {} });
      request.open('GET', address);
      request.send();
      request.arrive(200, balance);
    }
    await settle();
    expect(spotted()).toEqual([]);
  });

  test('of a request used again is told once, under its own name', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.open('GET', '/api/payment/get_credit_balance');
    request.send();
    request.arrive(200, balance);
    request.open('GET', '/api/is_login');
    request.send();
    request.arrive(200, '{"status":0,"data":{"is_login":true}}');
    await settle();
    expect(spotted().map(({ watch }) => watch)).toEqual(['balance', 'login']);
  });

  test('of a request stopped and then used for something else is not looked at', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.open('GET', '/api/payment/get_credit_balance');
    request.send();
    request.open('GET', '/private/letters.json');
    request.send();
    request.arrive(200, '{"status":0,"data":{"balance":4}}');
    await settle();
    expect(spotted()).toEqual([]);
  });
});

describe('a request that leaves by XMLHttpRequest', () => {
  test('is told with its parameters before its answer', async () => {
    const { xhr, spotted } = page(genspark);
    const request = xhr();
    request.open('POST', '/api/agent/ask_proxy');
    request.send('{"type":"video_generation_agent","messages":[{"content":"secret"}]}');
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ phase: 'sent', asked: { type: 'video_generation_agent' } });
    request.arrive(200, '{"status":0}');
    await until('its answer is told', () => spotted().length === 2);
    expect(spotted()[1]).toMatchObject({ phase: 'answer', call: spotted()[0]?.call });
    expect(JSON.stringify(spotted())).not.toContain('secret');
  });
});
