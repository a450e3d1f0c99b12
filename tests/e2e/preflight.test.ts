import { describe, expect, test } from 'vitest';
import { type Tab, until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { scene, textOf } from './each-browser.ts';

const hour = 3_600_000;
const genspark = 'https://www.genspark.ai';
const composer = `${genspark}/agents?type=video_generation_agent`;

describe('before a heavy task', () => {
  const on = scene();
  const seen = (meter: string, value: number) =>
    until(`${meter} is ${value}`, async () =>
      (await on.rows('observations')).some((row) => row.meter === meter && row.value === value),
    );
  const heavy = async () =>
    (await on.rows('outbox')).filter(({ key, state }) => `${key}`.includes('heavy-task') && state === 'sent');
  const told = (title: RegExp) =>
    until(`told: ${title}`, async () => (await heavy()).find((row) => title.test(`${row.title}`)));
  const asked = (left: number) =>
    until(
      `${left} have left`,
      async () => (await on.rows('tasks')).filter(({ task }) => task === 'video').length === left,
    );
  const video = (tab: Tab, seconds: number) =>
    tab.evaluate(
      `void window.ask({ type: 'video_generation_agent', model_params: { type: 'video', model: 'kling/v3', duration: '${seconds}s' } })`,
    );
  const balance = async (tab: Tab, left: number) => {
    on.world.genspark.balance = left;
    await tab.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
    await seen('credits', left);
  };

  test('a video of ten seconds that fits is only shown, in the popup and in the toolbar’s title', async () => {
    await setSettings(on.eye, { firstRun: { appeared: 'yes', dismissed: true } });
    on.world.genspark.balance = 9_000;
    await on.open(`${genspark}/`);
    await seen('credits', 9_000);
    const page = await on.open(composer);
    await video(page, 10);
    await asked(1);
    const popup = await on.popup();
    const fits = /The next video will probably take 33–100 credits\. It fits into the [\d,]+ credits you have\./;
    await until('the estimate stands there', async () => fits.test(await textOf(popup)));
    await on.badgeSays(fits);
    expect(await heavy()).toEqual([]);
  });

  test('an open composer goes by the last video, and says so', async () => {
    await on.open(composer);
    const popup = await on.popup();
    await until('it says so', async () => (await textOf(popup)).includes('(With the settings of your last one.)'));
    expect(await heavy()).toEqual([]);
  });

  test('a video of a minute on 180 credits is told as its request leaves, once, with the numbers', async () => {
    const page = await on.open(composer);
    await balance(page, 180);
    await video(page, 60);
    const row = await told(/^This video will probably take 200–600 credits$/);
    expect(row?.message).toBe(
      'You have 180 credits left. It may stop in the middle (a general range, not a price). A short, low-resolution try first wastes less.',
    );
    await on.badgeSays(/The next video will probably take 200–600 credits/);
    await video(page, 60);
    await asked(3);
    expect((await heavy()).length).toBe(1);
  });

  test('with little left it is told as soon as the composer opens, before anything has left', async () => {
    on.world.genspark.account = 'cogen-simulated-2';
    const page = await on.open(`${genspark}/`);
    await balance(page, 120);
    const before = (await heavy()).length;
    const tasks = (await on.rows('tasks')).length;
    await page.evaluate(`history.pushState(null, '', '/agents?type=video_generation_agent')`);
    await until('it is told', async () => (await heavy()).length === before + 1);
    expect((await on.rows('tasks')).length).toBe(tasks);
  });

  test('a large clip that would begin to spend credits is told with how many', async () => {
    const { sora } = on.world;
    Object.assign(sora, { closed: false, left: 2, credits: 900 });
    const page = await on.open('https://sora.chatgpt.com/explore');
    await seen('videos', 2);
    await page.evaluate(
      `void window.call('/backend/nf/create', { method: 'POST', body: JSON.stringify({ kind: 'video', model: 'sy_ore', size: 'large', n_frames: 300 }) })`,
    );
    const row = await told(/^This video will probably take 5–25 videos$/);
    expect(row?.message).toMatch(
      /^You have 2 videos left\. Your plan does not cover it: it would probably take 30 to 230 credits of your 900 credits \(by the published rates\)\. If it can wait until .+ \(in \d+ h \d+ min\), it should be covered again\.$/,
    );
  });

  test('four runs of Codex at once near the weekly limit are told, with what follows; a single one is not', async () => {
    on.world.chatgpt.windows = [
      { seconds: 18_000, used: 12, resetsAt: Date.now() + 3 * hour },
      { seconds: 604_800, used: 91, resetsAt: Date.now() + 70 * hour },
    ];
    on.world.chatgpt.credits = '40';
    const page = await on.open('https://chatgpt.com/codex');
    await seen('codex:604800', 91);
    const create = (runs: number) =>
      page.evaluate(
        `window.call('/backend-api/wham/tasks', { method: 'POST', body: JSON.stringify({ input_items: [], metadata: { best_of_n: ${runs} } }) }).then((r) => r.text())`,
      );
    await create(1);
    await until('one is created', async () => (await on.rows('tasks')).some(({ task }) => task === 'developer'));
    expect((await heavy()).some(({ title }) => /runs|coding/.test(`${title}`))).toBe(false);
    await create(4);
    const row = await told(/^4 runs at once may use up the weekly limit \(91% is used\)$/);
    expect(row?.message).toContain('After that, credits pay: you have 40 credits.');
    expect(row?.message).toContain('One instead of 4 would probably take 2–15 credits.');
  });
});
