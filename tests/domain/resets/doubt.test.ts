import { describe, expect, test } from 'vitest';
import { isRefill, looksNeeded, unlikelyUse, wasWrong } from '@/core/domain/resets/doubt.ts';
import { hour } from '@/core/domain/time.ts';

const unknown = { used: 0, over: 0 };
/** One an hour: six at once are usual, and up to thirty likely. */
const slow = { used: 10, over: 10 * hour };
/** Ten an hour: sixty at once are usual. */
const fast = { used: 10, over: hour };
const now = 1_000 * hour;
const ago = (hours: number) => now - hours * hour;
const last = (left: number, hours = 1) => ({ at: ago(hours), left });
const shown = (left: number, full: number | null = 100) => ({ at: now, left, full });
const step = (left: number, pace = fast, hours = 2) => ({ at: ago(hours), left, pace });

describe('a rise is a refill', () => {
  const first = { step: null, pace: unknown, recent: null };

  test('of at least a twentieth, or of a fiftieth to the full amount', () => {
    expect([45, 44.9].map((left) => isRefill(first, last(40), shown(left)))).toEqual([true, false]);
    expect([98, 98.1].map((left) => isRefill(first, last(left), shown(100)))).toEqual([true, false]);
  });

  test('whatever it is of where nobody knows the full amount', () => {
    expect(isRefill({ ...first, step: step(80), pace: slow }, last(40), shown(40.1, null))).toBe(true);
  });

  test('unless more had to be used since than is likely', () => {
    const likely = (left: number, hours: number) => isRefill({ ...first, pace: slow }, last(5, hours), shown(left));
    expect([likely(70, 1), likely(69.9, 1)]).toEqual([true, false]);
    expect([likely(40, 12), likely(39, 12)]).toEqual([true, false]);
    // Of the pace before a fall that may have been none.
    expect(isRefill({ ...first, step: step(20, slow), pace: fast }, last(5), shown(50))).toBe(false);
  });

  test('beyond what there was before the fall', () => {
    expect(isRefill({ ...first, step: step(60) }, last(20), shown(61))).toBe(true);
    expect(isRefill({ ...first, step: step(60) }, last(20), shown(60))).toBe(false);
  });

  test('unless it is about back where it was, within half a day', () => {
    const back = (left: number, hours = 1) =>
      isRefill({ ...first, step: step(80, fast, hours + 1) }, last(20, hours), shown(left));
    expect([back(70), back(69.9)]).toEqual([false, true]);
    expect([back(75, 12), back(75, 12.01)]).toEqual([false, true]);
    expect(isRefill({ ...first, step: step(100) }, last(20), shown(100))).toBe(true);
  });

  test('unless there was a sure one within the same day', () => {
    const since = (from: number, to: number, wrong: number) =>
      isRefill({ ...first, step: step(100), recent: { after: ago(from), upTo: ago(to), wrong } }, last(20), shown(80));
    expect([since(21, 20, 2), since(22, 21, 2)]).toEqual([false, true]);
    // The last of several in a longer gap was at most eighteen hours before its end.
    expect([since(60, 3, 2), since(60, 4, 2)]).toEqual([false, true]);
    expect([since(21, 20, 1.1), since(21, 20, 1)]).toEqual([false, true]);
  });

  test('unless the use before it is four times as hard to believe as one wrong look', () => {
    // Thirty less than before the fall is five times the usual: a fall by 54 is nine times.
    const fell = (to: number) => isRefill({ ...first, step: step(100, slow) }, last(to), shown(70, 70));
    expect([fell(47), fell(46)]).toEqual([true, false]);
  });
});

describe('the use that a refill makes one believe', () => {
  test('is that before and after it, without what was used anyway, each by the time there was', () => {
    const before = { at: ago(30), left: 80, pace: slow };
    expect(unlikelyUse(before, last(20, 20), shown(50))).toBeCloseTo(60 / 10 + 50 / 20 - 30 / 30, 12);
    expect(unlikelyUse(before, last(20, 20), shown(50, null))).toBeCloseTo(60 / 10 - 30 / 30, 12);
    expect(unlikelyUse(before, last(20, 20), shown(80))).toBeCloseTo(60 / 10 + 20 / 20, 12);
  });

  test('says nothing where a wrong low look does not explain the rise', () => {
    expect(unlikelyUse(null, last(20), shown(50))).toBeNull();
    expect(unlikelyUse(step(49), last(20), shown(50))).toBeNull();
  });

  test('counts as two looks where it says nothing, as one where none is needed, and as fewer the more there is', () => {
    expect([looksNeeded(null), looksNeeded(0)]).toEqual([2, 1]);
    expect(looksNeeded(0.4)).toBeCloseTo(0.8909, 3);
    expect(looksNeeded(20)).toBeLessThan(1e-6);
    expect(looksNeeded(-1)).toBeGreaterThan(1);
  });
});

describe('a rise was a wrong reading', () => {
  const known = (left: number, pace = unknown, recent: Parameters<typeof isRefill>[0]['recent'] = null) => ({
    ...{ left, pace, recent },
  });
  const sure = { after: ago(41), upTo: ago(40), wrong: 2 };

  test('if it came within a day of a sure one, and is gone', () => {
    const gone = (left: number, recent: typeof sure | null) =>
      wasWrong(known(40, unknown, recent), last(100, 20), shown(left));
    expect([gone(40, sure), gone(41, sure), gone(40, null)]).toEqual([true, false, false]);
  });

  test('if it is gone, and more than three times the usual had to be used for that', () => {
    const gone = (from: number, left: number) => wasWrong(known(40, slow), last(from, 20), shown(left));
    expect([gone(100, 40), gone(101, 40), gone(101, 41)]).toEqual([false, true, false]);
  });

  test('if just what was left before is left again within half a day, unless that is nothing', () => {
    const again = (left: number, hours = 1) => wasWrong(known(left), last(100, hours), shown(left));
    expect([again(40), again(40, 12), again(40, 12.01)]).toEqual([true, true, false]);
    expect([again(0.5), again(0), again(-5)]).toEqual([true, false, false]);
  });

  test('if a little less than before is left, and the rise was not to the full amount', () => {
    const less = (left: number, from = 99, full: number | null = 100) =>
      wasWrong(known(40), last(from), shown(left, full));
    expect([less(39.9), less(30), less(29.9), less(41)]).toEqual([true, true, false, false]);
    expect([less(35, 100), less(35, 99, null)]).toEqual([false, false]);
  });
});
