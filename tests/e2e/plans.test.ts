import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../core/domain/settings.ts';
import { type Tab, until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { scene, textOf, warningsOf } from './each-browser.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(import.meta.dirname, '../screens');

describe('plans', () => {
  const on = scene();
  let dashboard: Tab;
  let agents: Tab;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    await setSettings(on.eye, { firstRun: { appeared: 'yes', dismissed: true } });
    on.world.genspark.taskTime = 100;
    agents = await on.rig.open('https://www.genspark.ai/agents?type=slides_agent');
    await until('the balance is read', () => balanceIs(9_717));
    dashboard = await on.rig.open(`${on.rig.origin}/dashboard.html#budget`);
  });

  const balanceIs = async (value: number) =>
    (await on.rows('observations')).some((row) => row.provider === 'genspark' && row.value === value);
  const settings = () =>
    on.eye.evaluate<Settings>(
      `(globalThis.browser ?? chrome).storage.local.get('settings').then((all) => all.settings)`,
    );
  const told = (title: RegExp) => until(`told: ${title}`, async () => (await on.told()).find((one) => title.test(one)));
  const enter = (tab: Tab, id: string, value: string) =>
    until(`${id} is entered`, () =>
      tab.evaluate<boolean>(
        `(() => { const field = document.querySelector('${id}'); if (field === null) return false; field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true })); return true; })()`,
      ),
    );
  const press = (tab: Tab, text: string, within = 'body') =>
    until(`a button ${text}`, () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('${within} button')].some((one) => one.textContent.trim() === ${JSON.stringify(text)} && !one.disabled && (one.click(), true))`,
      ),
    );
  const says = (tab: Tab, text: string) => until(`it says ${text}`, async () => (await textOf(tab)).includes(text));
  /** A run of the agent of so many credits, and a look at the balance before and after. */
  const run = async (type: string, credits: number) => {
    const after = on.world.genspark.balance - credits;
    on.world.genspark.taskCost = credits;
    const ask = `window.ask({ type: '${type}', model_params: {} }).then((r) => r.text())`;
    await agents.evaluate(ask);
    await until('it is over', async () => (await on.rows('tasks')).every(({ end }) => end !== null));
    await agents.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
    await until('it is charged', () => balanceIs(after));
  };

  test('a cap and a budget are saved as they are typed; what is no number is said, and the old one holds', async () => {
    await enter(dashboard, '#cap-slides', '50');
    await enter(dashboard, '#budget-genspark-1-amount', '１，０００');
    await until('both are saved', async () => {
      const { caps, budgets } = await settings();
      return caps.slides === 50 && Object.values(budgets)[0]?.amount === 1_000;
    });
    await says(dashboard, '0 of 1,000 credits (0%)');
    await enter(dashboard, '#cap-slides', 'a lot');
    await says(dashboard, 'Please enter a whole number of credits from 1 on');
    expect((await settings()).caps.slides).toBe(50);
    await enter(dashboard, '#cap-slides', '');
    await until('it is off', async () => (await settings()).caps.slides === undefined);
  });

  test('shares are saved once they make a whole', async () => {
    await enter(dashboard, '#share-drafts', '40');
    await says(dashboard, 'The shares add up to 95%. They are saved once');
    expect((await settings()).shares ?? null).not.toMatchObject({ drafts: 40 });
    await enter(dashboard, '#share-research', '30');
    await until('they are saved', async () => (await settings()).shares.research === 30);
    await press(dashboard, 'Back to 45, 25, 20 and 10');
    await until('they are back', async () => (await settings()).shares.drafts === 45);
  });

  test('a job is made in the popup, and gets a ceiling on the settings page', async () => {
    const popup = await on.popup();
    await press(popup, 'Count this to a job');
    await enter(popup, '#new-job', 'Spring deck');
    await press(popup, 'Add');
    await says(popup, 'Job: Spring deck');
    await press(dashboard, 'Edit', '[data-job="Spring deck"]');
    await enter(dashboard, '.job-fields select', 'genspark');
    await enter(dashboard, '[id$="-ceiling"]', '1000');
    await enter(dashboard, '[id$="-slides-finals"]', '3');
    await until('they are saved', async () => {
      const [job] = (await settings()).jobs;
      return job?.ceiling?.credits === 1_000 && job.counts.slides?.finals === 3;
    });
    expect((await settings()).jobs[0]?.ceiling?.provider).toBe('genspark');
  });

  test('a task counts to it, and to the budget and its envelope: each is told once', async () => {
    await run('slides_agent', 720);
    await told(/^Genspark: 70% of the ceiling of “Spring deck” is spent$/);
    await told(/^Genspark: 70% of your budget is spent$/);
    await told(/^Genspark: what you set aside for drafts and documents is used up$/);
    const row = (await on.rows('outbox')).find(({ title }) => String(title).includes('ceiling'));
    expect(row?.message).toBe(
      'About 720 of 1,000 credits are spent; 280 credits are left. Now is a calm moment to check which steps are still to come.',
    );
    const popup = await on.popup();
    await says(popup, 'Genspark: 720 of 1,000 credits (72%)');
    expect(await warningsOf(popup)).toEqual(
      expect.arrayContaining(['genspark budget notice', 'genspark envelope warning']),
    );
    await on.rig.killWorker();
    await run('slides_agent', 5);
    const titles = await on.told();
    expect(titles.filter((one) => /ceiling|budget|set aside/.test(one)).length).toBe(3);
    await run('slides_agent', 80);
    await told(/^Genspark: 80% of the ceiling of “Spring deck” is spent$/);
    await told(/^Genspark: 80% of your budget is spent$/);
  });

  test('a task that is moved takes its credits along, on the record, too', async () => {
    await says(dashboard, '3 tasks: slides 3');
    const deck = async () => dashboard.evaluate<string>(`document.querySelector('[data-job="Spring deck"]').innerText`);
    expect(await deck()).toContain('805 of 1,000 credits (80%)');
    const moved = await until('the first one is moved', () =>
      dashboard.evaluate<boolean>(
        `(() => { const all = [...document.querySelectorAll('.job-tasks li')]; const one = all.find((li) => li.innerText.includes('720')); if (!one) return false; const select = one.querySelector('select'); select.value = ''; select.dispatchEvent(new Event('change', { bubbles: true })); return true; })()`,
      ),
    );
    expect(moved).toBe(true);
    await until('the job has less', async () => (await deck()).includes('85 of 1,000 credits (8%)'));
    expect(await deck()).toContain('2 tasks: slides 2');
    expect((await on.rows('tasks')).map(({ job }) => job === null).filter(Boolean).length).toBe(1);
  });

  test('a job is finished, taken up again, and deleted with its name', async () => {
    await press(dashboard, 'Finish', '[data-job="Spring deck"]');
    await until('it is not current', async () => (await settings()).currentJob === null);
    await says(dashboard, '1 finished job');
    await press(dashboard, 'Take up again', '[data-job="Spring deck"]');
    await until('it goes on', async () => (await settings()).jobs[0]?.finishedAt === null);
    await press(dashboard, 'Delete', '[data-job="Spring deck"]');
    await press(dashboard, 'Delete it', '[data-job="Spring deck"]');
    await until('it is gone', async () => (await settings()).jobs.length === 0);
    for (const store of ['snapshot', 'tasks', 'spending'])
      expect(JSON.stringify(await on.rows(store))).not.toContain('Spring deck');
  });

  test.each([
    ['en', 'light', 1_000],
    ['en', 'dark', 320],
    ['ja', 'light', 320],
    ['ja', 'dark', 1_000],
  ] as const)('the settings page is accessible: %s, %s, %i px', async (language, scheme, width) => {
    const name = language === 'ja' ? 'A社 春の提案書' : 'Acme, spring proposal';
    const deck = { id: 'deck', name, ceiling: { provider: 'genspark', credits: 1_000 }, counts: {} };
    const key = Object.keys((await settings()).budgets)[0] ?? '';
    const price = { paid: language === 'ja' ? 3_600 : 24.99, credits: 10_000 };
    await setSettings(on.eye, {
      ...{ language, jobs: [{ ...deck, createdAt: 1, finishedAt: null }] },
      currentJob: { id: 'deck', since: Date.now() },
      budgets: {
        [key]: {
          amount: language === 'ja' ? 400 : 3,
          currency: language === 'ja' ? 'JPY' : 'USD',
          price,
          period: 'month',
        },
      },
    });
    await run('video_generation_agent', 90);
    const tab = await on.open(`${on.rig.origin}/dashboard.html#budget`);
    await tab.scheme(scheme);
    await tab.size(width, 900);
    await until('it is painted', () =>
      tab.evaluate<boolean>(
        `document.querySelector('[data-section="jobs"]') !== null && document.documentElement.lang === '${language}'`,
      ),
    );
    await press(tab, language === 'ja' ? '編集' : 'Edit');
    await until('it is open', () => tab.evaluate<boolean>(`document.querySelector('.job-fields') !== null`));
    const complaints = await tab.evaluate<string[]>(`(async () => {
      ${axe}
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await window.axe.run(document, { runOnly: tags });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')));
    })()`);
    expect(complaints).toEqual([]);
    expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const popup = await on.popup(width < 360 ? width : 360);
    await popup.scheme(scheme);
    await says(popup, name);
    expect(await popup.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    if (on.rig.name !== 'chromium') return;
    // The rest of the page has its own pictures.
    await tab.evaluate(`document.querySelectorAll('.cards, form.settings, .plans ~ *').forEach((one) => one.remove())`);
    const height = await tab.evaluate<number>('document.documentElement.scrollHeight');
    await tab.size(width, height);
    await tab.screenshot(join(shots, `plans-${language}-${scheme}-${width}.png`));
    await popup.screenshot(join(shots, `plans-popup-${language}-${scheme}.png`));
    await popup.evaluate(`document.querySelector('.job-button').click()`);
    await until('it is open', () => popup.evaluate<boolean>(`document.querySelector('.job-panel') !== null`));
    await popup.screenshot(join(shots, `plans-picker-${language}-${scheme}.png`));
  });
});
