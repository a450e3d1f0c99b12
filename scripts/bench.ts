// `npm run bench`: what one more reading costs after a long history, and what a screen costs to paint, as ratios measured
// side by side in one run.
import { record } from '../core/app/record.ts';
import { screenOf } from '../core/app/view.ts';
import { emptySnapshot, type Snapshot } from '../core/domain/account.ts';
import { defaultSettings } from '../core/domain/settings.ts';
import type { Sighting } from '../core/domain/sighting.ts';
import { snapshotSchema } from '../core/platform/stored.ts';
import { genspark as provider } from '../core/providers/genspark/index.ts';
import { providers } from '../core/providers/index.ts';
import { wordsFor } from '../core/words/words.ts';
import { lived } from '../tests/life.ts';

const begin = Date.parse('2026-01-01T00:00:00Z');
// An hour apart, so that after the shortest history everything that is bounded has reached its bound.
const every = 60 * 60_000;
const histories = process.argv.includes('--full') ? [1_000, 10_000, 100_000, 1_000_000] : [10_000, 30_000];
const measured = 2_000;

const sightingAt = (n: number): Sighting => {
  const at = begin + n * every;
  const left = 10_000 - ((n * 130) % 10_000);
  return {
    ...{ id: `b${n}`, watch: 'balance', phase: 'answer', rule: null, call: `c${n}`, at, offset: 540, status: 200 },
    ...{ served: null, via: 'page', onUsagePage: false, account: '0123456789abcdef' },
    fields: { status: 0, data: { balance: left } },
  };
};

function take(snapshot: Snapshot, n: number): Snapshot {
  const sighting = sightingAt(n);
  const reads = [{ sighting, outcome: provider.read(sighting) }];
  return record(snapshot, reads, { facts: provider.facts, settings: defaultSettings, now: sighting.at }).snapshot;
}

let snapshot: Snapshot = emptySnapshot;
let first: number | null = null;
let n = 0;
for (const history of histories) {
  while (n < history) snapshot = take(snapshot, n++);
  const from = performance.now();
  for (let more = 0; more < measured; more++) snapshot = take(snapshot, n++);
  const each = (performance.now() - from) / measured;
  first ??= each;
  const kilobytes = Math.round(JSON.stringify(snapshot).length / 1_024);
  console.log(
    `after ${history} readings: ${(each / first).toFixed(2)} × the first; the snapshot holds ${kilobytes} kB`,
  );
}

// The popup paints once a second, with every forecast worked out anew: as long as that costs about as much as reading
// the snapshot a few times, nothing needs to be remembered between two paints.
const now = Date.now();
const full = lived(now);
const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const words = wordsFor('en');
const conditions = { now, offset: 540, online: true, noAccess: [], needsReload: [] };
const time = (run: () => unknown) => {
  for (let warm = 0; warm < 50; warm++) run();
  const from = performance.now();
  for (let more = 0; more < 300; more++) run();
  return performance.now() - from;
};
const reading = time(() => snapshotSchema.parse(JSON.parse(JSON.stringify(full))));
const painting = time(() => screenOf(full, services, defaultSettings, words, conditions));
console.log(`painting a full screen: ${(painting / reading).toFixed(1)} × reading its snapshot`);
