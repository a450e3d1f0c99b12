import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addUp,
  creditsOf,
  defaultShares,
  envelopeOf,
  envelopes,
  filled,
  kindsOf,
  wholeShares,
} from '@/core/domain/plans.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { taskKinds } from '@/core/domain/task.ts';

const shares = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(100))
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
  .map(([a = 0, b = 0, c = 0, d = 0, e = 0]) => ({ drafts: b - a, research: c - b, media: d - c, developer: e - d }));

describe('the envelopes', () => {
  test('always add up to the budget, and none is negative', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1e9, noNaN: true }), (shares, budget) => {
        const amounts = filled(budget, shares);
        const sum = amounts.drafts + amounts.research + amounts.media + amounts.developer;
        expect(sum).toBeCloseTo(budget, 5);
        for (const one of envelopes) expect(amounts[one]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('are 45, 25, 20 and 10 percent unless somebody says otherwise', () => {
    expect(filled(10_000, defaultSettings.shares)).toEqual({
      drafts: 4_500,
      research: 2_500,
      media: 2_000,
      developer: 1_000,
    });
  });

  test('hold every kind of task once', () => {
    expect(envelopes.flatMap(kindsOf).toSorted()).toEqual(taskKinds.toSorted());
    for (const kind of taskKinds) expect(kindsOf(envelopeOf(kind))).toContain(kind);
  });

  test.each([
    [defaultShares, true],
    [{ ...defaultShares, drafts: 44 }, false],
    [{ drafts: 45.5, research: 24.5, media: 20, developer: 10 }, false],
    [{ drafts: -10, research: 90, media: 10, developer: 10 }, false],
    [{ drafts: 100, research: 0, media: 0, developer: 0 }, true],
  ])('%j make a whole: %s', (all, whole) => {
    expect(addUp(all)).toBe(whole);
  });
});

describe('a budget', () => {
  test('is none by default', () => {
    expect(defaultSettings.budgets).toEqual({});
  });

  test('in credits is what it says', () => {
    expect(creditsOf({ amount: 8_000, currency: null, price: null, period: 'cycle' })).toBe(8_000);
  });

  test('in money is counted by one’s own price, and not at all without one', () => {
    const money = { amount: 6_000, currency: 'JPY', period: 'month' } as const;
    expect(creditsOf({ ...money, price: { paid: 3_000, credits: 10_000 } })).toBe(20_000);
    expect(creditsOf({ ...money, price: null })).toBeNull();
  });
});

describe('whole shares of what was spent', () => {
  test('round those up that lose most by rounding down', () => {
    expect(wholeShares({ drafts: 10, research: 20, media: 30, developer: 41 })).toEqual({
      ...{ drafts: 10, research: 20, media: 30, developer: 40 },
    });
    expect(wholeShares({ drafts: 0, research: 1, media: 1, developer: 1 })).toEqual({
      ...{ drafts: 0, research: 34, media: 33, developer: 33 },
    });
    expect(wholeShares({ drafts: 3, research: 1, media: 0, developer: 0 })).toEqual({
      ...{ drafts: 75, research: 25, media: 0, developer: 0 },
    });
  });

  test('are none of nothing, and of less', () => {
    expect(wholeShares({ drafts: 0, research: 0, media: 0, developer: 0 })).toBeNull();
    expect(wholeShares({ drafts: -1, research: 0, media: 0, developer: 0 })).toBeNull();
  });

  test('add up, and none is off by a whole percent', () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.record({ drafts: amount, research: amount, media: amount, developer: amount }), (amounts) => {
        const all = envelopes.reduce((sum, one) => sum + amounts[one], 0);
        fc.pre(all > 1);
        const whole = wholeShares(amounts);
        if (whole === null) throw new Error('no shares');
        expect(addUp(whole)).toBe(true);
        for (const one of envelopes) expect(Math.abs(whole[one] - (amounts[one] / all) * 100)).toBeLessThan(1);
      }),
    );
  });
});
