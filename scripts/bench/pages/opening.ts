import type { Tab } from '../../../tests/rig/rig.ts';
import { inTurns } from '../in-turns.ts';
import { type Pair, quantile } from '../judge.ts';

/** Opens a page so many times in a turn; the lower quartile counts, as other work only ever makes it slower. */
const times = 4;

/** ms from the beginning of a navigation to the first paint of anything. */
export const firstPaint = `new Promise((done) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint');
    if (paint !== undefined) done(paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

export type Opening = {
  readonly url: string;
  /** An expression that gives ms once what is waited for has been painted. */
  readonly painted: string;
  /** An expression that has to hold then. */
  readonly holds?: string;
};

async function opened(tab: Tab, { url, painted, holds = 'true' }: Opening): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) {
    await tab.goto('about:blank');
    await tab.goto(url);
    all.push(await tab.evaluate<number>(painted));
    if (!(await tab.evaluate<boolean>(holds))) throw new Error(`${url} was painted, but not what was waited for`);
  }
  return quantile(all, 0.25);
}

/** Two pages, opened in one tab in turns. */
export async function openedInTurns(tab: Tab, ours: Opening, other: Opening, pairs: number): Promise<readonly Pair[]> {
  return inTurns(
    () => opened(tab, ours),
    () => opened(tab, other),
    { pairs },
  );
}
