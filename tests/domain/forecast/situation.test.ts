import { describe, expect, test } from 'vitest';
import {
  type Around,
  alone,
  forecast,
  outlooksOf,
  runningWindow,
  situationsOf,
  weightsOf,
} from '@/core/domain/forecast/forecast.ts';
import { longWindows, shortWindows } from '@/core/domain/forecast/prior.ts';
import type { ForecastState } from '@/core/domain/forecast/state.ts';
import { day, minute } from '@/core/domain/time.ts';
import { fiveHours, habit, having, noon, told } from './story.ts';

const at = (minutes: number) => noon + minutes * minute;
const reset = noon + fiveHours;

function running(state: ForecastState, now: number) {
  const window = runningWindow(state, now);
  if (window === null) throw new Error('no window is running');
  return window;
}

const situation = (state: ForecastState, minutes: number, around: Around = alone) =>
  situationsOf(state, running(state, at(minutes)), at(minutes), around, shortWindows.usual);

describe('a situation, in fifths of the window (an hour of five)', () => {
  test('has so much time left until the moment asked for, and until the reset', () => {
    const asked = situation(having(told([10, 20])), 60);
    expect(asked(at(180))).toMatchObject({ left: 2, toReset: 4, used: 20 });
    expect(asked(at(180)).elapsed).toBeCloseTo(0.2, 12);
    expect(asked(at(180), at(240))).toMatchObject({ left: 2, toReset: 3 });
    expect(asked(reset + 1)).toMatchObject({ left: 4, toReset: 4 });
    expect(asked(at(30), at(30))).toMatchObject({ left: 0, toReset: 0 });
  });

  test('has been idle since the last rise, but for the time in which nobody looked', () => {
    const state = having(told([10, 20], [40, 20]));
    expect(situation(state, 70)(reset)).toMatchObject({ unseen: 0.5, idle: 0.5 });
    expect(situation(state, 40)(reset)).toMatchObject({ unseen: 0, idle: 0.5 });
  });

  test('is one of not looking for at most two usual gaps: from then on it is silence', () => {
    const late = situation(having(told([10, 20], [40, 20])), 160)(reset);
    expect(late.unseen).toBeCloseTo(1, 9);
    expect(late.idle).toBeCloseTo(1.5, 9);
  });

  test('is never idle for less than no time', () => {
    const rising = situation(having(told([10, 20], [40, 30])), 70)(reset);
    expect(rising).toMatchObject({ unseen: 0.5, idle: 0 });
  });

  test('of a window of which nothing is used has been idle since it began', () => {
    expect(situation(having(told([10, 0], [40, 0])), 70)(reset).idle).toBeCloseTo(40 / 60, 9);
    expect(situation(having([{ at: at(-20), used: 0, resetsAt: reset }]), -10)(reset)).toMatchObject({ idle: 0 });
  });

  test('goes at the pace of what was burnt of late: half of it is forgotten in half a fifth', () => {
    // 20 percent an hour ago: 5 are left, as though of a pace that is forgotten as fast as it comes.
    expect(situation(having(told([10, 20])), 70)(reset).pace).toBeCloseTo(10 * Math.LN2, 9);
  });

  test('goes at the pace of all accounts together, unless another one is in use after this one', () => {
    const state = having(told([10, 20]));
    const pace = (...burns: Around['burns']) => situation(state, 40, { ...alone, burns })(reset).pace / (2 * Math.LN2);
    const before = { at: at(-20), percent: 40 };
    expect(pace()).toBeCloseTo(10, 9);
    expect(pace(before)).toBeCloseTo(10 + 10, 9);
    expect(pace(before, { at: at(10), percent: 6 })).toBeCloseTo(10 + 10 + 3, 9);
    expect(pace({ at: at(16), percent: 32 })).toBeGreaterThan(20);
    expect(pace(before, { at: at(16) + 1, percent: 32 })).toBeCloseTo(10, 9);
  });

  test('is judged by what short windows teach up to a day’s length, by what long ones do beyond', () => {
    expect(weightsOf({ length: day })).toBe(shortWindows);
    expect(weightsOf({ length: day + 1 })).toBe(longWindows);
  });
});

describe('the window that is running', () => {
  test('is none that will only be seen, and at its look already is', () => {
    const state = having(told([10, 30]));
    expect([runningWindow(state, at(10) - 1), runningWindow(state, at(10))?.used]).toEqual([null, 30]);
  });

  test('is the one that was opened last of two that were seen at the same moment', () => {
    const both = having([...told([10, 30]), { at: at(10), used: 4, resetsAt: at(250) }]);
    expect(runningWindow(both, at(11))).toMatchObject({ used: 4 });
  });
});

describe('the outlook', () => {
  test('at the reset trusts finished windows the more, the more of the window is left', () => {
    const state = having([...habit(60, 12), ...told([75, 20], [225, 30])]);
    const trust = (minutes: number, until = reset) => {
      const { trust: share, peers } = outlooksOf(state, running(state, at(225)), at(minutes))(until);
      return share * (1 + 12 / peers.weight);
    };
    expect(trust(225)).toBeCloseTo(0.25, 9);
    expect(trust(270)).toBeCloseTo(0.1, 9);
    expect([trust(225, reset - 1), trust(225, at(240))]).toEqual([0, 0]);
    expect(outlooksOf(state, running(state, at(225)), at(225))(reset).peers.weight).toBeGreaterThan(8);
  });

  test('is stopped by a longer window up to and including the moment it comes back', () => {
    const state = having(told([15, 20], [70, 60]));
    const stays = (stoppedUntil: number) =>
      outlooksOf(state, running(state, at(75)), at(75), { ...alone, stoppedUntil })(reset).growth.stay;
    expect([stays(reset), stays(reset - 1) < 0.93]).toEqual([0.93, true]);
    expect(forecast(state, at(75), { ...alone, stoppedUntil: reset })).toMatchObject({ p90: 60 });
  });
});

describe('the moment of running out', () => {
  test('is not told where it is all but impossible, nor where it has passed', () => {
    const calm = forecast(having(told([10, 3], [100, 3], [200, 3], [280, 3])), at(290));
    expect(calm?.runsOut).toBeLessThan(0.01);
    expect(calm?.runsOutAt).toBeNull();
    expect(forecast(having(told([10, 50], [60, 99.5])), at(75))).toMatchObject({ runsOut: 1, runsOutAt: null });
  });

  test('is not one of a meter whose window has no length: it is over', () => {
    expect(forecast({ ...having(told([10, 30])), length: 0 }, at(20))?.elapsed).toBe(1);
  });
});
