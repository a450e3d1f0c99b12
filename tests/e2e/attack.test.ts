import { beforeAll, describe, expect, test } from 'vitest';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { page } from '../simulators/site.ts';
import { numbersOf, scene, statesOf } from './each-browser.ts';

/** What a page might say to pass for our own script. */
const forged = `{ watch: 'usage', phase: 'answer', rule: null, call: '1', at: Date.now(), status: 200, served: null, via: 'page', who: [], fields: { plan_type: 'forged', credits: { has_credits: true, balance: '999999' } } }`;

describe('nobody else is let in', () => {
  const on = scene();
  let tab: Tab;
  const believed = async () => JSON.stringify((await on.rows('snapshot'))[0]?.accounts);

  beforeAll(async () => {
    tab = await on.rig.open('https://chatgpt.com/codex/settings/usage');
    await until('a true reading', async () => (await on.rows('observations')).length > 0);
  });

  /** A true reading that comes after whatever was forged: when it is there, the forged one would have been, too. */
  const afterwards = async (used: number) => {
    on.world.chatgpt.windows = [{ seconds: 18_000, used, resetsAt: Date.now() + 3_600_000 }];
    await tab.evaluate(`window.call('/backend-api/wham/usage').then((r) => r.text())`);
    await until('the true reading', async () =>
      (await on.rows('observations')).some(({ meter, value }) => meter === 'codex:18000' && value === used),
    );
    expect(await believed()).not.toContain('forged');
    // As a number of its own: digits of what was worked out may be the same.
    expect(await believed()).not.toMatch(/(?<![\d.])999999(?!\d)/);
  };

  test('messages, events and ports forged by the page change nothing', async () => {
    await tab.evaluate(`(async () => {
      const message = ${forged};
      window.postMessage(message, '*');
      window.postMessage({ say: 'saw', sightings: [message], account: null, visible: true }, '*');
      document.dispatchEvent(new CustomEvent('nokori:port', { detail: message }));
      const { port1, port2 } = new MessageChannel();
      document.dispatchEvent(new MessageEvent('nokori:port', { ports: [port2] }));
      port1.postMessage(message);
      window.dispatchEvent(new MessageEvent('message', { data: message, ports: [] }));
      return true;
    })()`);
    await afterwards(41);
  });

  test.each([
    ['of the first service inside its own page', 'https://chatgpt.com/codex/inside', '/backend-api/wham/usage', 77],
    [
      'of another service inside that one’s',
      'https://www.genspark.ai/inside',
      '/api/payment/get_credit_balance',
      7_654,
    ],
  ])('a frame %s is not believed, whatever it reads', async (_, address, path, number) => {
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 77, resetsAt: Date.now() + 3_600_000 }];
    const parent = number === 77 ? tab : await on.open('https://www.genspark.ai/');
    await until('the page has asked for itself', async () => number === 77 || on.world.genspark.asked(path).length > 0);
    const truly = on.world.genspark.balance;
    on.world.genspark.balance = 7_654;
    const { host } = new URL(address);
    const site = host === 'chatgpt.com' ? on.world.chatgpt : on.world.genspark;
    // Its first script says who it is and asks for its own number, as the page of the service does.
    const reads = `window.got = fetch('/api/user').then(() => fetch('${path}', { headers: { authorization: 'Bearer simulated' } })).then((r) => r.text());`;
    site.override('GET', '/codex/inside', page('Inside', '', reads));
    site.override('GET', '/inside', page('Inside', '', reads));
    const before = site.asked(path).length;
    await parent.evaluate(`new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.src = '${address}';
      frame.onload = () => done(true);
      document.body.append(frame);
    })`);
    await until('the frame has its number', async () => site.asked(path).length > before);
    // What the page around it reads after that has come: so would the frame's have.
    on.world.genspark.balance = 9_000;
    if (number !== 77) {
      await parent.evaluate(`fetch('${path}').then((r) => r.text())`);
      await until('the page is believed', async () => (await believed()).includes('"left":9000'));
    }
    on.world.genspark.balance = truly;
    await afterwards(number === 77 ? 45 : 46);
    const values = (await on.rows('observations')).map(({ value }) => value);
    expect(values).toContain(number === 77 ? 45 : 46);
    expect(values).not.toContain(number);
  });

  test('what a page says to the window of a frame changes nothing', async () => {
    await tab.evaluate(`new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.src = '/codex/inside';
      frame.onload = () => {
        frame.contentWindow.postMessage(${forged}, '*');
        const doc = frame.contentDocument;
        doc.dispatchEvent(new MessageEvent('nokori:port', { ports: [new MessageChannel().port2] }));
        done(true);
      };
      document.body.append(frame);
    })`);
    await afterwards(42);
  });

  test('a page of one service cannot speak for another', async () => {
    const genspark = await on.open('https://www.genspark.ai/');
    on.world.genspark.override('GET', '/backend-api/wham/usage', {
      json: { plan_type: 'forged', rate_limit: null, credits: { has_credits: true, balance: '999999' } },
    });
    await genspark.evaluate(`fetch('/backend-api/wham/usage').then((r) => r.text())`);
    await afterwards(43);
  });

  test('pages cannot reach the extension or its files', async () => {
    const reached = await tab.evaluate<string>(
      `fetch('${on.rig.origin}/popup.html').then(() => 'reached', () => 'refused')`,
    );
    expect(reached).toBe('refused');
    expect(await tab.evaluate<string>(`typeof globalThis.chrome?.runtime?.sendMessage`)).toBe('undefined');
  });

  test('hostile answers are no balances', async () => {
    const hostile = [
      '{"status":0,"data":{"balance":"1e999"}}',
      '{"status":0,"data":{"balance":{"valueOf":1}}}',
      '{"status":0,"data":{"balance":[1]}}',
      '{"status":0,"data":{"__proto__":{"balance":5}}}',
      `{"status":0,"data":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
      '{"status":0,"data":{"balance":9717',
      'null',
      '"text"',
      '',
      `{"status":0,"data":{"balance":"<img src=x onerror=alert(1)>"}}`,
    ];
    const genspark = await on.open('https://www.genspark.ai/');
    await until('a true balance', async () => (await believed()).includes('"left":9717'));
    for (const text of hostile) {
      on.world.genspark.override('GET', '/api/payment/get_credit_balance', {
        headers: { 'content-type': 'application/json' },
        text,
      });
      await genspark.evaluate(`fetch('/api/payment/get_credit_balance').then((r) => r.text())`);
    }
    await until('it is said', async () => (await believed()).includes('"watch":"balance"'));
    on.world.genspark.override('GET', '/api/payment/get_credit_balance', null);
    on.world.genspark.balance = 9_000;
    await genspark.evaluate(`fetch('/api/payment/get_credit_balance').then((r) => r.text())`);
    await until('the next true balance', async () => (await believed()).includes('"left":9000'));
    const values = (await on.rows('observations'))
      .filter(({ provider }) => provider === 'genspark')
      .map(({ value }) => value);
    expect([...new Set(values)].sort()).toEqual([9000, 9717]);
  });

  test('a page that has replaced half of the language gets its answers, sees no line of ours, and is believed no more', async () => {
    const found = await tab.evaluate<Record<string, unknown>>(`(async () => {
      const seen = [];
      const look = (value) => { if (value instanceof MessagePort) seen.push('port'); };
      const spied = [[Reflect, 'apply'], [Reflect, 'construct'], [MessagePort.prototype, 'postMessage'], [Promise.prototype, 'then'], [Map.prototype, 'get'], [Array.prototype, 'find']];
      const broken = [[JSON, 'parse'], [Object, 'entries'], [Object, 'hasOwn'], [RegExp.prototype, 'test'], [Response.prototype, 'clone'], [Array.prototype, 'map']];
      const before = new Map([...spied, ...broken].map((one) => [one, Object.getOwnPropertyDescriptor(...one)]));
      const call = Reflect.apply;
      for (const [holder, name] of spied) {
        const own = holder[name];
        holder[name] = function (...args) { look(this); args.forEach(look); look(window.event?.target); return call(own, this, args); };
      }
      for (const [holder, name] of broken) holder[name] = () => { throw new Error('replaced'); };
      const answers = [];
      try {
        for (let n = 0; n < 5; n++) answers.push(window.call('/backend-api/wham/usage'));
        for (const [place, one] of answers.entries()) answers[place] = (await (await one).text()).length;
      } finally {
        for (const [[holder, name], own] of before) Object.defineProperty(holder, name, own);
      }
      return { seen, whole: answers.every((length) => length > 300) };
    })()`);
    expect(found).toEqual({ seen: [], whole: true });
    await afterwards(44);
  });

  test('a page that floods is let in no faster than others, and starves nobody else', async () => {
    const path = '/api/payment/get_credit_balance';
    const genspark = await on.open('https://www.genspark.ai/');
    const recorded = async () =>
      (await on.rows('observations')).filter(({ provider }) => provider === 'genspark').length;
    const before = await recorded();
    const began = Date.now();
    // Every answer is worth a row.
    on.world.genspark.override('GET', path, () => ({
      json: { status: 0, message: 'success', data: { balance: --on.world.genspark.balance } },
    }));
    const flooding = genspark.evaluate<number>(`(async () => {
      let heard = 0;
      const ask = async () => {
        for (let n = 0; n < 400; n++) if ((await (await fetch('${path}')).text()).length > 0) heard++;
      };
      await Promise.all(Array.from({ length: 10 }, ask));
      return heard;
    })()`);
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 63, resetsAt: Date.now() + 3_600_000 }];
    await tab.evaluate(`window.call('/backend-api/wham/usage').then((r) => r.text())`);
    await until('the other service is recorded while the flood goes on', async () =>
      (await on.rows('observations')).some(({ meter, value }) => meter === 'codex:18000' && value === 63),
    );
    expect(await flooding).toBe(4_000);
    // 300 at once and 30 a second; what is on its way when it is asked is one message.
    const allowed = 325 + (30 * (Date.now() - began)) / 1_000;
    expect((await recorded()) - before).toBeLessThan(allowed);
    const [snapshot] = await on.rows('snapshot');
    expect(JSON.stringify(snapshot).length).toBeLessThan(500_000);
    on.world.genspark.override('GET', path, null);
    on.world.genspark.balance = 9_000;
  });

  test('a larger answer than anyone needs is not read', async () => {
    const genspark = await on.open('https://www.genspark.ai/');
    on.world.genspark.override('GET', '/api/payment/get_credit_balance', {
      headers: { 'content-type': 'application/json' },
      text: `{"pad":"${'x'.repeat(100_000_000)}","status":0,"data":{"balance":1}}`,
    });
    const size = await genspark.evaluate<number>(
      `fetch('/api/payment/get_credit_balance').then(async (r) => (await r.text()).length)`,
    );
    expect(size).toBeGreaterThan(100_000_000);
    await until('it is named', async () => (await believed()).includes('"kind":"too-large"'));
  });
});

describe('from outside', () => {
  const on = scene();

  const home = 'https://chatgpt.com/';
  /** What a page's first script can hear, see and catch. */
  const curious = `
    window.caught = [];
    const note = (what) => { try { window.caught.push(String(what)); } catch {} };
    addEventListener('message', ({ data, source }) => note('message ' + JSON.stringify(data)), true);
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) { note('event ' + event.type); return dispatch.call(this, event); };
    for (const name of ['nokori:port', 'wxt:content-script-started']) document.addEventListener(name, () => note('heard ' + name));
    new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => note('node ' + (node.outerHTML || node.data))))).observe(document, { childList: true, subtree: true });
    window.stacks = [];
    const stack = () => { const { stack, fileName } = new Error('x'); window.stacks.push(stack, String(fileName)); };
    window.probe = async () => {
      const address = { toString() { stack(); return '/backend-api/wham/usage'; } };
      await fetch(address).catch(() => {});
      for (const bad of ['https://nowhere.invalid/', 'http://[']) await fetch(bad).catch(({ stack, fileName }) => window.stacks.push(stack, String(fileName)));
      try { new XMLHttpRequest().open('GET', { toString() { stack(); return '/'; } }); } catch {}
      try { new WebSocket('http://['); } catch ({ stack, fileName }) { window.stacks.push(stack, String(fileName)); }
      return window.stacks.join('\\n');
    };`;

  test('a page that looks for us finds no id and no file of ours, and hears nothing', async () => {
    on.world.chatgpt.override('GET', '/', page('Curious', '', curious));
    const tab = await on.open(home);
    await tab.evaluate(
      `fetch('/backend-api/wham/usage', { headers: { authorization: 'Bearer simulated' } }).then((r) => r.text())`,
    );
    await until('we have been there', async () => (await on.rows('observations')).length > 0);
    const id = new URL(on.rig.origin).host || on.rig.origin.split('/')[2] || 'unknown';
    expect(await tab.evaluate<string[]>('window.caught.filter((one) => /nokori|wxt|extension/i.test(one))')).toEqual(
      [],
    );
    const stacks = await tab.evaluate<string>('window.probe()');
    expect(stacks, 'Our frames are there').toContain('anonymous');
    expect(stacks).not.toContain(id);
    expect(stacks).not.toContain('extension:');
    const reached = await tab.evaluate<string[]>(`(async () => {
      const reached = [];
      const files = ['manifest.json', 'icon/128.png', 'popup.html', 'ask.html?id=x&tab=1', 'content-scripts/tap-chatgpt.js'];
      for (const file of files) {
        const url = '${on.rig.origin}/' + file;
        await fetch(url).then(() => reached.push('fetch ' + file), () => {});
        await new Promise((done) => { const image = new Image(); image.onload = () => done(reached.push('image ' + file)); image.onerror = done; image.src = url; });
      }
      const names = performance.getEntriesByType('resource').map(({ name }) => name);
      return [...reached, ...names.filter((name) => name.includes('extension') && !name.includes('${on.rig.origin}'))];
    })()`);
    expect(reached).toEqual([]);
  });

  test('a page that looks for us finds the members it uses in their places and of their kinds', async () => {
    const tab = await on.open(home);
    const odd = await tab.evaluate<string[]>(`(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const clean = frame.contentWindow;
      const places = [['fetch', window, clean], ['WebSocket', window, clean], ...['open', 'send', 'setRequestHeader'].map((name) => [name, XMLHttpRequest.prototype, clean.XMLHttpRequest.prototype])];
      const shape = (holder, name) => { const { value, ...flags } = Object.getOwnPropertyDescriptor(holder, name); return JSON.stringify([flags, typeof value, value.name, value.length, Reflect.ownKeys(value).map(String).sort()]); };
      return places.flatMap(([name, ours, theirs]) => (shape(ours, name) === shape(theirs, name) ? [] : [name + ' ' + shape(ours, name) + ' ' + shape(theirs, name)]));
    })()`);
    expect(odd).toEqual([]);
  });

  test('a service that changes its answers is said to be unreadable since when, its last number stays, and names of fields alone are told', async () => {
    const tab = await on.open('https://www.genspark.ai/');
    await until('a balance', async () => (await on.rows('observations')).some(({ value }) => value === 9_717));
    on.world.genspark.override('GET', '/api/payment/get_credit_balance', {
      json: { status: 0, data: { credits_left: 4_321, owner: { mail: 'somebody@example.com', name: 'Hanako' } } },
    });
    await tab.evaluate(`fetch('/api/payment/get_credit_balance').then((r) => r.text())`);
    const popup = await on.popup();
    await until('it is said', async () =>
      /Since .*, the numbers of Genspark cannot be read/.test(await popup.evaluate('document.body.innerText')),
    );
    expect(Object.values(await statesOf(popup))).toContain('unreadable');
    expect(Object.values(await numbersOf(popup))).toContain('9717');
    expect(await popup.evaluate<string>('document.body.innerText')).not.toContain('4,321');
    const report = await on.open(`${on.rig.origin}/dashboard.html#data`);
    await until('the report', () =>
      report.evaluate<boolean>(`(() => {
        const section = document.querySelector('[data-section="diagnosis"]');
        if (section?.querySelector('textarea') == null) section?.querySelector('button')?.click();
        return section?.querySelector('textarea') != null;
      })()`),
    );
    const text = await report.evaluate<string>(`document.querySelector('[data-section="diagnosis"] textarea').value`);
    expect(text).toContain('not understood: balance, changed-shape');
    expect(text).toContain('$.data:object');
    expect(text).toContain('$.data.*:number');
    for (const value of ['credits_left', '4321', '9717', 'somebody', 'Hanako']) expect(text).not.toContain(value);
  });

  test.each(['https://chatgpt.com/', 'http://127.0.0.1:9/', 'wss://ws.chatgpt.com/p24', 'https://example.com/'])(
    'extension pages and worker cannot reach %s',
    async (url) => {
      const attempt = url.startsWith('ws')
        ? `new Promise((done) => { try { const s = new WebSocket('${url}'); s.onopen = () => done('open'); s.onerror = () => done('refused'); } catch { done('refused'); } })`
        : `fetch('${url}').then(() => 'open', () => 'refused')`;
      expect(await on.eye.evaluate(attempt)).toBe('refused');
      expect(await on.rig.worker(attempt)).toBe('refused');
      expect(on.world.chatgpt.log.filter(({ path }) => path === '/' || path === '/p24')).toEqual([]);
    },
  );
});
