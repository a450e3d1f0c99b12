import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '@/core/domain/account.ts';
import { until } from '../rig/rig.ts';
import { seed } from '../rig/seed.ts';
import { numbersOf, scene } from './each-browser.ts';

const api = '(globalThis.browser ?? globalThis.chrome)';

describe('the worker may die at any time', () => {
  const on = scene();

  test('killed again and again during a burst, it loses nothing and doubles nothing', async () => {
    const page = await on.open('https://www.genspark.ai/');
    const isRecorded = async (balance: number) =>
      (await on.rows('observations')).some(({ value }) => value === balance);
    await until('the first balance', () => isRecorded(9_717));
    const values: number[] = [];
    const burst = async () => {
      for (let step = 0; step < 6; step++) {
        on.world.genspark.balance -= 7;
        values.push(on.world.genspark.balance);
        await page.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
      }
    };
    for (let round = 0; round < 8; round++) {
      const going = burst();
      // The moment is what differs: before anything is sent, while it starts, while it writes, while it answers.
      await new Promise((done) => setTimeout(done, 40 * round));
      await until('it is at work, and is ended', on.rig.killWorker);
      await going;
      // Every other time it is ended while what it did not take before is still to be sent again.
      if (round % 2 === 1) await until('the burst is recorded', () => isRecorded(values.at(-1) ?? 0));
    }
    const last = values.at(-1);
    const recorded = (await on.rows('observations'))
      .filter(({ provider, value }) => provider === 'genspark' && values.includes(Number(value)))
      .map(({ value }) => Number(value));
    expect(recorded.sort((a, b) => b - a)).toEqual(values);
    const [snapshot] = await on.rows('snapshot');
    const accounts = (snapshot?.accounts ?? []) as {
      provider: string;
      balances: { left: number; cycle: { spent: number } }[];
    }[];
    const account = accounts.find(({ provider }) => provider === 'genspark');
    expect(account?.balances[0]).toMatchObject({ left: last, cycle: { spent: values.length * 7 } });
  });

  test('two tabs reporting at once are one truth', async () => {
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 33, resetsAt: Date.now() + 3_600_000 }];
    const tabs = await Promise.all([1, 2, 3].map(() => on.open('https://chatgpt.com/codex/settings/usage')));
    await Promise.all(
      tabs.map((tab) =>
        tab.evaluate(`Promise.all([1, 2, 3].map(() => window.call('/backend-api/wham/usage').then((r) => r.text())))`),
      ),
    );
    const popup = await on.popup();
    await until('it is shown', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '33');
    const rows = (await on.rows('observations')).filter(({ meter }) => meter === 'codex:18000');
    expect(rows.length).toBe(1);
  });

  test('the popup is painted from what it left behind, and comes to the same once the worker has answered', async () => {
    const opened = await on.rig.open(`${on.rig.origin}/popup.html`);
    const has = (what: string) => opened.evaluate<boolean>(`'${what}' in document.documentElement.dataset`);
    await until('it is alive', () => has('live'));
    expect(await has('painted')).toBe(true);
    expect((await numbersOf(opened))['chatgpt/1/codex:18000']).toBe('33');
    // Only Chromium tells of it. Whoever aims at a button must not have it moved.
    const shifts = `new Promise((done) => {
      let sum = 0;
      const seen = new PerformanceObserver((all) => {
        for (const { entryType, value } of all.getEntries()) {
          if (entryType === 'paint') done(sum);
          else sum += value;
        }
      });
      // What was painted is there in any case, and comes after what was asked for first.
      for (const type of ['layout-shift', 'paint']) seen.observe({ type, buffered: true });
    })`;
    if (on.rig.name === 'chromium') expect(await opened.evaluate<number>(shifts)).toBe(0);
    await opened.close();
    const left = `${api}.storage.session.get('painting').then(({ painting }) => painting)`;
    const painting = await on.eye.evaluate<{ screen: { cards: unknown[] } }>(left);
    expect(JSON.stringify(painting.screen)).toContain('"used":33');
    expect(Object.keys(painting).sort()).toEqual([
      ...['locale', 'madeAt', 'screen', 'services', 'settings', 'texts', 'until'],
    ]);
  });

  test('the badge is painted again at every start', async () => {
    await on.eye.evaluate(`(globalThis.browser ?? chrome).action.setBadgeText({ text: 'old' })`);
    await on.rig.killWorker();
    await on.open('https://www.genspark.ai/');
    await until('it is painted', async () => (await on.badge()).text === '33%');
  });

  test('a record that it cannot read any more is built again from what has happened', async () => {
    on.world.genspark.balance = 9_000;
    const page = await on.open('https://www.genspark.ai/');
    await until('it is recorded', async () => (await on.rows('observations')).some(({ value }) => value === 9_000));
    // Nobody tells the balance any more.
    await page.close();
    const popup = await on.popup();
    const shown = await numbersOf(popup);
    const [before] = await on.rows('snapshot');
    await seed(on.eye, { version: 0 } as unknown as Snapshot);
    await until('nothing is shown', async () => Object.keys(await numbersOf(popup)).length === 0);
    await on.rig.killWorker();
    await on.eye.evaluate(`(globalThis.browser ?? chrome).runtime.sendMessage('wake up').catch(() => undefined)`);
    await until('all is shown again', async () => isDeepStrictEqual(await numbersOf(popup), shown));
    const [after] = await on.rows('snapshot');
    expect(Object.keys(shown).length).toBeGreaterThan(1);
    expect(after?.accounts).toEqual(before?.accounts);
    expect((await on.rows('aside')).map(({ value }) => value)).toEqual([{ version: 0 }]);
  });
});
