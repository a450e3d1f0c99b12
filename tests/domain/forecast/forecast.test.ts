import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alone, type Forecast, forecast, outlooksOf, runningWindow } from '@/core/domain/forecast/forecast.ts';
import { quantileOf } from '@/core/domain/forecast/outlook.ts';
import { freshForecast } from '@/core/domain/forecast/state.ts';
import { hour, minute, week } from '@/core/domain/time.ts';
import { anyReadings, fiveHours, habit, having, noon, told } from './story.ts';

const at = (minutes: number) => noon + minutes * minute;

function some(value: Forecast | null): Forecast {
  if (value === null) throw new Error('no window is running');
  return value;
}

const soon = (readings: ReturnType<typeof told>, minutes: number) => some(forecast(having(readings), at(minutes)));

describe('a forecast', () => {
  test('is unknown before a window has started', () => {
    expect(forecast(freshForecast(fiveHours), noon)).toBeNull();
    const floating = [0, 15, 30].map((minutes) => ({ at: at(minutes), used: 0, resetsAt: at(minutes) + fiveHours }));
    expect(forecast(having(floating), at(31))).toBeNull();
    expect(forecast(having([{ at: noon, used: 20, resetsAt: null }]), at(1))).toBeNull();
  });

  test('is unknown once the reset has passed', () => {
    expect(forecast(having(told([10, 30])), noon + fiveHours)).toBeNull();
    expect(forecast(having(told([10, 30])), noon + fiveHours - 1)).not.toBeNull();
  });

  test('says how far the window has come', () => {
    expect(soon(told([10, 30]), 75)).toMatchObject({ used: 30, elapsed: 0.25, resetsAt: noon + fiveHours });
  });

  test('expects more of somebody who is at it than of somebody who stopped an hour ago', () => {
    const busy = soon(told([15, 2], [45, 15], [70, 30]), 75);
    const idle = soon(told([5, 15], [15, 30], [30, 30], [45, 30], [60, 30], [70, 30]), 75);
    expect(busy.p50).toBeGreaterThan(idle.p50);
    expect(busy.runsOut).toBeGreaterThan(idle.runsOut);
  });

  test('expects less the less time is left', () => {
    const readings = told([15, 10], [45, 25]);
    const state = having(readings);
    const chances = [50, 120, 200, 280].map((minutes) => some(forecast(state, at(minutes))).runsOut);
    expect([...chances].sort((a, b) => b - a)).toEqual(chances);
  });

  test('leans on how the person’s own windows have ended', () => {
    const day = told([15, 10], [45, 20], [70, 30]);
    const heavy = some(forecast(having([...habit(100, 15), ...day]), at(75)));
    const light = some(forecast(having([...habit(32, 15), ...day]), at(75)));
    expect(heavy.p50).toBeGreaterThan(80);
    expect(light.p50).toBeLessThan(60);
    expect(heavy.runsOut).toBeGreaterThan(light.runsOut + 0.3);
  });

  test('leans on other accounts of the same person while it knows nothing of this one', () => {
    const state = having(told([15, 10], [45, 20], [70, 30]));
    const siblings = [having(habit(100, 15)).finals];
    expect(some(forecast(state, at(75), { ...alone, siblings })).runsOut).toBeGreaterThan(
      some(forecast(state, at(75))).runsOut + 0.2,
    );
  });

  test('takes somebody who changes accounts to go on at the same pace', () => {
    const state = having(told([10, 1], [70, 4], [95, 10]));
    const moved = some(forecast(state, at(100), { ...alone, burns: [{ at: at(85), percent: 80 }] }));
    expect(moved.p50).toBeGreaterThan(some(forecast(state, at(100))).p50 + 20);
    // What rose in the same look is no other account in use.
    const look = some(forecast(state, at(100), { ...alone, burns: [{ at: at(96), percent: 80 }] }));
    expect(look.p50).toBeGreaterThan(some(forecast(state, at(100))).p50 + 20);
    const elsewhere = some(forecast(state, at(110), { ...alone, burns: [{ at: at(108), percent: 80 }] }));
    expect(elsewhere).toEqual(some(forecast(state, at(110))));
  });

  test('hardly moves while a longer window stops the same work', () => {
    const state = having(told([15, 20], [70, 60]));
    const stopped = some(forecast(state, at(75), { ...alone, stoppedUntil: noon + week }));
    expect(stopped).toMatchObject({ p10: 60, p50: 60, p90: 60 });
    expect(stopped.runsOut).toBeLessThan(0.08);
    const freed = some(forecast(state, at(75), { ...alone, stoppedUntil: at(90) }));
    expect(freed.runsOut).toBe(some(forecast(state, at(75))).runsOut);
  });

  test('of something used up is certain', () => {
    const gone = soon(told([15, 50], [60, 100]), 75);
    expect(gone).toMatchObject({ p10: 100, p50: 100, p90: 100, runsOut: 1, runsOutAt: null });
  });

  test('says when it runs out, before the reset and after now', () => {
    const heavy = soon(told([15, 30], [30, 55], [45, 80]), 50);
    expect(heavy.runsOut).toBeGreaterThan(0.5);
    const moments = [heavy.at, heavy.runsOutAt?.p10, heavy.runsOutAt?.p50, heavy.runsOutAt?.p90, heavy.resetsAt];
    expect([...moments].sort((a, b) => Number(a) - Number(b))).toEqual(moments);
    expect(Number(heavy.runsOutAt?.p50)).toBeLessThan(at(180));
  });

  test('goes on with the window that is echoed late, without losing the new one', () => {
    const next = { at: noon + fiveHours + minute, used: 4, resetsAt: noon + 2 * fiveHours };
    const echo = { at: noon + fiveHours + minute + 5_000, used: 80, resetsAt: noon + fiveHours };
    const state = having([...told([10, 80]), next, echo]);
    expect(runningWindow(state, noon + fiveHours + 2 * minute)).toMatchObject({ used: 4 });
  });

  test('is of the window that was seen last, where two are running', () => {
    const other = { at: at(90), used: 3, resetsAt: at(390) };
    const state = having([...told([10, 80]), other]);
    expect(runningWindow(state, at(91))).toMatchObject({ used: 3 });
    const again = having(told([95, 81]), state);
    expect(runningWindow(again, at(96))).toMatchObject({ used: 81 });
  });

  test('expects little of somebody whose windows have mostly stopped early', () => {
    const state = having(told([15, 10], [45, 20], [70, 30]));
    const stopper = { ...state, record: { ...state.record, stopped: { score: 6, information: 3 } } };
    expect(some(forecast(stopper, at(75))).p50).toBeLessThan(some(forecast(state, at(75))).p50);
  });

  test('can be asked for any moment before the reset', () => {
    const state = having(told([15, 10], [45, 25]));
    const window = runningWindow(state, at(60));
    if (window === null) throw new Error('no window is running');
    const ahead = [1, 2, 4].map((hours) => quantileOf(outlooksOf(state, window, at(60))(at(60) + hours * hour), 0.7));
    expect([...ahead].sort((a, b) => a - b)).toEqual(ahead);
    expect(ahead[2]).toBeGreaterThan(ahead[0] ?? 100);
  });
});

describe('whatever readings come', () => {
  const moments = fc.integer({ min: -60, max: 1_600 }).map((minutes) => at(minutes));
  const lengths = fc.constantFrom(fiveHours, 24 * hour, week, 30 * 24 * hour, 0, Number.NaN);

  test('quantiles are in order, never below present use, never above 100, and no probability leaves 0 to 1', () => {
    fc.assert(
      fc.property(anyReadings, moments, lengths, (readings, now, length) => {
        const said = forecast(having(readings, freshForecast(length)), now);
        if (said === null) return;
        const { used, p10, p50, p90, runsOut, elapsed } = said;
        expect(0 <= used && used <= p10 && p10 <= p50 && p50 <= p90 && p90 <= 100).toBe(true);
        expect(runsOut >= 0 && runsOut <= 1 && elapsed >= 0 && elapsed <= 1).toBe(true);
        if (said.runsOutAt === null) return;
        const { p10: first, p50: middle, p90: last } = said.runsOutAt;
        expect(now <= first && first <= middle && middle <= last && last <= said.resetsAt + 1).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('a higher quantile is never a lower percentage, whichever are asked for', () => {
    fc.assert(
      fc.property(
        anyReadings,
        moments,
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        (readings, now, p, q) => {
          const state = having(readings);
          const window = runningWindow(state, now);
          if (window === null) return;
          const outlook = outlooksOf(state, window, now)(window.resetsAt);
          expect(quantileOf(outlook, Math.min(p, q))).toBeLessThanOrEqual(quantileOf(outlook, Math.max(p, q)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the state stays small and survives being stored', () => {
    const long = having(
      Array.from({ length: 30 }, (_, i) =>
        habit(20 + i, 8).map((one) => ({ ...one, at: one.at + i * week, resetsAt: (one.resetsAt ?? 0) + i * week })),
      ).flat(),
    );
    expect(JSON.stringify(long).length).toBeLessThan(6_000);
    fc.assert(
      fc.property(anyReadings, (readings) => {
        const state = having(readings);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(JSON.stringify(state).length).toBeLessThan(6_000);
      }),
    );
  });
});
