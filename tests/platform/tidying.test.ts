import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventsKept } from '@/core/app/base.ts';
import { bundledAfter, daysAfter, sumsAfter } from '@/core/app/bundles.ts';
import { stretchesOf } from '@/core/app/event-log.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import type { Row } from '@/core/app/rows.ts';
import { tables, type Whole } from '@/core/app/whole.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour, week } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { type Ledger, openLedger } from '@/core/platform/ledger.ts';
import { everything } from '@/core/platform/ledger-schema.ts';
import type { Replay } from '@/core/platform/rebuilding.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { forget, readHeld, takeIn } from '@/core/platform/whole.ts';
import { histories } from '../app/histories.ts';
import { born, type Life, lived, rebuilding } from '../app/life.ts';
import { samples } from '../words/samples.ts';
import { freshLedger, write } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const replay: Replay = (snapshot, events) => rebuild(snapshot, events, rebuilding(born.settings));
const tidied = (ledger: Ledger, now: number, rest?: () => Promise<void>) => tidy(ledger, async () => replay, now, rest);
const wholeOf = async (ledger: Ledger): Promise<Whole> => (await ledger.within(readHeld)).whole;
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const quietly = () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
};

/** Everything in the database, store by store, by its keys. */
async function contents({ db }: Ledger): Promise<Record<string, unknown>> {
  const all = everything.map(async (name) => [name, [await db.getAllKeys(name), await db.getAll(name)]]);
  return Object.fromEntries(await Promise.all(all));
}

type Steps = Parameters<typeof lived>[1][];
async function live(ledger: Ledger, steps: Steps, from: Life = born): Promise<Life> {
  let life = from;
  for (const step of steps) {
    const was = life.rows.length;
    life = lived(life, step);
    await write(ledger, { snapshot: life.snapshot, rows: life.rows.slice(was) }, life.now);
  }
  return life;
}

/** Rows of all tables but readings and turns of chat, in an order of their own. */
function lasting({ tables: all }: Whole) {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  const tasks = all.tasks.filter(({ task, cost }) => task !== 'chat' || cost !== null);
  return Object.fromEntries(
    tables.flatMap((table) =>
      table === 'observations' ? [] : [[table, sorted(table === 'tasks' ? tasks : all[table])] as const],
    ),
  );
}

/** At which all that is single is kept. */
const ages = fc.constantFrom(3 * week, bundledAfter + 2 * week, 20 * week, eventsKept + 9 * week, daysAfter + 9 * week);
const anyAge = fc.oneof({ weight: 3, arbitrary: ages }, { weight: 2, arbitrary: fc.constant(sumsAfter + 9 * week) });

describe('a record that is tidied', () => {
  test('keeps every task, charge, grant and day, its newest readings, and what is believed', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, ages, async (steps, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...steps]);
        const before = await wholeOf(ledger);
        await tidied(ledger, life.now + age);
        const after = await wholeOf(ledger);
        expect(lasting(after)).toEqual(lasting(before));
        expect(after.snapshot).toEqual(before.snapshot);
        const seen = new Set(before.tables.observations.map((row) => JSON.stringify(row)));
        expect(after.tables.observations.every((row) => seen.has(JSON.stringify(row)))).toBe(true);
        const lastOf = ({ tables: { observations } }: Whole) =>
          [...new Map(observations.map((row) => [`${row.account} ${row.meter}`, row.from])).keys()].sort();
        expect(lastOf(after)).toEqual(lastOf(before));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('twice is the same as once', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, anyAge, async (steps, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...steps]);
        await tidied(ledger, life.now + age);
        const once = await contents(ledger);
        await ledger.db.delete('base', 'tidied');
        await tidied(ledger, life.now + age);
        expect(await contents(ledger)).toEqual(once);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test('whose worker died at any moment is as though nothing had happened, once it goes on', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, anyAge, fc.array(fc.nat(12), { maxLength: 4 }), async (steps, age, deaths) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...steps]);
        await tidied(ledger, life.now + age);
        const undisturbed = await contents(ledger);
        const other = await freshLedger();
        await live(other, [...steps]);
        for (const pieces of deaths) {
          let left = pieces;
          const dying = async () => {
            if (left-- <= 0) throw new Error('the worker was killed');
          };
          await tidied(other, life.now + age, dying).catch(() => undefined);
        }
        await tidied(other, life.now + age);
        expect(await contents(other)).toEqual(undisturbed);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test('is built again as it was, from what was taken in for good and the events after it', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, anyAge, async (steps, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...steps]);
        // A stretch is only taken in whole: shorter ones, so that there are some.
        const events = await splitEvents(ledger);
        await tidied(ledger, life.now + age);
        if (age > eventsKept && events > 1) expect(await ledger.db.count('events')).toBe(1);
        await ledger.db.put('snapshot', { version: 0 }, 'now');
        const again = await openLedger(
          async () => (snapshot, some) => rebuild(snapshot, some, rebuilding(life.settings)),
        );
        onTestFinished(() => again.close());
        const now = life.now + age;
        const { snapshot } = await again.record(now, (is) => ({ snapshot: is, rows: [], notices: [] }));
        expect(plain(snapshot.accounts)).toEqual(plain(life.snapshot.accounts));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('goes on while others write, and loses nothing of theirs', async () => {
    quietly();
    const steps = fc.sample(histories, { seed: 3, numRuns: 8 }).flat();
    const ledger = await freshLedger();
    const life = await live(ledger, steps);
    const now = life.now + daysAfter;
    const more = lived({ ...life, now }, { after: 1, do: 'enter', monthly: 5, renewalDay: 1 });
    let written = 0;
    const row = (n: number): Row => ({
      store: 'charges',
      row: { provider: 'muse', account: 'ann', id: `c${n}`, at: now - n * 9 * week, credits: n, what: null },
    });
    await tidied(ledger, now, async () => {
      if (written < 12) await write(ledger, { snapshot: more.snapshot, rows: [row(written++)] }, now);
    });
    await ledger.db.delete('base', 'tidied');
    await tidied(ledger, now);
    const { tables: all } = await wholeOf(ledger);
    expect(all.charges.filter(({ id }) => /^c\d+$/.test(id))).toHaveLength(written);
    expect(written).toBeGreaterThan(8);
  }, 60_000);

  test('does not keep anybody waiting for more than a piece of it', async () => {
    quietly();
    const ledger = await freshLedger();
    const life = await live(ledger, fc.sample(histories, { seed: 3, numRuns: 8 }).flat());
    let [pieces, until] = [0, 0];
    let writing: Promise<unknown> | undefined;
    await tidied(ledger, life.now + daysAfter, async () => {
      pieces++;
      writing ??= write(ledger, { snapshot: life.snapshot, rows: life.rows.slice(-3) }, life.now).then(() => {
        until = pieces;
      });
    });
    await writing;
    expect(until).toBeLessThan(4);
    expect(pieces).toBeGreaterThan(8);
  }, 60_000);

  test('is looked at once a week, and not at all when nothing is old', async () => {
    const ledger = await freshLedger();
    const pieces = vi.fn(async () => {});
    await tidied(ledger, 60 * week, pieces);
    const first = pieces.mock.calls.length;
    expect(first).toBeGreaterThan(5);
    await tidied(ledger, 60 * week + 6 * day, pieces);
    expect(pieces.mock.calls.length).toBe(first);
    // A clock that was set back is no reason either.
    await tidied(ledger, 50 * week, pieces);
    expect(pieces.mock.calls.length).toBe(first);
    await tidied(ledger, 61 * week, pieces);
    expect(pieces.mock.calls.length).toBe(2 * first);
  });

  test('keeps notices that are due, and the keys of told ones for a year', async () => {
    const ledger = await freshLedger();
    const at = 60 * week;
    const notice = (key: string, when: number) => ({ ...samples['near-limit'], key, at: when });
    const all = [notice('due', 1), notice('old', 1), notice('new', at - 9 * week)];
    await write(ledger, { notices: all });
    for (const key of ['old', 'new']) await ledger.sent(key, at, { title: 't', message: 'm' });
    await tidied(ledger, at);
    expect((await ledger.db.getAllKeys('outbox')).sort()).toEqual(['due', 'new']);
  });

  test('keeps what could not be read for a year, and not without bounds', async () => {
    const ledger = await freshLedger();
    const now = 90 * week;
    for (let n = 0; n < 40; n++) await ledger.db.add('aside', { at: n === 39 ? 0 : now, what: 'snapshot', value: n });
    await tidied(ledger, now);
    expect((await ledger.db.getAll('aside')).map(({ value }) => value)).toEqual(
      Array.from({ length: 19 }, (_, n) => 20 + n),
    );
  });

  test('leaves alone what it cannot read', async () => {
    quietly();
    const ledger = await freshLedger();
    const row = { provider: 'muse', account: 'ann', id: 'x', at: 'noon', credits: 1, what: null };
    await ledger.db.put('charges', row as never);
    const broken = { provider: 'muse', account: 'ann', table: 'charges', week: 10, grain: 0, count: 3 } as const;
    await ledger.db.put('archive', { ...broken, words: [], bytes: Uint8Array.of(99) });
    await ledger.db.put('charges', { ...row, id: 'y', at: 10 * week + 1 });
    await tidied(ledger, 90 * week);
    expect(await ledger.db.count('charges')).toBe(2);
    expect((await ledger.db.getAll('archive'))[0]?.bytes).toEqual(Uint8Array.of(99));
    expect((await ledger.within(readHeld)).lost).toBe(4);
  });
});

/** As though each event had come long after the last: every one in a stretch of its own. */
async function splitEvents(ledger: Ledger): Promise<number> {
  const { events } = await wholeOf(ledger);
  await ledger.db.clear('events');
  for (const [n, event] of events.entries()) {
    const [stretch] = stretchesOf([event]);
    if (stretch !== undefined) await ledger.db.put('events', { ...stretch, n: n + 1 });
  }
  return events.length;
}

describe('a file and a tidied record', () => {
  const sent = (whole: Whole): Whole => {
    const read = readExport(exportText({ whole, settings: defaultSettings }, 0, '0'));
    if (!read.ok) throw new Error(`${read.why} at ${read.at}`);
    return read.whole;
  };
  const take = (ledger: Ledger, saved: Whole, now: number) => takeIn(ledger, saved, replay, now);

  test('saved before, taken in after, changes nothing; saved after, is all there is', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, histories, ages, async (first, second, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...first]);
        const saved = sent(await wholeOf(ledger));
        fc.pre(saved.events.some((event) => 'provider' in event));
        const late = await live(ledger, [...second], life);
        await splitEvents(ledger);
        await tidied(ledger, late.now + age);
        const before = await contents(ledger);
        expect(await take(ledger, saved, late.now + age)).toEqual({ rows: 0, events: 0 });
        expect(await contents(ledger)).toEqual(before);

        const whole = await wholeOf(ledger);
        const other = await freshLedger();
        await take(other, sent(whole), late.now + age);
        expect(lasting(plain(await wholeOf(other)))).toEqual(lasting(plain(whole)));
        await tidied(other, late.now + age);
        const again = await wholeOf(other);
        expect(lasting(plain(again))).toEqual(lasting(plain(whole)));
        expect(plain(again.tables.observations.length)).toEqual(whole.tables.observations.length);
        expect(plain(again.snapshot?.accounts)).toEqual(plain(whole.snapshot?.accounts));
        expect(plain(again.base)).toEqual(plain(whole.base));
      }),
      { numRuns: 25 },
    );
  }, 180_000);

  test('of an older record, taken in by a new one, brings back what was, once', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, histories, ages, async (first, second, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...first]);
        await splitEvents(ledger);
        await tidied(ledger, life.now + age);
        const saved = sent(await wholeOf(ledger));
        await ledger.within((tx) => forget(tx, null));
        const later = await live(ledger, [...second], { ...born, now: life.now + age + hour });
        const before = await wholeOf(ledger);
        await take(ledger, saved, later.now);
        const after = await wholeOf(ledger);
        const spent = ({ tables: all }: Whole) => all.days.reduce((sum, one) => sum + one.spent, 0);
        const known = Object.keys(saved.base?.of ?? {}).length > 0 || saved.events.some((event) => 'provider' in event);
        if (known) expect(spent(after)).toBeCloseTo(spent(before) + spent(saved), 5);
        const once = await contents(ledger);
        expect(await take(ledger, saved, later.now)).toEqual({ rows: 0, events: 0 });
        expect(await contents(ledger)).toEqual(once);
      }),
      { numRuns: 25 },
    );
  }, 180_000);

  test('a service that is forgotten is in no bundle and not in what was taken in for good', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, anyAge, async (steps, age) => {
        const ledger = await freshLedger();
        const life = await live(ledger, [...steps]);
        await splitEvents(ledger);
        await tidied(ledger, life.now + age);
        await ledger.within((tx) => forget(tx, 'muse'));
        expect(JSON.stringify(await contents(ledger))).not.toContain('muse');
        expect(await ledger.db.count('archive')).toBe(0);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
