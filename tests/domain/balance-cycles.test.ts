import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbsorbedBalance, absorbBalance, type BalanceState } from '@/core/domain/balance.ts';
import { cycleAllowance, cycleUsed } from '@/core/domain/cycle-use.ts';
import type { BalanceReading } from '@/core/domain/reading.ts';
import type { RefillHints } from '@/core/domain/refill.ts';
import { type EpochMs, hour } from '@/core/domain/time.ts';

const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
const origin = { watch: 'usage', via: 'page', onUsagePage: false } as const;
const due: RefillHints = { amount: null, due: true };
const monthly = (amount: number, boundary = false): RefillHints => ({ amount, due: boundary });

const credits = (left: number | null): BalanceReading => ({
  kind: 'balance',
  feature: 'credits',
  label: 'credits',
  unit: 'credits',
  left,
  unlimited: false,
  usable: null,
  blocked: null,
  returnsAt: null,
  pool: null,
});

/** Hours after noon, what is left, and what was known of refills. */
type Told = readonly [hours: number, left: number | null, hints?: RefillHints];

function take(state: BalanceState | null, [hours, left, hints]: Told): AbsorbedBalance {
  const seen = { at: noon + hours * hour, origin };
  return absorbBalance(state, credits(left), seen, hints ?? { amount: null, due: false });
}

function follow(first: Told, ...others: readonly Told[]): BalanceState {
  return others.reduce((state, told) => take(state, told).state, take(null, first).state);
}

describe('a refill', () => {
  test('begins a new cycle, and what was left of the old one lapses', () => {
    const before: BalanceState = { ...follow([0, 3_000], [1, 400]), said: ['warning@80'] };
    const { state, change, amount, lapsed } = take(before, [2, 10_000, due]);
    expect([change, amount, lapsed]).toEqual(['refilled', 9_600, 400]);
    expect(state).toMatchObject({ left: 10_000, changedAt: noon + 2 * hour, fall: null, rise: null, said: [] });
    expect(state.cycle).toEqual({ since: noon + 2 * hour, refilled: true, start: 10_000, spent: 0, granted: 0 });
  });

  test('ends the doubt about an earlier rise', () => {
    expect(follow([0, 400], [1, 900], [2, 10_000, due]).rise).toBeNull();
  });

  test('of a balance below zero lapses nothing', () => {
    expect(take(follow([0, -40]), [1, 10_000, due])).toMatchObject({ change: 'refilled', amount: 10_040, lapsed: 0 });
  });

  test.each<[number, string]>([
    [9_899, 'granted'],
    [9_900, 'refilled'],
    [10_000, 'refilled'],
    [10_200, 'refilled'],
    [10_201, 'granted'],
  ])("of 10,000 is known by its amount, or a little beside it: a rise to %i is '%s'", (left, change) => {
    expect(take(follow([0, 400]), [1, left, monthly(10_000)]).change).toBe(change);
  });

  test('that was due may be of any amount', () => {
    expect(take(follow([0, 400]), [1, 700, monthly(10_000, true)]).change).toBe('refilled');
  });

  test('is not believed without a hint', () => {
    expect(take(follow([0, 400]), [1, 10_000]).change).toBe('granted');
  });

  test.each<[string, RefillHints, string]>([
    ['due, and to the amount of the cycle', monthly(10_000, true), 'refilled'],
    ['to the amount, but not due', monthly(10_000), 'spent'],
    ['due, but to another amount', monthly(9_000, true), 'spent'],
    ['due, the amount unknown', due, 'spent'],
  ])('may look like a fall, where a pack lapses with the old cycle: %s', (_, hints, change) => {
    expect(take(follow([0, 12_000]), [1, 10_000, hints]).change).toBe(change);
  });

  test('that looks like a fall brings nothing and lapses all that was left', () => {
    const { state, amount, lapsed } = take(follow([0, 12_000]), [1, 10_000, monthly(10_000, true)]);
    expect([amount, lapsed]).toEqual([0, 12_000]);
    expect(state.cycle).toMatchObject({ refilled: true, start: 10_000 });
  });

  test('that did not come leaves a fall what it is', () => {
    expect(take(follow([0, 3_000]), [1, 2_500, monthly(10_000, true)])).toMatchObject({ change: 'spent', amount: 500 });
  });

  test('to exactly what was left begins a new cycle as well', () => {
    const state = follow([0, 400], [1, 10_000, due], [2, 20_000], [3, 10_000]);
    expect(take(state, [4, 10_000, monthly(10_000, true)])).toMatchObject({
      change: 'refilled',
      state: { cycle: { spent: 0 } },
    });
  });
});

describe('the share of a cycle that is used', () => {
  const refilled = follow([0, 400], [1, 10_000, due]);

  test('is what was spent since the refill', () => {
    expect(cycleUsed(refilled, null)).toBe(0);
    expect(cycleUsed(take(refilled, [2, 7_500]).state, null)).toBe(25);
  });

  test('counts a pack on both sides', () => {
    const spent = take(refilled, [2, 5_000]).state;
    const packed = take(spent, [3, 15_000]).state;
    expect(cycleUsed(packed, null)).toBe(25);
    expect(cycleUsed(take(packed, [4, 0]).state, null)).toBe(100);
  });

  test('believes the refill that was seen rather than the amount that was entered', () => {
    expect(cycleUsed(take(refilled, [2, 7_500]).state, 40_000)).toBe(25);
  });

  test('passes 100 % where the balance falls below zero', () => {
    expect(cycleUsed(take(refilled, [2, -1_000]).state, null)).toBeCloseTo(110);
  });

  test('is unknown after a refill to nothing', () => {
    expect(cycleUsed(follow([0, -5], [1, 0, due]), 10_000)).toBeNull();
    expect(cycleUsed(follow([0, -5], [1, 1, due]), 10_000)).toBe(0);
  });

  test.each<[string, number | null, number | null]>([
    ['unknown without the monthly amount', null, null],
    ['unknown for a monthly amount of nothing', 0, null],
    ['measured by the monthly amount', 10_000, 60],
    ['measured by any monthly amount, however small', 1, 0],
    ['zero where there is more than comes each month', 3_000, 0],
  ])('is %s while no refill was seen', (_, amount, used) => {
    expect(cycleUsed(follow([0, 5_000], [1, 4_000]), amount)).toBe(used);
  });

  test('counts a pack beside the monthly amount while no refill was seen', () => {
    expect(cycleUsed(follow([0, 5_000], [1, 15_000]), 10_000)).toBe(25);
  });

  test('is unknown while the balance is', () => {
    expect(cycleUsed(follow([0, null]), 10_000)).toBeNull();
    expect(cycleUsed({ ...refilled, left: null }, 10_000)).toBeNull();
  });
});

describe('the whole of a cycle', () => {
  test.each<[string, BalanceState, number | null, number | null]>([
    ['what a seen refill brought', follow([0, 400], [1, 10_000, due], [2, 9_000]), 4_000, 10_000],
    ['and what was granted since', follow([0, 400], [1, 10_000, due], [2, 9_000], [3, 14_000]), null, 15_000],
    ['the monthly amount while no refill was seen', follow([0, 4_000]), 10_000, 10_000],
    ['and what was granted since the first sight', follow([0, 4_000], [1, 5_000]), 10_000, 11_000],
    ['no less than what is left', follow([0, 12_000]), 10_000, 12_000],
    ['unknown without refill and amount', follow([0, 4_000]), null, null],
    ['unknown without refill and balance', follow([0, null]), 10_000, null],
  ])('is %s', (_, state, amount, whole) => {
    expect(cycleAllowance(state, amount)).toBe(whole);
  });
});

describe('whatever a balance does', () => {
  const hints = fc.record({ amount: fc.option(fc.integer({ min: 1, max: 300 })), due: fc.boolean() });
  const step = fc.record({
    minutes: fc.integer({ min: 0, max: 12 }),
    left: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 6 }),
    hints,
  });
  const life = fc.array(step, { minLength: 1, maxLength: 40 }).map((steps) => {
    let minutes = 0;
    return steps.map((one): Told => {
      minutes += one.minutes;
      return [minutes / 60, one.left, one.hints];
    });
  });
  const outcome = ([first, ...others]: readonly Told[]) => follow(first ?? [0, null], ...others);

  test('what came and what was spent make up what is left', () => {
    fc.assert(
      fc.property(life, (series) => {
        const { left, cycle } = outcome(series);
        expect(cycle.start + cycle.granted - cycle.spent).toBe(left ?? 0);
      }),
    );
  });

  test('nothing is spent or granted less than nothing, and no share is below 0 %', () => {
    fc.assert(
      fc.property(life, fc.option(fc.integer({ min: 0, max: 300 })), (series, amount) => {
        const state = outcome(series);
        expect(Math.min(state.cycle.spent, state.cycle.granted)).toBeGreaterThanOrEqual(0);
        expect(cycleUsed(state, amount) ?? 0).toBeGreaterThanOrEqual(0);
        expect(cycleAllowance(state, amount) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a reading said twice changes nothing', () => {
    fc.assert(
      fc.property(life, (series) => {
        const state = outcome(series);
        const last = series.at(-1);
        if (last !== undefined)
          expect(take(state, last)).toEqual({ state, change: 'ignored', amount: 0, lapsed: null });
      }),
    );
  });

  test('the amount of a change is never negative, and only a refill lets anything lapse', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 300 }), hints, (series, left, hint) => {
        const { change, amount, lapsed } = take(outcome(series), [99, left, hint]);
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(lapsed !== null).toBe(change === 'refilled');
      }),
    );
  });
});

test('there is no whole of what is not renewed, nor of a monthly amount of nothing', () => {
  const refilled = follow([0, 400], [1, 10_000, due]);
  expect(cycleAllowance({ ...refilled, pool: 'team' }, 10_000)).toBeNull();
  expect(cycleAllowance({ ...refilled, unit: 'generations' }, 10_000)).toBeNull();
  const seen = follow([0, 4_000]);
  expect([cycleAllowance(seen, 0), cycleAllowance(seen, -1), cycleAllowance(seen, 1)]).toEqual([null, null, 4_000]);
});
