import { describe, expect, test } from 'vitest';
import { corrected, likelyUse, paceAfter, timesUsual, usualUse } from '@/core/domain/resets/pace.ts';
import { type Quiet, quietsUntil, quietWeight, withQuiet } from '@/core/domain/resets/quiet.ts';
import { hour, week } from '@/core/domain/time.ts';

/** Two an hour: twelve at once are usual. */
const pace = { used: 20, over: 10 * hour };
const unknown = { used: 0, over: 0 };

describe('how fast credits go', () => {
  test('is learned from about three weeks: what is older counts half', () => {
    expect(paceAfter({ used: 30, over: 2 * week }, 10, week)).toEqual({ used: 40, over: 3 * week });
    expect(paceAfter({ used: 30, over: 2 * week }, 10, week + 2)).toEqual({ used: 20, over: 1.5 * week + 1 });
  });

  test('is corrected by what was no use, and never below none', () => {
    expect(corrected(pace, 15)).toEqual({ used: 5, over: 10 * hour });
    expect(corrected(pace, 25)).toEqual({ used: 0, over: 10 * hour });
  });

  test('says what is usual in some time, at least that of a burst of six hours', () => {
    for (const [hours, usual] of [
      [1, 12],
      [6, 12],
      [7, 14],
    ] as const)
      expect(usualUse(pace, hours * hour)).toBeCloseTo(usual, 9);
    expect(usualUse(unknown, hour)).toBeNull();
  });

  test('says what is likely: five times as much, or anything while nothing is known', () => {
    expect(likelyUse(pace, 7 * hour)).toBeCloseTo(70, 9);
    expect(likelyUse(unknown, hour)).toBe(Number.POSITIVE_INFINITY);
  });

  test('says how many times the usual something is, a hundred at most', () => {
    expect(timesUsual(pace, 28, 7 * hour)).toBeCloseTo(2, 9);
    expect([0, -3, 5_000].map((used) => timesUsual(pace, used, 7 * hour))).toEqual([0, 0, 100]);
    expect(timesUsual(unknown, 28, hour)).toBe(0);
    const idle = { used: 0, over: hour };
    expect([timesUsual(idle, 0.1, hour), timesUsual(idle, 0, hour)]).toEqual([100, 0]);
  });
});

describe('how surely there was no refill between two looks', () => {
  const weight = (hours: number, before: number, left: number, full: number | null = 100, known = pace) =>
    quietWeight({ at: 0, left: before }, { at: hours * hour, left, full }, known);

  test('is not at all while nothing was missing', () => {
    expect([weight(1, 100, 90), weight(1, 101, 90), weight(1, 99, 90)]).toEqual([0, 0, 1]);
    expect(weight(1, 100, 90, null)).toBe(1);
  });

  test('is quite sure within two hours, and where the same is left', () => {
    expect([weight(2, 40, 39), weight(9, 40, 40)]).toEqual([1, 1]);
    expect(weight(2.01, 40, 39)).toBeLessThan(1);
    expect(weight(9, 0, 0)).toBeLessThan(1);
    expect(weight(9, -5, -5)).toBeLessThan(1);
  });

  test('is what four times the usual use would not hide, nine tenths at most', () => {
    // Twenty hours: forty are usual.
    expect(weight(20, 40, 39)).toBeCloseTo(60 / 160, 12);
    expect(weight(20, 90, 89)).toBeCloseTo(10 / 160, 12);
    expect(weight(3, 20, 19)).toBe(0.9);
    expect(weight(20, 40, 39, 100, { used: 0, over: hour })).toBe(0.9);
  });

  test('is not known where the full amount or the pace is not', () => {
    expect([weight(20, 40, 39, null), weight(20, 40, 39, 100, unknown)]).toEqual([0, 0]);
  });
});

describe('spans without a refill', () => {
  const span = (after: number, upTo: number, weight = 1) => ({ after: after * hour, upTo: upTo * hour, weight });
  const quiet = (after: number, upTo: number, sure = false, weight = 1): Quiet => ({
    ...span(after, upTo, weight),
    sure,
  });

  test('are kept from a twentieth on', () => {
    expect(withQuiet([], span(0, 1, 0.049))).toEqual([]);
    expect(withQuiet([], span(0, 1, 0.05))).toEqual([quiet(0, 1, false, 0.05)]);
  });

  test('are sure between two others, and become one then', () => {
    const two = [quiet(0, 1), quiet(1, 2)];
    expect(withQuiet([quiet(0, 1)], span(1, 2))).toEqual(two);
    const three = withQuiet(two, span(2, 3));
    expect(three).toEqual([quiet(0, 1), quiet(1, 2, true), quiet(2, 3)]);
    expect(withQuiet(three, span(3, 4))).toEqual([quiet(0, 1), quiet(1, 3, true), quiet(3, 4)]);
  });

  test('are sure where the looks about them and the next show the same', () => {
    expect(withQuiet([quiet(0, 1)], span(1, 2), true)).toEqual([quiet(0, 1, true), quiet(1, 2)]);
    expect(withQuiet([], span(1, 2), true)).toEqual([quiet(1, 2)]);
  });

  test('are not where they do not touch, or may hide something', () => {
    expect(withQuiet([quiet(0, 1), quiet(1, 2)], span(2.1, 3))).toEqual([quiet(0, 1), quiet(1, 2), quiet(2.1, 3)]);
    expect(withQuiet([quiet(0, 1), quiet(1.1, 2)], span(2, 3))).toEqual([quiet(0, 1), quiet(1.1, 2), quiet(2, 3)]);
    const partly = [quiet(0, 1), quiet(1, 2, false, 0.5)];
    expect(withQuiet(partly, span(2, 3))).toEqual([...partly, quiet(2, 3)]);
    const unlike = [quiet(0, 1, true, 0.5), quiet(1, 2)];
    expect(withQuiet(unlike, span(2, 3))).toEqual([quiet(0, 1, true, 0.5), quiet(1, 2, true), quiet(2, 3)]);
  });

  test('are forgotten beyond the last hundred and eighty', () => {
    const many = Array.from({ length: 180 }, (_, n) => quiet(3 * n, 3 * n + 1));
    expect(withQuiet(many, span(999, 1_000))).toEqual([...many.slice(1), quiet(999, 1_000)]);
    const last = many.at(-1)?.upTo ?? 0;
    const next = { after: last, upTo: last + hour, weight: 1 };
    expect(withQuiet(many, next)).toHaveLength(180);
    expect(withQuiet(many, next, true)).toHaveLength(180);
    expect(withQuiet(many, next, true)[0]).toEqual(many[1]);
  });

  test('are cut at a moment', () => {
    const all = [quiet(0, 1), quiet(1, 3), quiet(3, 4)];
    expect(quietsUntil(all, 2 * hour)).toEqual([quiet(0, 1), quiet(1, 2)]);
    expect(quietsUntil(all, 3 * hour)).toEqual([quiet(0, 1), quiet(1, 3)]);
  });
});
