import { describe, expect, test } from 'vitest';
import type { Estimate } from '@/core/domain/estimate.ts';
import { type HeavyReason, heavyReasons, judge, type Means, taskCap } from '@/core/domain/heavy.ts';

const estimate = (more: Partial<Estimate>): Estimate => ({
  task: 'research',
  unit: 'credits',
  low: 1,
  middle: 1,
  high: 1,
  basis: 'guide',
  last: 0,
  ...more,
});
/** Nothing is known but the share at which a warning is given. */
const unknown: Means = { left: null, allowance: null, used: null, warning: 80, credits: null };

const reasons = (task: Partial<Estimate>, means: Partial<Means>) =>
  judge(estimate(task), { ...unknown, ...means }).reasons;

describe('a task is heavy', () => {
  test.each<[HeavyReason, string, Partial<Estimate>, Partial<Means>, boolean]>([
    ['does-not-fit', 'at worst a little more than is left', { high: 101 }, { left: 100 }, true],
    ['does-not-fit', 'at worst exactly what is left', { high: 100 }, { left: 100 }, false],
    ['does-not-fit', 'anything where nothing is left', { high: 1 }, { left: 0 }, true],
    ['large-share', 'a fifth of what is left', { middle: 20 }, { left: 100 }, true],
    ['large-share', 'less than a fifth of what is left', { middle: 19.9 }, { left: 100 }, false],
    ['large-share', 'a fifth of half a credit', { middle: 0.1 }, { left: 0.5 }, true],
    ['large-share', 'a share of nothing', { middle: 1 }, { left: 0 }, false],
    ['large-share', 'a share of less than nothing', { middle: 1 }, { left: -5 }, false],
    ['large-of-cycle', '300 of 10,000', { middle: 300 }, { allowance: 10_000 }, true],
    ['large-of-cycle', '299 of 10,000', { middle: 299 }, { allowance: 10_000 }, false],
    ['crosses-warning', 'at worst to the warning', { high: 10 }, { allowance: 100, used: 70 }, true],
    ['crosses-warning', 'not quite to the warning', { high: 9.95 }, { allowance: 100, used: 70 }, false],
    [
      'crosses-warning',
      'past a warning that was moved',
      { high: 10 },
      { allowance: 100, used: 70, warning: 81 },
      false,
    ],
    ['crosses-warning', 'past a warning just ahead', { high: 0.2 }, { allowance: 100, used: 79.9 }, true],
    ['crosses-warning', 'beyond a warning that has been passed', { high: 10 }, { allowance: 100, used: 80 }, false],
    ['spends-credits', 'more than is left, with credits to pay', { high: 11 }, { left: 10, credits: 1 }, true],
    ['spends-credits', 'exactly what is left', { high: 10 }, { left: 10, credits: 1 }, false],
    ['spends-credits', 'more than is left, without credits', { high: 11 }, { left: 10, credits: 0 }, false],
    ['spends-credits', 'more than is left, credits not usable', { high: 11 }, { left: 10, credits: null }, false],
    ['over-cap', 'a video over the ceiling', { task: 'video', middle: 300.1 }, {}, true],
    ['over-cap', 'a video at the ceiling', { task: 'video', middle: 300 }, {}, false],
    ['over-cap', 'a developer task over the ceiling', { task: 'developer', middle: 301 }, {}, true],
    ['over-cap', 'another task over the ceiling', { task: 'agent', middle: 1_000 }, {}, false],
    ['over-cap', 'a video priced otherwise', { task: 'video', unit: 'generations', middle: 301 }, {}, false],
  ])('%s: %s', (reason, _, task, means, heavy) => {
    expect(reasons(task, means).includes(reason)).toBe(heavy);
  });

  test('by the likely cost for shares, by the worst for what fits', () => {
    expect(reasons({ low: 1, middle: 19, high: 90 }, { left: 100 })).toEqual([]);
    expect(reasons({ low: 1, middle: 299, high: 1_000 }, { allowance: 10_000 })).toEqual([]);
    expect(reasons({ task: 'video', middle: 290, high: 900 }, {})).toEqual([]);
  });

  test('for one reason alone', () => {
    expect(judge(estimate({ middle: 300 }), { ...unknown, allowance: 10_000 }).heavy).toBe(true);
  });

  test('for all its reasons, in the order in which they are told', () => {
    const means = { left: 400, allowance: 1_000, used: 60, credits: 50 };
    const verdict = judge(estimate({ task: 'video', low: 200, middle: 350, high: 500 }), { ...unknown, ...means });
    expect(verdict).toMatchObject({ heavy: true, reasons: heavyReasons, after: { low: -100, high: 200 } });
  });
});

describe('a task is not heavy', () => {
  test('where nothing is known of what would pay for it', () => {
    const verdict = judge(estimate({ low: 100, middle: 250, high: 9_000 }), unknown);
    expect(verdict).toMatchObject({ heavy: false, reasons: [], after: null });
  });

  test.each<[string, Partial<Means>]>([
    ['the allowance', { used: 79 }],
    ['the share that is used', { allowance: 10_000 }],
  ])('by a warning that cannot be placed without %s', (_, means) => {
    expect(reasons({ high: 9_000 }, means)).toEqual([]);
  });

  test('where credits alone are known', () => {
    expect(reasons({ high: 9_000 }, { credits: 50 })).toEqual([]);
  });

  test('where it is small beside all that is known', () => {
    const means = { left: 5_000, allowance: 10_000, used: 50, credits: 100 };
    expect(reasons({ task: 'video', low: 50, middle: 100, high: 200 }, means)).toEqual([]);
  });
});

test('a verdict carries what it was judged by, and what would be left at worst and at best', () => {
  const [task, means] = [estimate({ low: 10, middle: 15, high: 25 }), { ...unknown, left: 1_000 }];
  expect(judge(task, means)).toEqual({
    estimate: task,
    means,
    heavy: false,
    reasons: [],
    after: { low: 975, high: 990 },
  });
});

test("the ceiling of a task is the guide's", () => {
  expect(taskCap).toBe(300);
});
