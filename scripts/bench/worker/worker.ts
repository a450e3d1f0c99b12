// What the worker takes, beside one that does nothing but what it must: both in one browser, a heavy year behind ours.
import type { Tab } from '../../../tests/rig/rig.ts';
import { startWorld } from '../../../tests/simulators/world.ts';
import { type Bench, withBenches } from '../browser.ts';
import { bareWorker, oursWith } from '../copies.ts';
import type { Figure } from '../figures.ts';
import { heavyYear, seedRecord } from '../heavy-year.ts';
import { inTurns, pairsOf } from '../in-turns.ts';
import { quantile } from '../judge.ts';
import { home } from '../page/site.ts';
import type { BrowserName, Part } from '../part.ts';
import { badgePainted, greeted } from './cold.ts';
import { idleness } from './idle.ts';
import { bare, probe, send } from './probe.ts';
import { batches, messages } from './sightings.ts';

const blank = '<!doctype html><title>Nothing</title>';
const api = '(globalThis.browser ?? globalThis.chrome)';

/** A burst comes from so many tabs: one alone is refused after 300 sightings at once. */
const tabs = 10;
/** As many as a relay sends at once. */
const each = 25;
/** So many batches a turn: 500 observations, 10,000 in all. */
const number = 20;

export const worker = (name: BrowserName): Part => ({
  name: `worker-${name}`,
  measure: async (tell) => {
    const world = await startWorld();
    try {
      const ours = oursWith(name, { 'probe.js': probe('ours'), 'blank.html': blank }, 'probe.js');
      const other = bareWorker(name, bare, { 'probe.js': probe('bare'), 'blank.html': blank }, 'probe.js');
      await withBenches(name, world, [[ours, other]], async ([bench]) => {
        if (bench !== undefined) await measured(bench, tell);
      });
    } finally {
      await world.close();
    }
  },
});

async function measured(bench: Bench, tell: (figure: Figure) => void): Promise<void> {
  const where = bench.name;
  const eye = await bench.open(`${bench.origins[0]}/blank.html`);
  const stranger = await bench.open(`${bench.origins[1]}/blank.html`);
  // From here on no driver is attached to a worker.
  await bench.endWorkers();
  await seedRecord(eye, heavyYear());
  const page = await bench.open(home);
  // Both workers have been there once, and ours has taken in what is new.
  await send(page, 'ours', messages(5, 1), 100);
  await send(page, 'bare', [{ say: 'put', batches: batches(5, 1), rest: 0 }]);

  const single = await inTurns(
    () => oneByOne(page, 'ours'),
    () => oneByOne(page, 'bare'),
    { pairs: 30 },
  );
  const what = 'an observation, from the message to its acknowledgement';
  tell({
    ...{ what: `${what} ÷ a bare strict put in a worker`, where, most: 1.5 },
    pairs: single.map(([ours, other]) => [ours.answered, other.inside]),
  });
  tell({
    ...{ what: `${what} ÷ a message to a worker that puts and answers`, where, most: null },
    pairs: pairsOf(single, ({ answered }) => answered),
  });
  // Only now: timers of a tab behind others are slow, and single observations are sent with pauses.
  const pages: Tab[] = [page];
  while (pages.length < tabs) pages.push(await bench.open(home));
  const burst = await inTurns(
    () => burstOf(pages),
    () => bareBurst(page),
    { pairs: 20, warm: 1 },
  );
  tell({
    what: `${number * each} observations from ${tabs} tabs, the time for all ÷ bare puts in equal batches (2: half the throughput)`,
    ...{ where, most: 2, pairs: pairsOf(burst, (ms) => ms) },
  });
  for (const tab of pages.slice(1)) await tab.close();
  const cold = await inTurns(
    () => badgePainted(bench, eye),
    () => greeted(bench, stranger),
    { pairs: 20 },
  );
  tell({
    what: 'a worker that was gone, from the message to the painted badge ÷ to the first answer of an empty one',
    ...{ where, most: 1.5, pairs: pairsOf(cold, (ms) => ms) },
  });
  for (const figure of await idleness(bench, () => send(page, 'ours', messages(1, 1)))) tell(figure);
  const alarms = await eye.evaluate<{ name: string }[]>(`${api}.alarms.getAll()`);
  tell({ what: 'alarms that are set', where, told: `${alarms.length}: ${alarms.map(({ name }) => name).join(', ')}` });
}

const times = 8;
const rest = 60;

/** Single ones with pauses: from message to answer, and what the worker says it took; the lower quartile of each. */
async function oneByOne(page: Tab, who: 'ours' | 'bare'): Promise<{ answered: number; inside: number }> {
  if (who === 'ours') {
    const { times: all, refused } = await send(page, who, messages(times, 1), rest);
    if (refused > 0) throw new Error(`${refused} observations were refused`);
    return { answered: quantile(all, 0.25), inside: Number.NaN };
  }
  const puts = batches(times, 1).map((rows) => ({ say: 'put', batches: [rows], rest: 0 }));
  const { times: all } = await send(page, who, puts, rest);
  const { inside } = await send(page, who, [{ say: 'put', batches: batches(times, 1), rest }]);
  return { answered: quantile(all, 0.25), inside: quantile(inside, 0.25) };
}

/** ms until all tabs have all their acknowledgements. */
async function burstOf(pages: readonly Tab[]): Promise<number> {
  const all = await Promise.all(pages.map((page) => send(page, 'ours', messages(number / tabs, each))));
  const refused = all.reduce((sum, one) => sum + one.refused, 0);
  if (refused > 0) throw new Error(`${refused} messages were refused`);
  const ms = Math.max(...all.map(({ to }) => to)) - Math.min(...all.map(({ from }) => from));
  // What a tab may say at once comes back at 30 a second.
  await new Promise((done) => setTimeout(done, (1_000 * (number / tabs) * (each + 1)) / 30));
  return ms;
}

async function bareBurst(page: Tab): Promise<number> {
  const { inside } = await send(page, 'bare', [{ say: 'put', batches: batches(number, each), rest: 0 }]);
  return inside.reduce((sum, one) => sum + one, 0);
}
