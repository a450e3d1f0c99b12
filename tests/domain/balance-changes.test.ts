import { describe, expect, test } from 'vitest';
import { type AbsorbedBalance, absorbBalance, type BalanceState, hasCycle, misreadFor } from '@/core/domain/balance.ts';
import type { RefillHints } from '@/core/domain/refill.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { at, ms, noon } from './tasks.ts';

/** Minutes after noon, what is left, and what was known from elsewhere. */
type Told = readonly [minutes: number, left: number | null, hints?: Partial<RefillHints>];

function take(state: BalanceState | null, [minutes, left, hints]: Told): AbsorbedBalance {
  const reading = {
    ...({ kind: 'balance', feature: 'credits', label: 'credits', unit: 'credits', pool: null, left } as const),
    ...{ unlimited: false, usable: true, blocked: null, returnsAt: null },
  };
  const seen = { at: at(minutes), origin: { watch: 'usage', via: 'page', onUsagePage: false } } as const;
  return absorbBalance(state, reading, seen, { amount: null, due: false, ...hints });
}
const follow = (first: Told, ...others: readonly Told[]): BalanceState =>
  others.reduce((state, told) => take(state, told).state, take(null, first).state);

describe('a nothing that one reading told', () => {
  const emptied = follow([0, 800], [10, 0]);
  const hourLater = 10 + misreadFor / minute;

  test('was misread if the next one within an hour tells all of it again', () => {
    expect(take(emptied, [hourLater, 800])).toMatchObject({ change: 'undone', state: { cycle: { spent: 0 } } });
    expect(take(emptied, [hourLater + ms, 800])).toMatchObject({ change: 'granted', state: { cycle: { spent: 800 } } });
  });

  test.each<[string, BalanceState, Told]>([
    ['less comes back', emptied, [30, 799]],
    ['more comes back', emptied, [30, 801]],
    ['two readings told it', follow([0, 800], [10, 0], [20, 0]), [30, 800]],
    ['something was left', follow([0, 800], [10, 1]), [30, 800]],
    ['it fell in two steps', follow([0, 800], [10, 400], [11, 0]), [30, 800]],
    ['nothing had fallen', follow([0, 0]), [30, 800]],
  ])('was none where %s', (_, state, told) => {
    expect(take(state, told).change).toBe('granted');
  });

  test('is a refill where one was due', () => {
    expect(take(emptied, [30, 800, { due: true }]).change).toBe('refilled');
  });
});

describe('a fall in which credits have reached their end', () => {
  const full = follow([0, 800]);

  test('is spent as far as more is missing than that', () => {
    const { state, change, amount, lapsed } = take(full, [10, 650, { lapsed: 100 }]);
    expect([change, amount, lapsed]).toEqual(['spent', 50, 100]);
    expect(state.cycle).toMatchObject({ start: 700, spent: 50, granted: 0 });
    expect(take(full, [10, 750, { lapsed: 100 }])).toMatchObject({ amount: 0, lapsed: 50 });
    expect(take(full, [10, 650, { lapsed: 0 }])).toMatchObject({ amount: 150, lapsed: null });
  });

  test('takes them from what was granted, and then from what there was', () => {
    const granted = follow([0, 800], [60, 1_000]);
    expect(take(granted, [90, 850, { lapsed: 150 }]).state.cycle).toMatchObject({ start: 800, granted: 50, spent: 0 });
    expect(take(granted, [90, 700, { lapsed: 300 }]).state.cycle).toMatchObject({ start: 700, granted: 0, spent: 0 });
  });

  test('leaves nothing less than nothing', () => {
    const spent = follow([0, 100], [10, 40]);
    const { cycle } = take(spent, [20, -90, { lapsed: 120 }]).state;
    expect(cycle).toMatchObject({ start: 0, granted: 0 });
  });

  test('does not come back: should it, it was given', () => {
    expect(take(take(full, [10, 700, { lapsed: 100 }]).state, [11, 800]).change).toBe('granted');
    expect(take(take(full, [10, 700]).state, [11, 800]).change).toBe('undone');
  });
});

describe('a fall soon after another', () => {
  test('is one with it for five minutes, so that both may come back together', () => {
    expect(follow([0, 800], [10, 700], [15, 600]).fall).toEqual({ from: 800, at: at(10) });
    expect(follow([0, 800], [10, 700], [15 + ms, 600]).fall).toEqual({ from: 700, at: at(15 + ms) });
  });
});

describe('a fall that was undone', () => {
  test('and comes again at once was spent after all, and what went with it', () => {
    const { state, change, amount } = take(follow([0, 800], [10, 500], [11, 700]), [12, 450]);
    expect([change, amount]).toEqual(['undone', 50]);
    expect(state.cycle).toMatchObject({ start: 800, granted: 0, spent: 350 });
  });
});

describe('less than before, with a renewal in between', () => {
  const before: BalanceState = { ...follow([0, 800], [10, 1_000], [11, 950]), said: ['warning@80'] };
  const passed = at(30);

  test('counts nothing, and begins a cycle of unknown start just before the renewal', () => {
    const { state, change, amount, lapsed } = take(before, [60, 400, { passed }]);
    expect([change, amount, lapsed]).toEqual(['turned', 0, null]);
    expect(state).toMatchObject({ left: 400, changedAt: at(60), fall: null, rise: null, said: [] });
    expect(state.cycle).toEqual({ since: passed - 1, refilled: false, start: 400, spent: 0, granted: 0 });
  });

  test('is none where it is the same, or more', () => {
    expect(take(before, [60, 950, { passed }]).change).toBe('same');
    expect(take(before, [60, 951, { passed }]).change).toBe('granted');
    expect(take(before, [60, 949, { passed: null }]).change).toBe('spent');
  });

  test('is a refill where one was due and it is of its amount', () => {
    const hints = { passed, due: true, amount: 400 };
    expect(take(before, [60, 400, hints]).change).toBe('refilled');
  });
});

describe('what a cycle began with', () => {
  const before = follow([0, 400]);
  const begunWith = (minutes: number, left: number, hints: Partial<RefillHints> = {}) => {
    const { start, spent, refilled, since } = take(before, [minutes, left, { due: true, ...hints }]).state.cycle;
    expect(since).toBe(at(minutes));
    return [start, spent, refilled];
  };

  test('is what is there, if the refill is seen within an hour', () => {
    expect(begunWith(60, 700)).toEqual([700, 0, true]);
    expect(begunWith(60, 700, { exact: 1_000 })).toEqual([700, 0, true]);
  });

  test('is nobody knows what later on, unless the exact amount is known', () => {
    expect(begunWith(60 + ms, 700)).toEqual([700, 0, false]);
    expect(begunWith(60 + ms, 700, { exact: 1_000 })).toEqual([1_000, 300, true]);
    expect(begunWith(60 + ms, 1_200, { exact: 1_000 })).toEqual([1_200, 0, true]);
  });

  test('is what is there, if that is about the amount of the cycle, entered or published', () => {
    expect(begunWith(600, 700, { amount: 700 })).toEqual([700, 0, true]);
    expect(begunWith(600, 700, { amount: 1_000, published: 700, exact: 900 })).toEqual([700, 0, true]);
    expect(begunWith(600, 700, { amount: 1_000, published: 1_000 })).toEqual([700, 0, false]);
  });

  test('is what is there, if the service says that it has begun within the hour', () => {
    expect(begunWith(600, 700, { begun: at(540) })).toEqual([700, 0, true]);
    expect(begunWith(600, 700, { begun: at(540 - ms) })).toEqual([700, 0, false]);
    expect(begunWith(60, 700, { begun: noon - 3 * hour })).toEqual([700, 0, true]);
  });
});

test('a refill that was due is one, whether the balance rises, falls or stays', () => {
  for (const left of [400, 700, 1_000])
    expect(take(follow([0, 700]), [10, left, { due: true, amount: left }]).change).toBe('refilled');
});

test('credits of the account itself are renewed, those of a pool, and what are no credits, are not', () => {
  expect(hasCycle({ unit: 'credits', pool: null })).toBe(true);
  expect(hasCycle({ unit: 'credits', pool: 'team' })).toBe(false);
  expect(hasCycle({ unit: 'generations', pool: null })).toBe(false);
});
