import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AskFirst } from '@/core/domain/ask-first.ts';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { scene, textOf } from './each-browser.ts';

const create = '/api/agent/ask_proxy';
const video = { type: 'video_generation_agent', model_params: { type: 'video', model: 'kling/v3', duration: '60s' } };

describe('asking first', () => {
  const on = scene();
  const windows = () => on.rig.openAt(`${on.rig.origin}/ask.html`);
  /** The only window that asks, painted. */
  const window = () =>
    until('one window asks', async () => {
      const [first, ...others] = await windows();
      if (first === undefined || others.length > 0) return null;
      return (await first.evaluate<boolean>(`document.querySelector('[data-question]') !== null`)) && first;
    });
  const noWindow = () => until('no window is open', async () => (await windows()).length === 0);
  const press = (tab: Tab, text: string) =>
    until(`a button ${text}`, () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('button')].some((one) => one.textContent === ${JSON.stringify(text)} && (setTimeout(() => one.click()), true))`,
      ),
    );
  const asked = () => on.world.genspark.asked(create);
  const mode = (askFirst: AskFirst) => setSettings(on.eye, { askFirst: { genspark: askFirst }, unasked: {} });
  /** A Genspark page that knows it is to hold costly requests back. */
  const page = async () => {
    const tab = await on.open('https://www.genspark.ai/');
    await known(tab, 180 - visits++);
    return tab;
  };
  let visits = 0;
  /** The balance becomes this, and that is recorded. */
  const known = async (tab: Tab, balance: number) => {
    on.world.genspark.balance = balance;
    await tab.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
    await until('its balance is known', async () =>
      (await on.rows('observations')).some(({ value }) => value === balance),
    );
  };
  /** Starts a request in the page; `window.told` says what became of it. */
  const start = (tab: Tab, seconds = 60, more = '') =>
    tab.evaluate(`(() => {
      window.told = 'waiting';
      const body = JSON.stringify(${JSON.stringify(video)}).replace('60s', '${seconds}s');
      fetch('${create}', { method: 'POST', headers: { 'content-type': 'application/json' }, body ${more} })
        .then(async (response) => { window.told = response.status + ' ' + (await response.text()).includes('FINISHED'); }, (error) => { window.told = error.name + ': ' + error.message; window.error = error; });
      return true;
    })()`);
  const told = (tab: Tab) => tab.evaluate<string>('window.told');
  const ends = (tab: Tab, how: RegExp) => until(`it ends: ${how}`, async () => how.test(await told(tab)));

  beforeAll(async () => {
    await setSettings(on.eye, { firstRun: { appeared: 'yes', dismissed: true } });
  });
  beforeEach(() => mode('every'));

  test('from the second heavy task of the day on: the first goes and is told, the next is asked about', async () => {
    await mode('second');
    const tab = await page();
    await start(tab, 59);
    await ends(tab, /^200 true$/);
    await until('it was told', async () => (await on.told()).some((title) => /video/.test(title)));
    expect(await windows()).toEqual([]);
    await start(tab, 58);
    await press(await window(), 'Cancel');
    await ends(tab, /^AbortError/);
    await noWindow();
    expect(asked().length).toBe(1);
  });

  test('only above the cap: a minute is asked about, half a minute goes, whatever is left', async () => {
    await mode('over-cap');
    const tab = await page();
    await known(tab, 9_000);
    await start(tab, 30);
    await ends(tab, /^200 true$/);
    expect(await windows()).toEqual([]);
    await start(tab, 60);
    const asking = await window();
    expect(await textOf(asking)).toContain('above the cap for one task');
    await press(asking, 'Cancel');
    await ends(tab, /^AbortError/);
    await noWindow();
  });

  test('Go ahead: the window says what the task takes, and the request goes as it was', async () => {
    const tab = await page();
    await known(tab, 155);
    const before = await on.told();
    await start(tab);
    const asking = await window();
    const text = await textOf(asking);
    expect(text).toContain('This video will probably take 200–600 credits');
    expect(text).toContain('You have 155 credits left.');
    expect(asked()).toEqual([]);
    expect(await told(tab)).toBe('waiting');
    await press(asking, 'Go ahead');
    await ends(tab, /^200 true$/);
    await noWindow();
    expect(asked().map(({ body }) => JSON.parse(body))).toEqual([video]);
    // The window has said it: there is no notification beside it.
    expect(await on.told()).toEqual(before);
  });

  test('Cancel: the page gets what an aborted fetch gives, and the service gets nothing, twice', async () => {
    const tab = await page();
    const stopped = async () => (await on.rows('tasks')).filter(({ end }) => end === 'stopped').length;
    const before = await stopped();
    await start(tab);
    await press(await window(), 'Cancel');
    await ends(tab, /^AbortError/);
    await noWindow();
    const aborted = await tab.evaluate<{ same: boolean; real: boolean }>(`(async () => {
      const abort = new AbortController();
      const own = fetch('/slow', { signal: abort.signal }).catch((error) => error);
      abort.abort();
      const { name, message, code } = await own;
      return { same: name === window.error.name && message === window.error.message && code === window.error.code, real: window.error instanceof DOMException };
    })()`);
    expect(aborted).toEqual({ same: true, real: true });
    // The same again is cancelled without a question; another one is asked about.
    await start(tab);
    await ends(tab, /^AbortError/);
    expect(await windows()).toEqual([]);
    await start(tab, 90);
    await press(await window(), 'Cancel');
    await ends(tab, /^AbortError/);
    await noWindow();
    expect(asked()).toEqual([]);
    await until('both count as stopped', async () => (await stopped()) === before + 2);
  });

  test('closing the window is Cancel, and so is Escape', async () => {
    const tab = await page();
    await start(tab, 61);
    await (await window()).close();
    await ends(tab, /^AbortError/);
    await noWindow();
    await start(tab, 62);
    const asking = await window();
    await asking.evaluate(
      `void setTimeout(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))`,
    );
    await ends(tab, /^AbortError/);
    await noWindow();
    expect(asked()).toEqual([]);
  });

  test('an XMLHttpRequest waits too: it goes as it was, or is aborted like any other', async () => {
    const tab = await page();
    const send = (seconds: number) =>
      tab.evaluate(`(() => {
        window.events = [];
        const xhr = new XMLHttpRequest();
        for (const type of ['readystatechange', 'loadstart', 'load', 'error', 'abort', 'loadend'])
          xhr.addEventListener(type, () => window.events.push(type + ' ' + xhr.readyState + ' ' + xhr.status));
        xhr.open('POST', '${create}');
        xhr.setRequestHeader('content-type', 'application/json');
        xhr.setRequestHeader('x-own', 'kept');
        xhr.send(JSON.stringify(${JSON.stringify(video)}).replace('60s', '${seconds}s'));
        window.xhr = xhr;
        return true;
      })()`);
    const last = (event: string) =>
      until(`the last event is ${event}`, async () => (await tab.evaluate<string>('window.events.at(-1)')) === event);
    await send(63);
    await press(await window(), 'Cancel');
    await last('loadend 4 0');
    expect(await tab.evaluate('window.events')).toEqual([
      'readystatechange 1 0',
      'readystatechange 4 0',
      'abort 4 0',
      'loadend 4 0',
    ]);
    expect(await tab.evaluate('window.xhr.readyState')).toBe(0);
    expect(asked()).toEqual([]);
    await noWindow();
    await send(64);
    await press(await window(), 'Go ahead');
    await last('loadend 4 200');
    expect(asked().map(({ headers }) => headers['x-own'])).toEqual(['kept']);
    expect(await tab.evaluate<string>('window.xhr.responseText')).toContain('FINISHED');
  });

  test('the answer needs no worker', async () => {
    const tab = await page();
    await start(tab, 65);
    const asking = await window();
    await on.rig.killWorker();
    await press(asking, 'Go ahead');
    await ends(tab, /^200 true$/);
    await noWindow();
    expect(asked().length).toBe(1);
  });

  test('two of the same that wait are cancelled together, and both windows close', async () => {
    const tab = await page();
    await start(tab, 75);
    await window();
    await tab.evaluate('(window.twin = null, true)');
    await tab.evaluate(
      `void fetch('${create}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(${JSON.stringify(video)}).replace('60s', '75s') }).catch((error) => { window.twin = error.name; })`,
    );
    const both = await until('two windows ask', async () => {
      const all = await windows();
      return all.length === 2 && all;
    });
    await press(both[1] as Tab, 'Cancel');
    await ends(tab, /^AbortError/);
    await until('the other one is cancelled, too', async () => (await tab.evaluate('window.twin')) === 'AbortError');
    await noWindow();
    expect(asked()).toEqual([]);
  });

  test('pausing is no answer: what waits goes on waiting for its window, what comes goes unasked', async () => {
    const tab = await page();
    await start(tab, 73);
    const asking = await window();
    await setSettings(on.eye, { paused: true });
    // Longer than a page waits for a relay that has gone.
    await tab.evaluate('(window.pausedAt = performance.now(), true)');
    await until('the page has looked around three times', () =>
      tab.evaluate<boolean>('performance.now() - window.pausedAt > 8_000'),
    );
    expect([await told(tab), asked()]).toEqual(['waiting', []]);
    const other = await on.open('https://www.genspark.ai/');
    await start(other, 74);
    await ends(other, /^200 true$/);
    expect(await told(tab)).toBe('waiting');
    await press(asking, 'Cancel');
    await ends(tab, /^AbortError/);
    await noWindow();
    expect(asked().length).toBe(1);
    await setSettings(on.eye, { paused: false });
  });

  test('a page that is left takes its question with it, and nothing is sent', async () => {
    const tab = await page();
    await start(tab, 66);
    await window();
    await tab.goto('https://www.genspark.ai/credit-usage');
    await noWindow();
    // A page that has just loaded hears a moment later that it is to hold requests back.
    await known(tab, 180 - visits++);
    await start(tab, 67);
    await window();
    await tab.close();
    await noWindow();
    expect(asked()).toEqual([]);
  });

  test('two tabs that ask at once have a window each, which answers for its own', async () => {
    const [one, other] = [await page(), await page()];
    await start(one, 68);
    await start(other, 69);
    const both = await until('two windows ask', async () => {
      const all = await windows();
      const painted = await Promise.all(
        all.map((each) => each.evaluate<boolean>(`document.querySelector('[data-question]') !== null`)),
      );
      return painted.filter((is) => is).length === 2 && all;
    });
    const tabOf = (asking: Tab) => asking.evaluate<string>(`new URL(location.href).searchParams.get('tab')`);
    expect(new Set(await Promise.all(both.map(tabOf))).size).toBe(2);
    // Whichever of the two asks for the first tab, its own page hears its own answer.
    await press(both[0] as Tab, 'Cancel');
    await until(
      'one of them has ended',
      async () => [await told(one), await told(other)].filter((how) => /^Abort/.test(how)).length === 1,
    );
    await press(both[1] as Tab, 'Go ahead');
    await until('the other one goes', async () => [await told(one), await told(other)].includes('200 true'));
    await noWindow();
    expect(asked().length).toBe(1);
  });

  test('a page that aborts while it waits gets its own reason at once, and the window closes', async () => {
    const tab = await page();
    await tab.evaluate('(window.stop_ = new AbortController(), true)');
    await start(tab, 70, ', signal: window.stop_.signal');
    await window();
    await tab.evaluate(`(window.stop_.abort(new RangeError('changed my mind')), true)`);
    await ends(tab, /^RangeError: changed my mind$/);
    await noWindow();
    expect(asked()).toEqual([]);
  });

  test('what goes is the very request: its headers and body, whatever the page does to them meanwhile', async () => {
    const ways: Record<string, string> = {
      text: `{ init: { body: text, headers: { 'content-type': 'application/json', 'x-own': '1' } } }`,
      headers: `(() => { const headers = new Headers({ 'x-own': '1' }); return { init: { body: text, headers }, after: () => headers.set('x-own', '2') }; })()`,
      record: `(() => { const init = { body: text, headers: { 'x-own': '1' }, credentials: 'omit' }; return { init, after: () => { init.body = 'other'; init.headers['x-own'] = '2'; init.method = 'GET'; } }; })()`,
      parameters: `(() => { const body = new URLSearchParams({ a: '1', b: '残り' }); return { init: { body }, after: () => body.set('a', '2') }; })()`,
      form: `(() => { const body = new FormData(); body.set('a', '1'); body.set('file', new Blob(['bytes'], { type: 'text/x' }), 'name.txt'); return { init: { body }, after: () => body.set('a', '2') }; })()`,
      bytes: `(() => { const body = new Uint8Array([1, 2, 3]); return { init: { body }, after: () => body.fill(9) }; })()`,
      blob: `{ init: { body: new Blob([text], { type: 'application/x-own' }) } }`,
      nothing: `{ init: {} }`,
      request: `(() => { const input = new Request('${create}', { method: 'POST', body: text, headers: { 'x-own': '1' }, referrerPolicy: 'no-referrer' }); return { input, after: () => { if (!input.bodyUsed) throw new Error('not used'); } }; })()`,
    };
    const ready = `(() => {
      const text = ${JSON.stringify(JSON.stringify({ type: 'ai_chat', messages: [{ content: '残り' }] }))};
      window.ways = { ${Object.entries(ways)
        .map(([name, how]) => `${name}: () => (${how})`)
        .join(', ')} };
      window.send = async (name) => {
        const { input = '${create}', init, after = () => {} } = window.ways[name]();
        const sent = input instanceof Request ? fetch(input) : fetch(input, Object.assign(init, { method: 'POST' }));
        after();
        await (await sent).text();
        return true;
      };
      return true;
    })()`;
    const sendAll = async (tab: Tab) => {
      await tab.evaluate(ready);
      on.world.genspark.log.length = 0;
      for (const name of Object.keys(ways)) await tab.evaluate(`window.send('${name}')`);
      return seen();
    };
    /** What the service saw; the boundary of a form is another one each time, and of another length. */
    const seen = () =>
      asked().map(({ headers, body, query, method }) => {
        const boundary = /boundary=(\S+)/.exec(headers['content-type'] ?? '')?.[1] ?? 'no boundary';
        const { 'content-length': length, ...others } = headers;
        const whole = Number(length) === Buffer.byteLength(body);
        return JSON.parse(
          JSON.stringify({ method, query: `${query}`, headers: others, whole, body }).replaceAll(boundary, '…'),
        );
      });
    /** How many requests the pages' scripts have asked the worker about. */
    await on.eye.evaluate(
      `(() => { globalThis.mays = 0; (globalThis.browser ?? chrome).runtime.onMessage.addListener((said) => { if (said.say === 'may') globalThis.mays++; }); })()`,
    );
    const mays = () => on.eye.evaluate<number>('globalThis.mays');
    // A chat is asked about by nobody: these wait for the worker's word alone.
    const held = await sendAll(await page());
    await until('each was asked about', async () => (await mays()) === held.length);
    await mode('off');
    // A page that begins after that asks about nothing.
    const free = await sendAll(await page());
    expect(await mays()).toBe(held.length);
    expect(held.length).toBe(Object.keys(ways).length);
    Object.keys(ways).forEach((name, place) => {
      expect(held[place], name).toEqual(free[place]);
    });
  });

  test('once a day without questions is chosen, that kind goes until midnight', async () => {
    const tab = await page();
    await start(tab, 71);
    await press(await window(), "Go ahead, and don't ask again for this kind today");
    await ends(tab, /^200 true$/);
    await noWindow();
    await known(tab, 199);
    await start(tab, 72);
    await ends(tab, /^200 true$/);
    expect(await windows()).toEqual([]);
    expect(asked().length).toBe(2);
    const { day, kind } = await on.eye.evaluate<{ day: string; kind: string }>(
      `(globalThis.browser ?? chrome).storage.local.get('settings').then(({ settings: { unasked } }) => ({ kind: Object.keys(unasked).join(), day: Object.values(unasked).join() }))`,
    );
    const today = await on.eye.evaluate<string>(
      `new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)`,
    );
    expect([kind, day]).toEqual(['genspark/video', today]);
  });
});

describe('where asking fails', () => {
  const on = scene();

  test('the extension goes while a window asks: the request goes, once', async () => {
    await setSettings(on.eye, { askFirst: { genspark: 'every' } });
    on.world.genspark.balance = 180;
    const tab = await on.open('https://www.genspark.ai/');
    await until('its balance is known', async () => (await on.rows('observations')).some(({ value }) => value === 180));
    await tab.evaluate(
      `void window.ask(${JSON.stringify(video)}).then(async (r) => { window.told = (await r.text()).length > 0; })`,
    );
    await until('a window asks', async () => (await on.rig.openAt(`${on.rig.origin}/ask.html`)).length === 1);
    expect(on.world.genspark.asked(create)).toEqual([]);
    await on.eye.evaluate(`void setTimeout(() => (globalThis.browser ?? chrome).runtime.reload())`);
    await until('the request goes', async () => on.world.genspark.asked(create).length === 1, 30_000);
    await until('the page gets its answer', () => tab.evaluate<boolean>('window.told === true'));
    expect(on.world.genspark.asked(create).length).toBe(1);
  });
});
