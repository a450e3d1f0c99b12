import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import type { Stream } from '../simulators/site.ts';
import { scene } from './each-browser.ts';

/** Bytes that are no valid text, in pieces that cut characters apart. */
const pieces = Array.from(
  { length: 40 },
  (_, n) => `data: {"n":${n},"text":"残り${'x'.repeat(n * 7)}"}\n${n % 3 === 0 ? '\n' : ''}`,
);

describe('the page gets what it would get without us', () => {
  const on = scene();
  let tab: Tab;
  beforeAll(async () => {
    tab = await on.rig.open('https://chatgpt.com/codex/settings/usage');
  });

  test('a watched JSON answer has the same bytes, status, address and type', async () => {
    const answer = await tab.evaluate<
      Record<string, unknown>
    >(`window.call('/backend-api/wham/usage').then(async (r) => ({
      text: await r.clone().text(), json: JSON.stringify(await r.json()), status: r.status, url: r.url, type: r.type, redirected: r.redirected, used: r.bodyUsed }))`);
    const sent = on.world.chatgpt.usage() as { plan_type: string };
    expect(JSON.parse(String(answer.text))).toMatchObject({
      plan_type: sent.plan_type,
      account_id: on.world.chatgpt.account,
    });
    expect(answer.json).toBe(answer.text);
    expect(answer).toMatchObject({
      status: 200,
      url: 'https://chatgpt.com/backend-api/wham/usage',
      type: 'basic',
      redirected: false,
      used: true,
    });
  });

  test('a watched stream has the same bytes, for default and BYOB readers, text(), clone() and pipeTo()', async () => {
    const whole = pieces.join('');
    on.world.chatgpt.override('POST', '/backend-api/f/conversation', () => ({
      stream: async (stream: Stream) => {
        for (const piece of pieces) {
          const bytes = Buffer.from(piece);
          stream.write(bytes.subarray(0, bytes.length >> 1).toString('latin1'));
          stream.write(bytes.subarray(bytes.length >> 1).toString('latin1'));
        }
        stream.end();
      },
    }));
    const expected = createHash('sha256').update(Buffer.from(whole).toString('latin1')).digest('hex');
    const read = (how: string) =>
      tab.evaluate<string>(`(async () => {
        const r = await window.call('/backend-api/f/conversation', { method: 'POST', body: '{}' });
        if (r.url !== 'https://chatgpt.com/backend-api/f/conversation' || r.type !== 'basic' || !(r instanceof Response)) return 'not the same response: ' + r.url + ' ' + r.type;
        const bytes = await (${how})(r);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      })()`);
    const join = `(chunks) => { const all = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0)); let at = 0; for (const c of chunks) { all.set(c, at); at += c.length; } return all; }`;
    const ways = {
      arrayBuffer: '(r) => r.arrayBuffer()',
      'default reader': `async (r) => { const reader = r.body.getReader(); const chunks = []; for (;;) { const { done, value } = await reader.read(); if (done) return (${join})(chunks); chunks.push(value); } }`,
      'BYOB reader': `async (r) => { const reader = r.body.getReader({ mode: 'byob' }); const chunks = []; for (;;) { const { done, value } = await reader.read(new Uint8Array(333)); if (done) return (${join})(chunks); chunks.push(value); } }`,
      'clone with its own address': `async (r) => { const copy = r.clone(); if (copy.url !== r.url || copy.clone().url !== r.url) return new Uint8Array(1); const [a, b] = await Promise.all([copy.arrayBuffer(), r.arrayBuffer()]); return a.byteLength === b.byteLength ? a : new Uint8Array(2); }`,
      pipeTo: `async (r) => { const chunks = []; await r.body.pipeTo(new WritableStream({ write: (c) => { chunks.push(c); } })); return (${join})(chunks); }`,
      'async iteration': `async (r) => { const chunks = []; for await (const c of r.body) chunks.push(c); return (${join})(chunks); }`,
    };
    for (const [name, how] of Object.entries(ways)) expect(await read(how), name).toBe(expected);
  });

  test('errors and unhandled rejections stay the page’s own', async () => {
    const seen = await tab.evaluate<Record<string, unknown>>(`(async () => {
      const seen = { handled: '', unhandled: [] };
      addEventListener('unhandledrejection', (event) => { seen.unhandled.push(event.reason.name); event.preventDefault(); });
      try { await fetch('/backend-api/wham/usage', { signal: AbortSignal.abort() }); } catch (error) { seen.handled = error.name; }
      fetch('/backend-api/wham/usage', { signal: AbortSignal.abort() });
      try { await fetch('https://nowhere.invalid/backend-api/wham/usage'); } catch (error) { seen.network = error.name; }
      await new Promise((done) => setTimeout(done, 100));
      return seen;
    })()`);
    expect(seen).toEqual({ handled: 'AbortError', unhandled: ['AbortError'], network: 'TypeError' });
  });

  test.each([
    ['reader.cancel()', 'const reader = r.body.getReader(); await reader.read(); await reader.cancel();'],
    ['body.cancel()', 'await r.body.cancel();'],
    [
      'AbortController',
      'const reader = r.body.getReader(); await reader.read(); window.stop_.abort(); await reader.read().catch((error) => { window.aborted = error.name; });',
    ],
  ])('Stop by %s ends the server’s stream', async (name, stop) => {
    on.world.chatgpt.streams.length = 0;
    on.world.chatgpt.override('POST', '/backend-api/f/conversation', () => ({
      stream: async (stream: Stream) => {
        // Firefox lets go of a cancelled stream when the next piece arrives, with and without us.
        const writing = setInterval(() => stream.write('data: {"type":"more"}\n\n'), 50);
        stream.write('data: {"type":"first"}\n\n');
        await stream.gone;
        clearInterval(writing);
      },
    }));
    await tab.evaluate(`(async () => {
      window.stop_ = new AbortController();
      const r = await window.call('/backend-api/f/conversation', { method: 'POST', body: '{}', signal: window.stop_.signal });
      ${stop}
      return true;
    })()`);
    await until('the server has noticed', async () => on.world.chatgpt.streams.at(-1)?.isGone());
    if (name === 'AbortController') expect(await tab.evaluate('window.aborted')).toBe('AbortError');
  });

  test('XMLHttpRequest works as before, and is seen', async () => {
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 21, resetsAt: Date.now() + 3_600_000 }];
    const got = await tab.evaluate<Record<string, unknown>>(`new Promise((done) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/backend-api/wham/usage');
      xhr.setRequestHeader('authorization', 'Bearer simulated');
      xhr.responseType = 'json';
      xhr.onload = () => done({ status: xhr.status, plan: xhr.response.plan_type, headers: xhr.getResponseHeader('content-type') });
      xhr.send();
    })`);
    expect(got).toEqual({ status: 200, plan: 'plus', headers: 'application/json' });
    await until('the reading is recorded', async () =>
      (await on.rows('observations')).some(({ meter, value }) => meter === 'codex:18000' && value === 21),
    );
  });

  test('WebSockets work as before', async () => {
    on.world.chatgpt.onSocketMessage = (socket, text) => socket.send(`echo ${text}`);
    const got = await tab.evaluate<Record<string, unknown>>(`new Promise((done, failed) => {
      const socket = new WebSocket('wss://ws.chatgpt.com/p24/ws/user/u?verify=x');
      socket.onerror = () => failed(new Error('socket'));
      socket.onopen = () => socket.send('hello');
      socket.onmessage = ({ data }) => { socket.close(); done({ data, instance: socket instanceof WebSocket, same: socket.constructor === WebSocket, open: WebSocket.OPEN, name: WebSocket.name }); };
    })`);
    expect(got).toEqual({ data: 'echo hello', instance: true, same: true, open: 1, name: 'WebSocket' });
  });

  test('nothing of ours can be found in the document', async () => {
    const found = await tab.evaluate<string[]>(
      `[...Object.getOwnPropertyNames(window), ...Object.getOwnPropertySymbols(window).map(String), document.documentElement.outerHTML].filter((one) => /nokori|wxt/i.test(one))`,
    );
    expect(found).toEqual([]);
  });
});
