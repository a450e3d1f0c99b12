// What a heavy day asks for over the network, and how often it wakes the worker: the day is lived by the real watchdog,
// with a record in memory and a clock of its own.
import { type Ports, type Record, watchdog } from '../../core/app/watchdog.ts';
import { emptySnapshot, type Snapshot } from '../../core/domain/account.ts';
import { defaultSettings } from '../../core/domain/settings.ts';
import { day, type EpochMs, hour, minute, week } from '../../core/domain/time.ts';
import { providers } from '../../core/providers/index.ts';
import type { Outcome } from '../../core/providers/provider.ts';
import { wordsFor } from '../../core/words/words.ts';
import { heavyAccount, readsOf, type Told } from '../../tests/heavy.ts';
import type { Part } from './part.ts';

/** Tabs of each service, each in a window of its own, so that all of them are visible and ask. */
const tabs = 4;
const askEvery = 5 * minute;

type Granted = { readonly at: EpochMs; readonly provider: string; readonly timed: boolean };
type Happening = { readonly at: EpochMs; readonly what: Told | { readonly asks: string } };

function recordInMemory(): Record & { snapshotNow: () => Snapshot } {
  let snapshot: Snapshot = emptySnapshot;
  return {
    record: async (_, change) => {
      const written = change(snapshot);
      snapshot = written.snapshot;
      return written;
    },
    snapshot: async () => snapshot,
    snapshotNow: () => snapshot,
    due: async () => [],
    sent: async () => undefined,
    missed: async () => undefined,
    shownSince: async () => [],
    notice: async () => null,
  };
}

/** Lives so many days. Tabs ask as relays do; what is granted is noted, and its answer says what the last one said. */
async function live(from: EpochMs, days: number) {
  const granted: Granted[] = [];
  let [now, alarm, alarms, wakes] = [from, null as EpochMs | null, 0, 0];
  const outcomes = new Map<string, Outcome>();
  const known = providers.map((one) => ({
    ...one,
    read: ({ id }: { id: string }) => outcomes.get(id) ?? one.read({} as never),
  }));
  const record = recordInMemory();
  const ports: Ports = {
    ...{ now: () => now, offsetAt: () => 0, record: async () => record, settings: async () => defaultSettings },
    ...{
      words: () => wordsFor('en'),
      providers: known,
      failed: (_, error) => {
        throw error;
      },
    },
    ...{
      show: async () => undefined,
      shown: { load: async () => [], note: async () => {} },
      paint: async () => undefined,
      keep: async () => undefined,
      ask: async () => undefined,
    },
    announce: () => undefined,
    later: (run, ms) => void (ms === 0 && queueMicrotask(run)),
    wakeAt: async (at) => {
      if (at !== alarm) alarms++;
      alarm = at;
    },
  };
  const dog = watchdog(ports);
  for (const { at, what } of happenings(from, days)) {
    while (alarm !== null && alarm <= at) {
      [now, alarm] = [Math.max(now, alarm), null];
      wakes++;
      await dog.wake();
    }
    now = at;
    const asks = 'asks' in what;
    const id = asks ? what.asks : what.provider;
    const provider = known.find(({ watch }) => watch.id === id);
    if (provider === undefined) continue;
    if (!asks) outcomes.set(what.read.sighting.id, what.read.outcome);
    const sightings = asks ? [] : [what.read.sighting];
    const { replay } = await dog.saw({ provider, account: heavyAccount, sightings, visible: asks });
    for (const _ of replay) granted.push({ at, provider: id, timed: asks });
  }
  return { granted, alarms, wakes };
}

function happenings(from: EpochMs, days: number): readonly Happening[] {
  const all: Happening[] = [];
  for (let n = 0; n < days; n++) {
    for (const told of readsOf(from + n * day, n)) all.push({ at: told.read.sighting.at, what: told });
    for (let at = from + n * day + 8 * hour; at < from + (n + 1) * day; at += askEvery)
      for (const { watch } of providers)
        for (let tab = 0; tab < tabs; tab++) all.push({ at: at + tab * 17_000, what: { asks: watch.id } });
  }
  return all.toSorted((a, b) => a.at - b.at);
}

export const network: Part = {
  name: 'network',
  measure: async (tell) => {
    const days = 2;
    const { granted, wakes } = await live(2_960 * week, days);
    const most = (timed: boolean) => {
      const hours = new Map<string, number>();
      for (const one of granted.filter((each) => each.timed === timed)) {
        const key = `${one.provider} ${Math.floor(one.at / hour)}`;
        hours.set(key, (hours.get(key) ?? 0) + 1);
      }
      return Math.max(0, ...hours.values());
    };
    const count = (timed: boolean) => granted.filter((one) => one.timed === timed).length / days;
    const where = 'simulated';
    tell({
      what: `requests of the page sent again, by the clock: the most in an hour for a service and account, over ${tabs} tabs (target ≤ 12)`,
      ...{ where, told: `${most(true)}; ${count(true)} a day for all three` },
    });
    tell({
      what: 'requests sent again because a task had ended: the most in an hour for a service and account',
      ...{ where, told: `${most(false)}; ${count(false)} a day for all three` },
    });
    tell({
      what: 'alarms that wake the worker (16 hours a day at work in three services, some 550 sightings)',
      ...{ where, told: `${wakes / days} a day` },
    });
    tell({
      what: 'bytes of our own over the network',
      where: 'manifest',
      told: "0: `connect-src 'none'`, held by tests",
    });
  },
};
