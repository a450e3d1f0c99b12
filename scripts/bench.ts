// `npm run bench [-- --full] [--from-first-day]`: what one more reading costs after a long history (of which the first
// years are over already, unless it begins on the first day), and what it costs to build the record again from its events. Ratios only: everything is measured in turns within one run. docs/performance.md has a table.
import { isDeepStrictEqual } from 'node:util';
import { eventsOf, freshStretch, isFull, type Stretch, sealed, withEvent } from '../core/app/event-log.ts';
import { type Event, heard } from '../core/app/events.ts';
import { type Rebuilding, rebuild } from '../core/app/rebuild.ts';
import { record } from '../core/app/record.ts';
import { emptySnapshot, type Snapshot } from '../core/domain/account.ts';
import { defaultSettings as settings } from '../core/domain/settings.ts';
import { snapshotSchema } from '../core/platform/stored.ts';
import { eventSchema } from '../core/platform/stored-events.ts';
import { providers } from '../core/providers/index.ts';
import { painting } from './bench/painting.ts';
import { storage } from './bench/storage.ts';
import { before, told } from './bench/years.ts';

// `npm run bench -- storage` measures that alone.
if (process.argv.includes('storage')) {
  await storage();
  process.exit();
}

const histories = [1_000, 10_000, 100_000, ...(process.argv.includes('--full') ? [1_000_000] : [])];
/** So many of the first readings are built again: what it takes for each does not hang on how many there are. */
const rebuilt = 10_000;
const rounds = 30;
const perRound = 48;
const offsetAt = () => 540;
/** Whether something will run out is only told, never kept: leaving it out makes long histories shorter to wait for. */
const silent = { ...settings, notify: { ...settings.notify, 'will-run-out': false } };

/** Where a history stands: what is believed, and the stretch of events that is being written. */
type Standing = { readonly snapshot: Snapshot; readonly open: Stretch };

/** Takes the n-th reading in. Full stretches go to `closed`. */
function taken({ snapshot, open }: Standing, n: number, how = settings, closed = (_: Stretch) => {}): Standing {
  const { provider, read, now } = told(n);
  const next = record(snapshot, [read], { facts: provider.facts, settings: how, now, offsetAt });
  let last = open;
  for (const row of next.rows) {
    if (row.store !== 'events') continue;
    if (isFull(last)) {
      closed(sealed(last));
      last = freshStretch(last.n + 1);
    }
    last = withEvent(last, row.row);
  }
  return { snapshot: next.snapshot, open: last };
}

/** The same as the worker does it: what is stored is read and looked at before, and written after. */
function stored(standing: Standing, n: number): Standing {
  const { snapshot, open } = structuredClone(standing);
  return structuredClone(taken({ snapshot: snapshotSchema.parse(snapshot), open }, n));
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

const failed = (error: unknown) => {
  throw error;
};
const factsOf = (id: string) => providers.find(({ watch }) => watch.id === id)?.facts;
const rebuilding: Rebuilding = { settings, offsetAt, factsOf, failed };

/** The n-th reading as an event. */
function event(snapshot: Snapshot, n: number): Event {
  const { provider, read, now } = told(n);
  return heard(snapshot, read, { provider: provider.facts.id, settings, now });
}

/** Readings from `from` up to `to`, without the rest of what a worker does: the way to a long history. */
function hurried(snapshot: Snapshot, from: number, to: number): Snapshot {
  let next = snapshot;
  for (let n = from; n < to; n += 1_000) {
    const events = Array.from({ length: Math.min(1_000, to - n) }, (_, place) => event(next, n + place));
    next = rebuild(next, events, rebuilding);
    if (n > 0 && n % 100_000 === 0) console.error(`${n} readings`);
  }
  return next;
}

const full = process.argv.includes('--from-first-day') ? emptySnapshot : hurried(emptySnapshot, -before, 0);
const stretches: Stretch[] = [];
const standings = new Map<number, Standing>();
let standing: Standing = { snapshot: full, open: freshStretch(1) };
for (let n = 1; n <= rebuilt; n++) {
  standing = taken(standing, n - 1, silent, (closed) => stretches.push(closed));
  if (n === rebuilt || histories.includes(n)) standings.set(n, standing);
}
stretches.push(standing.open);
for (const history of histories.filter((one) => one > rebuilt))
  standings.set(history, { ...standing, snapshot: hurried(standing.snapshot, rebuilt, history) });

const times = new Map(histories.map((history) => [history, [] as number[]]));
for (let round = 0; round < rounds; round++)
  for (const [history, each] of times)
    each.push(
      timed(() => {
        let one = standings.get(history) as Standing;
        for (let more = 0; more < perRound; more++) one = stored(one, history + more);
      }),
    );

console.log('one more reading, as a ratio to the first line, and what is stored:');
const first = median(times.get(histories[0] ?? 0) ?? []);
for (const [history, each] of times) {
  const kilobytes = Math.round(JSON.stringify(standings.get(history)?.snapshot).length / 1_024);
  console.log(`after ${history} readings: ${(median(each) / first).toFixed(2)} ×; snapshot ${kilobytes} kB`);
}

const parsed = (stretch: Stretch) => [...eventsOf(stretch)].map((one) => eventSchema.parse(one) as Event);
const bytes = sum(stretches.map((one) => one.bytes.length + JSON.stringify(one.words).length));
const count = sum(stretches.map((one) => one.count));
const json = sum(stretches.slice(0, 20).map((one) => JSON.stringify(parsed(one)).length));
const sampled = sum(stretches.slice(0, 20).map((one) => one.count));
console.log(`${count} events: ${(bytes / count).toFixed(1)} bytes each; as JSON ${Math.round(json / sampled)}`);

let [again, reading, building]: [Snapshot, number, number] = [full, 0, 0];
for (const stretch of stretches) {
  let events: readonly Event[] = [];
  reading += timed(() => {
    events = parsed(stretch);
  });
  building += timed(() => {
    again = rebuild(again, events, rebuilding);
  });
}
const same = isDeepStrictEqual(again.accounts, standings.get(rebuilt)?.snapshot.accounts);
const perEvent = (reading + building) / count / (first / perRound);
console.log(
  `built again from ${count} events: ${same ? 'identical' : 'DIFFERENT'}; ` +
    `${((reading + building) / reading).toFixed(1)} × as long as reading the events alone, ` +
    `${perEvent.toFixed(2)} × one more reading for each`,
);
if (!same) process.exitCode = 1;

console.log(`painting a full screen: ${painting().toFixed(1)} × reading its snapshot`);
await storage();
