import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Forecast } from '@/core/domain/forecast/forecast.ts';
import { perDayOf } from '@/core/domain/forecast/per-day.ts';
import { lastsVerdict } from '@/core/domain/forecast/verdict.ts';
import { day, hour } from '@/core/domain/time.ts';
import { noon } from './story.ts';

const range = { p10: noon + hour, p50: noon + 2 * hour, p90: noon + 3 * hour };
const likely = (runsOut: number, used = 50): Forecast => ({
  ...{ at: noon, resetsAt: noon + 4 * hour, used, elapsed: 0.2, p10: 50, p50: 70, p90: 100 },
  ...{ runsOut, runsOutAt: range },
});

describe('the verdict', () => {
  test.each([
    [0, 'lasts'],
    [0.19, 'lasts'],
    [0.2, 'tight'],
    [0.59, 'tight'],
  ] as const)('with a chance of %d to run out: %s', (chance, kind) => {
    expect(lastsVerdict(likely(chance))).toEqual({ kind });
  });

  test('says when it runs out, if that is more likely than not', () => {
    expect(lastsVerdict(likely(0.6))).toEqual({ kind: 'runs-out', at: range });
  });

  test('knows what has run out already, and what nobody can know', () => {
    expect(lastsVerdict(likely(1, 100))).toEqual({ kind: 'runs-out', at: null });
    expect(lastsVerdict(likely(0.9, 99.5))).toEqual({ kind: 'runs-out', at: null });
    expect(lastsVerdict(null)).toEqual({ kind: 'unknown' });
    expect(lastsVerdict(likely(Number.NaN))).toEqual({ kind: 'unknown' });
  });
});

describe('the amount per day', () => {
  const cycle = {
    ...{ used: 340, usedAtMidnight: 300, limit: 1_000 },
    ...{ now: noon, midnight: noon - 12 * hour, resetsAt: noon - 12 * hour + 10 * day },
  };

  test('spreads what was left at midnight over the days until the reset', () => {
    expect(perDayOf(cycle)).toEqual({ perDay: 70, usedToday: 40, shareOfToday: 40 / 70 });
  });

  test('goes from now on where midnight’s use is not known, and then says nothing of today', () => {
    const unknown = perDayOf({ ...cycle, usedAtMidnight: null });
    expect(unknown).toEqual({ perDay: 660 / 9.5, usedToday: null, shareOfToday: null });
  });

  test('on the last day is all that is left', () => {
    expect(perDayOf({ ...cycle, resetsAt: noon + hour })?.perDay).toBe(700);
  });

  test('has no share where nothing was left', () => {
    expect(perDayOf({ ...cycle, used: 1_000, usedAtMidnight: 1_000 })).toEqual({
      ...{ perDay: 0, usedToday: 0, shareOfToday: null },
    });
  });

  test('is unknown without a limit or a reset ahead', () => {
    expect(perDayOf({ ...cycle, limit: 0 })).toBeNull();
    expect(perDayOf({ ...cycle, resetsAt: noon })).toBeNull();
    expect(perDayOf({ ...cycle, limit: Number.NaN })).toBeNull();
  });

  test('is unknown where midnight is still to come, and known at midnight', () => {
    expect(perDayOf({ ...cycle, midnight: noon + 1 })).toBeNull();
    expect(perDayOf({ ...cycle, midnight: noon, resetsAt: noon + 10 * day })?.perDay).toBe(70);
  });

  test('is never negative and never more than what was left', () => {
    const amount = fc.double({ min: -10, max: 2_000, noNaN: true });
    fc.assert(
      fc.property(amount, fc.option(amount), fc.integer({ min: 1, max: 60 }), (used, usedAtMidnight, days) => {
        const said = perDayOf({ ...cycle, used, usedAtMidnight, resetsAt: noon + days * day });
        expect(said?.perDay).toBeGreaterThanOrEqual(0);
        expect(said?.perDay).toBeLessThanOrEqual(1_000);
        expect(said?.shareOfToday ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
