import { describe, expect, test } from 'vitest';
import { until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { numbersOf, scene, textOf, warningsOf } from './each-browser.ts';

const usagePage = 'https://chatgpt.com/codex/settings/usage';
const hour = 3_600_000;

describe('warnings', () => {
  const on = scene();
  const windows = (five: number, week: number, inFive = 2 * hour, inWeek = 70 * hour) => {
    on.world.chatgpt.windows = [
      { seconds: 18_000, used: five, resetsAt: Date.now() + inFive },
      { seconds: 604_800, used: week, resetsAt: Date.now() + inWeek },
    ];
  };
  const seen = (meter: string, value: number) =>
    until(`${meter} is ${value}`, async () =>
      (await on.rows('observations')).some((row) => row.meter === meter && row.value === value),
    );
  const told = (title: RegExp) => until(`told: ${title}`, async () => (await on.told()).find((one) => title.test(one)));

  const forecasts = (on_: boolean) => setSettings(on.eye, { notify: { 'will-run-out': on_ } as never });

  test('what stands there at first sight is shown, but not told', async () => {
    await forecasts(false);
    windows(75, 60);
    const page = await on.open(usagePage);
    await seen('codex:18000', 75);
    const popup = await on.popup();
    await until('the warning stands in the popup', async () =>
      (await warningsOf(popup)).includes('chatgpt near-limit notice'),
    );
    await on.badgeSays('75%');
    expect(await on.told()).toEqual([]);
    await page.close();
  });

  test('a week past 70 % and 80 % in one jump is told once, as 80 %; five hours are not told before their limit', async () => {
    windows(82, 83);
    await on.open(usagePage);
    await told(/80% of the weekly limit/);
    windows(82, 83);
    await on.open(usagePage);
    await seen('codex:604800', 83);
    expect(await on.told()).toEqual(['Codex: 80% of the weekly limit is used']);
    const [row] = await on.rows('outbox');
    expect(row).toMatchObject({ state: 'sent' });
    expect(String(row?.message)).toMatch(/^17% is left\. It comes back .+ \(in 2 d \d+ h\)\./);
  });

  test('it is not told again after the worker was ended and started anew', async () => {
    await on.rig.killWorker();
    windows(83, 84);
    await on.open(usagePage);
    await seen('codex:604800', 84);
    await on.badgeSays('84%');
    expect((await on.told()).length).toBe(1);
  });

  test('a limit that is reached is told with what follows, and the badge says so', async () => {
    windows(100, 85);
    on.world.chatgpt.allowed = false;
    on.world.chatgpt.credits = '0';
    await on.open(usagePage);
    await told(/the 5-hour limit is used up/);
    const row = (await on.rows('outbox')).find(({ key }) => String(key).includes('limit-reached'));
    expect(row?.message).toMatch(/^Work stops here\. It is expected back/);
    if (on.rig.name === 'chromium')
      expect(await on.eye.evaluate<string[]>('chrome.notifications.getAll().then(Object.keys)')).toContain(row?.key);
    await on.badgeSays('!');
    expect((await on.badge()).title).toContain('Work stops here.');
  });

  test('a window that comes back when it is due is told at once; until then its old percentage is not shown', async () => {
    windows(100, 85, 3_000);
    await on.open(usagePage);
    const popup = await on.popup();
    await until(
      'its reset is overdue',
      async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === 'awaiting-reset',
    );
    expect(await textOf(popup)).toContain('Reset expected, not confirmed yet.');
    expect(await textOf(popup)).toContain('Was it used on another device, or by a teammate?');
    on.world.chatgpt.allowed = true;
    windows(2, 85, 5 * hour - 60_000);
    await on.open(usagePage);
    await told(/the 5-hour limit is back/);
    await until('it is shown', async () => (await numbersOf(popup))['chatgpt/1/codex:18000'] === '2');
  });

  test('what will probably be used up before it comes back is said in the popup, and told once', async () => {
    await forecasts(true);
    on.world.chatgpt.account = 'acct-simulated-3';
    for (const used of [5, 20, 40, 60]) {
      windows(used, 30, 4 * hour);
      await on.open(usagePage);
      await seen('codex:18000', used);
    }
    await told(/at this pace the 5-hour limit will probably be used up around/);
    const popup = await on.popup();
    await until('it stands in the popup', async () =>
      (await textOf(popup)).includes('At this pace probably used up around'),
    );
    await forecasts(false);
  });

  test('whoever asks is told of a return that would otherwise pass in silence', async () => {
    // Another account: there a window that ends so soon is no echo of the one that was just over.
    on.world.chatgpt.account = 'acct-simulated-2';
    windows(71, 85, 5_000);
    await on.open(usagePage);
    const popup = await on.popup();
    await until('one may ask', () =>
      popup.evaluate<boolean>(
        `[...document.querySelectorAll('[data-account="3"] [data-tell-me="codex:18000"]')].some((one) => (one.click(), true))`,
      ),
    );
    await told(/the 5-hour limit should be back/);
  });

  test('a test notification can be sent, and its appearance answered', async () => {
    const popup = await on.popup();
    const click = (text: string) =>
      until(`a button ${text}`, () =>
        popup.evaluate<boolean>(
          `[...document.querySelectorAll('button')].some((one) => one.textContent.trim() === '${text}' && (one.click(), true))`,
        ),
      );
    await click('Send it');
    await click('No');
    await until('help is given', async () => (await textOf(popup)).includes('Windows: Settings'));
    await click('Yes');
    await until('the answer is kept', () =>
      popup.evaluate<boolean>(
        `(globalThis.browser ?? chrome).storage.local.get('settings').then(({ settings }) => settings.firstRun.appeared === 'yes')`,
      ),
    );
  });

  test('Genspark’s credits run out, and come back', async () => {
    on.world.genspark.balance = 180;
    await on.open('https://www.genspark.ai/');
    await seen('credits', 180);
    on.world.genspark.balance = -3;
    await on.open('https://www.genspark.ai/');
    await told(/Genspark: nothing is left of your credits/);
    on.world.genspark.balance = 10_000;
    await on.open('https://www.genspark.ai/');
    await told(/Genspark: your credits are back/);
  });

  test('every notification that was told keeps what it was about, so that a click opens the right place', async () => {
    const rows = await on.rows('outbox');
    expect(rows.length).toBeGreaterThan(3);
    expect(
      rows.every(
        ({ notice, state }) =>
          state === 'sent' && typeof notice === 'object' && notice !== null && 'provider' in notice,
      ),
    ).toBe(true);
  });
});
