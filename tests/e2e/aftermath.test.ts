import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import { age, type Row, seed, setSettings } from '../rig/seed.ts';
import { scenarios } from '../scenarios.ts';
import { scene } from './each-browser.ts';

const shots = join(import.meta.dirname, '../screens');
const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const minute = 60_000;
const hour = 60 * minute;

describe('after a task', () => {
  const on = scene();
  let genspark: Tab;
  beforeAll(async () => {
    await setSettings(on.eye, { ...defaultSettings, firstRun: { appeared: 'yes', dismissed: true } });
    genspark = await on.rig.open('https://www.genspark.ai/agents?type=video_generation_agent');
    await until('the balance is read', async () => (await account())?.balances !== undefined);
  });

  type Recorded = Row & {
    readonly balances: readonly { readonly left: number; readonly seenAt: number }[];
    readonly failures: { readonly all: readonly { readonly state: string; readonly credits: number }[] };
  };
  const account = async (): Promise<Recorded | undefined> => {
    const [snapshot] = await on.rows('snapshot');
    const accounts = (snapshot?.accounts ?? []) as (Recorded & { provider: string })[];
    return accounts.find(({ provider, balances }) => provider === 'genspark' && balances.length > 0);
  };
  const failures = async () => (await account())?.failures.all.map(({ credits, state }) => `${credits} ${state}`);
  /** Reads the balance anew, twice: a single reading may be an echo. */
  const look = async () => {
    for (let times = 0; times < 2; times++) {
      const before = (await account())?.balances[0]?.seenAt ?? 0;
      await genspark.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text())`);
      await until('it is read', async () => {
        const [credits] = (await account())?.balances ?? [];
        return credits !== undefined && credits.seenAt > before && credits.left === on.world.genspark.balance;
      });
    }
  };
  const last = async (popup: Tab): Promise<string> =>
    popup.evaluate(
      `[...document.querySelectorAll('[data-provider="genspark"][data-last-tasks] li')].map((one) => one.textContent).join('\\n')`,
    );
  const says = (popup: Tab, words: RegExp) => until(`it says ${words}`, async () => words.test(await last(popup)));
  /** A video of 30 seconds, from its request to the reading after it. */
  const make = async (cost: number, fails: boolean) => {
    on.world.genspark.taskCost = cost;
    on.world.genspark.fails = fails;
    await look();
    const videos = async () =>
      (await on.rows('tasks')).filter(({ task, end }) => task === 'video' && end !== null).length;
    const before = await videos();
    await genspark.evaluate(
      `window.ask({ type: 'video_generation_agent', model_params: { type: 'video', model: 'kling/v3', duration: '30s' } }).then((r) => r.text())`,
    );
    await until('it is over', async () => (await videos()) > before);
    await look();
  };

  test('the popup says what was estimated and what it cost, first so far, then for good', async () => {
    await make(184, false);
    const popup = await on.popup();
    await says(popup, /video \(30 s, kling\/v3\), .+: done\.Estimated 99–300 credits\. Cost 184 credits so far\./);
    await age(on.eye, 10 * minute);
    await look();
    await says(popup, /Estimated 99–300 credits, cost 184\./);
    const [row] = (await on.rows('tasks')).filter(({ task }) => task === 'video');
    expect(row).toMatchObject({ said: { unit: 'credits', basis: 'guide' }, cost: { credits: 184, final: true } });
  });

  test('a failed one that is given back later is not told of', async () => {
    await make(150, true);
    const popup = await on.popup();
    await says(popup, /: failed\./);
    expect(await popup.evaluate<string>(`document.querySelector('[data-last-tasks] .line').textContent`)).toContain(
      'Check the connection first',
    );
    await age(on.eye, 10 * minute);
    await look();
    await says(popup, /Credits went all the same\. Whether they come back is watched until/);
    await age(on.eye, hour);
    on.world.genspark.balance += 150;
    await look();
    await says(popup, /About as much has come back since\./);
    await age(on.eye, 25 * hour);
    await look();
    expect(await failures()).toEqual(['150 given-back']);
    expect((await on.rows('outbox')).filter(({ key }) => String(key).includes('failed-charge'))).toEqual([]);
  });

  test('one that is not given back is told of a day later, once, with what to send to support', async () => {
    await make(130, true);
    await age(on.eye, 10 * minute);
    await look();
    expect(await failures()).toEqual(['150 given-back', '130 pending']);
    await age(on.eye, 25 * hour);
    await look();
    await look();
    const told = await until('it is told', async () => {
      const all = (await on.rows('outbox')).filter(({ key }) => String(key).includes('failed-charge'));
      return all.length > 0 && all.every(({ state }) => state === 'sent') && all;
    });
    expect(told.map(({ title }) => title)).toEqual([
      'Genspark: a task failed, and its credits have not been seen to come back (video)',
    ]);
    const popup = await on.popup();
    await says(popup, /Nothing was seen to come back within a day\./);
    const report = await popup.evaluate<string>(`document.querySelector('.report').textContent`);
    expect(report).toMatch(/^Service: Genspark\nTask: video \(30 s, kling\/v3\)\nTask id: project-1\nStarted: /);
    expect(report).toContain('Credits taken: 130');
    expect(await copied(popup)).toBe(report);
  });

  /** Presses the button, and gives what it put on the clipboard; browsers may ask for a real finger, and then it is said. */
  const copied = async (popup: Tab): Promise<string> => {
    await popup.evaluate(`(() => {
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      const told = (text) => { window.copied = text; return write(text); };
      Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: told });
      for (const one of document.querySelectorAll('details')) one.open = true;
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Copy').click();
      return true;
    })()`);
    await until('it says how it went', () =>
      popup.evaluate<boolean>(`/Copied\\.|Please select the text/.test(document.body.textContent)`),
    );
    return popup.evaluate<string>('window.copied');
  };

  test.each([
    ['en', 'light', 360],
    ['en', 'dark', 360],
    ['ja', 'light', 320],
    ['ja', 'dark', 360],
  ] as const)('opened, they can be read by everybody: %s, %s, %i px', async (language, scheme, width) => {
    mkdirSync(shots, { recursive: true });
    const popup = await on.popup();
    await setSettings(popup, { language });
    const snapshot = scenarios(Date.now()).after;
    if (snapshot === undefined) throw new Error('no such scenario');
    await seed(popup, snapshot);
    await popup.scheme(scheme);
    await popup.size(width, 1_100);
    await popup.reload();
    await until('it is painted', () =>
      popup.evaluate<boolean>(
        `document.querySelector('[data-last-tasks]') !== null && document.documentElement.lang === '${language}'`,
      ),
    );
    await popup.evaluate(
      `document.querySelectorAll('[data-last-tasks], [data-last-tasks] details').forEach((one) => { one.open = true; })`,
    );
    const complaints = await popup.evaluate<string[]>(`(async () => {
      if (!window.axe) { ${axe} }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await window.axe.run(document, { runOnly: tags });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')));
    })()`);
    expect(complaints).toEqual([]);
    expect(await popup.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (on.rig.name === 'chromium')
      await popup.screenshot(join(shots, `last-tasks-${language}-${scheme}-${width}.png`));
  });
});
