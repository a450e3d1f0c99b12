import { expect, test } from 'vitest';
import { calibration, ourScore, scoreOf } from '@/scripts/backtest/score.ts';
import { simulateForecasts } from '../../simulators/model/forecasts.ts';

/** The short form: a few synthetic people for six weeks. The long form is the same function with more of them. */
const people = simulateForecasts({ people: 12, days: 42, seed: 20 });
const short = people.filter(({ series }) => series.minutes === 300);
const long = people.filter(({ series }) => series.minutes !== 300);

test('on people it has never seen, ranges of short windows hold about eight times in ten', () => {
  expect(short.length).toBeGreaterThan(500);
  expect(calibration(short).inside).toBeGreaterThan(0.72);
  expect(calibration(short).inside).toBeLessThan(0.9);
  expect(ourScore(short).below).toBeLessThan(0.12);
  expect(ourScore(short).above).toBeLessThan(0.12);
});

test('there it is closer than linear pace, last-hour rate and past rest, and its alarms are truer', () => {
  const [own, linear] = [ourScore(short), scoreOf(short, 'linear')];
  for (const share of [0.25, 0.5, 0.75])
    expect(own.mae[share]?.error, `at ${share}`).toBeLessThan(0.7 * (linear.mae[share]?.error ?? 0));
  for (const method of ['stay', 'linear', 'last hour', 'past rest'])
    expect(own.pinball, method).toBeLessThan(scoreOf(short, method).pinball);
  expect(own.brier).toBeLessThan(0.75 * linear.brier);
});

test('long windows are forecast no worse than by linear pace', () => {
  expect(long.length).toBeGreaterThan(50);
  expect(ourScore(long).all).toBeLessThan(scoreOf(long, 'linear').all * 1.05);
  expect(ourScore(long).pinball).toBeLessThan(0.8 * scoreOf(long, 'linear').pinball);
});
