import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLots } from '@/core/domain/lot-balance.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { splitLot } from '@/core/domain/lot-splits.ts';
import { heldIn, type LotsState, noLots } from '@/core/domain/lots.ts';
import { counted, packings } from '@/core/domain/packs.ts';
import { day } from '@/core/domain/time.ts';

const sizes = [7_500, 20_000, 10_000];

describe('the ways in which packs add up', () => {
  test.each([
    [20_000, [[10_000, 10_000]]],
    [17_500, [[10_000, 7_500]]],
    [
      30_000,
      [
        [20_000, 10_000],
        [10_000, 10_000, 10_000],
        [7_500, 7_500, 7_500, 7_500],
      ],
    ],
    [10_000, []],
    [19_999, []],
    [0, []],
    [-20_000, []],
  ])('to %i', (credits, ways) => {
    expect(packings(credits, sizes)).toEqual(ways);
  });

  test('are none without sizes, or with sizes of nothing', () => {
    expect(packings(20_000, [])).toEqual([]);
    expect(packings(20_000, [0, -5])).toEqual([]);
  });

  test('pass over a size of nothing, or of less', () => {
    expect(packings(20_000, [0, 10_000, 10_000])).toEqual([[10_000, 10_000]]);
    expect(packings(5_000, [10_000, -5_000])).toEqual([]);
  });

  test('are told with the fewest packs first, and not of more than four', () => {
    expect(packings(14, [8, 7, 3])).toEqual([
      [7, 7],
      [8, 3, 3],
    ]);
    expect([packings(40, [10]), packings(50, [10])]).toEqual([[[10, 10, 10, 10]], []]);
  });

  test('add up, are several packs of those sizes, each way once, and few enough to read', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), fc.integer({ min: 1, max: 160 }), (some, credits) => {
        const ways = packings(credits, some);
        expect(ways.length).toBeLessThanOrEqual(3);
        expect(new Set(ways.map(String)).size).toBe(ways.length);
        for (const way of ways) {
          expect(way.reduce((sum, one) => sum + one, 0)).toBe(credits);
          expect(way.length).toBeGreaterThan(1);
          expect(way.every((one) => some.includes(one))).toBe(true);
        }
      }),
    );
  });

  test('are found whenever two packs were bought', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sizes), fc.constantFrom(...sizes), (a, b) => {
        expect(packings(a + b, sizes).some((way) => way.length === 2)).toBe(true);
      }),
    );
  });

  test('count equal packs together', () => {
    expect(counted([10_000, 10_000, 7_500])).toEqual([
      { size: 10_000, count: 2 },
      { size: 7_500, count: 1 },
    ]);
  });
});

const rules = { validMonths: 12, offset: 0 };
/** One purchase of so many credits, of which so many are gone. */
function held(credits: number, gone: number, over: object = {}): LotsState {
  const lot = { id: 'p', kind: 'purchased', by: 'entered', at: 0, credits, expiresAt: 90 * day, price: null } as const;
  const { state } = readLots(addLot(noLots, { ...lot, ...over }), { at: 1, left: credits }, rules);
  return readLots(state, { at: 2, left: credits - gone }, rules).state;
}

describe('a purchase that was several', () => {
  test('is so many, spent in the order given, at the same end, and what was paid is shared out', () => {
    const price = { amount: 40, currency: 'USD' };
    const { lots } = splitLot(held(20_000, 12_000, { price }), 'p', [10_000, 10_000]);
    expect(lots).toEqual([
      expect.objectContaining({ id: 'p', credits: 10_000, left: 0, price: { ...price, amount: 20 } }),
      expect.objectContaining({ id: 'p/2', credits: 10_000, left: 8_000, price: { ...price, amount: 20 } }),
    ]);
    expect(lots.map(({ expiresAt }) => expiresAt)).toEqual([90 * day, 90 * day]);
  });

  test('of which nobody was sure, is sure then', () => {
    const guess = { ...held(900, 0), lots: held(900, 0).lots.map((one) => ({ ...one, guess: true })) };
    expect(splitLot(guess, 'p', [300, 600]).lots.map((one) => one.guess)).toEqual([false, false]);
  });

  test.each([
    ['do not add up', [500, 300]],
    ['are one', [900]],
    ['hold nothing', [900, 0]],
    ['are negative', [1_000, -100]],
    ['are no numbers', [Number.NaN, 900]],
    ['are too many', Array<number>(10).fill(90)],
  ])('stays one where the parts %s', (_, parts) => {
    const state = held(900, 100);
    expect(splitLot(state, 'p', parts)).toBe(state);
  });

  test('stays one where nobody knows it, or the service reports it', () => {
    const state = held(900, 100);
    expect(splitLot(state, 'other', [450, 450])).toBe(state);
    const reported = held(900, 100, { by: 'reported' });
    expect(splitLot(reported, 'p', [450, 450])).toBe(reported);
    const twice = splitLot(state, 'p', [450, 450]);
    expect(splitLot(twice, 'p', [200, 250])).toBe(twice);
  });

  test('holds what it held, whatever the parts', () => {
    const amount = fc.integer({ min: 1, max: 50_000 });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, share) => {
          const credits = parts.reduce((sum, one) => sum + one, 0);
          const before = held(credits, Math.floor(credits * share));
          const after = splitLot(before, 'p', parts);
          expect(after.lots).toHaveLength(parts.length);
          expect(heldIn(after)).toBeCloseTo(heldIn(before), 6);
          for (const { left, credits: all } of after.lots) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left).toBeLessThanOrEqual(all);
          }
          expect(after.balance).toBe(before.balance);
        },
      ),
    );
  });
});

describe('the parts of a purchase', () => {
  test('are at most nine', () => {
    expect(splitLot(held(900, 0), 'p', Array<number>(9).fill(100)).lots).toHaveLength(9);
  });

  test('may miss its credits by a rounding, and by no more', () => {
    const state = held(1_000, 0);
    expect(splitLot(state, 'p', [500, 500.0009]).lots).toHaveLength(2);
    expect(splitLot(state, 'p', [500, 499.9991]).lots).toHaveLength(2);
    expect(splitLot(state, 'p', [500, 500.0011])).toBe(state);
    expect(splitLot(state, 'p', [500, 499.9989])).toBe(state);
  });

  test('leave other lots as they are, in the order of their ends, and nothing to go back to', () => {
    const other = { id: 'o', kind: 'purchased', by: 'entered', at: 0, credits: 50, price: null } as const;
    const state = held(900, 100);
    const both = addLot(addLot(state, { ...other, at: 5, expiresAt: 9 * day }), {
      ...other,
      id: 'q',
      at: 6,
      expiresAt: null,
    });
    const undo = { lots: state.lots, unexplained: null, balance: 900, at: 2 };
    const { lots, undo: after } = splitLot({ ...both, undo }, 'p', [450, 450]);
    expect(lots.map(({ id, left }) => [id, left])).toEqual([
      ['o', 50],
      ['p', 350],
      ['p/2', 450],
      ['q', 50],
    ]);
    expect(after).toBeNull();
  });

  test('of a guess forget under which renewal it would have been none', () => {
    const state = held(900, 0);
    const guess = { ...state, lots: state.lots.map((one) => ({ ...one, guess: true, unlessRenewedSince: 5 })) };
    for (const one of splitLot(guess, 'p', [300, 600]).lots) expect(one).not.toHaveProperty('unlessRenewedSince');
  });
});
