import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '@/core/domain/account.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { monthsLater } from '@/core/domain/renewal.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day } from '@/core/domain/time.ts';
import { lived } from '../life.ts';
import { type Tab, until } from '../rig/rig.ts';
import { seed, setSettings } from '../rig/seed.ts';
import { scene, textOf } from './each-browser.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(import.meta.dirname, '../screens');

/** Somebody who has lived with it for two months, and has bought a pack. */
function withPacks(now: number): Snapshot {
  const snapshot = lived(now);
  const packs = [{ id: 'entered:1:900', at: now - 310 * day, credits: 900, price: { amount: 36, currency: 'USD' } }];
  return {
    ...snapshot,
    accounts: snapshot.accounts.map((account) =>
      account.provider !== 'chatgpt'
        ? account
        : {
            ...account,
            lots: packs.reduce(
              (lots, pack) =>
                addLot(lots, { ...pack, kind: 'purchased', by: 'entered', expiresAt: monthsLater(pack.at, 12, 0) }),
              account.lots,
            ),
          },
    ),
  };
}

describe('costs and credits', () => {
  const on = scene();
  let dashboard: Tab;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    dashboard = await on.rig.open(`${on.rig.origin}/dashboard.html#costs`);
    await seed(dashboard, withPacks(Date.now()));
    await setSettings(dashboard, { ...defaultSettings, language: 'en' });
    await dashboard.reload();
  });

  const go = async (place: string) => {
    await dashboard.evaluate(`location.hash = '${place}'`);
    await until(`${place} is there`, () =>
      dashboard.evaluate<boolean>(`document.querySelector('main')?.dataset.place === '${place}'`),
    );
  };
  const says = (text: string | RegExp) =>
    until(`it says ${text}`, async () => {
      const all = await textOf(dashboard);
      return typeof text === 'string' ? all.includes(text) : text.test(all);
    });
  const enter = (selector: string, value: string) =>
    until(`${selector} is entered`, () =>
      dashboard.evaluate<boolean>(
        `(() => { const field = document.querySelector(${JSON.stringify(selector)}); if (field === null) return false; field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true })); return true; })()`,
      ),
    );
  const press = (text: string, within = 'main') =>
    until(`a button ${text}`, () =>
      dashboard.evaluate<boolean>(
        `[...document.querySelectorAll('${within} button')].some((one) => one.textContent.trim() === ${JSON.stringify(text)} && !one.disabled && (one.click(), true))`,
      ),
    );
  const credits = '[data-credits][data-provider="chatgpt"]';

  test('one’s own costs stand beside the figure in general', async () => {
    await go('costs');
    await says(/measured \d+ times/);
    const row = await dashboard.evaluate<string>(`document.querySelector('tr[data-task="slides"]').innerText`);
    expect(row).toContain('30–150 credits');
    expect(row).toMatch(/the next one probably \d+–\d+/);
    expect(await textOf(dashboard)).toMatch(/asset-inc\.jp\S+ \(Jan 2026\)/);
  });

  test('an amount becomes pieces, in a way of working or in one’s own', async () => {
    await go('costs');
    const made = (what: string) =>
      dashboard.evaluate<string>(`document.querySelector('[data-planned="${what}"]')?.innerText ?? ''`);
    await enter('#planner-amount', '10000');
    await until('decks are planned', async () => (await made('deck')).includes('from 7,000 credits'));
    expect(await made('rest')).toContain('3,000 credits');
    expect(await made('videos')).toContain('none in this plan');
    await enter('#planner-videos', '2000');
    await until('videos have their own line', async () => (await made('videos')).includes('from 2,000 credits'));
    expect(await made('deck')).toContain('from 5,600 credits');
    await enter('#planner-style', 'own');
    await until('a share can be set', async () => (await made('script')).includes('from 2,400 credits'));
    await enter('#planner-share-deck', '90');
    await says('The shares add up to 150%.');
    await enter('#planner-share-deck', '0');
    await until('the rest is said', async () => (await made('rest')).includes('3,200 credits'));
    // Looked at again, it is one's own mix; the amount is what is left now.
    await go('credits');
    await go('costs');
    await until('the mix was kept', () =>
      dashboard.evaluate<boolean>(
        `document.querySelector('#planner-style').value === 'own' && document.querySelector('#planner-share-deck').value === '0'`,
      ),
    );
  });

  test('what is ahead is saved as a calendar file, under the pages’ own policy', async () => {
    await go('credits');
    await says(/250 credits lapse on/);
    await dashboard.evaluate(
      `(() => { globalThis.saved = []; const made = URL.createObjectURL.bind(URL); URL.createObjectURL = (blob) => { blob.text().then((text) => globalThis.saved.push(text)); return made(blob); }; HTMLAnchorElement.prototype.click = function () { globalThis.named = this.download; }; return true; })()`,
    );
    await press('Save a calendar file');
    await until('it is saved', () => dashboard.evaluate<boolean>('globalThis.saved.length > 0'));
    const [text = ''] = await dashboard.evaluate<string[]>('globalThis.saved');
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.replaceAll('\r\n ', '')).toContain('250 credits lapse in one month');
    expect(text.replaceAll('\r\n ', '')).toContain('1\\,000 credits may lapse in one month');
    expect(await dashboard.evaluate<string>('globalThis.named')).toBe('nokori.ics');
  });

  test.each([
    ['en', 'light', 1200],
    ['ja', 'dark', 1200],
    ['ja', 'light', 320],
    ['en', 'dark', 320],
  ] as const)('is accessible with all it can show: %s, %s, %i px', async (language, scheme, width) => {
    await setSettings(dashboard, { language });
    await dashboard.scheme(scheme);
    await dashboard.size(width, width < 640 ? 3_400 : 1_900);
    for (const place of ['costs', 'credits']) {
      await go(place);
      await until('it is in its language', () =>
        dashboard.evaluate<boolean>(`document.documentElement.lang === '${language}'`),
      );
      const complaints = await dashboard.evaluate<string[]>(`(async () => {
        if (!window.axe) { ${axe} }
        const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')));
      })()`);
      expect(complaints, place).toEqual([]);
      expect(await dashboard.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (on.rig.name === 'chromium')
        await dashboard.screenshot(join(shots, `lived-${place}-${language}-${scheme}-${width}.png`));
    }
    if (on.rig.name !== 'chromium') return;
    await go('costs');
    await dashboard.size(width, 900);
    await dashboard.evaluate(`document.querySelector('[data-section="planner"]').scrollIntoView()`);
    await dashboard.screenshot(join(shots, `lived-planner-${language}-${scheme}-${width}.png`));
  });

  test('a purchase is corrected and taken back, and the record keeps what was said', async () => {
    await setSettings(dashboard, { language: 'en' });
    await go('credits');
    const own = `${credits} [data-purchase="entered:1:900"]`;
    const field = (name: string) => `${own} input[id$="-${name}"]`;
    await press('Correct', own);
    await enter(field('credits'), '200');
    await enter(field('date'), '2001-01-01');
    await says('What was bought on that day has lapsed by now.');
    await enter(field('date'), new Date(Date.now() - 70 * day).toISOString().slice(0, 10));
    await press('Save', own);
    await says(/200 credits lapse on/);
    await press('Correct', own);
    await dashboard.evaluate(`document.querySelector('${own} details').open = true`);
    await enter(`${own} input[id$="-first"]`, '150');
    await says('The other one: 50 credits.');
    await press('Make two of it', own);
    await until('there are two', () =>
      dashboard.evaluate<boolean>(`document.querySelector('${credits} [data-purchase="entered:1:900/2"]') !== null`),
    );
    const other = `${credits} [data-purchase="entered:1:900/2"]`;
    await press('Correct', other);
    await press('There was no such purchase', other);
    await press('Correct', own);
    await press('There was no such purchase', own);
    await until('it is gone', async () => !/(150|50|200) credits lapse/.test(await textOf(dashboard)));
    expect((await on.rows('events')).length).toBeGreaterThan(0);
  });
});
