import { describe, expect, test } from 'vitest';
import { dailyGrantPrior } from '@/core/domain/resets/rule.ts';
import { chanceOf, oneOf } from '../../simulators/model/luck.ts';
import { families, liveLife, offsetOf, zones } from '../../simulators/model/refills.ts';
import { followAdvice } from '../../simulators/model/reset-visits.ts';
import { rowOf, runLives } from '../../simulators/model/resets.ts';

/** The short form of `npm run simulate resets`; docs/resets.md has the figures of the long one. */
describe('over simulated lives, of whose readings 5 % are wrong', () => {
  const trials = runLives({ seed: 5, lives: 10, wrong: 0.05 });

  test('what is stated holds the next reset at least 95 times out of 100', () => {
    const all = rowOf('all', trials);
    expect(all.n).toBeGreaterThan(600);
    expect(all.held).toBeGreaterThanOrEqual(95);
  });

  test.each(families)('%s: it holds nearly always, and is not silent for ever', (family) => {
    // Few lives, whose statements hang together: the long form has the bound of 95.
    const row = rowOf(
      family,
      trials.filter((one) => one.family === family),
    );
    expect(row.held).toBeGreaterThanOrEqual(85);
    expect(row.silent).toBeLessThan(80);
  });

  test('the interval is about as short as the readings permit', () => {
    expect(rowOf('all', trials).ratio).toBeLessThan(1.3);
  });

  test('wherever it is wider than an hour, a visit is advised', () => {
    expect(rowOf('all', trials).advised).toBeGreaterThanOrEqual(99);
  });
});

test('who follows the advice knows a daily reset to the hour in the end', () => {
  const followed = Array.from({ length: 8 }, (_, index) => {
    const chance = chanceOf(900 + index);
    const zone = oneOf(chance, zones);
    const life = liveLife(chance, { family: 'daily-utc', zone, habit: 'phone', days: 50 });
    const context = { prior: dailyGrantPrior, offsetAt: (at: number) => offsetOf(zone, at) / 60_000 };
    return followAdvice(chance, { life, wrong: 0, context, most: 14 });
  });
  expect(followed.filter(({ visits }) => visits !== null).length).toBeGreaterThanOrEqual(6);
});
