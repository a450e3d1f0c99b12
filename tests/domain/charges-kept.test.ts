import { describe, expect, test } from 'vitest';
import { absorbCharge, type ChargedTask, type ChargeEvent, chargesKept, noCharges } from '@/core/domain/charges.ts';
import { follow, logged, moved, read, task } from './charges.ts';
import { at, ms } from './tasks.ts';

const runs = (...events: readonly ChargeEvent[]) =>
  follow(...events).runs.map(({ from, to, left }) => [from, to, left]);

describe('readings of a pool', () => {
  test('that agree are one run, in whichever order they came', () => {
    const one = [[at(0), at(20), 500]];
    expect(runs(read(0, 500), read(10, 500), read(20, 500))).toEqual(one);
    expect(runs(read(20, 500), read(0, 500), read(10, 500))).toEqual(one);
  });

  test('that differ are several, in order of time', () => {
    expect(runs(read(20, 300), read(0, 500), read(10, 400))).toEqual([
      [at(0), at(0), 500],
      [at(10), at(10), 400],
      [at(20), at(20), 300],
    ]);
    expect(runs(read(20, 300), read(0, 500), read(10, 300))).toEqual([
      [at(0), at(0), 500],
      [at(10), at(20), 300],
    ]);
  });

  test.each([0, 5, 10])('are echoes where a run says otherwise at that moment: minute %i of ten', (minutes) => {
    const state = follow(read(0, 500), read(10, 500));
    expect(absorbCharge(state, read(minutes, 480))).toBe(state);
  });

  test('tell something new just before and just after a run', () => {
    expect(runs(read(0, 500), read(10, 500), read(-ms, 480), read(10 + ms, 470))).toHaveLength(3);
  });
});

describe('news of a task', () => {
  const told = (...news: readonly Partial<ChargedTask>[]) =>
    news.reduce(
      (state, one) => absorbCharge(state, { ...(task('a', 1, null) as ChargedTask & { what: 'task' }), ...one }),
      noCharges,
    ).tasks;
  const [short, long] = [{ seconds: 5 }, { seconds: 10 }];

  test('leaves it running until an end is told', () => {
    expect(told({}, {})).toMatchObject([{ endedAt: null }]);
    expect(told({}, { endedAt: at(5) }, {})).toMatchObject([{ endedAt: at(5) }]);
  });

  test('is believed the later it comes, but that of an end rather than that of a begin', () => {
    expect(told({ parameters: short }, { parameters: long })).toMatchObject([{ parameters: long }]);
    expect(told({ parameters: short }, { parameters: long, endedAt: at(5) })).toMatchObject([{ parameters: long }]);
    expect(told({ parameters: long, endedAt: at(5) }, { parameters: short })).toMatchObject([{ parameters: long }]);
    expect(told({ parameters: long, endedAt: at(5) }, { parameters: short, endedAt: at(6) })).toMatchObject([
      { parameters: short, endedAt: at(5) },
    ]);
  });

  test('puts it in order of its end, or of its begin while it runs', () => {
    const state = follow(task('late', 1, 20), task('running', 10, null), task('early', 2, 5));
    expect(state.tasks.map(({ key }) => key)).toEqual(['early', 'running', 'late']);
  });
});

describe('what is no news', () => {
  test.each([0, -5, Number.NaN])('is a line of %f credits', (credits) => {
    expect(absorbCharge(noCharges, logged('x', 5, credits))).toBe(noCharges);
  });

  test('is what is not after what has been forgotten', () => {
    const state = { ...noCharges, forgottenTo: at(5) };
    for (const event of [read(5, 500), logged('x', 5, 60), moved(5)]) {
      expect(absorbCharge(state, event)).toBe(state);
    }
    expect(absorbCharge(state, read(5 + ms, 500)).runs).toHaveLength(1);
    expect(absorbCharge(state, logged('x', 5 + ms, 60)).log).toHaveLength(1);
    expect(absorbCharge(state, moved(5 + ms)).breaks).toHaveLength(1);
  });

  test('is the same move again; several stand in order of time', () => {
    const state = follow(moved(5), moved(2), moved(90));
    expect(state.breaks).toEqual([at(2), at(5), at(90)]);
    expect(absorbCharge(state, moved(5))).toBe(state);
  });
});

describe('what is kept', () => {
  const many = (count: number, one: (n: number) => ChargeEvent) =>
    follow(...Array.from({ length: count }, (_, n) => one(n)));

  test.each<[keyof typeof chargesKept, (n: number) => ChargeEvent]>([
    ['tasks', (n) => task(`${n}`, n - 1, n)],
    ['log', (n) => logged(`${n}`, n, 60)],
    ['breaks', (n) => moved(n)],
    ['runs', (n) => read(n, 500 - n)],
  ])('of the %s are the latest, and up to the last one left out all is forgotten', (list, one) => {
    const kept = chargesKept[list];
    expect(many(kept, one)).toMatchObject({ forgottenTo: null });
    expect(many(kept, one)[list]).toHaveLength(kept);
    expect(many(kept + 1, one)).toMatchObject({ forgottenTo: at(0) });
    expect(many(kept + 3, one)).toMatchObject({ forgottenTo: at(2) });
    expect(many(kept + 3, one)[list]).toHaveLength(kept);
  });

  test('of log and moves goes with the runs they lay in', () => {
    const before = many(chargesKept.runs, (n) => read(n, 500 - n));
    const marks = [moved(0), moved(0.5), logged('x', 0, 60), logged('y', 0.5, 60)];
    const state = [...marks, read(100, 1)].reduce(absorbCharge, before);
    expect(state.forgottenTo).toBe(at(0));
    expect(state.breaks).toEqual([at(0.5)]);
    expect(state.log.map(({ id }) => id)).toEqual(['y']);
  });

  test('is not forgotten less when something older is left out later', () => {
    const state = many(chargesKept.tasks + 3, (n) => task(`${n}`, n - 1, n));
    expect(absorbCharge(state, task('old', -9, -8))).toMatchObject({ forgottenTo: at(2) });
    const looked = many(chargesKept.runs + 1, (n) => read(n, 500 - n));
    expect(absorbCharge({ ...looked, forgottenTo: at(9) }, read(100, 1)).forgottenTo).toBe(at(9));
  });
});
