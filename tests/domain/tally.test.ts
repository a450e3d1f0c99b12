import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCharges } from '@/core/domain/charge-costs.ts';
import { type Charge, intervalsOf } from '@/core/domain/charge-ledger.ts';
import { absorbCharge, type ChargeEvent, type ChargesState, noCharges } from '@/core/domain/charges.ts';
import type { Period, Periods } from '@/core/domain/period.ts';
import {
  jobCredits,
  movedCredits,
  nothingSpent,
  type SpentBy,
  settle,
  spentIn,
  taskCredits,
  totalOf,
  type Working,
} from '@/core/domain/tally.ts';
import type { TaskKind } from '@/core/domain/task.ts';
import { at } from './tasks.ts';

const span = (from: number, to: number): Period => ({ from: at(from), to: at(to), by: 'cycle' });
const always: Periods = { cycle: span(-10, 1e6), month: span(-10, 1e6) };
const read = (minutes: number, left: number): ChargeEvent => ({ what: 'reading', at: at(minutes), left });
const task = (
  key: string,
  from: number,
  to: number | null,
  kind: TaskKind = 'video',
  job: string | null = null,
): ChargeEvent => ({
  ...{ what: 'task', key, task: kind, parameters: {}, startedAt: at(from), endedAt: to === null ? null : at(to) },
  ...{ failed: false, ...(job !== null && { job }) },
});
const working = (charges: ChargesState): Working => ({
  charges,
  intervals: intervalsOf(charges, () => 50),
});

type Kept = { readonly charges: ChargesState; readonly spentBy: SpentBy };

/** One event after the other, each settled as it comes. `table` is what the rows of the ledger would be. */
function follow(events: readonly ChargeEvent[], periods = always, table = new Map<string, Charge>()): Kept {
  return events.reduce<Kept>(
    ({ charges, spentBy }, event) => {
      const [before, after] = [working(charges), working(absorbCharge(charges, event))];
      const { put, drop } = changedCharges(before.intervals, after.intervals, after.charges.forgottenTo);
      for (const id of drop) table.delete(id);
      for (const one of put) table.set(one.id, one);
      return { charges: after.charges, spentBy: settle(spentBy, before, after, periods) };
    },
    { charges: noCharges, spentBy: nothingSpent },
  );
}
const spent = ({ charges, spentBy }: Kept, period = always.cycle) => spentIn(spentBy.cycle, period, working(charges));
const job = ({ charges, spentBy }: Kept, id: string) => jobCredits(spentBy, id, working(charges));

describe('what was spent on what', () => {
  const story = [read(0, 500), task('a', 1, 5), read(6, 440), task('b', 20, 25, 'chat'), read(26, 430)];

  test('stands by kind of task', () => {
    expect(spent(follow(story))).toMatchObject({ byKind: { video: 60, chat: 10 }, unattributed: 0 });
  });

  test('is nobody’s where no task explains it, and still part of the whole', () => {
    const told = spent(follow([...story, read(90, 400)]));
    expect(told.unattributed).toBe(30);
    expect(totalOf(told)).toBe(100);
  });

  test('moves to its kind when the task becomes known later', () => {
    const late = follow([read(0, 500), read(6, 440)]);
    expect(spent(late)).toMatchObject({ byKind: {}, unattributed: 60 });
    const known = follow([read(0, 500), read(6, 440), task('a', 1, 5)]);
    expect(spent(known)).toMatchObject({ byKind: { video: 60 }, unattributed: 0 });
  });

  test('moves along when a task turns out to be of another kind', () => {
    const told = follow([read(0, 500), task('a', 1, 5, 'other'), read(6, 440), task('a', 1, 5, 'slides')]);
    expect(spent(told).byKind).toEqual({ slides: 60 });
  });

  test('begins anew with the period, and late news of the old one stays out of it', () => {
    const first = follow(story, { cycle: span(-10, 60), month: span(-10, 1e6) });
    const next = { cycle: span(5_000, 90_000), month: span(-10, 1e6) };
    const told = [read(5_100, 430), task('c', 5_110, 5_115), read(5_116, 400)];
    const kept = told.reduce<Kept>(({ charges, spentBy }, event) => {
      const after = absorbCharge(charges, event);
      return { charges: after, spentBy: settle(spentBy, working(charges), working(after), next) };
    }, first);
    expect(spent(kept, next.cycle)).toMatchObject({ byKind: { video: 30 }, unattributed: 0 });
    expect(spentIn(kept.spentBy.month, next.month, working(kept.charges)).byKind).toEqual({ video: 90, chat: 10 });
  });

  test('of a period in which nothing has been spent yet is nothing, not that of the last one', () => {
    expect(totalOf(spent(follow(story), span(5_000, 90_000)))).toBe(0);
  });

  test('says from when on it is counted', () => {
    expect(spent(follow(story), span(-50_000, 1e6)).since).toBe(at(0));
    expect(spent(follow(story), span(5_000, 1e6)).since).toBe(at(5_000));
  });
});

describe('a job', () => {
  const story = [read(0, 500), task('a', 1, 5, 'video', 'deck'), read(6, 440), task('b', 20, 25), read(26, 430)];

  test('has the credits of its tasks alone', () => {
    expect([job(follow(story), 'deck'), job(follow(story), 'other')]).toEqual([60, 0]);
  });

  test('takes a task’s credits along when it is moved, those that are long forgotten, too', () => {
    const many = Array.from({ length: 60 }, (_, n) => read(100 + n * 30, 429 - n));
    const old = follow([...story, ...many]);
    expect(old.charges.runs[0]?.from).toBeGreaterThan(at(26));
    expect(taskCredits(old.spentBy, 'a', working(old.charges))).toBe(60);
    const tasks = old.charges.tasks.map(({ job: _, ...one }) => (one.key === 'a' ? { ...one, job: 'film' } : one));
    const moved = {
      charges: { ...old.charges, tasks },
      spentBy: movedCredits(old.spentBy, 'a', 'deck', 'film'),
    };
    expect([job(moved, 'deck'), job(moved, 'film')]).toEqual([0, 60]);
  });
});

/** A world in which spending alone moves the pool. */
const kinds: readonly TaskKind[] = ['chat', 'video', 'slides', 'agent'];
const worlds = fc
  .record({
    tasks: fc.array(
      fc.record({
        ...{ from: fc.nat(3_000), lasts: fc.nat(40), credits: fc.integer({ min: 0, max: 90 }), late: fc.nat(4) },
        ...{ kind: fc.constantFrom(...kinds), job: fc.constantFrom(null, 'deck', 'film') },
      }),
      { maxLength: 70 },
    ),
    strays: fc.array(fc.record({ at: fc.nat(3_500), credits: fc.integer({ min: 1, max: 40 }) }), { maxLength: 6 }),
    looks: fc.uniqueArray(fc.nat(4_000), { minLength: 2, maxLength: 120 }),
  })
  .map(({ tasks, strays, looks }) => {
    const gone = [...tasks.map(({ from, lasts, late, credits }) => ({ at: from + lasts + late, credits })), ...strays];
    const leftAt = (minutes: number) =>
      gone.reduce((left, one) => (one.at <= minutes ? left - one.credits : left), 50_000);
    const events = [
      ...looks.map((minutes) => ({ minutes, event: read(minutes, leftAt(minutes)) })),
      ...tasks.flatMap(({ from, lasts, kind, job }, n) => [
        { minutes: from, event: task(`t${n}`, from, null, kind, job) },
        { minutes: from + lasts, event: task(`t${n}`, from, from + lasts, kind, job) },
      ]),
    ];
    return events.toSorted((a, b) => a.minutes - b.minutes).map(({ event }) => event);
  });

/** Pages deliver late: every event may come a few places later than it happened. */
const delivered = worlds.chain((events) =>
  fc.array(fc.nat(6), { minLength: events.length, maxLength: events.length }).map((delays) =>
    events
      .map((event, place) => ({ event, place: place + (delays[place] ?? 0) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ event }) => event),
  ),
);

describe('what one task has taken', () => {
  const kept = follow([read(0, 500), task('a', 1, 5), read(6, 440), task('b', 20, 25), read(26, 430)]);
  const taken = (key: string, tasks: SpentBy['tasks'] = {}, of = working(kept.charges)) =>
    taskCredits({ ...nothingSpent, tasks }, key, of);

  test('is what its charges come to, those that are closed included', () => {
    expect([taken('a'), taken('b')]).toEqual([60, 10]);
    expect(taken('a', { a: 5, b: 7 })).toBe(65);
    expect(taken('a', { a: 5 }, working(noCharges))).toBe(5);
  });

  test('is not nothing where no charge of it is known', () => {
    expect(taken('c')).toBeNull();
    expect(taken('c', { a: 5 })).toBeNull();
  });
});

describe('a task that is moved', () => {
  const film = { job: 'film', credits: 40, runs: [] };
  const deck = { job: 'deck', credits: 3, runs: [] };
  const before: SpentBy = { ...nothingSpent, jobs: [film, deck], tasks: { a: 30 } };
  const moved = (key: string, from: string | null, to: string | null) =>
    Object.fromEntries(movedCredits(before, key, from, to).jobs.map(({ job, credits }) => [job, credits]));

  test('takes what is closed of it along, and not a credit more', () => {
    expect(moved('a', 'film', 'deck')).toEqual({ film: 10, deck: 33 });
    expect(moved('a', 'film', 'new')).toEqual({ film: 10, deck: 3, new: 30 });
  });

  test('may come from no job, and go to none', () => {
    expect(moved('a', null, 'deck')).toEqual({ film: 40, deck: 33 });
    expect(moved('a', 'film', null)).toEqual({ film: 10, deck: 3 });
  });

  test('changes nothing where it stays, or nothing of it is closed', () => {
    expect(movedCredits(before, 'a', 'deck', 'deck')).toBe(before);
    expect(movedCredits(before, 'b', 'film', 'deck')).toBe(before);
  });
});

describe('whatever happens', () => {
  test('the tally is the sum over all charges that were written down, by kind, by job and as a whole', () => {
    fc.assert(
      fc.property(delivered, (events) => {
        const table = new Map<string, Charge>();
        const kept = follow(events, always, table);
        const known = new Map(events.flatMap((one) => (one.what === 'task' ? [[one.key, one] as const] : [])));
        const sum = (of: (charge: Charge) => boolean) =>
          [...table.values()].filter(of).reduce((all, { credits }) => all + credits, 0);
        const told = spent(kept);
        for (const kind of kinds)
          expect(told.byKind[kind] ?? 0).toBeCloseTo(
            sum(({ task }) => task !== null && known.get(task)?.task === kind),
            6,
          );
        expect(told.unattributed).toBeCloseTo(
          sum(({ task }) => task === null),
          6,
        );
        for (const id of ['deck', 'film'])
          expect(job(kept, id)).toBeCloseTo(
            sum(({ task }) => task !== null && known.get(task)?.job === id),
            6,
          );
        expect(totalOf(told)).toBeCloseTo(
          sum(() => true),
          6,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the order of arrival does not matter while everything is at hand', () => {
    fc.assert(
      fc.property(
        worlds
          .map((events) => events.slice(0, 40))
          .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          const [one, other] = [spent(follow(events)), spent(follow(shuffled))];
          expect(totalOf(other)).toBeCloseTo(totalOf(one), 6);
          for (const kind of kinds) expect(other.byKind[kind] ?? 0).toBeCloseTo(one.byKind[kind] ?? 0, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('it stays small', () => {
    const events = Array.from({ length: 400 }, (_, n) => [
      read(n * 20, 90_000 - n * 7),
      task(`t${n}`, n * 20 + 1, n * 20 + 5, 'video', `job${n % 3}`),
    ]).flat();
    const { spentBy } = follow(events);
    expect(JSON.stringify(spentBy).length).toBeLessThan(3_000);
    expect(totalOf(spent(follow(events)))).toBe(399 * 7);
  });
});
