import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '@/core/domain/account.ts';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { seed, setSettings } from '../rig/seed.ts';
import { page } from '../simulators/site.ts';
import { numbersOf, scene, statesOf, textOf } from './each-browser.ts';

const usage = '/backend-api/wham/usage';
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8');
const refresh = (popup: Tab, provider: string) =>
  until('there is a refresh button', () =>
    popup.evaluate<boolean>(
      `[...document.querySelectorAll('article[data-provider="${provider}"] button.icon')].slice(0, 1).some((one) => (one.click(), true))`,
    ),
  );

describe('reading again', () => {
  const on = scene();

  test('Refresh with no page of the service open offers to open its usage page', async () => {
    const first = await on.open('https://chatgpt.com/codex/settings/usage');
    const popup = await on.popup();
    await until('it is shown', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '12');
    await first.close();
    await refresh(popup, 'chatgpt');
    await until('it is offered', async () =>
      (await textOf(popup)).includes('No ChatGPT page is open. Open its usage page to read the numbers again.'),
    );
    expect(
      await popup.evaluate<boolean>(
        `[...document.querySelectorAll('article .source button')].some((one) => one.textContent === 'Open usage page')`,
      ),
    ).toBe(true);
  });

  test('Refresh sends the page’s own request again, with the headers of its last successful one', async () => {
    await on.open('https://chatgpt.com/');
    await until('the page has asked once', async () => on.world.chatgpt.asked(usage).length === 1);
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 47, resetsAt: Date.now() + 3_600_000 }];
    const popup = await on.popup();
    await refresh(popup, 'chatgpt');
    await until('it was read again', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '47');
    const [, again] = on.world.chatgpt.asked(usage);
    expect(again).toMatchObject({ method: 'GET', body: '' });
    expect(again?.headers.authorization).toBe('Bearer simulated');
    expect(await textOf(popup)).toMatch(/ChatGPT is asked again\./);
    await refresh(popup, 'chatgpt');
    await until('it is too soon', async () => (await textOf(popup)).includes('Just read. Please wait a few seconds.'));
    expect(on.world.chatgpt.asked(usage).length).toBe(2);
  });

  test('a replay that fails says nothing of the account', async () => {
    const tab = await on.open('https://www.genspark.ai/');
    const popup = await on.popup();
    await until('a balance', async () => (await numbersOf(popup))['genspark/1/credits'] === '9717');
    on.world.genspark.signedIn = false;
    await refresh(popup, 'genspark');
    await until('it was asked', async () => on.world.genspark.asked('/api/payment/get_credit_balance').length === 2);
    await until('the failure is noted', async () =>
      JSON.stringify((await on.rows('snapshot'))[0]?.replays).includes('"failures":1'),
    );
    expect((await statesOf(popup))['genspark/1']).toBe('ok');
    await tab.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
    await until('the page’s own request says it', async () => (await statesOf(popup))['genspark/1'] === 'signed-out');
    on.world.genspark.signedIn = true;
  });

  test('a visible page whose number has become old asks by itself, once for all tabs', async () => {
    on.world.chatgpt.calls = ['/backend-api/wham/tasks/list'];
    const [snapshot] = (await on.rows('snapshot')) as {
      accounts: { provider: string; readAt: number; windows: { seenAt: number }[]; balances: { seenAt: number }[] }[];
      replays: unknown[];
    }[];
    const older = <T extends { seenAt: number }>(one: T): T => ({ ...one, seenAt: one.seenAt - 600_000 });
    const aged = {
      ...snapshot,
      replays: [],
      reviewedAt: null,
      accounts: snapshot?.accounts.map((one) =>
        one.provider === 'chatgpt'
          ? { ...one, readAt: one.readAt - 600_000, windows: one.windows.map(older), balances: one.balances.map(older) }
          : one,
      ),
    };
    await seed(on.eye, aged as unknown as Snapshot);
    const tabs = [await on.open('https://chatgpt.com/'), await on.open('https://chatgpt.com/')];
    await until('it was asked', async () => on.world.chatgpt.asked(usage).length === 1);
    for (const tab of tabs) await tab.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await until('nobody asks again', async () => on.world.chatgpt.asked('/backend-api/wham/tasks/list').length >= 2);
    expect(on.world.chatgpt.asked(usage).length).toBe(1);
    on.world.chatgpt.calls = [usage];
  });
});

describe('where answers are not seen', () => {
  const on = scene();

  test('the usage page’s visible text is read, in Japanese too, and labelled', async () => {
    on.world.chatgpt.override(
      'GET',
      '/codex/settings/usage',
      page(
        '使用状況',
        `<pre style="font:inherit">${fixture('chatgpt/dom-usage-page-ja.txt').split('# variant B')[0]}</pre>`,
        '',
      ),
    );
    await on.open('https://chatgpt.com/codex/settings/usage');
    const popup = await on.popup();
    await until('it is shown', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '8');
    expect((await numbersOf(popup))['chatgpt/1/credits']).toBe('0');
    expect(await textOf(popup)).toContain('from the visible text of a ChatGPT page (rounded)');
  });

  test('Genspark’s account menu is read when it opens', async () => {
    on.world.genspark.calls = [];
    const tab = await on.open('https://www.genspark.ai/');
    await tab.evaluate(
      `(() => { const menu = document.createElement('div'); menu.className = 'n-popover n-popover-shared'; for (const [name, text] of [['div', 'Credits'], ['div', '6,151']]) { const one = document.createElement(name); one.textContent = text; (menu.querySelector('.credit-left-item') ?? menu.appendChild(Object.assign(document.createElement('div'), { className: 'item credit-left' })).appendChild(Object.assign(document.createElement('div'), { className: 'credit-left-item' }))).append(one); } document.body.append(menu); return true; })()`,
    );
    const popup = await on.popup();
    await until('it is shown', async () => (await numbersOf(popup))['genspark/1/credits'] === '6151');
    on.world.genspark.calls = ['/api/user', '/api/payment/get_credit_balance'];
  });

  test('a computer whose clock is off is told so, and its countdowns are right all the same', async () => {
    const ahead = 20 * 60_000;
    on.world.chatgpt.override('GET', usage, () => {
      const { rate_limit, ...rest } = on.world.chatgpt.usage() as {
        rate_limit: { primary_window: Record<string, number> };
      };
      const { reset_after_seconds: _, ...window } = rate_limit.primary_window;
      const told = { ...window, used_percent: 50, reset_at: Math.round((Date.now() + ahead + 3_600_000) / 1_000) };
      return {
        headers: { date: new Date(Date.now() + ahead).toUTCString() },
        json: {
          ...rest,
          rate_limit: { allowed: true, limit_reached: false, primary_window: told, secondary_window: null },
        },
      };
    });
    const page = await on.open('https://chatgpt.com/codex/settings/usage');
    const popup = await on.popup();
    await until('it is read', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '50');
    expect(await textOf(popup)).not.toContain('clock');
    // One answer may be an old copy; another one at another moment is not.
    await page.evaluate(`window.call('${usage}').then((answer) => answer.text())`);
    await until(
      'it is said',
      async () =>
        (await textOf(popup)).includes('This computer’s clock is about 19 min behind') ||
        (await textOf(popup)).includes("This computer's clock is about 19 min behind") ||
        (await textOf(popup)).includes("This computer's clock is about 20 min behind"),
    );
    await until('the countdown is right', async () => /resets in (1 h|59 min)/.test(await textOf(popup)));
  });

  test('a browser that lets us read a service no more is told so', async () => {
    const tab = await on.rig.open(`${on.rig.origin}/popup.html`);
    await setSettings(tab, { firstRun: { appeared: 'yes', dismissed: true } });
    if (on.rig.name === 'chromium') return; // Chromium keeps the hosts of content scripts with the extension.
    await tab.evaluate(`browser.permissions.remove({ origins: ['https://www.genspark.ai/*'] })`);
    await tab.reload();
    await until('it is said', async () => (await statesOf(tab))['genspark/1'] === 'no-access');
    expect(await textOf(tab)).toContain('The browser does not let Nokori read Genspark.');
    await tab.close();
  });
});

describe('pages that were open first', () => {
  const on = scene({ early: ['https://www.genspark.ai/'] });

  test('a tab from before the installation is watched, or is named and can be reloaded', async () => {
    const popup = await on.popup();
    if (on.rig.name === 'chromium') {
      await until('it is named', async () => (await statesOf(popup))['genspark/1'] === 'needs-reload');
      expect(await textOf(popup)).toContain(
        'This Genspark tab was open before Nokori was installed or updated. Reload it once.',
      );
      await popup.evaluate(
        `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Reload the page').click()`,
      );
      await until('its numbers arrive', async () => (await numbersOf(popup))['genspark/1/credits'] === '9717');
      await popup.reload();
    }
    // Firefox puts the scripts into open tabs by itself.
    await until('nothing needs a reload', async () => (await statesOf(popup))['genspark/1'] !== 'needs-reload');
  });
});
