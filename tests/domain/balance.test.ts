import { describe, expect, test } from 'vitest';
import { type AbsorbedBalance, absorbBalance, type BalanceState } from '@/core/domain/balance.ts';
import type { BalanceReading } from '@/core/domain/reading.ts';
import type { RefillHints } from '@/core/domain/refill.ts';
import { type EpochMs, minute } from '@/core/domain/time.ts';

const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
const at = (minutes: number): EpochMs => noon + minutes * minute;
const ms = 1 / minute;
const plain: RefillHints = { amount: null, due: false };

/** Minutes after noon, and what is left. */
type Told = readonly [seen: number, left: number | null, more?: Partial<BalanceReading> & { readonly watch?: string }];

function take(state: BalanceState | null, [minutes, left, more]: Told, hints = plain): AbsorbedBalance {
  const { watch = 'usage', ...said } = more ?? {};
  const reading: BalanceReading = {
    kind: 'balance',
    feature: 'credits',
    label: 'credits',
    unit: 'credits',
    left,
    unlimited: false,
    usable: true,
    blocked: null,
    returnsAt: null,
    pool: null,
    ...said,
  };
  return absorbBalance(state, reading, { at: at(minutes), origin: { watch, via: 'page', onUsagePage: false } }, hints);
}

function follow(first: Told, ...others: readonly Told[]): BalanceState {
  return others.reduce((state, told) => take(state, told).state, take(null, first).state);
}

describe('the first sight of a balance', () => {
  test('believes all that it says, and begins a cycle whose refill was not seen', () => {
    const more = { returnsAt: at(60), blocked: false, pool: 'shared', unlimited: true } as const;
    expect(take(null, [0, 800, more])).toMatchObject({
      change: 'first',
      amount: 0,
      lapsed: null,
      state: {
        key: 'credits',
        feature: 'credits',
        label: 'credits',
        unit: 'credits',
        pool: 'shared',
        left: 800,
        unlimited: true,
        usable: true,
        blocked: false,
        returnsAt: at(60),
        seenAt: noon,
        changedAt: noon,
        row: noon,
        origin: { watch: 'usage', via: 'page', onUsagePage: false },
        cycle: { since: noon, refilled: false, start: 800, spent: 0, granted: 0 },
        fall: null,
        rise: null,
        said: [],
      },
    });
  });

  test('may be of a balance whose size is not told', () => {
    expect(follow([0, null])).toMatchObject({ left: null, cycle: { start: 0, refilled: false } });
  });
});

describe('a balance that falls', () => {
  test('was spent', () => {
    const { state, change, amount, lapsed } = take(follow([0, 800]), [10, 650]);
    expect([change, amount, lapsed]).toEqual(['spent', 150, null]);
    expect(state).toMatchObject({ left: 650, seenAt: at(10), changedAt: at(10), row: at(10) });
    expect(state.cycle).toEqual({ since: noon, refilled: false, start: 800, spent: 150, granted: 0 });
    expect(state.fall).toEqual({ from: 800, at: at(10) });
  });

  test('adds up over a cycle, below zero too', () => {
    expect(follow([0, 800], [10, 650], [20, 0.5], [30, -20])).toMatchObject({ left: -20, cycle: { spent: 820 } });
  });
});

describe('a balance that rises', () => {
  test('was granted something, as long as no refill explains it', () => {
    const { state, change, amount, lapsed } = take(follow([0, 800], [10, 650]), [60, 1_650]);
    expect([change, amount, lapsed]).toEqual(['granted', 1_000, null]);
    expect(state).toMatchObject({ left: 1_650, changedAt: at(60), fall: null, rise: { from: 650, at: at(60) } });
    expect(state.cycle).toEqual({ since: noon, refilled: false, start: 800, spent: 150, granted: 1_000 });
  });

  test('is in doubt until a second reading agrees', () => {
    const risen = follow([0, 800], [10, 900]);
    expect(take(risen, [11, 900])).toMatchObject({ change: 'same', state: { rise: null } });
    expect(take(risen, [11, 890])).toMatchObject({ change: 'spent', state: { rise: null } });
  });
});

describe('a reading that changes nothing', () => {
  test('is the same balance, seen later', () => {
    const before = follow([0, 800], [10, 650]);
    const { state, change, amount, lapsed } = take(before, [20, 650, { watch: 'later' }]);
    expect([change, amount, lapsed]).toEqual(['same', 0, null]);
    expect(state).toEqual({ ...before, seenAt: at(20), origin: { ...before.origin, watch: 'later' } });
  });

  test.each([
    ['older', 9],
    ['delivered twice', 10],
  ])('is ignored where it is %s', (_, minutes) => {
    const state = follow([0, 800], [10, 650]);
    expect(take(state, [minutes, 700])).toEqual({ state, change: 'ignored', amount: 0, lapsed: null });
  });

  test('still tells whether work stops, which begins a new row', () => {
    const before = follow([0, 800, { blocked: false }]);
    expect(take(before, [1, 800, { blocked: false }]).state).toMatchObject({ row: noon, blocked: false });
    expect(take(before, [1, 800, { blocked: true, usable: false }])).toMatchObject({
      change: 'same',
      state: { row: at(1), blocked: true, usable: false, changedAt: noon },
    });
  });

  test('keeps what was said of the cycle', () => {
    const state = { ...follow([0, 800]), said: ['warning@80'] };
    for (const left of [800, 700, 900]) expect(take(state, [1, left]).state.said).toEqual(['warning@80']);
  });
});

describe('a balance whose size is not told', () => {
  test('keeps the number that was known', () => {
    const { state, change, amount, lapsed } = take(follow([0, 800], [1, 700]), [10, null, { usable: false }]);
    expect([change, amount, lapsed]).toEqual(['same', 0, null]);
    expect(state).toMatchObject({ left: 700, seenAt: at(10), changedAt: at(1), usable: false });
    expect(state.cycle).toMatchObject({ start: 800, spent: 100, since: noon });
  });

  test('goes on from the old number when it is told again', () => {
    expect(take(follow([0, 800], [10, null]), [20, 700])).toMatchObject({ change: 'spent', amount: 100 });
  });

  test('begins its cycle when it is told for the first time', () => {
    const { state, change } = take(follow([0, null], [5, null]), [10, 700]);
    expect(change).toBe('same');
    expect(state.cycle).toEqual({ since: at(10), refilled: false, start: 700, spent: 0, granted: 0 });
  });

  test('stays unknown, with the cycle it had', () => {
    expect(follow([0, null], [5, null])).toMatchObject({ left: null, cycle: { since: noon } });
  });

  test('is one row while nothing else is told, and the known number after it another', () => {
    expect(follow([0, 800], [1, null], [2, null]).row).toBe(at(1));
    expect(follow([0, 800], [1, null], [2, 800]).row).toBe(at(2));
  });
});

describe('flapping: a fall that comes back', () => {
  const fallen = follow([0, 800], [10, 500]);

  test.each<[string, number, number, string]>([
    ['within five minutes', 15, 800, 'undone'],
    ['after five minutes', 15 + ms, 800, 'granted'],
    ['to more than there was', 11, 801, 'granted'],
    ['in part', 11, 700, 'undone'],
  ])('%s: from 800 to 500, and at minute %f to %f, is %s', (_, minutes, left, change) => {
    expect(take(fallen, [minutes, left])).toMatchObject({ change, amount: left - 500 });
  });

  test('was never spent', () => {
    const { state, lapsed } = take(fallen, [11, 800]);
    expect(state).toMatchObject({ left: 800, fall: null, changedAt: at(11) });
    expect([state.cycle.spent, state.cycle.granted, lapsed]).toEqual([0, 0, null]);
  });

  test('was spent as far as it did not come back', () => {
    expect(take(fallen, [11, 700]).state.cycle).toMatchObject({ spent: 100, granted: 0 });
  });

  test('is undone even where the old number is that of a refill', () => {
    expect(take(fallen, [11, 800], { amount: 800, due: false }).change).toBe('undone');
  });

  test('is a refill where one was due', () => {
    expect(take(fallen, [11, 800], { amount: 800, due: true }).change).toBe('refilled');
  });

  test('is that of the last minutes, not an older one', () => {
    const state = follow([0, 800], [10, 700], [20, 600]);
    expect(take(state, [21, 700]).change).toBe('undone');
    expect(take(state, [21, 800]).change).toBe('granted');
  });

  test('is undone once', () => {
    expect(take(follow([0, 800], [10, 500], [11, 700]), [12, 800]).change).toBe('granted');
  });

  test('in two steps was never spent either', () => {
    expect(follow([0, 800], [10, 700], [11, 600], [12, 800]).cycle).toMatchObject({ spent: 0, granted: 0 });
  });
});

describe('flapping: a rise that goes away', () => {
  const risen = follow([0, 800], [10, 900]);

  test.each<[string, number, number, string, number]>([
    ['within five minutes', 15, 800, 'undone', 0],
    ['after five minutes', 15 + ms, 800, 'spent', 100],
    ['and more with it', 11, 790, 'undone', 10],
    ['in part', 11, 801, 'spent', 99],
  ])('%s: from 800 to 900, and at minute %f to %f, is %s', (_, minutes, left, change, amount) => {
    expect(take(risen, [minutes, left])).toMatchObject({ change, amount, lapsed: null, state: { rise: null } });
  });

  test('was never granted, and what went with it was spent', () => {
    const { state } = take(risen, [11, 790]);
    expect(state).toMatchObject({ left: 790, changedAt: at(11), cycle: { granted: 0, spent: 10 } });
  });

  test('leaves older grants in place', () => {
    expect(follow([0, 800], [10, 900], [60, 950], [61, 900]).cycle).toMatchObject({ granted: 100, spent: 0 });
  });
});
