import type { World } from '../../../tests/simulators/world.ts';
import { builtFor, withBenches } from '../browser.ts';
import { emptyScripts } from '../copies.ts';
import type { Figure } from '../figures.ts';
import { inTurns, pairsOf } from '../in-turns.ts';
import { quantile } from '../judge.ts';
import type { BrowserName } from '../part.ts';
import { scriptTimes } from './scripts.ts';
import { crowded, requests } from './site.ts';

const perTurn = 3;

/** Where a load has come to, in ms: the page's own first script after its first byte, and everything there. */
const settled = `(async () => {
  const [{ loadEventEnd, responseStart }] = performance.getEntriesByType('navigation');
  return { whole: loadEventEnd, first: window.first - responseStart };
})()`;

/** A page with two hundred requests, beside an extension whose scripts in the page are empty. */
export async function loads(name: BrowserName, world: World): Promise<readonly Figure[]> {
  return withBenches(name, world, [[builtFor(name)], [emptyScripts(name)]], async ([first, second]) => {
    if (first === undefined || second === undefined) return [];
    const [ours, other] = [await first.open(crowded), await second.open(crowded)];
    const load = async (tab: typeof ours) => {
      const all: { whole: number; first: number }[] = [];
      for (let n = 0; n < perTurn; n++) {
        await tab.goto(crowded);
        all.push(await tab.evaluate(settled));
      }
      const low = (of: 'whole' | 'first') =>
        quantile(
          all.map((one) => one[of]),
          0.25,
        );
      return { whole: low('whole'), first: low('first') };
    };
    const turns = await inTurns(
      () => load(ours),
      () => load(other),
      { pairs: 24 },
    );
    const what = `a page with ${requests} requests, until it is loaded, ÷ with empty scripts of an extension`;
    const early = 'from its first byte to its own first script ÷ with empty scripts of an extension';
    return [
      { what, where: name, most: 1.02, pairs: pairsOf(turns, ({ whole }) => whole) },
      { what: early, where: name, most: null, pairs: pairsOf(turns, ({ first }) => first) },
      ...(name === 'chromium' ? await scriptTimes(first, second) : []),
    ];
  });
}
