import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Tab, until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { seedYear } from '../rig/seed-year.ts';
import { yearsSettings } from '../year.ts';
import { looksFor, scene, textOf } from './each-browser.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(import.meta.dirname, '../screens');
describe('a year on the dashboard', () => {
  const on = scene();
  let dashboard: Tab;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    await seedYear(on.eye, Date.now());
    await setSettings(on.eye, {
      ...yearsSettings(Date.now()),
      language: 'en',
      firstRun: { appeared: 'yes', dismissed: true },
    });
    dashboard = await on.rig.open(`${on.rig.origin}/dashboard.html`);
    await dashboard.size(1_200, 900);
  }, 180_000);

  const set = (id: string, value: string) =>
    until(`${id} is set`, () =>
      dashboard.evaluate<boolean>(
        `(() => { const field = document.getElementById('${id}'); if (field === null) return false; field.value = '${value}'; field.dispatchEvent(new Event('${id === 'tasks-search' ? 'input' : 'change'}', { bubbles: true })); return true; })()`,
      ),
    );
  const press = (selector: string) =>
    until(`${selector} is there`, () =>
      dashboard.evaluate<boolean>(
        `(() => { const one = document.querySelector('${selector}'); one?.click(); return one !== null; })()`,
      ),
    );
  const attribute = (selector: string, name: string) =>
    dashboard.evaluate<string>(`document.querySelector('${selector}')?.getAttribute('${name}') ?? ''`);
  const lines = () =>
    dashboard.evaluate<string[]>(`[...document.querySelectorAll('[data-task-line]')].map((one) => one.textContent)`);
  const total = async () => Number(await attribute('[data-history="use"]', 'data-total'));

  test('now: a forecast is drawn of each limit, with the numbers of the popup', async () => {
    await until(
      'fans are drawn',
      async () =>
        (await dashboard.evaluate<number>(`document.querySelectorAll('[data-fan] .chart-band[d*="L"]').length`)) > 0,
    );
    const popup = await on.popup();
    const said = await popup.evaluate<string[]>(
      `[...document.querySelectorAll('.why p')].map((one) => one.textContent)`,
    );
    const drawn = await dashboard.evaluate<string[]>(
      `[...document.querySelectorAll('[data-fan] figcaption')].map((one) => one.textContent)`,
    );
    const verdicts = await popup.evaluate<string[]>(
      `[...document.querySelectorAll('.why summary > span:first-child')].map((one) => one.textContent)`,
    );
    expect(drawn.length).toBeGreaterThan(1);
    expect(verdicts.some((one) => drawn.includes(one))).toBe(true);
    const rows = await dashboard.evaluate<string[]>(
      `(() => { for (const one of document.querySelectorAll('[data-fan] details')) one.open = true; return [...document.querySelectorAll('[data-fan] tbody tr:last-child')].map((one) => one.innerText); })()`,
    );
    expect(said.length + rows.length).toBeGreaterThan(2);
    for (const [low, high] of rows.flatMap((row) => {
      const ends = /(\d+)% to (\d+)%/.exec(row);
      return ends === null ? [] : [[ends[1], ends[2]] as const];
    }))
      expect(said.join(' ')).toMatch(new RegExp(`${low}%.*${high}%`));
  });

  test('now: every card says what to do and what cost the most, in the page and to assistive tools', async () => {
    const tab = await on.open(`${on.rig.origin}/dashboard.html#now`);
    await until('the record has been looked up', () =>
      tab.evaluate<boolean>(
        `document.querySelector('[data-most] a') !== null && document.querySelector('.awaited') === null`,
      ),
    );
    const said = await tab.evaluate<Readonly<Record<string, readonly string[]>>>(
      `Object.fromEntries([...document.querySelectorAll('article.card')].map((card) => [card.dataset.provider,
        [...card.querySelectorAll('[data-next], [data-most]')].map((one) => one.innerText.replaceAll(/\\n+/g, ': '))]))`,
    );
    expect(said.genspark).toEqual([
      'What to do: Go on as usual: it will probably last until it comes back.',
      expect.stringMatching(/^What cost the most: Since .*credits/),
    ]);
    expect(said.chatgpt).toEqual([
      expect.stringMatching(/^What to do: Weekly limit: about [\d.]+% a day lasts until \w+ \d+\./i),
      expect.stringContaining('ChatGPT does not say how much each task takes of these limits.'),
    ]);
    await tab.close();
  });

  test('now: what cost the most leads to the tasks it speaks of, the dearest first', async () => {
    const tab = await on.open(`${on.rig.origin}/dashboard.html#now`);
    const line = `document.querySelector('[data-most="genspark"] a')`;
    await until('it is said', () => tab.evaluate<boolean>(`${line} !== null`));
    const said = await tab.evaluate<string>(`${line}.textContent`);
    const dearest = /The dearest task: (.*), (?:about )?([\d,]+ credits)/.exec(said);
    expect(said).toMatch(/^Since \w+ \d+, .*\d+% of [\d,]+ credits\./);
    await tab.evaluate(`(${line}.focus(), ${line}.click())`);
    // The line is gone with its place: a keyboard goes on from where it led.
    await until('the heading has the focus', () =>
      tab.evaluate<boolean>(
        `document.activeElement.matches('.place-name') && document.activeElement.textContent === 'History'`,
      ),
    );
    await until('the tasks are there', () =>
      tab.evaluate<boolean>(`document.querySelector('[data-task-line]') !== null`),
    );
    const first = await tab.evaluate<string>(`document.querySelector('[data-task-line]').textContent`);
    expect([first.includes(dearest?.[1] ?? '?'), first.includes(dearest?.[2] ?? '?')]).toEqual([true, true]);
    expect(await tab.evaluate<string>(`document.querySelector('[data-range]').dataset.range`)).toBe('cycle');
    await tab.close();
  });

  test('a plan is chosen by hand, shown as such, and taken back', async () => {
    const tab = await on.open(`${on.rig.origin}/dashboard.html#settings`);
    const choose = `document.querySelector('#genspark-1-plan')`;
    await until('there are plans', () => tab.evaluate<boolean>(`${choose} !== null`));
    const before = await tab.evaluate<string>(`${choose}.value`);
    await tab.evaluate(
      `(() => { ${choose}.value = 'is:pro'; ${choose}.dispatchEvent(new Event('change', { bubbles: true })); })()`,
    );
    await tab.evaluate(`location.hash = 'now'`);
    await until('it is shown', async () => (await textOf(tab)).includes('Pro plan (entered by you)'));
    await tab.reload();
    await until('it stays', async () => (await textOf(tab)).includes('Pro plan (entered by you)'));
    await tab.evaluate(
      `[...document.querySelectorAll('p')].find((one) => one.textContent.includes('Pro plan (entered')).querySelector('button').click()`,
    );
    await until('it is taken back', async () => !(await textOf(tab)).includes('Pro plan (entered by you)'));
    await tab.evaluate(`location.hash = 'settings'`);
    await until('the page counts', () => tab.evaluate<boolean>(`${choose}?.value === '${before}'`));
    expect(before).toBe('');
    await tab.close();
  });

  test('history: day, week, cycle and year, back and forth', async () => {
    await dashboard.evaluate(`location.hash = 'history'`);
    await until('the week is there', async () => (await total()) >= 0);
    await press('input[value="year"]');
    await until('the year is there', async () => (await total()) > 10_000);
    const year = await total();
    await press('input[value="cycle"]');
    await until('the cycle has less', async () => (await total()) > 0 && (await total()) < year);
    const cycle = await total();
    await press('.stretch button');
    await until('another cycle is there', async () => (await total()) > 0 && (await total()) !== cycle);
    await press('input[value="year"]');
    await until('the year is back', async () => (await total()) === year);
    await set('history-by', 'service');
    await until('it is stacked by service', async () => (await textOf(dashboard)).includes('at Genspark'));
    expect(await total()).toBe(year);
  });

  test('the list of tasks is filtered, searched and sorted, page by page', async () => {
    await until('there is a page', async () => (await lines()).length === 25);
    const [first] = await lines();
    await press('[data-history="tasks"] nav button:last-of-type');
    await until('there is another page', async () => (await lines())[0] !== first);
    await set('tasks-sort', 'cost');
    await until('the dearest come first', async () => /\d{3} credits/.test((await lines())[0] ?? ''));
    await set('tasks-kind', 'unattributed');
    await until('only what no task explains', async () => {
      const all = await lines();
      return all.length > 0 && all.every((one) => one.includes('not attributed'));
    });
    await set('tasks-kind', '');
    await set('tasks-search', 'video 15');
    await until('only such videos', async () => {
      const all = await lines();
      return all.length > 0 && all.every((one) => one.includes('video (15 s'));
    });
    await set('tasks-outcome', 'failed');
    await until('only such that failed', async () => (await lines()).every((one) => one.includes('failed')));
    await set('tasks-search', '');
    await set('tasks-outcome', '');
    await set('tasks-sort', 'time');
  });

  test('a job is ready for a quote, in credits and in money, and says what that rests on', async () => {
    const quote = await dashboard.evaluate<string>(`document.querySelector('[data-quote]').innerText`);
    expect(quote).toMatch(/Genspark: about [\d,]+ credits, about \$[\d.]+/);
    expect(quote).toContain('as you entered for your budget ($24.99 for 10,000 credits)');
    expect(quote).toMatch(
      /\d+ of them are retakes \(much the same again within half an hour\); what they took is included/,
    );
    expect(await dashboard.evaluate<number>(`document.querySelectorAll('[data-quote]').length`)).toBe(1);
  });

  test('the last cycles are weighed in money, and what was observed is told point by point', async () => {
    await dashboard.evaluate(`location.hash = 'budget'`);
    await until('cycles are weighed', async () => /rests on \d whole cycles/.test(await textOf(dashboard)));
    const rows = await dashboard.evaluate<number>(
      `document.querySelectorAll('[data-ways][data-provider="genspark"] tr[data-way]').length`,
    );
    expect(rows).toBe(6);
    await dashboard.evaluate(`location.hash = 'back'`);
    await until('points are told', () =>
      dashboard.evaluate<boolean>(`document.querySelectorAll('[data-back] [data-point]').length > 8`),
    );
    await press('[data-back] button.action');
    await until('it is copied, or can be by hand', async () =>
      /Copied\.|could not be copied/.test(await textOf(dashboard)),
    );
    await dashboard.evaluate(`location.hash = 'history'`);
  });

  test('a review has the numbers of the history, and is handed on as text and as a picture', async () => {
    await dashboard.evaluate(`location.hash = 'review'`);
    const reviewed = () => attribute('[data-review="use"]', 'data-total');
    await until('the last stretch is there', async () => (await attribute('[data-stretch]', 'data-stretch')) === '1');
    await press('.stretch button');
    await until('the one before it is there', async () => (await attribute('[data-stretch]', 'data-stretch')) === '2');
    expect(Number(await reviewed())).toBeGreaterThan(0);
    const shown = await dashboard.evaluate<string>(`document.querySelector('[data-review="use"]').innerText`);
    expect(shown).toMatch(
      /The largest part was for .*: \d+% of [\d,]+ credits\.[\s\S]*A week before: [\d,]+ credits\./,
    );
    const buttons = `document.querySelectorAll('[data-review="share"] button')`;
    for (const [n, what] of ['picture', 'file', 'text'].entries()) {
      await dashboard.evaluate(`${buttons}[${n}].click()`);
      if (what !== 'file')
        await until(`the ${what} is copied`, () =>
          dashboard.evaluate<boolean>(
            `document.querySelector('[data-review="share"] [aria-live]').textContent === 'Copied.'`,
          ),
        );
    }
    const size = await dashboard.evaluate<[number, number]>(
      `(() => { const one = document.querySelector('canvas'); return [one.width, one.height]; })()`,
    );
    expect([size[0], size[1] > 1_000]).toEqual([1_440, true]);
  });

  test('a plan for the cycle is kept with one click, beside what the last one went on', async () => {
    await dashboard.evaluate(`location.hash = 'plan'`);
    const last = '[data-section="last-cycle"]';
    await until('the last cycle is there', async () => Number(await attribute(last, 'data-total')) > 1_000);
    expect(await attribute(last, 'data-planned')).toBe('false');
    await press(`${last} button`);
    await until('it stands', async () => (await textOf(dashboard)).includes('The plan for this cycle stands.'));
    await dashboard.reload();
    await until('it still does', async () => (await attribute(last, 'data-planned')) === 'true');
    await dashboard.evaluate(`location.hash = 'history'`);
  });

  const looks = looksFor([
    ['en', 'light', 1_200],
    ['en', 'dark', 320],
    ['ja', 'dark', 1_200],
    ['ja', 'light', 320],
  ] as const);

  test.each(looks)('all of it is accessible: %s, %s, %i px', async (language, scheme, width) => {
    await setSettings(on.eye, { language });
    for (const [place, range] of [
      ['now', null],
      ['history', 'day'],
      ['history', 'week'],
      ['history', 'cycle'],
      ['history', 'year'],
      ['budget', null],
      ['back', null],
      // Wider ones stand on the same two pages in `screens`.
      ...(width === 320
        ? ([
            ['review', null],
            ['plan', null],
          ] as const)
        : []),
    ] as const) {
      const tab = await on.open(`${on.rig.origin}/dashboard.html#${place}`);
      await tab.scheme(scheme);
      await tab.size(width, 900);
      await until('it is painted', () =>
        tab.evaluate<boolean>(
          `document.documentElement.lang === '${language}' && document.querySelector('figure, .finding, [data-ways] tbody, [data-back]') !== null`,
        ),
      );
      await until('drawings are as wide as their places', () =>
        tab.evaluate<boolean>(
          `[...document.querySelectorAll('.chart-plot > svg')].every((one) => Math.abs(one.viewBox.baseVal.width - Math.max(240, one.clientWidth)) < 2)`,
        ),
      );
      await tab.evaluate(`document.querySelectorAll('[data-ways] details').forEach((one) => { one.open = true; })`);
      if (range !== null) {
        await tab.evaluate(`document.querySelector('input[value="${range}"]').click()`);
        await until('the range is there', () =>
          tab.evaluate<boolean>(
            `document.querySelector('[data-range]').dataset.range === '${range}' && document.querySelectorAll('.history figure').length > 2`,
          ),
        );
      }
      const complaints = await tab.evaluate<string[]>(`(async () => {
        ${axe}
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations } = await window.axe.run(document, { runOnly: tags });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')));
      })()`);
      expect(complaints, `${place} ${range}`).toEqual([]);
      expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (on.rig.name === 'chromium') {
        const height = await tab.evaluate<number>('document.documentElement.scrollHeight');
        await tab.size(width, Math.min(height, width < 400 ? 2_600 : 3_400));
        await tab.screenshot(join(shots, `year-${place}-${range ?? 'now'}-${language}-${scheme}-${width}.png`));
      }
      await tab.close();
    }
  });
});
