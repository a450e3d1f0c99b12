import { describe, expect, test } from 'vitest';
import { absorbLeft, type LeftReading, noEvidence, watchedFor } from '@/core/domain/resets/evidence.ts';
import { hour } from '@/core/domain/time.ts';
import { at, follow, look } from './days.ts';

const h = (hours: number) => at(0, hours);
/** Looks at so much left of a hundred, so many hours after the beginning. */
const seen = (...looks: readonly (readonly [hours: number, left: number, more?: Partial<LeftReading>])[]) =>
  follow(looks.map(([hours, left, more]) => ({ ...look(h(hours), left), ...more })));
const span = (after: number, upTo: number) => ({ after: h(after), upTo: h(upTo) });
const quiet = (after: number, upTo: number, weight = 1, sure = false) => ({ ...span(after, upTo), weight, sure });
const unseen = (upTo: number) => ({ after: null, upTo: h(upTo) });
const never = { firstUse: null, exhausted: null };

describe('the first look', () => {
  test('shows what must have happened before it', () => {
    expect(seen([0, 100]).cycle).toEqual(never);
    expect(seen([0, 120]).cycle).toEqual(never);
    expect(seen([0, 99]).cycle).toEqual({ firstUse: unseen(0), exhausted: null });
    expect(seen([0, 100, { full: null }]).cycle).toEqual({ firstUse: unseen(0), exhausted: null });
    expect(seen([0, 0]).cycle).toEqual({ firstUse: unseen(0), exhausted: unseen(0) });
    expect(seen([0, 1]).cycle.exhausted).toBeNull();
  });

  test('counts up to the largest moment and amount there are, and not beyond', () => {
    const far = (more: Partial<LeftReading>) => absorbLeft(noEvidence, { ...look(h(0), 5), ...more });
    expect(far({ at: 8e15, left: -8e15 }).last).toEqual({ at: 8e15, left: -8e15 });
    for (const odd of [{ at: 8.1e15 }, { left: 8.1e15 }, { at: Number.NaN }, { left: Number.NaN }])
      expect(far(odd)).toBe(noEvidence);
    expect(far({ full: -8e15 }).cycle.firstUse).toBeNull();
    expect(far({ full: -8.1e15 }).cycle.firstUse).toEqual(unseen(0));
  });
});

describe('a day that is used up and comes back', () => {
  const usedUp = seen([0, 100], [1, 60], [2, 0]);

  test('is kept with what was used, how fast, and between which looks', () => {
    expect(usedUp).toEqual({
      last: { at: h(2), left: 0 },
      previous: { at: h(1), left: 60 },
      refills: [],
      quiets: [quiet(1, 2)],
      cycle: { firstUse: span(0, 1), exhausted: span(1, 2) },
      pace: { used: 100, over: 2 * hour },
      step: {
        ...{ at: h(1), left: 60, rise: null },
        ...{ pace: { used: 40, over: hour }, cycle: { firstUse: span(0, 1), exhausted: null } },
      },
      before: null,
    });
  });

  test('shows nothing of its pace while nothing is left, and what it counts from may have come again after a day', () => {
    const waiting = follow([look(h(12), 0)], usedUp);
    expect(waiting).toMatchObject({ step: null, pace: usedUp.pace, cycle: usedUp.cycle });
    expect(waiting.quiets).toEqual([quiet(1, 2), quiet(2, 12, 0.05)]);
    expect(follow([look(h(24), 0)], waiting).cycle).toEqual({ firstUse: span(0, 1), exhausted: span(1, 2) });
    expect(follow([look(h(24.5), 0)], waiting).cycle).toEqual({ firstUse: span(0, 24.5), exhausted: span(1, 2) });
    expect(follow([look(h(30), 0)], waiting).cycle).toEqual({ firstUse: span(0, 30), exhausted: span(1, 30) });
  });

  test('ends with a refill, which the next look makes sure of', () => {
    const waited = follow([look(h(12), 0), look(h(30), 0), look(h(31), 100)], usedUp);
    const cycle = { firstUse: span(0, 30), exhausted: span(1, 30) };
    const refill = { ...span(30, 31), ...cycle, from: h(12), until: h(31), wrong: 1 };
    expect(waited).toMatchObject({ refills: [refill], cycle: never, step: null });
    expect(waited.before).toEqual({ cycle, left: 0, low: 2, pace: usedUp.pace });
    const sure = follow([look(h(32), 70)], waited);
    expect(sure.refills).toEqual([{ ...refill, until: h(32), wrong: 2 }]);
    expect(sure).toMatchObject({ cycle: { firstUse: span(31, 32), exhausted: null } });
    expect(sure.pace).toEqual({ used: 130, over: 3 * hour });
    expect(sure.step).toEqual({ at: h(31), left: 100, pace: usedUp.pace, cycle: never, rise: null });
    // Later looks do not move it any more.
    expect(follow([look(h(33), 65)], sure).refills).toEqual(sure.refills);
  });
});

describe('a quiet look', () => {
  test('leaves first use and running out where they were, however long ago', () => {
    const { cycle } = seen([0, 100], [1, 60], [25, 60], [50, 60]);
    expect(cycle.firstUse).toEqual(span(0, 1));
    const unknown = seen([0, 0], [30, 0]);
    expect(unknown.cycle).toEqual({ firstUse: unseen(0), exhausted: unseen(0) });
    const out = seen([0, 100], [1, 60], [2, -5], [26, -5], [26.5, -5], [28, -5], [29, -6]);
    expect(out.cycle.exhausted).toEqual(span(1, 26));
  });

  test('is one of three that show the same only if all do, and something is left', () => {
    const first = (...lefts: readonly [number, number, number]) =>
      seen([0, lefts[0]], [9, lefts[1]], [9.1, lefts[2]]).quiets[0]?.sure;
    expect(first(40, 40, 40)).toBe(true);
    expect(first(41, 40, 40)).toBe(false);
    expect(first(40, 40, 39)).toBe(false);
    expect(seen([0, 0], [1, 0], [2, 0]).quiets).toEqual([quiet(0, 1), quiet(1, 2)]);
  });
});

describe('a refill', () => {
  test('that shows less than the full amount tells of use since, and of its pace', () => {
    const { cycle, pace, refills } = seen([0, 10], [5, 80]);
    expect(cycle).toEqual({ firstUse: span(0, 5), exhausted: null });
    expect(pace).toEqual({ used: 20, over: 5 * hour });
    expect(refills).toEqual([
      { ...span(0, 5), firstUse: unseen(0), exhausted: null, from: h(0), until: h(5), wrong: 1 },
    ]);
  });

  test('to the full amount, or where nobody knows it, tells of none', () => {
    for (const full of [100, null]) {
      const { cycle, pace } = seen([0, 10], [5, 100, { full }]);
      expect([cycle, pace]).toEqual([never, { used: 0, over: 0 }]);
    }
  });

  test('of which nothing is left already has run out', () => {
    expect(seen([0, -50], [5, 0]).cycle).toEqual({ firstUse: span(0, 5), exhausted: span(0, 5) });
    expect(seen([0, -50], [5, 1]).cycle.exhausted).toBeNull();
  });

  test('that was seen by one look is doubted for what would have been used before the next', () => {
    // Ten an hour: sixty in fifteen hours, where a hundred and fifty are usual.
    for (const left of [30, 40])
      expect(seen([0, 50], [1, 40], [5, 100], [20, left]).refills[0]?.wrong).toBeCloseTo(0.8909, 3);
    expect(seen([0, 50], [1, 40], [5, 100], [20, 41]).refills[0]).toMatchObject({ wrong: 2, until: h(20) });
  });

  test('after a low look is doubted for the use that it takes to believe it', () => {
    // Ten an hour: two thirds of the usual before the rise, a thirtieth after it, and a seventh without it.
    const { refills } = seen([0, 60], [1, 50], [7, 10], [8, 40, { full: 42 }], [9, 35, { full: 42 }]);
    expect(refills[0]?.wrong).toBeCloseTo(0.8485, 4);
  });
});

describe('a rise that the next look takes back', () => {
  const taken = seen([0, 50], [1, 45], [2, 40], [5, 100], [6, 40]);

  test('never was, but may still turn out to have been', () => {
    const { step, ...rest } = taken;
    expect(rest).toEqual({
      last: { at: h(6), left: 40 },
      previous: { at: h(2), left: 40 },
      refills: [],
      quiets: [quiet(0, 1), quiet(1, 2, 1, true), quiet(2, 6)],
      cycle: { firstUse: unseen(0), exhausted: null },
      pace: { used: 10, over: 2 * hour },
      before: null,
    });
    expect(step).toMatchObject({ at: h(5), left: 100, pace: { used: 10, over: 2 * hour }, cycle: never });
    expect(step?.rise).toMatchObject({ ...span(2, 5), from: h(1), until: h(6) });
  });

  test('was one after all where the look after that shows it again', () => {
    const again = follow([look(h(6.5), 95)], taken);
    expect(again.refills).toMatchObject([{ ...span(2, 5), until: h(6.5), wrong: 1 }]);
    expect(again.quiets).toEqual([quiet(0, 1), quiet(1, 2, 1, true)]);
    expect(again).toMatchObject({ step: null, cycle: { firstUse: span(5, 6.5), exhausted: null } });
  });

  test('gives back the cycle it had ended, and tells of use since where less is left', () => {
    const grown = (left: number) => seen([0, 100], [1, 180, { full: 200 }], [2, left, { full: 200 }]).cycle;
    expect(grown(100)).toEqual(never);
    expect(grown(99)).toEqual({ firstUse: span(0, 2), exhausted: null });
    // Ten in a hundred hours is usual; a hundred in one are not believed.
    const empty = seen([0, 10], [100, 0], [101, 100], [102, 0]);
    expect(empty).toMatchObject({ refills: [], cycle: { firstUse: unseen(0), exhausted: span(0, 100) } });
  });

  test('tells of running out where nothing is left then', () => {
    const heavy = seen([0, 100], [1, 50], [2, 0], [5, 80], [6, 40], [7, 95], [8, 0]);
    expect(heavy.cycle).toEqual({ firstUse: span(2, 5), exhausted: span(6, 8) });
    const some = seen([0, 100], [1, 50], [2, 0], [5, 80], [6, 40], [7, 95], [8, 1]);
    expect(some.cycle.exhausted).toBeNull();
  });

  test('is not taken back by a look that is not lower', () => {
    const same = seen([0, 50], [1, 45], [5, 45.4, { full: 45.4 }], [6, 45.4, { full: 45.4 }]);
    expect(same.refills).toHaveLength(0);
    expect(seen([0, 50], [1, 40], [5, 100], [6, 100]).refills).toHaveLength(1);
  });
});

describe('a fall that the next look takes back', () => {
  test('never was: pace, cycle and quiet are as they would have been without it', () => {
    const story = seen([0, 50], [1, 45], [2, 40], [5, 3], [6, 39]);
    expect(story).toEqual({
      last: { at: h(6), left: 39 },
      previous: { at: h(5), left: 3 },
      refills: [],
      quiets: [quiet(0, 1), quiet(1, 2, 1, true), quiet(2, 5, 0.5), quiet(5, 6, 0.5)],
      cycle: { firstUse: unseen(0), exhausted: null },
      pace: { used: 11, over: 5 * hour },
      step: null,
      before: null,
    });
  });

  test('tells of use where a little less is left, and of none where it is the same', () => {
    expect(seen([0, 100], [1, 3], [2, 95]).cycle).toEqual({ firstUse: span(0, 2), exhausted: null });
    expect(seen([0, 100], [1, 3], [2, 100, { undone: true }]).cycle).toEqual(never);
    expect(seen([0, 100], [1, 3], [2, 100]).refills).toHaveLength(1);
  });

  test('is known from what was there before it: just as much is, more is not', () => {
    const back = (left: number) => seen([0, 50], [1, 3], [2, left, { undone: true }]);
    expect(back(50)).toMatchObject({ quiets: [quiet(0, 1), quiet(1, 2)], pace: { used: 0, over: hour }, step: null });
    expect(back(51)).toMatchObject({ quiets: [quiet(0, 1)], pace: { used: 0, over: hour }, step: null });
  });

  test('is forgotten once something was bought', () => {
    expect(seen([0, 50], [1, 3], [2, 49, { granted: true }])).toMatchObject({
      step: null,
      refills: [],
      quiets: [quiet(0, 1)],
    });
  });
});

test('all that was watched is the time of refills, and that of quiet as far as it tells', () => {
  const refill = { ...span(0, 3), ...never, from: h(0), until: h(3), wrong: 1 };
  const watched = watchedFor({ ...noEvidence, refills: [refill, refill], quiets: [quiet(3, 7, 0.5), quiet(7, 8)] });
  expect(watched).toBe((6 + 2 + 1) * hour);
});
