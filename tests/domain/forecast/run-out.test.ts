import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast } from '@/core/domain/forecast/forecast.ts';
import { pathTo } from '@/core/domain/forecast/path.ts';
import { whenUsedUp } from '@/core/domain/forecast/run-out.ts';
import { freshForecast } from '@/core/domain/forecast/state.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { anyReadings, fiveHours, having, noon, told } from './story.ts';

const reset = noon + fiveHours;
const at = (minutes: number) => noon + minutes * minute;

describe('when all is used up', () => {
  test('is where a tenth, half and nine tenths of the cases are over that run out at all', () => {
    const evenly = (until: number) => (0.4 * (until - noon)) / fiveHours;
    const { p10, p50, p90 } = whenUsedUp(evenly, noon, reset) ?? { p10: 0, p50: 0, p90: 0 };
    for (const [seen, hours] of [
      [p10, 0.5],
      [p50, 2.5],
      [p90, 4.5],
    ] as const)
      expect(Math.abs(seen - (noon + hours * hour))).toBeLessThanOrEqual(2);
  });

  test('is the first moment that holds the share, to the second', () => {
    const steps = (until: number) => (until < noon + hour ? 0 : until < noon + 2 * hour ? 0.1 : 1);
    const { p10, p50 } = whenUsedUp(steps, noon, reset) ?? { p10: 0, p50: 0 };
    expect(Math.abs(p10 - (noon + hour))).toBeLessThan(1_000);
    expect(Math.abs(p50 - (noon + 2 * hour))).toBeLessThan(1_000);
    expect([p10, p50].every(Number.isInteger)).toBe(true);
  });

  test('is never where it never runs out, where nobody knows, or where no time is left', () => {
    expect(whenUsedUp(() => 0, noon, reset)).toBeNull();
    expect(whenUsedUp(() => Number.NaN, noon, reset)).toBeNull();
    expect(whenUsedUp(() => 1, noon, noon)).toBeNull();
    expect(whenUsedUp(() => 1, reset, noon)).toBeNull();
    expect(whenUsedUp(() => 1, noon, noon + 1)).not.toBeNull();
  });
});

describe('the way to a forecast', () => {
  const busy = having(told([15, 20], [45, 45], [70, 60]));

  test('is told at eight moments, evenly apart, and ends with the forecast itself', () => {
    const seen = forecast(busy, at(100));
    if (seen === null) throw new Error('no window is running');
    const way = pathTo(seen, busy);
    expect(way.map((one) => one.at)).toEqual([125, 150, 175, 200, 225, 250, 275, 300].map(at));
    expect(way.at(-1)).toEqual({ at: reset, p10: seen.p10, p50: seen.p50, p90: seen.p90 });
    // Somebody at it has used more in an hour, and who may be about to stop has not.
    expect(way[1]?.p90).toBeGreaterThan(seen.used + 5);
    expect(way[0]?.p10).toBe(seen.used);
    expect(way.every(({ p10, p50, p90 }) => p10 <= p50 && p50 <= p90)).toBe(true);
    expect(way[0]?.p90).toBeLessThan(seen.p90);
  });

  test('has nothing between where no window runs', () => {
    const seen = forecast(busy, at(100));
    if (seen === null) throw new Error('no window is running');
    expect(pathTo(seen, freshForecast(fiveHours))).toEqual([
      { at: reset, p10: seen.p10, p50: seen.p50, p90: seen.p90 },
    ]);
  });

  test('never falls, and is in order at each moment', () => {
    fc.assert(
      fc.property(anyReadings, fc.integer({ min: 0, max: 900 }), (readings, minutes) => {
        const state = having(readings);
        const seen = forecast(state, at(minutes));
        if (seen === null) return;
        let last = { p10: seen.used, p50: seen.used, p90: seen.used };
        for (const one of pathTo(seen, state)) {
          expect(one.p10 >= last.p10 && one.p50 >= last.p50 && one.p90 >= last.p90).toBe(true);
          expect(one.p10 <= one.p50 && one.p50 <= one.p90).toBe(true);
          expect(one.p10 <= seen.p10 && one.p50 <= seen.p50 && one.p90 <= seen.p90).toBe(true);
          last = one;
        }
      }),
      { numRuns: 40 },
    );
  });
});
