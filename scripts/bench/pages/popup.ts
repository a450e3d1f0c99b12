// The popup with a heavy year behind it, in a tab: no driver can open the real one.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { until } from '../../../tests/rig/rig.ts';
import { startWorld } from '../../../tests/simulators/world.ts';
import { type Bench, builtFor, withBenches } from '../browser.ts';
import { oursWith } from '../copies.ts';
import type { Figure } from '../figures.ts';
import { heavyYear, seedRecord } from '../heavy-year.ts';
import { quantile } from '../judge.ts';
import { loadedBy } from '../loaded-by.ts';
import { home } from '../page/site.ts';
import type { BrowserName, Part } from '../part.ts';
import { probe, send } from '../worker/probe.ts';
import { messages } from '../worker/sightings.ts';
import { firstPaint, openedInTurns } from './opening.ts';
import { sameBytes } from './same-bytes.ts';

const api = '(globalThis.browser ?? globalThis.chrome)';

/** A browser with ours in it, with more pages, a heavy year behind it, and a worker that has just seen something. */
export async function withYear(
  name: BrowserName,
  files: Readonly<Record<string, string>>,
  work: (bench: Bench, origin: string) => Promise<void>,
): Promise<void> {
  const world = await startWorld();
  const blank = '<!doctype html><title>Nothing</title>';
  const ours = oursWith(name, { ...files, 'probe.js': probe('ours'), 'blank.html': blank }, 'probe.js');
  try {
    await withBenches(name, world, [[ours]], async ([bench]) => {
      if (bench === undefined) return;
      const origin = bench.origins[0] ?? '';
      const eye = await bench.open(`${origin}/blank.html`);
      await seedRecord(eye, heavyYear());
      const page = await bench.open(home);
      await send(page, 'ours', messages(5, 1), 100);
      await page.close();
      await until('the worker has left a screen', () =>
        eye.evaluate<boolean>(`${api}.storage.session.get('painting').then(({ painting }) => painting !== undefined)`),
      );
      await eye.close();
      await work(bench, origin);
    });
  } finally {
    await world.close();
  }
}

export const popup = (name: BrowserName): Part => ({
  name: `popup-${name}`,
  measure: (tell) =>
    withYear(name, sameBytes(name), async (bench, origin) => {
      const tab = await bench.open(`${origin}/blank.html`);
      await tab.size(360, 600, 1);
      const ours = {
        url: `${origin}/popup.html`,
        painted: firstPaint,
        holds: `'painted' in document.documentElement.dataset && /\\d/.test(document.body.innerText)`,
      };
      const other = {
        url: `${origin}/same.html`,
        painted: firstPaint,
        holds: `document.body.innerText.startsWith('{')`,
      };
      const what =
        'the popup, until its numbers are painted, ÷ a page with as many bytes of script that paints one record';
      tell({ what, where: name, most: 1.25, pairs: await openedInTurns(tab, ours, other, 24) });
      if (name === 'chromium') for (const figure of await feel(bench, origin)) tell(figure);
      const bytes = loadedBy(builtFor(name), 'popup.html').map(
        (path) => gzipSync(readFileSync(path), { level: 9 }).length,
      );
      const kilobytes = bytes.reduce((sum, one) => sum + one, 0) / 1_000;
      tell({
        what: 'script the popup loads before it paints, gzip (target ≤ 30 kB)',
        where: name,
        told: `${kilobytes.toFixed(1)} kB`,
      });
    }),
});

const clicks = 20;

/** Interactions at a sixth of the speed, and whether anything moves by itself. Only Chromium can be asked. */
async function feel(bench: Bench, origin: string): Promise<readonly Figure[]> {
  const page = await bench.page(`${origin}/popup.html`);
  await page.setViewport({ width: 360, height: 600, deviceScaleFactor: 1 });
  await page.waitForSelector('html[data-live]');
  await page.evaluate(`window.shift = 0, window.events = [],
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
      .observe({ type: 'layout-shift', buffered: true }),
    new PerformanceObserver((list) => window.events.push(...list.getEntries().filter(({ interactionId }) => interactionId > 0)))
      .observe({ type: 'event', durationThreshold: 16, buffered: true })`);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))');
  const shift = await page.evaluate<[], () => number>('window.shift' as never);
  await page.emulateCPUThrottling(6);
  const script: number[] = [];
  for (let n = 0; n < clicks; n++) script.push(await clicked(page));
  const events = (await page.evaluate('window.events.map(({ duration }) => duration)')) as number[];
  await page.close();
  const slow = events.filter((duration) => duration > 16).length;
  const worst =
    events.length === 0 ? 'none above 16 ms' : `longest ${Math.max(...events)} ms, ${slow} events above 16 ms`;
  return [
    { what: 'layout shift while the popup opens', where: 'chromium', told: `${shift}` },
    {
      what: 'a click in the popup until the next paint, at a sixth of the speed (the browser tells in steps of 8 ms)',
      where: 'chromium',
      told: `${worst}, of ${clicks} clicks; from the click to the frame after it, median ${quantile(script, 0.5).toFixed(0)} ms`,
    },
  ];
}

/** Opens or closes the choice of silence; ms until the frame that follows. */
async function clicked(page: Page): Promise<number> {
  const taken = page.evaluate(`new Promise((done) => {
    addEventListener('click', ({ timeStamp }) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(performance.now() - timeStamp); port2.postMessage(0); }), { once: true, capture: true });
  })`) as Promise<number>;
  await page.click('header button.icon[aria-expanded]:last-of-type, header button.icon[aria-expanded]');
  return taken;
}
