import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chartPage } from '../chart-page.ts';
import { type Tab, until } from '../rig/rig.ts';
import { scene, textOf } from './each-browser.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(import.meta.dirname, '../screens');
const now = Date.parse('2026-11-22T05:20:00Z');
/** Every two of language, scheme and width meet. */
const states = [
  ['en', 'light', 320],
  ['ja', 'dark', 320],
  ['ja', 'light', 960],
  ['en', 'dark', 960],
] as const;

/** What assistive tools would stumble over: rule and place. */
const violations = `(async () => {
  if (!window.axe) { ${axe} }
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await window.axe.run(document, { runOnly: tags });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target.join(' ')));
})()`;

/** Words of a drawing that run into each other or out of it, measured as they are painted. */
const collisions = `[...document.querySelectorAll('.chart-plot > svg')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll('text')].map((one) => [one.textContent, one.getBBox()]);
  const overlap = (from, length, other, its) => Math.min(from + length, other + its) - Math.max(from, other);
  return texts.flatMap(([text, a], i) => [
    ...(a.x < -1 || a.x + a.width > svg.viewBox.baseVal.width + 1 ? [text + ' leaves the drawing'] : []),
    ...texts.slice(i + 1)
      .filter(([, b]) => overlap(a.x, a.width, b.x, b.width) > 1 && overlap(a.y, a.height, b.y, b.height) > 5)
      .map(([other]) => text + ' touches ' + other),
  ]);
})`;

describe('the look of charts', () => {
  const on = scene();
  let page: string;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    page = await chartPage();
  });

  async function show(locale: 'en' | 'ja', scheme: 'light' | 'dark', width: number): Promise<Tab> {
    const tab = await on.open('about:blank');
    await tab.size(width, 1_200);
    await tab.scheme(scheme);
    await tab.evaluate(`(document.open(), document.write(${JSON.stringify(page)}), document.close(), true)`);
    await tab.evaluate(`(document.documentElement.style.colorScheme = '${scheme}', show('${locale}', ${now}), true)`);
    await until('they are as wide as their place', () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('.chart-place')].every((one) => Math.abs(one.clientWidth - one.querySelector('svg').viewBox.baseVal.width) <= 1)`,
      ),
    );
    return tab;
  }

  test.each(states)('in %s, %s, %d pixels wide: read without effort, by anybody', async (locale, scheme, width) => {
    const tab = await show(locale, scheme, width);
    await tab.screenshot(join(shots, `charts-${locale}-${scheme}-${width}-${on.rig.name}.png`));
    expect(await tab.evaluate(`document.querySelectorAll('figure').length`)).toBe(13);
    expect(await tab.evaluate(collisions)).toEqual([]);
    expect(await textOf(tab)).not.toMatch(/undefined|null|NaN|\{|\}/);
    expect(await tab.evaluate<number>(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(width);
    expect(await tab.evaluate(`[...document.querySelectorAll('details')].every((one) => (one.open = true))`)).toBe(
      true,
    );
    expect(await tab.evaluate(violations)).toEqual([]);
    expect(await tab.evaluate<number>(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(width);
  });

  test('pointing at a value says it, and moves nothing else', async () => {
    const tab = await show('en', 'light', 320);
    const height = await tab.evaluate<number>(`document.documentElement.scrollHeight`);
    const said = (chart: number) =>
      tab.evaluate<string>(`document.querySelectorAll('.chart-read-out')[${chart}].lastChild.textContent`);
    const rest = await said(3);
    for (const share of [0.2, 0.5, 0.8]) {
      await tab.evaluate(`document.querySelectorAll('.chart-plot').forEach((plot) => {
        const { left, top, width, height } = plot.getBoundingClientRect();
        const place = { clientX: left + width * ${share}, clientY: top + height / 2, bubbles: true };
        plot.dispatchEvent(new PointerEvent('pointermove', place));
      })`);
      await until('another day is said', async () => (await said(3)) !== rest);
      expect(await tab.evaluate<number>(`document.documentElement.scrollHeight`)).toBe(height);
    }
    expect(await said(3)).toMatch(/^November \d+, 2026: \d+ credits in all/);
    await tab.evaluate(`document.querySelectorAll('.chart-plot').forEach((plot) =>
      plot.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' })))`);
    await until('it says what it said before', async () => (await said(3)) === rest);
  });

  test('a slider over each drawing reads it point by point, in a week of hours also by day', async () => {
    const tab = await show('ja', 'light', 960);
    const valueText = (kind: string) =>
      tab.evaluate<string>(`document.querySelector('.chart-${kind} .chart-cursor').getAttribute('aria-valuetext')`);
    await tab.evaluate(`(() => { const one = document.querySelector('.chart-heat .chart-cursor'); one.focus(); one.value = 0;
      one.dispatchEvent(new Event('input', { bubbles: true })); })()`);
    await until('Monday begins', async () => (await valueText('heat')).startsWith('月曜日 0時'));
    await tab.evaluate(`document.querySelector('.chart-heat .chart-cursor').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))`);
    await until('Tuesday is next', async () => (await valueText('heat')).startsWith('火曜日 0時'));
    expect(await tab.evaluate(`document.querySelectorAll('.chart-heat rect.chart-here').length`)).toBe(1);
    await tab.evaluate(`document.querySelector('.chart-fan .chart-cursor').focus()`);
    await until('the last is shown', () =>
      tab.evaluate<boolean>(`document.querySelector('.chart-fan line.chart-here') !== null`),
    );
    expect(await valueText('fan')).toMatch(/^11月22日 .+：だいたい53%〜88%の見込み、中心は68%$/);
  });
});
