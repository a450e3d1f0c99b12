import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCharges, taskCharges } from '@/core/domain/charge-costs.ts';
import { chargeLag, type Expected, type Interval, intervalsOf } from '@/core/domain/charge-ledger.ts';
import { absorbCharge, type ChargesState, chargesKept, noCharges } from '@/core/domain/charges.ts';
import { alike, charged, costs, follow, lines, logged, moved, read, task } from './charges.ts';
import { at } from './tasks.ts';

describe('what was spent between two readings', () => {
  test('is the cost of the one task known in between', () => {
    expect(lines(follow(read(0, 500), task('a', 1, 5), read(6, 440)))).toEqual([['a', 60, 'measured']]);
  });

  test('is shared by several in proportion to what they were expected to cost', () => {
    const state = follow(read(0, 500), task('a', 1, 5), task('b', 2, 6), read(7, 440));
    expect(lines(state, ({ key }) => (key === 'a' ? 20 : 40))).toEqual([
      ['a', 20, 'shared'],
      ['b', 40, 'shared'],
    ]);
    expect(lines(state, ({ key }) => (key === 'a' ? 20 : null))).toEqual([
      ['a', 30, 'shared'],
      ['b', 30, 'shared'],
    ]);
  });

  test('is nobody’s where nothing is known to have happened, and shown all the same', () => {
    expect(lines(follow(read(0, 500), read(7, 440)))).toEqual([[null, 60, 'unattributed']]);
  });

  test('is nobody’s while a task runs, but says that it did', () => {
    const [interval] = charged(follow(read(0, 500), task('a', 1, null), read(7, 440)));
    expect(interval?.charges).toMatchObject([{ how: 'unattributed', running: ['a'] }]);
  });

  test('is never that of a task that ended after it was seen', () => {
    expect(lines(follow(read(0, 500), read(7, 440), task('a', 1, 7.5), read(60, 440)))).toEqual([
      [null, 60, 'unattributed'],
    ]);
  });

  test('is nothing where the balance has not fallen', () => {
    expect(charged(follow(read(0, 500), task('a', 1, 5), read(7, 500)))).toEqual([]);
    expect(charged(follow(read(0, 500)))).toEqual([]);
    expect(charged(noCharges)).toEqual([]);
  });

  test('is unknown where something arrived or lapsed as well', () => {
    const rise = follow(read(0, 500), task('a', 1, 5), read(7, 900));
    expect(charged(rise)).toMatchObject([{ fall: null, charges: [] }]);
    expect(costs(rise)).toEqual({ a: [null, null, false] });
    expect(charged(follow(read(0, 500), task('a', 1, 5), moved(6), read(7, 440)))).toMatchObject([{ fall: null }]);
    expect(charged(follow(read(0, 500), moved(0), read(7, 440), moved(8)))).toMatchObject([{ fall: 60 }]);
  });

  test('marks a task that failed and cost all the same', () => {
    const [interval] = charged(follow(read(0, 500), task('a', 1, 5, true), read(6, 440)));
    expect(interval?.charges).toMatchObject([{ task: 'a', credits: 60, failed: true }]);
  });

  test('counts no dip that is gone at the next look, and no spike', () => {
    expect(charged(follow(read(0, 500), read(10, 400), read(11, 500)))).toEqual([]);
    expect(charged(follow(read(0, 500), read(10, 400), read(11, 490)))).toMatchObject([{ fall: 10 }]);
    expect(charged(follow(read(0, 500), read(10, 900), read(11, 500)))).toEqual([]);
    expect(charged(follow(read(0, 500), read(10, 400), read(16, 500)))).toHaveLength(2);
  });
});

describe('a charge that comes after the end of its task', () => {
  test('is that task’s, if it shows soon or at the next look', () => {
    expect(lines(follow(read(0, 500), task('a', 1, 5), read(5.5, 500), read(9, 440)))).toEqual([['a', 60, 'measured']]);
  });

  test('may show in two parts', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(5.5, 470), read(9, 440));
    expect(lines(state)).toEqual([
      ['a', 30, 'measured'],
      ['a', 30, 'measured'],
    ]);
    expect(costs(state)).toEqual({ a: [60, 'measured', false] });
  });

  test('is final only when a reading has been made a while later', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(6, 440));
    expect(costs(state)).toEqual({ a: [60, 'measured', false] });
    expect(costs(absorbCharge(state, read(5 + chargeLag / 60_000, 440)))).toEqual({ a: [60, 'measured', true] });
  });

  test('does not come hours later once it has shown', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(6, 440), read(300, 400));
    expect(lines(state)).toEqual([
      ['a', 60, 'measured'],
      [null, 40, 'unattributed'],
    ]);
  });

  test('is shared with the task that ended meanwhile, if it has not shown before', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(5.5, 500), task('b', 6, 7), read(8, 440));
    expect(lines(state)).toEqual([
      ['a', 30, 'shared'],
      ['b', 30, 'shared'],
    ]);
  });

  test('is not lost when news of the start comes after that of the end', () => {
    const state = follow(read(0, 500), task('a', 2, 5, true), task('a', 1, null), task('a', 1, 5.5), read(6, 440));
    expect(state.tasks).toMatchObject([{ startedAt: at(1), endedAt: at(5), failed: true }]);
    expect(lines(state)).toEqual([['a', 60, 'measured']]);
  });

  test('is not looked for among tasks that have been charged when a fresh one ended', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(6, 440), task('b', 6.5, 7), read(8, 437));
    expect(lines(state)).toEqual([
      ['a', 60, 'measured'],
      ['b', 3, 'measured'],
    ]);
  });

  test('is worked out anew when news comes late', () => {
    const state = follow(read(0, 500), read(6, 440));
    expect(intervalsOf(state, alike)).toMatchObject([{ charges: [{ task: null }] }]);
    expect(intervalsOf(absorbCharge(state, task('a', 1, 5)), alike)).toMatchObject([{ charges: [{ task: 'a' }] }]);
  });

  test('is nothing for a task that was watched and cost nothing, and unknown for one that was not', () => {
    expect(costs(follow(read(0, 500), task('a', 1, 5), read(30, 500)))).toEqual({ a: [0, 'measured', true] });
    expect(costs(follow(task('a', 1, 5), read(30, 500)))).toEqual({ a: [null, null, true] });
  });
});

describe('the service’s own log', () => {
  test('beats the difference, and is not counted beside it', () => {
    const state = follow(read(0, 500), task('a', 1, 5), task('b', 2, 6), read(7, 440), logged('x', 5, 45, 'a'));
    expect(lines(state)).toEqual([
      ['a', 45, 'logged'],
      ['b', 15, 'measured'],
    ]);
    expect(costs(state)).toMatchObject({ a: [45, 'logged', true], b: [15, 'measured', false] });
  });

  test('leaves what it does not explain to nobody, if nobody else is there', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(7, 440), logged('x', 5, 45));
    expect(lines(state)).toEqual([
      ['a', 45, 'logged'],
      [null, 15, 'unattributed'],
    ]);
  });

  test('may be written after its charge has shown, or before', () => {
    expect(lines(follow(read(0, 500), task('a', 1, 5), read(6, 440), logged('x', 6.5, 60)))).toEqual([
      ['a', 60, 'logged'],
    ]);
    expect(lines(follow(read(0, 500), logged('x', 5, 60), read(6, 500), read(8, 440)))).toEqual([[null, 60, 'logged']]);
  });

  test('means the task that ended closest, and none where that cannot be said', () => {
    const two = [read(0, 500), task('a', 1, 5), task('b', 1, 8), read(9, 440)];
    expect(lines(follow(...two, logged('x', 7.9, 60)))).toEqual([['b', 60, 'logged']]);
    expect(lines(follow(read(0, 500), task('a', 1, 5), task('b', 1, 5), read(9, 440), logged('x', 5, 60)))).toEqual([
      [null, 60, 'logged'],
    ]);
  });

  test('of more than has fallen is that task’s cost, though the fall stays what it was', () => {
    const state = follow(read(0, 500), task('a', 1, 5), read(6, 440), logged('x', 5, 90));
    expect(lines(state)).toEqual([['a', 60, 'logged']]);
    expect(costs(state)).toEqual({ a: [90, 'logged', true] });
  });

  test('of a fall in which something arrived still tells what the task cost', () => {
    expect(costs(follow(read(0, 500), task('a', 1, 5), read(6, 900), logged('x', 5, 60)))).toEqual({
      a: [60, 'logged', true],
    });
  });
});

test('what happened at the same moment stands in the same order, whichever was told first', () => {
  const [a, b] = [logged('a', 5, 20), logged('b', 5, 40)];
  const [x, y] = [task('x', 1, 5), task('y', 2, 5)];
  expect(follow(b, y, a, x)).toEqual(follow(a, x, b, y));
});

describe('what a charge teaches', () => {
  const weightOf = (state: ChargesState) => taskCharges(state, charged(state)).map(({ weight }) => weight);

  test('is most when it is measured alone, less beside a running task, little when shared', () => {
    const alone = [read(0, 500), task('a', 1, 5), read(6, 440)];
    expect(weightOf(follow(...alone))).toEqual([1]);
    expect(weightOf(follow(...alone, task('b', 2, null)))).toEqual([0.5]);
    expect(weightOf(follow(...alone, task('b', 2, 4)))).toEqual([0.25, 0.25]);
    expect(weightOf(follow(...alone, task('b', 2, 4), logged('x', 5, 50, 'a')))).toEqual([1, 1]);
  });
});

/** A world in which spending alone moves the pool, so that readings of it are never echoes. */
const worlds = fc
  .record({
    tasks: fc.array(
      fc.record({ from: fc.nat(300), lasts: fc.nat(40), credits: fc.integer({ min: 0, max: 90 }), late: fc.nat(4) }),
      { maxLength: 12 },
    ),
    strays: fc.array(fc.record({ at: fc.nat(350), credits: fc.integer({ min: 1, max: 40 }) }), { maxLength: 4 }),
    looks: fc.uniqueArray(fc.nat(400), { minLength: 2, maxLength: 20 }),
    logged: fc.nat(3),
  })
  .map(({ tasks, strays, looks, logged: every }) => {
    const spent = [...tasks.map(({ from, lasts, late, credits }) => ({ at: from + lasts + late, credits })), ...strays];
    const leftAt = (minutes: number) =>
      spent.reduce((left, one) => (one.at <= minutes ? left - one.credits : left), 5_000);
    return [
      ...looks.map((minutes) => read(minutes, leftAt(minutes))),
      ...tasks.map(({ from, lasts }, index) => task(`t${index}`, from, from + lasts)),
      ...tasks.flatMap(({ from, lasts, credits }, index) =>
        every > 0 && index % every === 0 && credits > 0
          ? [logged(`l${index}`, from + lasts, credits, `t${index}`)]
          : [],
      ),
    ];
  });

describe('whatever happens', () => {
  const fallOf = ({ runs }: ChargesState) => (runs[0]?.left ?? 0) - (runs.at(-1)?.left ?? 0);
  const sumOf = (intervals: readonly Interval[]) =>
    intervals.flatMap(({ charges }) => charges).reduce((sum, { credits }) => sum + credits, 0);

  test('logged, measured, shared and unattributed add up to the total fall, and none is negative', () => {
    fc.assert(
      fc.property(worlds, (events) => {
        const state = follow(...events);
        expect(sumOf(charged(state))).toBeCloseTo(fallOf(state), 6);
        for (const { fall, charges } of charged(state)) {
          expect(charges.reduce((sum, { credits }) => sum + credits, 0)).toBeCloseTo(fall ?? 0, 6);
          for (const { credits } of charges) expect(credits).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('no task is charged for a fall that was seen before it ended', () => {
    fc.assert(
      fc.property(worlds, (events) => {
        const state = follow(...events);
        const end = new Map(state.tasks.map(({ key, endedAt }) => [key, endedAt ?? Number.POSITIVE_INFINITY]));
        for (const { charges } of charged(state))
          for (const { task, to, how } of charges)
            if (task !== null && how !== 'logged') expect(end.get(task)).toBeLessThanOrEqual(to);
      }),
    );
  });

  test('a state that was asked before says the same as one that is read anew, whatever is expected', () => {
    fc.assert(
      fc.property(worlds, fc.nat(90), (events, more) => {
        const uneven: Expected = ({ key }) => 1 + ((more + key.length * 37) % 90);
        let state = noCharges;
        for (const event of events) {
          state = absorbCharge(state, event);
          charged(state);
          expect(charged(state, uneven)).toEqual(charged(structuredClone(state), uneven));
          expect(charged(state)).toEqual(charged(structuredClone(state)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the order of arrival does not matter, and twice is once', () => {
    fc.assert(
      fc.property(
        worlds.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
        ),
        ([events, shuffled]) => {
          expect(charged(follow(...shuffled))).toEqual(charged(follow(...events)));
        },
      ),
    );
  });

  test('rows that are written as things become known are in the end those of the whole story', () => {
    fc.assert(
      fc.property(worlds, (events) => {
        const table = new Map<string, string>();
        let [state, before]: [ChargesState, readonly Interval[]] = [noCharges, []];
        for (const event of events) {
          state = absorbCharge(state, event);
          const after = charged(state);
          const { put, drop } = changedCharges(before, after, state.forgottenTo);
          for (const id of drop) table.delete(id);
          for (const one of put) table.set(one.id, JSON.stringify(one));
          before = after;
        }
        const whole = charged(state).flatMap(({ charges }) => charges);
        expect([...table.values()].toSorted()).toEqual(whole.map((one) => JSON.stringify(one)).toSorted());
      }),
    );
  });

  test('the state stays small, and what has been forgotten keeps the row it had', () => {
    for (const looksEvery of [1, 6]) {
      const { table, state, fallen } = work(300, looksEvery);
      expect([...table.values()].reduce((sum, { credits }) => sum + credits, 0)).toBeCloseTo(fallen, 6);
      expect([...table.values()].filter(({ how }) => how === 'unattributed')).toEqual([]);
      expect(state.runs.length).toBeLessThanOrEqual(chargesKept.runs);
      expect(JSON.stringify(state).length).toBeLessThan(20_000);
      expect(absorbCharge(state, read(0, 5))).toEqual(state);
    }
  });
});

/** So many tasks of 7 credits, one every twenty minutes, with a look after every so many; and the rows written of it. */
function work(tasks: number, looksEvery: number) {
  let [state, before]: [ChargesState, readonly Interval[]] = [noCharges, []];
  const table = new Map<string, { readonly credits: number; readonly how: string }>();
  let fallen = 0;
  for (let index = 0; index < tasks; index++) {
    const now = index * 20;
    state = absorbCharge(state, task(`t${index}`, now - 5, now - 1));
    if (index % looksEvery === 0) {
      state = absorbCharge(state, read(now, 90_000 - index * 7));
      fallen = index * 7;
    }
    if (index % 3 === 0) state = absorbCharge(state, logged(`l${index}`, now - 1, 1, 'another'));
    const after = intervalsOf(state, alike);
    const { put, drop } = changedCharges(before, after, state.forgottenTo);
    for (const id of drop) table.delete(id);
    for (const one of put) table.set(one.id, one);
    before = after;
  }
  return { table, state, fallen };
}
