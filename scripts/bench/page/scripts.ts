import type { Page } from 'puppeteer-core';
import type { Bench } from '../browser.ts';
import type { Figure } from '../figures.ts';
import { inTurns, pairsOf } from '../in-turns.ts';
import { crowded } from './site.ts';

type TraceEvent = { name: string; dur?: number; tdur?: number; args?: { data?: { url?: string } } };

/** What an extension's scripts do in a page while it loads, in µs of the page's thread. */
type Times = { readonly start: number; readonly longest: number };

async function traced(page: Page, origin: string): Promise<Times> {
  await page.tracing.start({ categories: ['devtools.timeline'] });
  await page.goto(crowded, { waitUntil: 'load' });
  await page.evaluate('window.all.then(() => new Promise((done) => setTimeout(done, 100)))');
  const bytes = (await page.tracing.stop()) ?? new Uint8Array();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes)) as { traceEvents: TraceEvent[] };
  const own = traceEvents.filter(({ args }) => args?.data?.url?.startsWith(origin));
  const took = ({ dur = 0, tdur = dur }: TraceEvent) => tdur;
  const begun = own.filter(({ name }) => name === 'EvaluateScript');
  return { start: begun.reduce((sum, one) => sum + took(one), 0), longest: Math.max(0, ...own.map(took)) };
}

/** How long scripts of ours run at the beginning of a page, beside empty ones; and the longest they ever keep it busy. */
export async function scriptTimes(first: Bench, second: Bench): Promise<readonly Figure[]> {
  const benches = [first, second];
  const pages = await Promise.all(benches.map((bench) => bench.page('about:blank')));
  const [ours, other] = pages;
  if (ours === undefined || other === undefined) return [];
  const turns = await inTurns(
    () => traced(ours, first.origins[0] ?? ''),
    () => traced(other, second.origins[0] ?? ''),
  );
  const longest = Math.max(...turns.map(([{ longest }]) => longest)) / 1_000;
  const what = 'running at the start of a page (µs of its thread) ÷ two empty scripts of an extension';
  return [
    { what, where: 'chromium', most: 2, pairs: pairsOf(turns, ({ start }) => start) },
    {
      what: 'the longest our scripts kept a loading page busy at once (a long task: 50 ms)',
      where: 'chromium',
      told: `${longest.toFixed(1)} ms, in ${turns.length} loads`,
    },
    {
      what: 'running at the start of a page, median',
      where: 'chromium',
      told: `${(turns.map(([{ start }]) => start).toSorted((a, b) => a - b)[turns.length >> 1] ?? 0) / 1_000} ms`,
    },
  ];
}
