import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CostsState, exactKey, noCosts, teach } from '@/core/domain/estimates.ts';
import { fitting, knownSets, ownCosts, usualSet } from '@/core/domain/measured.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { taskKinds } from '@/core/domain/task.ts';
import { hour } from '@/core/domain/time.ts';

const taught = (costs: readonly number[], parameters: TaskParameters = {}, weight = 1): CostsState =>
  costs.reduce(
    (state, credits, i) =>
      teach(state, { key: `t${i}`, task: 'slides', parameters, at: i * hour, credits, weight }, []),
    noCosts,
  );

describe('what one’s own tasks have cost', () => {
  test('is their median, and how many they were', () => {
    expect(ownCosts(taught([40, 60, 300]), 'slides', {})).toMatchObject({ count: 3, median: expect.closeTo(60, 1) });
    expect(ownCosts(noCosts, 'slides', {})).toBeNull();
    expect(ownCosts(taught([40]), 'video', null)).toBeNull();
  });

  test('leaves out charges that were only shared out', () => {
    expect(ownCosts(taught([40, 60], {}, 0.25), 'slides', {})).toBeNull();
  });

  test('has a trend from six charges on: the median of the first half, and of the last', () => {
    expect(ownCosts(taught([50, 50, 50, 80, 80]), 'slides', {})?.trend).toBeNull();
    const { trend } = ownCosts(taught([50, 52, 54, 79, 80, 81]), 'slides', {}) ?? {};
    expect(trend?.earlier).toBeCloseTo(52, 0);
    expect(trend?.later).toBeCloseTo(80, 0);
  });
});

const parameters = fc.record(
  {
    model: fc.stringMatching(/^[a-z][a-z0-9./·-]{0,8}$/),
    size: fc.constantFrom('720p', 'small', '16·9'),
    seconds: fc.integer({ min: 1, max: 120 }),
    variants: fc.integer({ min: 1, max: 8 }),
    ultra: fc.constant(true),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<TaskParameters>;

test('the sets that are remembered are the ones that were taught, or none: never others', () => {
  fc.assert(
    fc.property(fc.constantFrom(...taskKinds), parameters, (task, given) => {
      const state = teach(noCosts, { key: 'a', task, parameters: given, at: 1, credits: 9, weight: 1 }, []);
      const read = knownSets(state);
      const clear = !`${given.model ?? ''}${given.size ?? ''}`.includes('·');
      if (clear) expect(read).toEqual([{ task, parameters: given }]);
      for (const set of read) expect(exactKey(set.task, set.parameters)).toBe(exactKey(task, given));
    }),
  );
});

test('what is usual is what was asked for last', () => {
  const early = taught([40], { seconds: 30 });
  const lesson = {
    key: 'late',
    task: 'slides',
    parameters: { seconds: 8 },
    at: 9 * hour,
    credits: 9,
    weight: 1,
  } as const;
  expect(usualSet(teach(early, lesson, []), 'slides')).toEqual({ seconds: 8 });
  expect(usualSet(early, 'video')).toEqual({});
});

test('what fits is worked out from the dear and the cheap end', () => {
  expect(fitting(1_000, { p10: 50, p50: 100, p90: 200 })).toEqual({ low: 5, high: 20 });
});
