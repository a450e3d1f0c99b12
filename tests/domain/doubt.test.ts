import { describe, expect, test } from 'vitest';
import { absorbBalance, type BalanceState } from '@/core/domain/balance.ts';
import { doubted, doubtedReading, isDoubtful, judged, readAs } from '@/core/domain/doubt.ts';
import type { BalanceReading } from '@/core/domain/reading.ts';
import { hour, second } from '@/core/domain/time.ts';
import { noon } from './tasks.ts';

const reading = (left: number | null, over: Partial<BalanceReading> = {}): BalanceReading => ({
  ...{ kind: 'balance', feature: 'credits', label: 'credits', unit: 'credits', left, pool: null },
  ...{ unlimited: false, usable: true, blocked: null, returnsAt: null },
  ...over,
});
function known(left: number | null, over: Partial<BalanceReading> = {}): BalanceState {
  const seen = { at: noon, origin: { watch: 'usage', via: 'page', onUsagePage: false } } as const;
  return absorbBalance(null, reading(left, over), seen, { amount: null, due: false }).state;
}
const gone = (before: number | null, left: number | null, ms = 1_000, over: Partial<BalanceReading> = {}) =>
  isDoubtful(known(before, over), { left }, noon + ms);

describe('a reading that tells that credits are gone', () => {
  test('is doubtful where all are, of however few, whenever that was', () => {
    expect([gone(800, 0), gone(1, 0), gone(800, 0, 90 * hour)]).toEqual([true, true, true]);
  });

  test('is doubtful where no more than a tenth is left', () => {
    expect([gone(1_000, 100), gone(1_000, 100.5)]).toEqual([true, false]);
  });

  test('is not where less than a hundred are gone, and some are left', () => {
    expect([gone(110, 10), gone(109, 10)]).toEqual([true, false]);
  });

  test('is not where an hour has passed and some are left', () => {
    expect([gone(1_000, 50, hour), gone(1_000, 50, hour + 1)]).toEqual([true, false]);
  });

  test('is not where nothing was there, or nobody knows how much there was or is', () => {
    expect([gone(0, 0), gone(-5, 0), gone(null, 0), gone(800, null), gone(0, 5)]).toEqual(Array(5).fill(false));
  });

  test('is not where there is a debt, or it is of no credits', () => {
    expect([gone(800, -1), gone(800, 0, 1_000, { unit: 'generations' })]).toEqual([false, false]);
  });
});

describe('a doubt', () => {
  const said = reading(20, { usable: false, blocked: true, returnsAt: noon + hour });
  const state = doubted(known(1_000), said, noon + second);

  test('leaves the number that was true, and keeps the reading as it came', () => {
    expect(state).toMatchObject({ left: 1_000, raw: 20, row: noon + second, seenAt: noon, usable: true });
    expect(state.doubt).toEqual({
      ...{ at: noon + second, left: 20 },
      ...{ usable: false, blocked: true, returnsAt: noon + hour },
    });
    expect(doubtedReading(state, state.doubt ?? expect.fail())).toEqual(said);
  });

  test('that is told again begins a row of its own', () => {
    expect(doubted(state, said, noon + 9 * second).row).toBe(noon + 9 * second);
  });

  test('of no number is one of nothing', () => {
    expect(doubted(known(1_000), reading(null), noon + second).doubt?.left).toBe(0);
  });

  test('is agreed with by what is as little, or a tenth of what there was, five seconds later', () => {
    const later = noon + second + 5 * second;
    expect([judged(state, 20, later), judged(state, 100, later), judged(state, 101, later)]).toEqual([
      'agrees',
      'agrees',
      'denies',
    ]);
    const most = doubted(known(1_000), reading(300), noon + second);
    expect([judged(most, 300, later), judged(most, 301, later)]).toEqual(['agrees', 'denies']);
  });

  test('is not agreed with sooner, but denied at once', () => {
    const early = noon + second + 5 * second - 1;
    expect([judged(state, 20, early), judged(state, 1_000, early)]).toEqual(['early', 'denies']);
  });

  test('is none where there is none, or where nobody knows what there was', () => {
    expect(judged(known(1_000), 20, noon + hour)).toBe('denies');
    expect(judged({ ...state, left: null }, 20, noon + hour)).toBe('denies');
  });
});

test('a reading that came as the one before goes on with its row, and leaves the number', () => {
  const state = known(1_000);
  expect(readAs(state, reading(1_000), noon + second)).toMatchObject({ left: 1_000, raw: 1_000, row: noon });
  expect(readAs(state, reading(20), noon + second)).toMatchObject({ left: 1_000, raw: 20, row: noon + second });
});
