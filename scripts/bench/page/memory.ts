import type { CDPSession } from 'puppeteer-core';
import type { World } from '../../../tests/simulators/world.ts';
import { builtFor, withBenches } from '../browser.ts';
import type { Figure } from '../figures.ts';
import { inTurns } from '../in-turns.ts';
import { median } from '../judge.ts';
import type { BrowserName } from '../part.ts';
import { home } from './site.ts';

const megabyte = 1_048_576;
const size = 20_000_000;
const rounds = 6;

type Heap = { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };

/** What the page holds after everything that can go has gone, in bytes. */
async function held(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')) as Heap;
  return heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0);
}

/** A page that reads a stream of 20 MB, and keeps still in the middle of it until it is let go. */
const reading = `window.over = (async () => {
  const init = { method: 'POST', body: JSON.stringify({ model: 'some-model' }) };
  const reader = (await fetch('/backend-api/f/conversation?bytes=${size}', init)).body.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.byteLength;
    if (window.half === undefined && bytes > ${size / 2}) {
      window.half = bytes;
      await new Promise((go) => (window.go = go));
    }
  }
})()`;

/** How much more the page holds in the middle of a stream that we watch, and after it. Only Chromium can be asked. */
export async function streamMemory(name: BrowserName, world: World): Promise<readonly Figure[]> {
  if (name === 'firefox') return [];
  return withBenches(name, world, [[builtFor(name)], []], async (benches) => {
    const pages = await Promise.all(benches.map((bench) => bench.page(home)));
    const sessions = await Promise.all(pages.map((page) => page.createCDPSession()));
    const round = async (n: number) => {
      const [page, session] = [pages[n], sessions[n]];
      if (page === undefined || session === undefined) throw new Error('no such browser');
      await page.evaluate(`delete window.half, void (${reading})`);
      await page.waitForFunction('window.half !== undefined && window.go !== undefined');
      const middle = await held(session);
      await page.evaluate('window.go(), window.over');
      return { middle, after: await held(session) };
    };
    const turns = await inTurns(
      () => round(0),
      () => round(1),
      { pairs: rounds },
    );
    const more = (of: 'middle' | 'after') => median(turns.map(([ours, other]) => ours[of] - other[of])) / megabyte;
    const told = (of: 'middle' | 'after') => `${more(of).toFixed(2)} MB`;
    return [
      {
        what: 'how much more a page holds with us, in the middle of a watched stream of 20 MB; after it (target ≤ 2 MB)',
        where: name,
        told: `${told('middle')}; ${told('after')}`,
      },
    ];
  });
}
