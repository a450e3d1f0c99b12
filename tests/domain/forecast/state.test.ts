import { describe, expect, test } from 'vitest';
import { burnAt, burnt, freshForecast, lookedAt, typicalGap } from '@/core/domain/forecast/state.ts';
import { hour, minute, second } from '@/core/domain/time.ts';
import { fiveHours, noon } from './story.ts';

const looks = (...seconds: readonly number[]) =>
  seconds.reduce((state, one) => lookedAt(state, noon + one * second), freshForecast(fiveHours));

describe('how often somebody looks', () => {
  test('is taken for once an hour until there is a gap', () => {
    expect(looks(0)).toMatchObject({ seenAt: noon, gaps: { sum: 0, weight: 0 } });
    expect(typicalGap(looks(0))).toBe(hour);
  });

  test('counts looks of one second as one, and keeps the first', () => {
    expect(looks(0, 0.999)).toMatchObject({ seenAt: noon, gaps: { weight: 0 } });
    expect(looks(0, 1)).toMatchObject({ seenAt: noon + second, gaps: { weight: 1 } });
  });

  test('is the geometric mean of the gaps, of which the later count for a little more', () => {
    const twice = typicalGap(looks(0, 60, 60 + 16 * 60));
    expect(Math.log(twice / minute)).toBeCloseTo(Math.log(16) / 1.97, 9);
    const thrice = typicalGap(looks(0, 16 * 60, 17 * 60, 18 * 60));
    expect(Math.log(thrice / minute)).toBeCloseTo((0.97 ** 2 * Math.log(16)) / (0.97 ** 2 + 0.97 + 1), 9);
  });
});

describe('what was burnt', () => {
  const state = burnt(freshForecast(fiveHours), 40, noon);

  test('is half forgotten after a tenth of the length, and was not more before', () => {
    expect([0, 30, 60].map((minutes) => burnAt(state, noon + minutes * minute))).toEqual([40, 20, 10]);
    expect(burnAt(state, noon - hour)).toBe(40);
  });

  test('adds up', () => {
    expect(burnt(state, 5, noon + 30 * minute).burn).toEqual({ at: noon + 30 * minute, percent: 25 });
  });
});
