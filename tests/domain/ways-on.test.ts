import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '@/core/domain/time.ts';
import { packsBought, type SeenCycle, type Terms, waysIn, waysTogether } from '@/core/domain/ways-on.ts';

const cycle = (low: number, high = low, n = 0): SeenCycle => ({
  ...{ from: n * 30 * day, to: (n + 1) * 30 * day, ranOut: false },
  used: { low, high },
});
const pack = { size: 7_500, price: 20, lasts: 3 };
const terms = (over: Partial<Terms> = {}): Terms => ({
  ...{ included: 10_000, weighable: true, packs: pack, bigger: { more: 225, credits: 125_000 } },
  ...over,
});
const cheapest = (used: SeenCycle, over: Partial<Terms> = {}) => waysIn([used], terms(over))[0]?.cheapest;

describe('packs that had to be bought', () => {
  const needs = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 12 });
  const size = fc.integer({ min: 1, max: 10_000 });
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);

  test('are always enough, and never one more than a cycle by itself would need', () => {
    fc.assert(
      fc.property(needs, size, fc.integer({ min: 1, max: 12 }), (all, one, lasts) => {
        const counts = packsBought(all, { size: one, lasts });
        let needed = 0;
        for (const [n, need] of all.entries()) {
          needed += need;
          expect(sum(counts.slice(0, n + 1)) * one).toBeGreaterThanOrEqual(needed);
          expect(counts[n]).toBeLessThanOrEqual(Math.ceil(need / one));
        }
      }),
    );
  });

  test('come to the smallest number there is where nothing lapses, and to each cycle’s own where all of it does', () => {
    fc.assert(
      fc.property(needs, size, (all, one) => {
        expect(sum(packsBought(all, { size: one, lasts: 99 }))).toBe(Math.ceil(sum(all) / one));
        expect(packsBought(all, { size: one, lasts: 1 })).toEqual(all.map((need) => Math.ceil(need / one)));
      }),
    );
  });

  test('serve as long as they last, the oldest first', () => {
    expect(packsBought([1_000, 0, 0, 1_000], { size: 7_500, lasts: 3 })).toEqual([1, 0, 0, 1]);
    expect(packsBought([1_000, 0, 1_000, 0], { size: 7_500, lasts: 3 })).toEqual([1, 0, 0, 0]);
  });
});

describe('the cheapest way', () => {
  test('is to stay where the plan’s own credits were enough, however little was seen', () => {
    expect(cheapest(cycle(8_000))).toBe('stay');
    expect(cheapest(cycle(8_000, 10_000), { packs: null, bigger: null })).toBe('stay');
  });

  test('is packs or the bigger plan, whichever costs less beside the plan', () => {
    expect(cheapest(cycle(12_000))).toBe('packs');
    expect(cheapest(cycle(12_000), { bigger: { more: 19, credits: 20_000 } })).toBe('bigger');
  });

  test('is not told where the ranges overlap, or it is not sure that anything went beyond the plan', () => {
    expect(cheapest(cycle(9_000, 12_000))).toBe('open');
    expect(cheapest(cycle(12_000, 30_000), { bigger: { more: 30, credits: 50_000 } })).toBe('open');
  });

  test('is never a bigger plan that may not have been enough', () => {
    expect(cheapest(cycle(12_000), { bigger: { more: 5, credits: null } })).toBe('open');
    expect(cheapest(cycle(12_000), { bigger: { more: 5, credits: 11_000 } })).toBe('packs');
    expect(cheapest(cycle(12_000), { packs: null, bigger: { more: 5, credits: 11_000 } })).toBe('open');
  });

  test('is not told of two currencies, which nobody converts', () => {
    expect(cheapest(cycle(12_000), { weighable: false })).toBe('open');
    expect(cheapest(cycle(12_000), { weighable: false, bigger: null })).toBe('packs');
  });
});

describe('several cycles together', () => {
  test('cost what each of them cost', () => {
    const all = waysIn([cycle(12_000), cycle(9_000, 9_000, 1), cycle(16_000, 16_000, 2)], terms());
    expect(all.map(({ packs }) => packs)).toEqual([
      { low: 20, high: 20 },
      { low: 0, high: 0 },
      // What was left of the first pack, 5,500, does not cover 6,000.
      { low: 20, high: 20 },
    ]);
    expect(waysTogether(all, terms())).toMatchObject({
      ...{ beyond: { low: 8_000, high: 8_000 }, packs: { low: 40, high: 40 } },
      bigger: { more: 675, covers: true },
    });
  });

  test('keep less and more in order, whatever was seen', () => {
    const span = fc.tuple(fc.nat(40_000), fc.nat(20_000)).map(([low, more]) => ({ low, high: low + more }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), (spans) => {
        const all = waysIn(
          spans.map(({ low, high }, n) => cycle(low, high, n)),
          terms(),
        );
        for (const { packs, beyond } of [...all, waysTogether(all, terms())]) {
          expect(packs?.low).toBeLessThanOrEqual(packs?.high ?? -1);
          expect(beyond.low).toBeLessThanOrEqual(beyond.high);
        }
      }),
    );
  });
});
