import { beforeAll, describe, expect, test } from 'vitest';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { scene } from './each-browser.ts';

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
    expect(await believed()).not.toContain('999999');
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

  test('an iframe of the service inside another page, or of another service, changes nothing', async () => {
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
      `{"status":0,"data":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
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

  test('a larger answer than anyone needs is not read', async () => {
    const genspark = await on.open('https://www.genspark.ai/');
    on.world.genspark.override('GET', '/api/payment/get_credit_balance', {
      headers: { 'content-type': 'application/json' },
      text: `{"pad":"${'x'.repeat(3_000_000)}","status":0,"data":{"balance":1}}`,
    });
    const size = await genspark.evaluate<number>(
      `fetch('/api/payment/get_credit_balance').then(async (r) => (await r.text()).length)`,
    );
    expect(size).toBeGreaterThan(3_000_000);
    await until('it is named', async () => (await believed()).includes('"kind":"too-large"'));
  });
});

describe('no network of our own', () => {
  const on = scene();

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
