import { describe, expect, test } from 'vitest';
import { type Outlook, quantileOf } from '@/core/domain/forecast/outlook.ts';
import { earnedAccuracy, judge, noRecord, tendencyToStop } from '@/core/domain/forecast/record.ts';

const shown = { checkpoint: 0.5, p10: 30, p50: 40, p90: 60, used: 30, stay: 0.3 };
const outcomes = (...list: readonly number[]) => list.reduce((record, one) => judge(record, shown, one), noRecord);
const times = (n: number, value: number) => Array.from({ length: n }, () => value);

describe('earned accuracy', () => {
  test('is not claimed before eight forecasts have come true', () => {
    expect(earnedAccuracy(outcomes(...times(7, 40)))).toBeNull();
    expect(earnedAccuracy(outcomes(...times(8, 40)))).toEqual({ count: 8, typicalError: 0, held: 8 });
  });

  test('counts the last forty: typical error, and how often the range held', () => {
    const record = outcomes(...times(50, 100), ...times(8, 46), ...times(32, 38));
    expect(earnedAccuracy(record)).toEqual({ count: 40, typicalError: 2, held: 40 });
    expect(earnedAccuracy(outcomes(...times(8, 46), ...times(2, 61)))).toEqual({ count: 10, typicalError: 6, held: 8 });
  });
});

describe('a range', () => {
  test('is widened on the side where outcomes fall outside, and only there', () => {
    const missed = outcomes(...times(10, 90));
    expect(missed.high).toBeGreaterThan(1);
    expect(missed.low).toBe(0);
    expect(outcomes(...times(10, 10)).low).toBeGreaterThan(1);
  });

  test('that holds nine times in ten is left alone, and a widened one comes back', () => {
    const fair = outcomes(...times(9, 40), 90, ...times(9, 40), 90, ...times(9, 40));
    expect(fair.high).toBeLessThan(0.05);
    const [wide, again] = [outcomes(...times(10, 90)), outcomes(...times(10, 90), ...times(40, 40))];
    expect(again.high).toBeLessThan(wide.high - 0.4);
  });

  test('widened moves the outer quantiles, and not the median', () => {
    const plain: Outlook = {
      used: 10,
      growth: { stay: 0.3, centre: 3, spread: 0.7 },
      peers: { weight: 0, ends: [] },
      trust: 0,
      widen: { low: 0, high: 0 },
    };
    const wide = { ...plain, widen: { low: 1, high: 1 } };
    expect(quantileOf(wide, 0.9)).toBeGreaterThan(quantileOf(plain, 0.9));
    expect(quantileOf(wide, 0.4)).toBeLessThan(quantileOf(plain, 0.4));
    expect(quantileOf(wide, 0.5)).toBe(quantileOf(plain, 0.5));
  });
});

test('somebody who stops more often than the model thinks is expected to stop', () => {
  expect(tendencyToStop(outcomes(...times(20, 30)))).toBeGreaterThan(0.5);
  expect(tendencyToStop(outcomes(...times(20, 50)))).toBeLessThan(-0.2);
  expect(tendencyToStop(noRecord)).toBe(0);
});

describe('what one outcome says', () => {
  test('is a hit within half a point of the range', () => {
    const held = (outcome: number) => outcomes(outcome).judged[0]?.held;
    expect([29.4, 29.5, 60.5, 60.6].map(held)).toEqual([false, true, true, false]);
  });

  test('widens by as much as nine hits take back, and never beyond two', () => {
    expect(outcomes(70).high).toBeCloseTo(0.135, 12);
    expect(outcomes(70, 40, 40).high).toBeCloseTo(0.105, 12);
    expect(outcomes(20, 40).low).toBeCloseTo(0.12, 12);
    expect(outcomes(...times(30, 70)).high).toBe(2);
  });

  test('moves the odds of stopping, the older the less, against what three are worth', () => {
    // Stayed (30.4), then went on (30.5 and 45), each of them expected to stay at 0.3.
    expect(outcomes(30.4).stopped.score).toBeCloseTo(0.6 * 0.7, 12);
    const { score, information } = outcomes(30.4, 30.5, 45).stopped;
    expect(score).toBeCloseTo(0.42 * 0.985 ** 2 - 0.18 * 0.985 - 0.18, 12);
    expect(information).toBeCloseTo(0.126 * (0.985 ** 2 + 0.985 + 1), 12);
    expect(tendencyToStop(outcomes(30.4, 30.5, 45))).toBeCloseTo(score / (information + 3), 12);
  });

  test('is typically off by the middle one of the errors, in whatever order they came', () => {
    const record = outcomes(40, 52, 41, 50, 42, 49, 43, 44);
    expect(earnedAccuracy(record)?.typicalError).toBe(4);
  });
});
