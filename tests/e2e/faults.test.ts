import { describe, expect, test } from 'vitest';
import { type Tab, until } from '../rig/rig.ts';
import type { Answer } from '../simulators/site.ts';
import { numbersOf, scene, statesOf, textOf } from './each-browser.ts';

const balance = '/api/payment/get_credit_balance';
const call = (tab: Tab, path: string) => tab.evaluate(`window.call('${path}').then((one) => one.text())`);
const challenge = '<!doctype html><title>Just a moment...</title>';

describe('when things go wrong', () => {
  const on = scene();
  /** What was read of a meter, account by account. What arrives late has a row of its own: the same value follows itself. */
  const values = async (provider: string, meter: string) => {
    const rows = (await on.rows('observations')).filter((row) => row.provider === provider && row.meter === meter);
    const changes = rows.filter(
      ({ account, value }, n) => rows[n - 1]?.account !== account || rows[n - 1]?.value !== value,
    );
    return changes.map(({ value }) => Number(value));
  };

  test('twenty tabs of each service report at once: each value is recorded once, and nobody is left out', async () => {
    on.world.sora.closed = false;
    const [seconds, resetsAt] = [604_800, Date.now() + 3 * 86_400_000];
    on.world.chatgpt.windows = [{ seconds, used: 34, resetsAt }];
    const addresses = [
      'https://www.genspark.ai/',
      'https://chatgpt.com/codex/settings/usage',
      'https://sora.chatgpt.com/explore',
    ];
    const calls = [balance, '/backend-api/wham/usage', '/backend/nf/check'];
    const groups: Tab[][] = [];
    for (const address of addresses) groups.push(await Promise.all(Array.from({ length: 20 }, () => on.open(address))));
    const round = () => Promise.all(groups.flatMap((tabs, n) => tabs.map((tab) => call(tab, calls[n] ?? ''))));
    // What is still on its way belongs to before.
    await round();
    on.world.genspark.balance = 9_000;
    on.world.sora.left = 6;
    on.world.chatgpt.windows = [{ seconds, used: 50, resetsAt }];
    await round();
    on.world.genspark.taskTime = 50;
    on.world.genspark.taskCost = 0;
    await Promise.all(
      (groups[0] ?? []).map((tab) => tab.evaluate(`window.ask({ type: 'slides_agent' }).then((one) => one.text())`)),
    );
    await until('every tab has been heard', async () => {
      const runs = (await on.rows('tasks')).filter(({ provider }) => provider === 'genspark');
      return runs.length === 20 && runs.every(({ endedAt }) => endedAt !== null);
    });
    const popup = await on.popup();
    await until('all is shown', async () => {
      const shown = await numbersOf(popup);
      return (
        shown['genspark/1/credits'] === '9000' &&
        shown['chatgpt/1/codex:604800'] === '50' &&
        shown['sora/1/videos'] === '6'
      );
    });
    expect(await values('genspark', 'credits')).toEqual([9_717, 9_000]);
    expect(await values('chatgpt', 'codex:604800')).toEqual([34, 50]);
    expect(await values('sora', 'videos')).toEqual([7, 6]);
    const [snapshot] = await on.rows('snapshot');
    const accounts = snapshot?.accounts as { provider: string; balances: { cycle: { spent: number } }[] }[];
    const spent = accounts.flatMap(({ provider, balances }) => balances.map(({ cycle }) => [provider, cycle.spent]));
    expect(spent).toContainEqual(['genspark', 717]);
    on.world.sora.closed = true;
  });

  test('whatever a service answers instead, the last number stays and the words are right', async () => {
    const [tab, popup] = [await on.open('https://www.genspark.ai/'), await on.popup()];
    const answers: readonly (readonly [Answer, string, RegExp])[] = [
      [{ status: 429, headers: { 'retry-after': '120' }, text: 'slow down' }, 'unreadable', /asked too often/],
      [{ status: 403, text: challenge }, 'unreadable', /refuses to answer/],
      [{ status: 500, text: '' }, 'unreadable', /trouble of its own/],
      [{ status: 200, text: '' }, 'unreadable', /something other than numbers/],
      [{ status: 401, json: {} }, 'signed-out', /signed out/],
    ];
    for (const [answer, state, words] of answers) {
      on.world.genspark.override('GET', balance, answer);
      await call(tab, balance);
      await until(`${words}`, async () => words.test(await textOf(popup)));
      expect((await statesOf(popup))['genspark/1']).toBe(state);
      expect((await numbersOf(popup))['genspark/1/credits']).toBe('9000');
    }
    on.world.genspark.override('GET', balance, null);
    on.world.genspark.balance = 8_990;
    await call(tab, balance);
    await until('it is well again', async () => (await statesOf(popup))['genspark/1'] === 'ok');
    expect((await numbersOf(popup))['genspark/1/credits']).toBe('8990');
  });

  test('a record that cannot be opened is said with the last numbers; what is seen meanwhile arrives afterwards', async () => {
    const tab = await on.open('https://www.genspark.ai/');
    // As though a newer version had been here, and went away again.
    const newer = (code: string) => on.eye.evaluate(`new Promise((done, failed) => { ${code} })`);
    await newer(`const open = indexedDB.open('nokori', 99);
      open.onsuccess = () => { open.result.close(); done(true); };
      open.onerror = () => failed(open.error);`);
    on.world.genspark.balance = 8_000;
    await call(tab, balance);
    const api = '(globalThis.browser ?? globalThis.chrome)';
    await until('the worker has left word', () =>
      on.eye.evaluate<boolean>(`${api}.storage.session.get('trouble').then(({ trouble }) => trouble === 'newer')`),
    );
    const popup = await on.popup();
    expect(await textOf(popup)).toMatch(/made by a newer version of Nokori[\s\S]*the last ones that were recorded/);
    expect((await numbersOf(popup))['genspark/1/credits']).toBe('8990');
    await newer(`const gone = indexedDB.deleteDatabase('nokori');
      gone.onsuccess = () => done(true);
      gone.onerror = () => failed(gone.error);`);
    // Nobody else looks at the record meanwhile: that alone would make an empty one.
    await until('what waited has arrived', async () => (await numbersOf(popup))['genspark/1/credits'] === '8000');
    await until('it is said no more', async () => !/newer version/.test(await textOf(popup)));
    expect(await values('genspark', 'credits')).toContain(8_000);
  });
});
