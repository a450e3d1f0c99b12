import { describe, expect, test } from 'vitest';
import {
  type Growth,
  growthOf,
  growthWithin,
  logistic,
  type Situation,
  withTendency,
} from '@/core/domain/forecast/growth.ts';
import type { Weights } from '@/core/domain/forecast/prior.ts';

/** All that is measured comes to nothing here, so that one thing can be looked at alone. */
const nothing: Situation = {
  ...{ used: 0, left: 0.95, toReset: 0.95, elapsed: 0.5, idle: 0, unseen: 0, pace: 0, final: 30, full: 0 },
};
const silent: Weights = {
  stay: { base: 0, left: 0, idle: 0, typical: 0, pace: 0, used: 0, unseen: 0, full: 0, sooner: 0 },
  growth: { base: 0, expected: 0, typical: 0, full: 0, idle: 0, own: 0 },
  spread: 0.7,
  plain: 0,
  usual: { final: 30, full: 0 },
};
const odds = ({ stay }: Growth) => Math.log(stay / (1 - stay));
const e2 = Math.exp(2);

describe('the log-odds that nothing more is used', () => {
  test('are even where nothing is believed', () => {
    expect(growthOf({ ...nothing, used: 7, idle: 2, unseen: 3, pace: 9, full: 0.4 }, silent).stay).toBe(0.5);
  });

  test.each<[keyof Weights['stay'], Partial<Situation>, number]>([
    ['base', {}, 1],
    ['left', { left: e2 - 0.05, toReset: e2 - 0.05 }, 2],
    ['idle', { idle: (e2 - 1) / 4 }, 2],
    ['typical', { final: 30 * e2 }, 2],
    ['pace', { pace: e2 - 2 }, 2],
    ['used', { used: e2 - 2 }, 2],
    ['unseen', { unseen: (e2 - 1) / 4 }, 2],
    ['full', { full: 0.25 }, 0.25],
    ['sooner', { left: 1, toReset: 2 }, 15 / 16],
    ['sooner', { left: 2, toReset: 2 }, 0],
  ])('hang on `%s` by its own measure, on a log scale where it has no end', (name, change, measured) => {
    const weights = { ...silent, stay: { ...silent.stay, [name]: 3 } };
    expect(odds(growthOf({ ...nothing, ...change }, weights))).toBeCloseTo(3 * measured, 9);
  });

  test('add up', () => {
    const weights = { ...silent, stay: { ...silent.stay, base: 0.25, idle: 1, used: -2, full: 0.5, sooner: 0.25 } };
    const seen = { ...nothing, idle: (e2 - 1) / 4, used: Math.E - 2, full: 0.5, left: 1, toReset: 2 };
    expect(odds(growthOf(seen, weights))).toBeCloseTo(0.25 + 2 - 2 + 0.25 + 15 / 64, 9);
  });

  test('are moved by what the person’s record says', () => {
    const growth = { stay: 0.2, centre: 1, spread: 0.7 };
    expect(withTendency(growth, Math.log(4))).toEqual({ ...growth, stay: 0.5 });
    expect(withTendency(growth, 0).stay).toBeCloseTo(0.2, 12);
    expect(withTendency(growth, -Math.log(9)).stay).toBeCloseTo(1 / 37, 12);
  });
});

describe('the middle of the growth’s log', () => {
  const centre = (change: Partial<Situation>, growth: Partial<Weights['growth']>) =>
    growthOf({ ...nothing, ...change }, { ...silent, growth: { ...silent.growth, ...growth } }).centre;

  test.each<[keyof Weights['growth'], Partial<Situation>, number]>([
    ['base', {}, 1],
    ['typical', { final: 30 * e2 }, 2],
    ['full', { full: 0.25 }, 0.25],
    ['idle', { idle: (e2 - 1) / 4 }, 2],
  ])('hangs on `%s` by its own measure', (name, change, measured) => {
    expect(centre(change, { [name]: 3 })).toBeCloseTo(3 * measured, 9);
  });

  test('counts on a burst that dies down, and on half of what is usual in the time left', () => {
    // Half of the burst of 0.75 fifths at 8 percent is over then: 3 points. Windows of 10: 2 points in a fifth.
    const left = 0.75 * Math.LN2;
    expect(centre({ pace: 8, left, final: 10 }, { expected: 2 })).toBeCloseTo(2 * Math.log(3 + left + 0.5), 9);
    expect(centre({ pace: 0, left: 1, unseen: 10, final: 10 }, { expected: 2 })).toBeCloseTo(2 * Math.log(8.5), 9);
  });

  test('takes this window’s own pace for the usual one, as far as the rest of the window is asked for', () => {
    // 40 in half a window is 80 a window, 16 in a fifth; what is usual is 50 and 10.
    const seen = { used: 40, elapsed: 0.5, left: 1, final: 50 };
    const usual = (points: number) => Math.log(points / 2 + 0.5);
    expect(centre({ ...seen, toReset: 1 }, { expected: 1, own: 0.5 })).toBeCloseTo(usual(13), 9);
    expect(centre({ ...seen, toReset: 2 }, { expected: 1, own: 0.5 })).toBeCloseTo(usual(11.5), 9);
    expect(centre({ ...seen, toReset: 1 }, { expected: 1 })).toBeCloseTo(usual(10), 9);
  });

  test('does not believe the pace of the very beginning', () => {
    const begun = (used: number, elapsed: number) =>
      centre({ used, elapsed, left: 1, toReset: 1, final: 50 }, { expected: 1, own: 1 });
    expect(begun(20, 0.04)).toBeCloseTo(Math.log(25.5), 9);
    expect(begun(3, 0)).toBeCloseTo(Math.log(10.5), 9);
  });

  test('is a number at the reset itself', () => {
    const { stay, centre: middle } = growthOf({ ...nothing, left: 0, toReset: 0 }, { ...silent, plain: 0.5 });
    expect([Number.isFinite(stay), Number.isFinite(middle)]).toEqual([true, true]);
  });

  test('gives way to what is plainly usual by the fourth power of how much of the rest is asked for', () => {
    const seen = { ...nothing, used: 10, left: 1, toReset: 2, final: 50 };
    const { stay, centre: pulled } = growthOf(seen, { ...silent, plain: 0.8 });
    expect(stay).toBeCloseTo(0.5 * (1 - 0.8 / 16), 12);
    expect(pulled).toBeCloseTo((0.8 / 16) * Math.log(10.5), 12);
  });
});

describe('the chance that at most so much more is used', () => {
  const growth = { stay: 0.3, centre: Math.log(8), spread: 0.5 };

  test('is none below nothing, the chance to stay at nothing, and half of the rest at the middle', () => {
    expect([-1, 0].map((points) => growthWithin(growth, points))).toEqual([0, 0.3]);
    expect(growthWithin(growth, 8)).toBeCloseTo(0.65, 12);
  });

  test('goes by the log of the points, in steps as wide as the spread', () => {
    expect(growthWithin(growth, 8 * Math.exp(0.5 * Math.log(3)))).toBeCloseTo(0.3 + 0.7 * 0.75, 12);
    expect(growthWithin(growth, 8 * Math.exp(-0.5 * Math.log(3)))).toBeCloseTo(0.3 + 0.7 * 0.25, 12);
  });

  test('is never quite certain', () => {
    expect(logistic(1e9)).toBeLessThan(1);
    expect(logistic(-1e9)).toBeGreaterThan(0);
    expect(logistic(31)).toBe(logistic(30));
    expect(logistic(-31)).toBe(logistic(-30));
    expect(logistic(29)).toBeLessThan(logistic(30));
  });
});
