import { describe, expect, test } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { type FakeXhr, json, settle, tapped, until } from './page.ts';

const usage = '/backend-api/wham/usage';
const headers = { authorization: 'Bearer of-the-page', 'chatgpt-account-id': 'acct-1' };

/** A page whose requests are written down; `answers` decides what comes back. */
function page(
  watch: Watch,
  answers: () => Response | Promise<Response> = () => json('{"plan_type":"plus","credits":{}}'),
) {
  const calls: (readonly [string, RequestInit | undefined])[] = [];
  const tap = tapped(watch, async (input, init) => {
    calls.push([`${input instanceof Request ? input.url : input}`, init]);
    return answers();
  });
  return { ...tap, calls, ready: () => tap.told.filter((one) => 'ready' in one).length };
}
const replay = { do: 'replay', watch: 'usage' } as const;

describe('a replay', () => {
  test('sends the listed GET with the headers of the page’s own request, and nothing else of it', async () => {
    const { page: own, calls, command, spotted, ready } = page(chatgpt);
    const { signal } = new AbortController();
    await own.fetch('/backend-api/me', { headers, signal, method: 'POST', body: 'x' });
    await until('the tap is ready', () => ready() === 1);
    command(replay);
    await until('its answer is told', () => spotted().length === 1);
    const [, [address, init] = []] = calls;
    expect(address).toBe(usage);
    expect(init).toEqual({ headers, credentials: 'same-origin', cache: 'no-store' });
    expect(init?.headers).toBe(headers);
    expect(spotted()[0]).toMatchObject({ watch: 'usage', via: 'replay', phase: 'answer', status: 200 });
  });

  test('tells how long the service wants to be left alone', async () => {
    const slow = () => json('{}', { status: 429, headers: { 'retry-after': '7200' } });
    const { command, spotted } = page(genspark, slow);
    command({ do: 'replay', watch: 'balance' });
    await until('its answer is told', () => spotted().length > 0);
    expect(spotted()[0]).toMatchObject({ via: 'replay', status: 429, retry: '7200' });
  });

  test('never tells the headers, only that there are some', async () => {
    const { page: own, told, command } = page(chatgpt);
    await own.fetch(usage, { headers });
    command(replay);
    await until('both answers are told', () => told.length === 3);
    expect(told).toContainEqual({ ready: true });
    expect(JSON.stringify(told)).not.toMatch(/Bearer|acct-1|authorization/);
  });

  test('is not seen twice, once as ours and once as the page’s', async () => {
    const { command, spotted } = page(genspark, () => json('{"status":0,"data":{"balance":1}}'));
    command({ do: 'replay', watch: 'balance' });
    await until('its answer is told', () => spotted().length > 0);
    await settle();
    expect(spotted().map(({ via }) => via)).toEqual(['replay']);
  });

  test('uses the latest successful request, by fetch, Request or XMLHttpRequest', async () => {
    const { page: own, calls, command, ready } = page(chatgpt);
    const last = async () => {
      const before = calls.length;
      command(replay);
      await until('it is sent', () => calls.length > before);
      return new Headers(calls.at(-1)?.[1]?.headers).get('authorization');
    };
    await own.fetch(usage, { headers: { authorization: 'one' } });
    expect(await last()).toBe('one');
    await own.fetch(new Request(`https://chatgpt.com${usage}`, { headers: { authorization: 'two' } }));
    expect(await last()).toBe('two');
    const xhr = new own.XMLHttpRequest() as unknown as FakeXhr;
    xhr.open('GET', '/backend-api/me');
    xhr.setRequestHeader('authorization', 'three');
    xhr.send();
    xhr.arrive(200, '{}');
    expect(await last()).toBe('three');
    expect(ready()).toBe(1);
    const bare = new own.XMLHttpRequest() as unknown as FakeXhr;
    bare.open('GET', '/backend-api/me');
    bare.send();
    bare.arrive(200, '{}');
    expect(await last()).toBe('three');
  });
});

describe('nothing is sent', () => {
  test('before the page has shown how its requests are made', async () => {
    const { calls, command, ready } = page(chatgpt);
    command(replay);
    await settle();
    expect([calls, ready()]).toEqual([[], 0]);
  });

  test.each([
    ['a failed request', 500],
    ['a forbidden request', 403],
  ])('with the headers of %s', async (_, status) => {
    const { page: own, calls, command } = page(chatgpt, () => json('{}', { status }));
    await own.fetch(usage, { headers });
    command(replay);
    await settle();
    expect(calls).toHaveLength(1);
  });

  test('with the headers of a request outside the API', async () => {
    const { page: own, calls, command } = page(chatgpt);
    await own.fetch('https://elsewhere.example/backend-api/x', { headers });
    await own.fetch('/assets/x', { headers });
    command(replay);
    await settle();
    expect(calls).toHaveLength(2);
  });

  test('after a 401, whoever got it, until the page succeeds again', async () => {
    let status = 200;
    const { page: own, calls, command, ready } = page(chatgpt, () => json('{}', { status }));
    await own.fetch(usage, { headers });
    status = 401;
    command(replay);
    await until('the replay is refused', () => calls.length === 2);
    await settle();
    command(replay);
    await settle();
    expect(calls).toHaveLength(2);
    status = 200;
    await own.fetch(usage, { headers });
    await until('it is ready again', () => ready() === 2);
    command(replay);
    await until('it is sent again', () => calls.length === 4);
  });

  test('after the account has changed', async () => {
    const { page: own, calls, command } = page(chatgpt);
    await own.fetch(usage, { headers });
    command({ do: 'forget' });
    command(replay);
    await settle();
    expect(calls).toHaveLength(1);
  });

  test.each([
    'turn',
    'codex-create',
    'chat-limits',
    'subscription',
    'turns',
    'usage-text',
    'no-such-thing',
    '__proto__',
  ])('for %s, which no provider lists', async (watch) => {
    const { page: own, calls, command } = page(chatgpt);
    await own.fetch('/backend-api/me', { headers });
    command({ do: 'replay', watch });
    await settle();
    expect(calls).toHaveLength(1);
  });

  test('while the page is not to be watched', async () => {
    const { page: own, calls, command } = page(chatgpt);
    await own.fetch('/backend-api/me', { headers });
    command({ do: 'quiet', quiet: true });
    command(replay);
    await settle();
    expect(calls).toHaveLength(1);
  });
});

describe('a replay that fails', () => {
  test('is told as a failed replay, not as the page’s', async () => {
    const { command, spotted } = page(genspark, () => Promise.reject(new TypeError('Failed to fetch')));
    command({ do: 'replay', watch: 'balance' });
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ via: 'replay', status: 0, unread: 'not-json' });
  });

  test('with a status is told with it', async () => {
    const { command, spotted } = page(genspark, () => json('{}', { status: 429 }));
    command({ do: 'replay', watch: 'balance' });
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ via: 'replay', status: 429 });
  });
});
