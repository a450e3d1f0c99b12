import { until } from '../../tests/rig/rig.ts';
import { type BrowserName, within } from './browsers.ts';
import { chance, dayOf, type Essence, essenceOf, happen, isSame, missing, openPages, recorded } from './day.ts';
import type { Piece, Tally } from './piece.ts';

const steps = 25;
const killsPerStep = 2;
/** So long it may take until there is something to end, ms. */
const toBegin = 1_500;

/** What is left at the end of a day, and how often the worker was ended in it. */
type Lived = { readonly essence: Essence; readonly ended: number };

/** A day in which nothing went wrong, or one in which the worker was ended again and again. */
async function lived(name: BrowserName, seed: number, kills: boolean, like?: Essence): Promise<Lived> {
  return within(name, async (rig, world) => {
    const pages = await openPages(rig);
    const next = chance(seed + 1);
    let ended = 0;
    for (const step of dayOf(seed, steps)) {
      const happening = happen(step, world, pages);
      if (kills)
        for (let kill = 0; kill < killsPerStep; kill++) {
          await new Promise((done) => setTimeout(done, next() * 120));
          // Where it is not at work, it is ended as soon as it is; not every step sets it to work twice.
          ended += await until('it is at work', rig.killWorker, toBegin).then(Number, () => 0);
        }
      await happening;
      await recorded(step, world, pages);
    }
    // What is told is told a moment after it is written; after a kill, at the next wake.
    await pages.eye.evaluate(`(globalThis.browser ?? chrome).runtime.sendMessage({ say: 'changed' }).then(() => true)`);
    await until('everything is told', async () => {
      const { notices, tasks } = await essenceOf(pages.eye);
      return like === undefined || (notices.length >= like.notices.length && tasks.length >= like.tasks.length);
    }).catch(() => undefined);
    return { essence: await essenceOf(pages.eye), ended };
  });
}

async function round(name: BrowserName, seed: number, n: number, tell: (what: string) => void): Promise<Tally> {
  const own = seed * 1_000 + n;
  const { essence: whole } = await lived(name, own, false);
  const { essence: killed, ended } = await lived(name, own, true, whole);
  const parts = Object.keys(whole) as (keyof Essence)[];
  const [lost, invented] = [
    parts.flatMap((part) => missing(whole[part], killed[part]).map((one) => `${part}: ${one}`)),
    parts.flatMap((part) => missing(killed[part], whole[part]).map((one) => `${part}: ${one}`)),
  ];
  for (const one of lost) tell(`lost, ${one}`);
  for (const one of invented) tell(`invented, ${one}`);
  const survived = isSame(whole, killed) ? ended : 0;
  return { attempted: ended, survived, lost: lost.length, false: invented.length };
}

/** The worker is ended at random moments of a day; what is left at its end is compared with the same day undisturbed. */
export const workerKills = (name: BrowserName): Piece => ({
  name: `worker-${name}`,
  what: `worker of ${name} ended at a random moment`,
  rounds: 13,
  round: (seed, n, tell) => round(name, seed, n, tell),
});
