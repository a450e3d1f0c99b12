import { describe, expect, test } from 'vitest';
import { absorbUse } from '@/core/domain/forecast/absorb.ts';
import { forecast } from '@/core/domain/forecast/forecast.ts';
import { freshForecast } from '@/core/domain/forecast/state.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { fiveHours, having, noon, told } from './story.ts';

const reset = noon + fiveHours;
const at = (minutes: number) => noon + minutes * minute;
const one = (when: number, used: number | null, resetsAt: number | null = reset) => ({ at: when, used, resetsAt });
const opens = (when: number, used: number, resetsAt: number, length = fiveHours) =>
  having([one(when, used, resetsAt)], freshForecast(length)).windows.length === 1;

describe('a reading is of a window that runs', () => {
  test('until two minutes after its reset, and from half an hour before it began', () => {
    expect([opens(reset - minute, 50, reset), opens(reset + 2 * minute, 50, reset)]).toEqual([true, true]);
    expect(opens(reset + 2 * minute + 1, 50, reset)).toBe(false);
    expect([opens(noon - hour / 2, 50, reset), opens(noon - hour / 2 - 1, 50, reset)]).toEqual([true, false]);
  });

  test('that is told up to ten minutes earlier or later', () => {
    const windows = (jitter: number) => having([one(at(10), 10), one(at(20), 20, reset + jitter)]).windows;
    for (const jitter of [10 * minute, -10 * minute]) {
      expect(windows(jitter)).toHaveLength(1);
      expect(windows(jitter + Math.sign(jitter))).toHaveLength(2);
    }
  });

  test('and of no other kind of meter, moment or share', () => {
    const none = freshForecast(0);
    expect(absorbUse(none, one(noon, 10))).toBe(none);
    const state = having(told([10, 10]));
    for (const odd of [one(at(20), Number.NaN), one(Number.NaN, 20), one(at(9), 20)])
      expect(absorbUse(state, odd)).toBe(state);
    expect(having([one(at(10), 11)], state).windows).toMatchObject([{ used: 11 }]);
    expect(having([one(at(20), 300)], state).windows).toMatchObject([{ used: 100 }]);
    expect(having([one(at(20), 20, null)], state)).toMatchObject({ seenAt: at(20), windows: [{ used: 10 }] });
  });
});

describe('a reset that floats along with the clock', () => {
  test('stands within five minutes of a full length ahead', () => {
    for (const off of [-5 * minute, 0, minute, 5 * minute]) expect(opens(noon, 0, reset + off)).toBe(false);
    for (const off of [-5 * minute - 1, 5 * minute + 1]) expect(opens(noon, 0, reset + off)).toBe(true);
  });

  test('is that of a window of which nothing is used, or of a longer one of which hardly anything is', () => {
    expect(opens(noon, 0.5, reset)).toBe(true);
    expect([5, 6].map((used) => opens(noon, used, noon + week, week))).toEqual([false, true]);
    expect(opens(noon, 5, noon + 6 * hour, 6 * hour)).toBe(false);
  });
});

describe('a window that is opened', () => {
  test('has risen at that moment if anything is used', () => {
    expect(having([one(at(10), 0)]).windows).toMatchObject([{ used: 0, risenAt: null, seenAt: at(10) }]);
    expect(having([one(at(10), 0.5)]).windows).toMatchObject([{ used: 0.5, risenAt: at(10), seenAt: at(10) }]);
  });

  test('with more than one percent says that so much was burnt', () => {
    expect(having([one(at(10), 1)]).burn).toEqual({ at: 0, percent: 0 });
    expect(having([one(at(10), 1.5)]).burn).toEqual({ at: at(10), percent: 1.5 });
  });

  test('ends another one early that had more than five minutes to go', () => {
    const replaced = (left: number) =>
      having([one(at(280), 30), one(reset - left, 3, reset - left + fiveHours - 10 * minute)]).windows[0];
    expect(replaced(5 * minute)).toMatchObject({ used: 30, early: false, resetsAt: reset });
    expect(replaced(5 * minute + 1)).toMatchObject({ used: 30, early: true, resetsAt: reset });
  });

  test('is one of four that are kept', () => {
    const five = [0, 1, 2, 3, 4].map((n) => one(at(60 + n), 10 + n, reset + n * 20 * minute));
    expect(having(five).windows.map(({ used }) => used)).toEqual([11, 12, 13, 14]);
  });
});

describe('a window that is seen again', () => {
  test('at the same or a lower share has not risen, and nothing was burnt', () => {
    for (const used of [40, 5]) {
      const state = having(told([10, 40], [12, used]));
      expect(state.windows).toMatchObject([{ used: 40, risenAt: at(10), seenAt: at(12) }]);
      expect(state.burn).toEqual({ at: at(10), percent: 40 });
    }
    expect(having(told([10, 0], [12, 0])).windows).toMatchObject([{ risenAt: null }]);
  });

  test('at a higher one adds the rise to what is left of the burn before: half after a tenth of the length', () => {
    expect(having(told([10, 40], [40, 50])).burn.percent).toBeCloseTo(30, 9);
  });
});

describe('a forecast is put on record', () => {
  const shown = (...points: readonly (readonly [minutes: number, used: number])[]) =>
    having(told(...points)).windows.at(-1)?.shown;

  test('as it is told then, once a quarter, a half and three quarters of the window have passed', () => {
    expect(shown([74, 20])).toEqual([]);
    const told75 = told([75, 20]);
    const said = forecast(having(told75), at(75));
    const [first] = having(told75).windows[0]?.shown ?? [];
    expect(first).toMatchObject({ checkpoint: 0.25, used: 20, p10: said?.p10, p50: said?.p50, p90: said?.p90 });
    expect(first?.stay).toBeGreaterThan(0);
    expect(shown([75, 20], [100, 21], [149, 22], [150, 30], [225, 40], [290, 41])?.map((s) => s.checkpoint)).toEqual([
      0.25, 0.5, 0.75,
    ]);
    expect(shown([160, 20], [170, 25])?.map(({ checkpoint }) => checkpoint)).toEqual([0.5]);
  });

  test('of a window that is in use and not used up', () => {
    const kept = [1.9, 2, 99.4, 99.5].map((used) => shown([100, used])?.length);
    expect(kept).toEqual([0, 1, 1, 0]);
  });

  test('of the window that was read, not of the one that was opened last', () => {
    const state = having([one(at(60), 20), one(at(70), 30, reset + hour), one(at(80), 25)]);
    expect(state.windows.map(({ shown: noted }) => noted.length)).toEqual([1, 0]);
  });
});

describe('a window is over', () => {
  const later = (ms: number) => one(reset + ms, 3, reset + fiveHours - hour);

  test('two minutes after its reset, and the others go on', () => {
    const other = one(at(150), 20, reset + 30 * minute);
    const story = [one(at(100), 30), other];
    expect(having([...story, later(2 * minute)]).windows.map(({ used }) => used)).toEqual([30, 20, 3]);
    expect(having([...story, later(2 * minute + 1)]).windows.map(({ used }) => used)).toEqual([20, 3]);
  });

  test('used up from 99.5 on', () => {
    const finals = (used: number) => having([one(at(290), used), later(3 * minute)]).finals;
    expect([finals(99.4), finals(99.5)]).toEqual([[99.4], [100]]);
  });

  test('with an outcome that is known if it was used up, however long ago', () => {
    const judged = (used: number) => having([...told([80, 50], [90, used]), later(3 * minute)]).record.judged.length;
    expect([judged(99.4), judged(99.5)]).toEqual([0, 1]);
  });

  test('with an outcome that is known if somebody looked in its last 35 percent', () => {
    const judged = (last: number) => having([...told([80, 20], [last, 30]), later(3 * minute)]).record.judged.length;
    expect([judged(194), judged(195)]).toEqual([0, 2]);
  });

  test('with an outcome that is known if somebody looked in the last 15 percent of a longer one', () => {
    const length = 10 * day;
    const judged = (last: number) => {
      const looks = [2.6 * day, last].map((since) => one(noon + since, 20, noon + length));
      const next = one(noon + length + hour, 3, noon + 2 * length);
      return having([...looks, next], freshForecast(length)).record.judged.length;
    };
    expect([judged(8.5 * day), judged(8.5 * day - minute)]).toEqual([2, 0]);
  });
});
