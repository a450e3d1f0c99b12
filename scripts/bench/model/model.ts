// What one more reading costs after a long history, what it costs to build the record again, and what a forecast costs.
import { isDeepStrictEqual } from 'node:util';
import { freshStretch, type Stretch } from '../../../core/app/event-log.ts';
import { rebuild } from '../../../core/app/rebuild.ts';
import { emptySnapshot, type Snapshot } from '../../../core/domain/account.ts';
import type { Figure } from '../figures.ts';
import { inTurns, taking } from '../in-turns.ts';
import { median, type Pair } from '../judge.ts';
import type { Part } from '../part.ts';
import { forecasting } from './forecasting.ts';
import { painting } from './painting.ts';
import { hurried, rebuilding, type Standing, silent, stored, taken, unpacked } from './standing.ts';
import { before } from './years.ts';

const given = process.argv;
const histories = [1_000, 10_000, 100_000, ...(given.includes('--full') ? [1_000_000] : [])];
/** So many of the first readings are built again: what it takes for each does not hang on how many there are. */
const rebuilt = 10_000;
const rounds = 30;
const perRound = 48;
/** What counts as flat: a tenth more than after a thousand readings. */
const flat = 1.1;

export const model: Part = {
  name: 'model',
  measure: async (tell) => {
    const full = given.includes('--from-first-day') ? emptySnapshot : hurried(emptySnapshot, -before, 0);
    const { standings, stretches } = lived(full);
    for (const figure of await oneMore(standings)) tell(figure);
    for (const figure of again(full, stretches, standings.get(rebuilt)?.snapshot)) tell(figure);
    for (const figure of await forecasting(standings.get(rebuilt)?.snapshot ?? full)) tell(figure);
    const [screens, what] = [painting(), 'painting a full screen ÷ reading its snapshot'];
    tell({ what, where: 'node', told: `${screens.toFixed(1)} ×` });
  },
};

/** Where each history stands, and all stretches of events of the first readings. */
function lived(full: Snapshot) {
  const stretches: Stretch[] = [];
  const standings = new Map<number, Standing>();
  let standing: Standing = { snapshot: full, open: freshStretch(1) };
  for (let n = 1; n <= rebuilt; n++) {
    standing = taken(standing, n - 1, silent, (closed) => stretches.push(closed));
    if (n === rebuilt || histories.includes(n)) standings.set(n, standing);
  }
  stretches.push(standing.open);
  let [snapshot, at] = [standing.snapshot, rebuilt];
  for (const history of histories.filter((one) => one > rebuilt)) {
    snapshot = hurried(snapshot, at, history);
    at = history;
    standings.set(history, { ...standing, snapshot });
  }
  return { standings, stretches };
}

async function oneMore(standings: ReadonlyMap<number, Standing>): Promise<readonly Figure[]> {
  const step = (history: number) => () =>
    taking(() => {
      let one = standings.get(history) as Standing;
      for (let more = 0; more < perRound; more++) one = stored(one, history + more);
    });
  const [first = 0, ...later] = histories;
  const figures: Figure[] = [];
  for (const history of later) {
    const pairs = await inTurns(step(history), step(first), { pairs: rounds });
    const what = `one more reading after ${history.toLocaleString('en')} of them ÷ after ${first.toLocaleString('en')}`;
    figures.push({ what, where: 'node', most: flat, pairs });
  }
  const sizes = [...standings].map(([history, { snapshot }]) => {
    return `${history.toLocaleString('en')}: ${Math.round(JSON.stringify(snapshot).length / 1_024)} kB`;
  });
  return [...figures, { what: 'the snapshot after so many readings', where: 'node', told: sizes.join(', ') }];
}

/** Builds the record again from all stretches, each of them beside a bare loop that parses the same events as JSON. */
function again(full: Snapshot, stretches: readonly Stretch[], believed: Snapshot | undefined): readonly Figure[] {
  const timed = (work: () => void) => {
    const from = performance.now();
    work();
    return performance.now() - from;
  };
  let snapshot = full;
  const pairs: Pair[] = [];
  const perSecond: number[] = [];
  for (const stretch of stretches) {
    const lines = unpacked(stretch).map((event) => JSON.stringify(event));
    const bare = timed(() => {
      for (const line of lines) JSON.parse(line);
    });
    const building = timed(() => {
      snapshot = rebuild(snapshot, unpacked(stretch), rebuilding);
    });
    pairs.push([building, bare]);
    perSecond.push(stretch.count / (building / 1_000));
  }
  const sum = (of: (stretch: Stretch) => number) => stretches.reduce((all, one) => all + of(one), 0);
  const bytes = sum((one) => one.bytes.length + JSON.stringify(one.words).length) / sum(({ count }) => count);
  const same = isDeepStrictEqual(snapshot.accounts, believed?.accounts);
  if (!same) process.exitCode = 1;
  return [
    { what: 'building the record again ÷ parsing the same events as JSON', where: 'node', most: null, pairs },
    {
      what: 'building it again (target ≥ 100,000 events a second)',
      where: 'node',
      told: `${Math.round(median(perSecond)).toLocaleString('en')} events a second; the accounts are ${same ? 'identical' : 'DIFFERENT'}`,
    },
    {
      what: 'memory, in line with the number of events: of the record, and while it is built again',
      where: 'node',
      told: `${bytes.toFixed(1)} bytes an event; one stretch of at most ${Math.max(...stretches.map(({ count }) => count))} events at once`,
    },
  ];
}
