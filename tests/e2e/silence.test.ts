import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Tab, until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { scene, textOf } from './each-browser.ts';

const usagePage = 'https://chatgpt.com/codex/settings/usage';
const shots = join(import.meta.dirname, '../screens');
const minute = 60_000;
const hour = 60 * minute;

describe('silence', () => {
  const on = scene();
  let inWeek = 70 * hour;
  const seen = async (week: number) => (await on.rows('observations')).filter(({ value }) => value === week).length;
  const uses = async (week: number) => {
    on.world.chatgpt.windows = [{ seconds: 604_800, used: week, resetsAt: Date.now() + inWeek }];
    // Another account may have used as much before: one more must be seen.
    const before = await seen(week);
    await on.open(usagePage);
    await until(`the week is ${week}`, async () => (await seen(week)) > before);
  };
  /** Somebody else's week, of which nothing has been told yet. */
  const another = async (account: string) => {
    on.world.chatgpt.account = account;
    inWeek += hour;
    await uses(60);
  };
  const waiting = () =>
    until('something waits', async () => (await on.rows('outbox')).some(({ state }) => state === 'due'));
  const press = (tab: Tab, text: string) =>
    until(`a button ${text}`, () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('button')].some((one) => one.textContent.trim() === '${text}' && (one.click(), true))`,
      ),
    );
  const settingsOf = (tab: Tab) =>
    tab.evaluate<{ snoozedUntil: number | null; quietHours: { on: boolean; from: number; to: number } }>(
      `(globalThis.browser ?? globalThis.chrome).storage.local.get('settings').then(({ settings }) => settings)`,
    );
  /** Quiet hours from an hour ago to an hour from now, by this machine's clock. */
  const nowQuiet = () => {
    const time = (at: number) => new Date(at).getHours() * 60 + new Date(at).getMinutes();
    return { on: true, from: time(Date.now() - hour), to: time(Date.now() + hour) };
  };

  test('in quiet hours the badge warns, and what is told waits until they are over', async () => {
    await setSettings(on.eye, {
      firstRun: { appeared: 'yes', dismissed: true },
      notify: { 'will-run-out': false } as never,
      quietHours: nowQuiet(),
    });
    await uses(60);
    await uses(75);
    await uses(83);
    await until('the badge says it', async () => (await on.badge()).text === '83%');
    await waiting();
    expect(await on.told()).toEqual([]);
    await setSettings(on.eye, { quietHours: { ...nowQuiet(), on: false } });
    await until('it is told', async () => (await on.told()).length > 0);
    expect(await on.told()).toEqual(['Codex: 80% of the weekly limit is used']);
  });

  test('quiet hours are set in the settings, where two equal times are not accepted', async () => {
    const dashboard = await on.open(`${on.rig.origin}/dashboard.html#settings`);
    const enter = (which: 'from' | 'to', time: string) =>
      until(`${which} is entered`, () =>
        dashboard.evaluate<boolean>(
          `(() => { const field = document.getElementById('quiet-hours-${which}'); if (field === null || field.disabled) return false; field.value = '${time}'; field.dispatchEvent(new Event('input', { bubbles: true })); return true; })()`,
        ),
      );
    await until('it is switched on', () =>
      dashboard.evaluate<boolean>(
        `[...document.querySelectorAll('label')].some((one) => one.textContent === 'No notifications between these times' && (one.click(), true))`,
      ),
    );
    const kept = (from: number, to: number) =>
      until('it is kept', async () => {
        const { quietHours } = await settingsOf(dashboard);
        return quietHours.on && quietHours.from === from && quietHours.to === to;
      });
    await enter('from', '23:30');
    await enter('to', '06:15');
    await kept(1_410, 375);
    await enter('to', '23:30');
    await until('it is said', async () => (await textOf(dashboard)).includes('Please choose two different times.'));
    await kept(1_410, 375);
    await setSettings(on.eye, { quietHours: { on: false, from: 1_410, to: 375 } });
  });

  test('a snooze from the popup says until when, and is taken back there', async () => {
    const popup = await on.popup();
    await press(popup, 'Silence notifications');
    await press(popup, 'for 1 hour');
    await until('it says until when', async () =>
      /No notifications until (\w+ \d+, )?\d+:\d\d [AP]M\./.test(await textOf(popup)),
    );
    const { snoozedUntil } = await settingsOf(popup);
    expect(Math.abs((snoozedUntil ?? 0) - Date.now() - hour)).toBeLessThan(minute);
    mkdirSync(shots, { recursive: true });
    if (on.rig.name === 'chromium') await popup.screenshot(join(shots, 'popup-snoozed.png'));
    await another('acct-simulated-2');
    await uses(84);
    await waiting();
    const before = await on.told();
    await press(popup, 'Notify me again');
    await until('it is told', async () => (await on.told()).length > before.length);
    expect((await on.told()).at(-1)).toMatch(/80% of the weekly limit is used/);
    expect(await textOf(popup)).not.toContain('No notifications until');
  });

  test('until tomorrow is the next morning', async () => {
    const popup = await on.popup();
    await press(popup, 'Silence notifications');
    await press(popup, 'until tomorrow morning');
    await until('it says until when', async () => (await textOf(popup)).includes('8:00 AM'));
    const { snoozedUntil } = await settingsOf(popup);
    expect(new Date(snoozedUntil ?? 0).getHours()).toBe(8);
    await press(popup, 'Notify me again');
    await until('it is over', async () => (await settingsOf(popup)).snoozedUntil === null);
  });

  test('when a snooze ends by itself, the alarm wakes the worker and what waited is told', async () => {
    await setSettings(on.eye, { snoozedUntil: Date.now() + hour });
    await another('acct-simulated-3');
    await uses(86);
    await waiting();
    const before = await on.told();
    await setSettings(on.eye, { snoozedUntil: Date.now() + 4_000 });
    expect(await on.told()).toEqual(before);
    await on.rig.killWorker();
    await until('it is told', async () => (await on.told()).length > before.length, 60_000);
  });

  test('a heavy video is told at once, whatever the silence', async () => {
    await setSettings(on.eye, { snoozedUntil: Date.now() + hour });
    on.world.genspark.balance = 180;
    const page = await on.open('https://www.genspark.ai/agents?type=video_generation_agent');
    await until('the balance is known', async () => (await on.rows('observations')).some(({ value }) => value === 180));
    await page.evaluate(
      `void window.ask({ type: 'video_generation_agent', model_params: { type: 'video', model: 'kling/v3', duration: '60s' } })`,
    );
    await until('it is told', async () => (await on.told()).some((title) => /video/.test(title)));
    await setSettings(on.eye, { snoozedUntil: null });
  });

  test('a review whose time has come is told when the worker wakes, once', async () => {
    const today = new Date();
    await setSettings(on.eye, {
      ...{ snoozedUntil: null, quietHours: { on: false, from: 0, to: 1 } },
      review: { days: [(today.getDay() + 6) % 7], at: today.getHours() * 60 + today.getMinutes(), since: 0 },
    });
    const told = async () => (await on.told()).filter((title) => /^Your review since/.test(title)).length;
    const wakes = () =>
      on.eye.evaluate(`(globalThis.browser ?? globalThis.chrome).runtime.sendMessage({ say: 'changed' })`);
    await wakes();
    await until('it is told', async () => (await told()) > 0);
    await wakes();
    expect(await told()).toBe(1);
  });
});
