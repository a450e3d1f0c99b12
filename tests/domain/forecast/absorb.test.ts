import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absorbUse } from '@/core/domain/forecast/absorb.ts';
import { forecast } from '@/core/domain/forecast/forecast.ts';
import { freshForecast } from '@/core/domain/forecast/state.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { anyReadings, fiveHours, habit, having, noon, told } from './story.ts';

const next = (minutes: number, used: number) => ({
  at: noon + fiveHours + minutes * minute,
  used,
  resetsAt: noon + 2 * fiveHours,
});

describe('a reading', () => {
  test('raises the share of its window, and an echo of another tab does not lower it', () => {
    const [window] = having(told([10, 40], [12, 5], [20, 42])).windows;
    expect(window).toMatchObject({ used: 42, risenAt: noon + 20 * minute, seenAt: noon + 20 * minute });
  });

  test('belongs to the window whose reset it tells, give or take ten minutes', () => {
    const jittered = told([10, 10], [20, 20]).map((one, i) => ({ ...one, resetsAt: (one.resetsAt ?? 0) + i * 18_000 }));
    expect(having(jittered).windows).toHaveLength(1);
    expect(having([...told([10, 10]), next(5, 3)]).windows.map(({ used }) => used)).toEqual([3]);
  });

  test('of an unused window opens it only if its reset does not float along with the clock', () => {
    const state = having([{ at: noon, used: 0, resetsAt: noon + fiveHours }]);
    expect(state.windows).toEqual([]);
    expect(having([{ at: noon + hour, used: 0, resetsAt: noon + fiveHours }], state).windows).toHaveLength(1);
  });

  test('without a share, or older than the last one, changes nothing', () => {
    const state = having(told([10, 10], [30, 20]));
    expect(absorbUse(state, { at: noon + 20 * minute, used: 90, resetsAt: noon + fiveHours })).toBe(state);
    expect(absorbUse(state, { at: noon + 40 * minute, used: null, resetsAt: noon + fiveHours })).toBe(state);
  });

  test('twice changes nothing but once', () => {
    const readings = told([10, 10], [30, 20], [80, 35]);
    expect(having(readings.flatMap((one) => [one, one]))).toEqual(having(readings));
  });

  test('of a window that is over, or has not begun, opens none', () => {
    expect(having([{ at: noon + fiveHours + 3 * minute, used: 50, resetsAt: noon + fiveHours }]).windows).toEqual([]);
    expect(having([{ at: noon, used: 50, resetsAt: noon + fiveHours + hour }]).windows).toEqual([]);
  });
});

describe('a window that is over', () => {
  test('teaches what it ended with', () => {
    expect(having([...told([10, 10], [280, 64]), next(5, 3)]).finals).toEqual([64]);
    expect(having([...told([10, 10], [280, 99.7]), next(5, 3)]).finals).toEqual([100]);
  });

  test('teaches nothing if it was never used, or another one took its place early', () => {
    expect(having([...told([10, 1], [280, 1]), next(5, 3)]).finals).toEqual([]);
    const replaced = { at: noon + 100 * minute, used: 2, resetsAt: noon + 90 * minute + fiveHours };
    expect(having([...told([10, 60]), replaced, next(5, 3)]).finals).toEqual([]);
  });

  test('is what the forecasts made for it are judged by', () => {
    const { record } = having([...told([10, 10], [80, 20], [160, 30], [240, 31], [290, 31]), next(5, 3)]);
    expect(record.judged).toHaveLength(3);
    expect(record.judged[2]?.held).toBe(true);
  });

  test('judges nothing if nobody looked near its end', () => {
    const rare = told([10, 10], [80, 20]);
    expect(having([...rare, next(5, 3)]).record.judged).toEqual([]);
    const often = Array.from({ length: 81 }, (_, i) => [i, i < 60 ? i : 60] as const);
    expect(having([...told(...often), next(5, 3)]).record.judged).toHaveLength(1);
  });

  test('makes windows of the next weeks better known, and forgets what is long ago', () => {
    const state = having(habit(40, 100));
    expect(state.finals).toHaveLength(40);
    expect(state.record.judged).toHaveLength(40);
    expect(state.windows.length).toBeLessThanOrEqual(4);
  });
});

describe('reading by reading', () => {
  test('gives what all readings at once would give, wherever one stopped and stored in between', () => {
    fc.assert(
      fc.property(anyReadings, fc.nat({ max: 60 }), (readings, cut) => {
        const half = JSON.parse(JSON.stringify(having(readings.slice(0, cut))));
        expect(having(readings.slice(cut), half)).toEqual(having(readings));
      }),
    );
  });

  test('never uses what comes later: the forecast at a moment is the same with and without the future', () => {
    fc.assert(
      fc.property(anyReadings, fc.integer({ min: 0, max: 900 }), (readings, minutes) => {
        const now = noon + minutes * minute;
        const sorted = readings.filter(({ at }) => Number.isFinite(at)).sort((a, b) => a.at - b.at);
        const known = sorted.filter(({ at }) => at <= now);
        let state = freshForecast(fiveHours);
        let said = forecast(state, now);
        for (const one of sorted) {
          state = absorbUse(state, one);
          if (one.at <= now) said = forecast(state, now);
        }
        expect(said).toEqual(forecast(having(known), now));
      }),
    );
  });

  test('works for a balance as well: percent of the cycle’s credits, until the refill', () => {
    const month = 30 * day;
    const refill = noon + 20 * day;
    const readings = [0, 1, 2, 3, 4].map((days) => ({ at: noon + days * day, used: 30 + 2 * days, resetsAt: refill }));
    const said = forecast(having(readings, freshForecast(month)), noon + 4 * day + hour);
    expect(said).toMatchObject({ used: 38, resetsAt: refill });
    expect(said?.p90).toBeGreaterThan(said?.p10 ?? 100);
  });

  test('a weekly window goes by days, not by hours', () => {
    const reset = noon + 3 * day;
    const readings = [0, 6, 12, 18].map((hours) => ({ at: noon + hours * hour, used: 20 + hours, resetsAt: reset }));
    const state = having(readings, freshForecast(week));
    expect(forecast(state, noon + 19 * hour)?.p50).toBeGreaterThan(38);
  });
});
