import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outlook, probabilityUsedUp, probabilityWithin, quantileOf } from '@/core/domain/forecast/outlook.ts';
import { habitOf, peersOf, withFinal } from '@/core/domain/forecast/past.ts';

const model: Outlook = {
  used: 20,
  growth: { stay: 0, centre: Math.log(20), spread: 0.4 },
  peers: { weight: 0, ends: [] },
  trust: 0,
  widen: { low: 0, high: 0 },
};
const ending = (...finals: readonly number[]): Outlook => ({
  ...model,
  peers: { weight: finals.length, ends: finals.map((final) => [final, 1] as const) },
  trust: 1,
});

describe('an outlook that trusts finished windows', () => {
  test('counts one that ended at just that share as within it', () => {
    expect([59, 60, 79, 80].map((percent) => probabilityWithin(ending(60, 80), percent))).toEqual([0, 0.5, 0.5, 1]);
  });

  test('goes by the model where there are none', () => {
    expect(probabilityWithin({ ...model, trust: 0.5 }, 40)).toBe(probabilityWithin(model, 40));
    expect(probabilityWithin({ ...ending(60), trust: 0 }, 40)).toBe(probabilityWithin(model, 40));
  });

  test('takes one that ended at 99.5 for used up', () => {
    expect(probabilityUsedUp(ending(99.5))).toBe(1);
    expect(probabilityUsedUp(ending(99.4))).toBe(0);
    expect(probabilityUsedUp({ ...model, used: 99.5 })).toBe(1);
    expect(probabilityUsedUp({ ...model, used: 99.4, growth: { stay: 1, centre: 0, spread: 1 } })).toBe(0);
  });

  test('has the lower of two endings for its median', () => {
    expect(quantileOf(ending(60, 80), 0.5)).toBe(60);
    expect(quantileOf(ending(60, 80), 0.51)).toBe(80);
  });
});

describe('a quantile', () => {
  test('is the first whole point from now that holds so much of the probability', () => {
    const anyOutlook = fc.record({
      used: fc.double({ min: 0, max: 100, noNaN: true }),
      stay: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      centre: fc.double({ min: -2, max: 5, noNaN: true }),
      spread: fc.double({ min: 0.2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(anyOutlook, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ used, ...growth }, p) => {
        const outlook = { ...model, used, growth };
        let points = 0;
        while (probabilityWithin(outlook, used + points + 0.5) < p - 1e-12) points++;
        expect(Math.abs(quantileOf(outlook, p) - Math.min(100, used + points))).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('is moved outward in full at the tenths, and by half where the odds are half as far from even', () => {
    const low = { ...model, widen: { low: 2 * Math.log(3), high: 0 } };
    const high = { ...model, widen: { low: 0, high: 2 * Math.log(3) } };
    expect(quantileOf(low, 0.25)).toBe(quantileOf(model, 0.1));
    expect(quantileOf(high, 0.75)).toBe(quantileOf(model, 0.9));
    expect(quantileOf(low, 0.1)).toBe(quantileOf(model, 1 / 82));
    expect(quantileOf(high, 0.9)).toBe(quantileOf(model, 81 / 82));
    expect(quantileOf(low, 0.01)).toBe(quantileOf(model, 1 / 892));
    for (const one of [low, high]) expect(quantileOf(one, 0.5)).toBe(quantileOf(model, 0.5));
  });

  test('asked for beyond all probability leaves out one case in a million; that of no number is the median', () => {
    const sharp = { ...model, growth: { stay: 0, centre: -1, spread: 0.2 } };
    expect(quantileOf(sharp, 1)).toBe(quantileOf(sharp, 1 - 1e-6));
    expect(quantileOf(sharp, 2)).toBe(quantileOf(sharp, 1 - 1e-6));
    expect(quantileOf({ ...model, growth: { stay: 0.00001, centre: 3, spread: 0.1 } }, -1)).toBe(
      quantileOf({ ...model, growth: { stay: 0.00001, centre: 3, spread: 0.1 } }, 1e-6),
    );
    expect(quantileOf(model, Number.NaN)).toBe(40);
  });
});

describe('finished windows', () => {
  const usual = { final: 35, full: 0.2 };

  test('weigh less the older they are, one’s own more so, against four usual ones and three shared ones', () => {
    const one = habitOf([10], [], usual);
    // Four of 35 and one of 10: 30. Three of 30 and one of 10: 25.
    expect(one.final).toBeCloseTo(25, 12);
    expect(one.full).toBeCloseTo((3 * (0.8 / 5)) / 4, 12);
    const shared = { final: (140 + 9.7 + 100 + 50) / (4 + 2.97), full: (0.8 + 1) / (4 + 2.97) };
    const two = habitOf([10, 100], [[50]], usual);
    expect(two.final).toBeCloseTo((3 * shared.final + 9.3 + 100) / (3 + 1.93), 12);
    expect(two.full).toBeCloseTo((3 * shared.full + 1) / (3 + 1.93), 12);
  });

  test('count as used up from 99.5 on', () => {
    const full = (final: number) => habitOf([final], [], { final: 0, full: 0 }).full;
    expect([full(99.4), full(99.5) > 0]).toEqual([0, true]);
  });

  test('are remembered once they were used by two percent, the last forty of them', () => {
    expect(withFinal([7], 1.9)).toEqual([7]);
    expect(withFinal([7], 2)).toEqual([7, 2]);
    const many = Array.from({ length: 40 }, (_, i) => i + 10);
    expect(withFinal(many, 99)).toEqual([...many.slice(1), 99]);
  });

  test('are peers in the order of their shares, the older ones for less, one that stands just here too', () => {
    const { weight, ends } = peersOf(40, [90, 39.9, 40], [[60, 50]]);
    expect(ends.map(([final]) => final)).toEqual([40, 50, 60, 90]);
    const weights = [1, 1, 0.97, 0.97 ** 2];
    for (const [i, one] of weights.entries()) expect(ends[i]?.[1]).toBeCloseTo(one, 12);
    expect(weight).toBeCloseTo(2.97 + 0.97 ** 2, 12);
  });
});
