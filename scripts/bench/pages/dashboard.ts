// The dashboard with a heavy year behind it, beside an empty page of the same extension.
import type { Page } from 'puppeteer-core';
import type { Bench } from '../browser.ts';
import type { Figure } from '../figures.ts';
import { inTurns, pairsOf } from '../in-turns.ts';
import { quantile } from '../judge.ts';
import type { BrowserName, Part } from '../part.ts';
import { firstPaint, openedInTurns } from './opening.ts';
import { withYear } from './popup.ts';

const empty = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><body>Empty</body></html>';

/** ms until a chart is there and the frame with it is over. */
const firstChart = `new Promise((done) => {
  const look = () => {
    if (document.querySelector('.chart-plot svg path, .chart-plot svg rect') === null) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  };
  look();
})`;

export const dashboard = (name: BrowserName): Part => ({
  name: `dashboard-${name}`,
  measure: (tell) =>
    withYear(name, { 'empty.html': empty }, async (bench, origin) => {
      const tab = await bench.open(`${origin}/blank.html`);
      await tab.size(1200, 900, 1);
      const other = { url: `${origin}/empty.html`, painted: firstPaint };
      for (const place of ['now', 'history']) {
        const ours = { url: `${origin}/dashboard.html#${place}`, painted: firstChart };
        const what = `the dashboard (${place}), until its first chart is painted, ÷ an empty page`;
        tell({ what, where: name, most: 2.5, pairs: await openedInTurns(tab, ours, other, 20) });
      }
      // Pages of one extension share one heap.
      await tab.close();
      if (name === 'firefox') return;
      for (const figure of await memory(bench, origin)) tell(figure);
      tell(await changing(bench, origin));
    }),
});

type Heap = { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };

/** What a page holds once it is there, in bytes: its script's, and the browser's objects for it. */
async function held(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(url.includes('dashboard') ? firstChart : firstPaint);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')) as Heap;
  await session.detach();
  return heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0);
}

async function memory(bench: Bench, origin: string): Promise<readonly Figure[]> {
  const page = await bench.page('about:blank');
  const turns = await inTurns(
    () => held(page, `${origin}/dashboard.html#history`),
    () => held(page, `${origin}/empty.html`),
  );
  await page.close();
  const [ours = Number.NaN, other = Number.NaN] = [0, 1].map(
    (side) =>
      quantile(
        turns.map((one) => one[side] ?? 0),
        0.5,
      ) / 1e6,
  );
  const what = 'what the dashboard (history) holds in memory, ÷ an empty page';
  return [
    { what, where: 'chromium', most: 3, pairs: pairsOf(turns, (bytes) => bytes) },
    { what: 'the same in MB', where: 'chromium', told: `${ours.toFixed(1)} MB; an empty page ${other.toFixed(1)} MB` },
  ];
}

/** Script time of a change of what is looked at, at a quarter of the speed. */
async function changing(bench: Bench, origin: string): Promise<Figure> {
  const page = await bench.page(`${origin}/dashboard.html#history`);
  await page.setViewport({ width: 1200, height: 900, deviceScaleFactor: 1 });
  await page.evaluate(firstChart);
  await page.emulateCPUThrottling(4);
  const told: string[] = [];
  for (const kind of ['year', 'cycle', 'week', 'day'] as const) {
    const all: number[] = [];
    for (let n = 0; n < 5; n++) {
      await chosen(page, kind === 'week' ? 'day' : 'week');
      all.push(await chosen(page, kind));
    }
    told.push(`${kind} ${quantile(all, 0.5).toFixed(0)} ms`);
  }
  await page.close();
  const what = 'script when another range is chosen in the history, at a quarter of the speed (target ≤ 100 ms)';
  return { what, where: 'chromium', told: told.join(', ') };
}

async function chosen(page: Page, kind: string): Promise<number> {
  const script = async () => ((await page.metrics()).ScriptDuration ?? 0) * 1_000;
  const before = await script();
  await page.evaluate(`new Promise((done) => {
    const charts = document.querySelector('#app');
    let last = performance.now();
    const seen = new MutationObserver(() => { last = performance.now(); });
    seen.observe(charts, { subtree: true, childList: true, attributes: true });
    document.querySelector('input[name=history-range][value=${kind}]').click();
    const isThere = () => document.querySelector('[data-found=${kind}]') !== null && performance.now() - last > 400;
    const look = () => (isThere() ? (seen.disconnect(), done(true)) : setTimeout(look, 50));
    look();
  })`);
  return (await script()) - before;
}
