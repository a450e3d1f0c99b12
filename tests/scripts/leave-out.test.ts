import { describe, expect, test } from 'vitest';
import { examplesOf, personOf } from '@/scripts/backtest/examples.ts';
import { fitted, starts } from '@/scripts/backtest/fit.ts';
import { leaveOneOut } from '@/scripts/backtest/leave-out.ts';
import { minimum } from '@/scripts/backtest/minimum.ts';
import { calibration, ourScore, scoreOf } from '@/scripts/backtest/score.ts';
import { simulateTraces } from '../simulators/model/forecasts.ts';

describe('finding the smallest loss', () => {
  test('goes down a bent valley to its end', () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const [x, y] = minimum(valley, [-1.2, 1], 200);
    expect(x).toBeCloseTo(1, 1);
    expect(y).toBeCloseTo(1, 1);
  });

  test('stays where nothing is better', () => {
    expect(minimum(([x = 0]) => x * x, [0])).toEqual([0]);
    expect(minimum(() => 3, [5, 6])).toEqual([5, 6]);
  });
});

test('a polled file is one person with all accounts, in any other each account is one', () => {
  expect(personOf({ file: 'a-polled.csv', account: 'x' }, true)).toBe('a-polled.csv');
  expect(personOf({ file: 'a.csv', account: 'x' }, false)).toBe('a.csv x');
});

/** The short form; the long one is `npm run simulate crossvalidation`, that of real traces in docs/forecast.md. */
describe('synthetic people, each forecast by weights fitted to the others', () => {
  const traces = simulateTraces({ people: 5, days: 28, seed: 31 });
  const asked: (readonly string[])[] = [];
  const people = leaveOneOut(traces, (examples) => {
    asked.push([...new Set(examples.map(({ person }) => person))]);
    return fitted(examples, starts.nothing);
  });
  const scored = people.flatMap((one) => one.scored);
  const short = scored.filter(({ series }) => series.minutes === 300);
  const long = scored.filter(({ series }) => series.minutes !== 300);

  test('teach nothing to their own forecasts', () => {
    expect(people).toHaveLength(5);
    people.forEach(({ person, scored }, index) => {
      expect(asked[index]).not.toContain(person);
      expect(asked[index]).toHaveLength(4);
      expect(scored.length).toBeGreaterThan(0);
      expect(scored.every(({ series }) => person.startsWith(series.file))).toBe(true);
    });
  });

  test('are forecast with at most 0.70 of the error of linear pace, and better than all plain methods', () => {
    expect(short.length).toBeGreaterThan(200);
    const own = ourScore(short);
    const linear = scoreOf(short, 'linear');
    for (const share of [0.25, 0.5, 0.75])
      expect(own.mae[share]?.error, `at ${share}`).toBeLessThan(0.7 * (linear.mae[share]?.error ?? 0));
    for (const method of ['stay', 'linear', 'last hour', 'past rest'])
      expect(own.pinball, method).toBeLessThan(scoreOf(short, method).pinball);
    expect(own.brier).toBeLessThan(0.75 * linear.brier);
  });

  test('end within the ranges as often as these say', () => {
    const { below, above } = ourScore(short);
    expect(below).toBeLessThan(0.12);
    expect(above).toBeLessThan(0.12);
    const { inside, error } = calibration(short);
    expect(Math.abs(inside - 0.8)).toBeLessThan(0.05 + 2 * error);
  });

  test('are forecast over weeks no worse than by the best plain method', () => {
    const { pinball } = ourScore(long);
    for (const method of ['stay', 'linear', 'last hour', 'past rest'])
      expect(pinball, method).toBeLessThan(scoreOf(long, method).pinball);
  });

  test('give the same weights for the same people', () => {
    const examples = traces.slice(0, 2).flatMap(examplesOf);
    expect(fitted(examples, starts.hand)).toEqual(fitted(examples, starts.hand));
    expect(fitted(examples, starts.hand)).not.toEqual(fitted(examples.slice(1), starts.hand));
  });
});
