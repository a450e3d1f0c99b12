import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, longestName } from '@/core/domain/settings.ts';
import { lived } from '../life.ts';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { seed, setSettings } from '../rig/seed.ts';
import { scenarios } from '../scenarios.ts';
import { looksFor, numbersOf, scene, statesOf, textOf, warningsOf } from './each-browser.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(import.meta.dirname, '../screens');
const done = { appeared: 'yes', dismissed: true } as const;

let livedOnce: Snapshot | undefined;
/** Takes seconds, so it is lived once. */
const twoMonths = () => {
  livedOnce ??= lived(Date.now());
  return livedOnce;
};

/** What axe has to say: rule and place. */
async function complaints(tab: Tab): Promise<string[]> {
  return tab.evaluate(`(async () => {
    if (!window.axe) { ${axe} }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')));
  })()`);
}

describe('screens', () => {
  const on = scene();
  let popup: Tab;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    popup = await on.rig.open(`${on.rig.origin}/popup.html`);
  });

  const show = async (name: string, language: 'en' | 'ja', scheme: 'light' | 'dark', width = 360) => {
    const snapshot = name === 'lived' ? twoMonths() : scenarios(Date.now())[name];
    if (snapshot === undefined) throw new Error(`no scenario ${name}`);
    await seed(popup, snapshot);
    await setSettings(popup, {
      ...defaultSettings,
      language,
      firstRun: name === 'first' ? defaultSettings.firstRun : done,
    });
    await popup.scheme(scheme);
    await popup.size(width, 600);
    await popup.reload();
    await until('it is painted in its language', () =>
      popup.evaluate<boolean>(
        `'live' in document.documentElement.dataset && document.querySelector('main') !== null && document.documentElement.lang === '${language}'`,
      ),
    );
  };

  test.each([...Object.keys(scenarios(0)), 'lived'])(
    '%s: accessible in both languages and schemes, and nothing wider than 320 px',
    async (name) => {
      const looks = looksFor([
        ['en', 'light', 360],
        ['ja', 'dark', 360],
        ['ja', 'light', 320],
      ] as const);
      for (const [language, scheme, width] of looks) {
        await show(name, language, scheme, width);
        expect(await complaints(popup), `${name} ${language} ${scheme}`).toEqual([]);
        expect(await popup.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        if (on.rig.name === 'chromium')
          await popup.screenshot(join(shots, `popup-${name}-${language}-${scheme}-${width}.png`));
      }
    },
  );

  test('the usual three fit without scrolling, in either language', async () => {
    for (const language of ['en', 'ja'] as const) {
      await show('usual', language, 'light');
      expect(await popup.evaluate<number>(`document.querySelector('main').offsetHeight`)).toBeLessThanOrEqual(600);
      expect(Object.keys(await statesOf(popup)).sort()).toEqual(['chatgpt/1', 'genspark/1', 'sora/1']);
    }
  });

  test('they still fit with a budget, and a job that has a ceiling', async () => {
    const ceiling = { provider: 'genspark', credits: 1_000 };
    const job = { id: 'deck', name: '春の提案書', ceiling, counts: {}, createdAt: 0, finishedAt: null };
    const budget = { amount: 8_000, currency: null, price: null, period: 'month' } as const;
    for (const language of ['en', 'ja'] as const) {
      await show('usual', language, 'light');
      await setSettings(popup, {
        ...{ jobs: [job], currentJob: { id: 'deck', since: 0 } },
        budgets: { 'genspark/unknown': budget },
      });
      await until('both are shown', async () => (await textOf(popup)).split('8,000').length > 1);
      expect(await textOf(popup)).toContain('1,000');
      expect(await popup.evaluate<number>(`document.querySelector('main').offsetHeight`)).toBeLessThanOrEqual(600);
    }
  });

  test('the longest name of an account fits into 320 px, and its service is still read as a word', async () => {
    await show('usual', 'ja', 'light', 320);
    const name = 'とても長いアカウント名'.repeat(4).slice(0, longestName);
    const accounts = scenarios(Date.now()).usual?.accounts ?? [];
    await setSettings(popup, {
      names: Object.fromEntries(accounts.map(({ provider, account }) => [`${provider}/${account}`, name])),
    });
    await until('it is there', async () => (await textOf(popup)).includes(name));
    expect(await popup.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const heights = await popup.evaluate<number[]>(
      `[...document.querySelectorAll('.card-head h2')].map((one) => one.clientHeight)`,
    );
    // Two lines at most.
    expect(Math.max(...heights)).toBeLessThan(45);
    const plans = `[...document.querySelectorAll('.card-head .chip:not(.owner)')]`;
    expect(await popup.evaluate<boolean>(`${plans}.every((one) => one.scrollWidth <= one.clientWidth)`)).toBe(true);
    if (on.rig.name === 'chromium') await popup.screenshot(join(shots, 'popup-long-names-ja-light-320.png'));
  });

  test('the choice of a silence fits into 320 px and is accessible, in either language and scheme', async () => {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['ja', 'dark'],
    ] as const) {
      await show('usual', language, scheme, 320);
      await popup.evaluate(`document.querySelector('header.top button.icon[aria-expanded]').click()`);
      await until('it is open', () => popup.evaluate<boolean>(`document.querySelector('.silence') !== null`));
      expect(await complaints(popup)).toEqual([]);
      expect(await popup.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      if (on.rig.name === 'chromium')
        await popup.screenshot(join(shots, `popup-silence-choice-${language}-${scheme}-320.png`));
    }
  });

  test('every number carries its service and account, meters their value in words', async () => {
    await show('near', 'en', 'light');
    expect(await numbersOf(popup)).toMatchObject({
      'chatgpt/1/codex:18000': '84',
      'chatgpt/1/codex:604800': '71',
      'genspark/1/credits:cycle': '77',
      'genspark/1/credits': '2300',
    });
    expect(await warningsOf(popup)).toEqual([
      'chatgpt near-limit warning',
      'chatgpt near-limit notice',
      'genspark near-limit notice',
    ]);
    const words = await popup.evaluate<string>(
      `document.querySelector('[data-meter="codex:18000"]').getAttribute('aria-valuetext')`,
    );
    expect(words).toMatch(/^84% used, 16% left, resets in (2 h|1 h 59 min)$/);
    expect(
      await popup.evaluate<boolean>(
        `[...document.querySelectorAll('time')].every((one) => !Number.isNaN(Date.parse(one.dateTime)))`,
      ),
    ).toBe(true);
  });

  test('used or left holds everywhere alike', async () => {
    await show('near', 'en', 'light');
    await setSettings(popup, { show: 'left' });
    await until('the popup says left', async () => (await textOf(popup)).includes('16% left'));
    await until('the badge says left', async () => (await on.badge()).text === '16%');
    expect((await on.badge()).title).toContain('84% used, 16% left');
  });

  test('what the page does not tell is asked in one line, shown as entered, and can be taken back', async () => {
    await show('usual', 'en', 'light');
    const enter = (id: string, value: string) =>
      popup.evaluate(
        `(() => { const field = document.getElementById('${id}'); field.value = '${value}'; field.dispatchEvent(new Event('input', { bubbles: true })); return true; })()`,
      );
    const save = (id: string) =>
      until('it can be saved', () =>
        popup.evaluate<boolean>(
          `(() => { const button = document.getElementById('${id}').form.querySelector('button'); if (button.disabled) return false; button.click(); return true; })()`,
        ),
      );
    await enter('genspark-1-monthly', '10000');
    await save('genspark-1-monthly');
    await until('the cycle is known', async () => (await numbersOf(popup))['genspark/1/credits:cycle'] === '2.83');
    await enter('genspark-1-renewal-day', '6');
    await save('genspark-1-renewal-day');
    await until('the renewal is shown', async () => (await textOf(popup)).includes('next on December 6'));
    expect(await textOf(popup)).toContain('10,000 credits a cycle (entered by you)');
    await popup.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Change').click()`,
    );
    await until('it is asked again', async () =>
      (await textOf(popup)).includes('How many credits come with each cycle?'),
    );
  });

  const press = (tab: Tab, text: string) =>
    until(`a button ${text}`, () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('button')].some((one) => one.textContent.trim() === '${text}' && (one.click(), true))`,
      ),
    );

  test('a rise may be called a purchase, and then says when it lapses', async () => {
    await show('bought', 'en', 'light');
    expect(await textOf(popup)).toMatch(/Bought on .+\? 500 credits, valid until/);
    expect(await textOf(popup)).toContain('if they were bought');
    await press(popup, 'Yes, bought');
    await until('it is one', async () => /500 credits lapse on .+ \(in 36\d d/.test(await textOf(popup)));
    expect(await textOf(popup)).not.toContain('Bought on');
  });

  test('a purchase can be entered on the dashboard', async () => {
    await show('bought', 'en', 'light');
    await press(popup, 'No');
    await until('it is none', async () => !(await textOf(popup)).includes('Bought on'));
    const dashboard = await on.rig.open(`${on.rig.origin}/dashboard.html`);
    const enter = (id: string, value: string) =>
      until(`${id} is entered`, () =>
        dashboard.evaluate<boolean>(
          `(() => { const field = document.getElementById('chatgpt-1-purchase-${id}'); if (field === null) return false; field.value = '${value}'; field.dispatchEvent(new Event('input', { bubbles: true })); return true; })()`,
        ),
      );
    const ago = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
    await enter('credits', '400');
    await enter('date', ago);
    await enter('paid', '16');
    await until('it is saved', () =>
      dashboard.evaluate<boolean>(
        `(() => { const button = document.getElementById('chatgpt-1-purchase-paid').form.querySelector('button'); if (button.disabled) return false; button.click(); return true; })()`,
      ),
    );
    await until('it is shown', async () => /400 credits lapse on .+ \(in 26\d d/.test(await textOf(dashboard)));
    await dashboard.close();
  });

  test('what went while nobody was here is asked about until somebody answers', async () => {
    await show('unseen', 'en', 'light');
    expect(await warningsOf(popup)).toContain('genspark unusual-use warning');
    await press(popup, 'It was me, my team or something automatic');
    await until('it is answered', async () => !(await warningsOf(popup)).includes('genspark unusual-use warning'));
  });

  test('everything can be paused and resumed', async () => {
    await show('usual', 'en', 'light');
    const toggle = () => popup.evaluate(`document.querySelector('header.top button[aria-pressed]').click()`);
    await toggle();
    await until('it is said', async () => (await textOf(popup)).includes('Paused. Nothing is being watched.'));
    on.world.genspark.balance = 4_321;
    // Another page of ours hears what the pages' scripts tell the worker. Once the page has been loaded anew and has
    // spoken, all that the first one had to say has been said, and was not wanted.
    await on.eye.evaluate(
      `(() => { globalThis.heard = 0; (globalThis.browser ?? chrome).runtime.onMessage.addListener((said) => { if (said.say === 'saw') globalThis.heard++; }); })()`,
    );
    const heard = (before: number) => () => on.eye.evaluate<boolean>(`globalThis.heard > ${before}`);
    const page = await on.open('https://www.genspark.ai/');
    await until('it speaks', heard(0));
    on.world.genspark.balance = 4_322;
    const before = await on.eye.evaluate<number>('globalThis.heard');
    await page.reload();
    await until('it speaks again', heard(before));
    await toggle();
    await until('it goes on', async () => !(await textOf(popup)).includes('Paused.'));
    on.world.genspark.balance = 4_320;
    await on.open('https://www.genspark.ai/');
    const seen = async (value: number) => (await on.rows('observations')).some((row) => row.value === value);
    await until('what comes after is recorded', () => seen(4_320));
    expect(await seen(4_321)).toBe(false);
  });

  test('the keyboard reaches everything that can be pressed', async () => {
    await show('near', 'en', 'light');
    const hidden = await popup.evaluate<string[]>(
      `[...document.querySelectorAll('button, summary, input')].filter((one) => one.tabIndex < 0 || (one.tagName === 'BUTTON' && one.textContent.trim() === '')).map((one) => one.outerHTML)`,
    );
    expect(hidden).toEqual([]);
  });

  test.each([
    ['en', 'light', 1_500],
    ['en', 'dark', 180],
    ['ja', 'light', 181],
    ['ja', 'dark', 1_501],
  ] as const)(
    'the window that asks first is accessible, and answered by keyboard: %s, %s',
    async (language, scheme, left) => {
      await show('usual', language, scheme);
      await setSettings(popup, { askFirst: { genspark: 'every' } });
      on.world.genspark.balance = left;
      const page = await on.open('https://www.genspark.ai/');
      await until('its balance is known', async () =>
        (await on.rows('observations')).some(({ value }) => value === left),
      );
      await page.evaluate(
        `void window.ask({ type: 'video_generation_agent', model_params: { type: 'video', model: '${language}', duration: '60s' } }).catch((error) => { window.told = error.name; })`,
      );
      const asking = await until('a window asks', async () => {
        const [window] = await on.rig.openAt(`${on.rig.origin}/ask.html`);
        return (
          (await window?.evaluate<boolean>(
            `document.querySelector('main') !== null && document.documentElement.lang === '${language}'`,
          )) && window
        );
      });
      await asking.scheme(scheme);
      await asking.size(440, 525);
      expect(await complaints(asking)).toEqual([]);
      expect(await asking.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(440);
      expect(await asking.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThanOrEqual(525);
      expect(await asking.evaluate<string>('document.activeElement.textContent')).toBe(
        language === 'ja' ? 'やめる' : 'Cancel',
      );
      if (on.rig.name === 'chromium') await asking.screenshot(join(shots, `ask-${language}-${scheme}-${left}.png`));
      await asking.evaluate(`void setTimeout(() => document.activeElement.click())`);
      await until('the page is told', () => page.evaluate<boolean>(`window.told === 'AbortError'`));
      await until('it is gone', async () => (await on.rig.openAt(`${on.rig.origin}/ask.html`)).length === 0);
    },
  );

  test.each([
    ['en', 'light', 1000],
    ['ja', 'dark', 320],
  ] as const)('the dashboard is accessible: %s, %s, %i px', async (language, scheme, width) => {
    await show('near', language, scheme);
    const tab = await on.open(`${on.rig.origin}/dashboard.html`);
    await tab.scheme(scheme);
    await tab.size(width, 900);
    await until('it is painted', () =>
      tab.evaluate<boolean>(`document.documentElement.lang === '${language}' && document.querySelector('h2') !== null`),
    );
    expect(await numbersOf(tab)).toMatchObject({ 'chatgpt/1/codex:18000': '84', 'genspark/1/credits': '2300' });
    const all = await tab.evaluate<string[]>(
      `[...document.querySelectorAll('nav.places a')].map((one) => one.hash.slice(1))`,
    );
    expect(all.length).toBeGreaterThan(2);
    for (const place of [...all, 'back', 'plan', 'welcome']) {
      await tab.evaluate(`location.hash = '${place}'`);
      await until('it is there', () =>
        tab.evaluate<boolean>(`document.querySelector('main').dataset.place === '${place}'`),
      );
      expect(await complaints(tab)).toEqual([]);
      expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (on.rig.name === 'chromium')
        await tab.screenshot(join(shots, `dashboard-${place}-${language}-${scheme}-${width}.png`));
    }
    await tab.evaluate(`location.hash = 'settings'`);
    await until('the settings are there', () =>
      tab.evaluate<boolean>(`document.getElementById('quiet-hours-from') !== null`),
    );
    if (on.rig.name !== 'chromium') return;
    await tab.evaluate(`document.getElementById('quiet-hours-from').scrollIntoView({ block: 'center' })`);
    await tab.screenshot(join(shots, `dashboard-quiet-hours-${language}-${scheme}-${width}.png`));
  });
});
