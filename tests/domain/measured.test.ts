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

describe('what was measured', () => {
  const lesson = (n: number, credits: number, seconds: number, weight = 1) =>
    ({ key: `k${n}`, task: 'video', parameters: { seconds }, at: n * hour, credits, weight }) as const;
  const mixed = [lesson(1, 40, 8), lesson(2, 90, 30), lesson(3, 60, 8)].reduce(
    (state, one) => teach(state, one, []),
    taught([500]),
  );

  test('is that of the kind, or of the very parameters asked for', () => {
    const seconds = (one: number) => ownCosts(mixed, 'video', { seconds: one });
    expect(ownCosts(mixed, 'video', null)).toMatchObject({ count: 3, median: expect.closeTo(60, 1) });
    expect(seconds(8)).toMatchObject({ count: 2, median: expect.closeTo(50, 1) });
    expect(seconds(30)).toMatchObject({ count: 1, median: expect.closeTo(90, 1) });
    expect(ownCosts(mixed, 'slides', null)).toMatchObject({ count: 1, median: expect.closeTo(500, 0) });
    expect(seconds(9)).toBeNull();
  });

  test('counts a charge from half a weight on', () => {
    expect(ownCosts(taught([40], {}, 0.5), 'slides', {})?.count).toBe(1);
    expect(ownCosts(taught([40], {}, 0.49), 'slides', {})).toBeNull();
  });

  test('has its median in whatever order it came', () => {
    expect(ownCosts(taught([60, 300, 40]), 'slides', {})?.median).toBeCloseTo(60, 1);
    expect(ownCosts(taught([100, 10, 40, 20]), 'slides', {})?.median).toBeCloseTo(30, 1);
  });

  test('leaves the middle one of an odd number out of its trend', () => {
    const { trend } = ownCosts(taught([10, 12, 11, 20, 80, 100, 90]), 'slides', {}) ?? {};
    expect(trend?.earlier).toBeCloseTo(11, 1);
    expect(trend?.later).toBeCloseTo(90, 1);
  });
});

describe('the sets that are remembered', () => {
  const memory = (of: string, usedAt: number) => ({ of, usedAt, taught: [] });
  const models = (...exact: readonly ReturnType<typeof memory>[]) =>
    knownSets({ kinds: [], exact }).map((one) => one.parameters.model);

  test('come in the order of their use, whatever order they are stored in, those of one moment by name', () => {
    expect(models(memory('video·a···', 1), memory('video·c···', 9), memory('video·b···', 5))).toEqual(['c', 'b', 'a']);
    expect(models(memory('video·b···', 5), memory('video·c···', 5), memory('video·a···', 5))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    'song·a···',
    'video',
    'video·a',
    'video·a··8',
    'video·a··08·',
    'video·a····',
    'video·a····so',
    'video·a····ultra·more',
  ])('are not guessed from %s', (of) => {
    expect(knownSets({ kinds: [], exact: [memory(of, 1)] })).toEqual([]);
  });

  test('are not split where a name holds what parts them', () => {
    for (const given of [{ model: 'a·b' }, { model: 'a', size: '16·9' }, { model: 'a·b·3·4·ultra' }])
      expect(knownSets(taught([40], given))).toEqual([]);
  });
});
