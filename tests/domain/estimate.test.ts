import { describe, expect, test } from 'vitest';
import { type CostPrior, type Estimate, estimateOf } from '@/core/domain/estimate.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';

type Price = Partial<Omit<CostPrior, 'range'>>;
const prior = (low: number, high: number, more?: Price): CostPrior => ({
  task: 'video',
  per: 'task',
  unit: 'credits',
  basis: 'guide',
  range: { value: { low, high } },
  ...more,
});
const clip = (model: string, size: string, seconds: number, low: number, high: number) =>
  prior(low, high, { model, size, seconds, unit: 'generations', basis: 'published' });

/** Priced by model, size and length, as a video service publishes it. */
const published = [
  clip('small-model', 'small', 5, 1, 1),
  clip('small-model', 'small', 10, 2, 2),
  clip('small-model', 'small', 15, 3, 4),
  clip('large-model', 'small', 10, 4, 8),
  clip('large-model', 'large', 10, 5, 25),
];
/** Priced by the second or by the task, as a guide has it. */
const guide = [prior(3, 12, { per: 'second' }), prior(100, 800), prior(10, 40, { task: 'image' })];

const range = (priors: readonly CostPrior[], parameters: TaskParameters, task: CostPrior['task'] = 'video') => {
  const estimate = estimateOf(priors, task, parameters);
  return estimate === null ? null : [estimate.low, estimate.high];
};

describe('an estimate', () => {
  test('says what it is of, in which unit, and what it rests on', () => {
    expect(estimateOf(guide, 'image', {})).toEqual<Estimate>({
      task: 'image',
      unit: 'credits',
      basis: 'guide',
      last: 0,
      low: 10,
      middle: 20,
      high: 40,
    });
    const exact = { model: 'small-model', seconds: 5 };
    expect(estimateOf(published, 'video', exact)).toMatchObject({ unit: 'generations', basis: 'published', middle: 1 });
  });

  test('has its middle at the geometric mean, however many variants are made', () => {
    expect(estimateOf(guide, 'image', { variants: 4 })).toMatchObject({ low: 40, middle: 80, high: 160 });
  });

  test.each([
    [{}, [10, 40]],
    [{ variants: 0 }, [10, 40]],
    [{ variants: 1 }, [10, 40]],
    [{ variants: 2 }, [20, 80]],
  ])('counts each variant: %o costs %o', (parameters, expected) => {
    expect(range(guide, parameters, 'image')).toEqual(expected);
  });
});

describe('a price by length', () => {
  const small = { model: 'small-model', size: 'small' };

  test.each<[string, number, [number, number]]>([
    ['is that of the exact length', 10, [2, 2]],
    ['is that of the exact length, the shortest', 5, [1, 1]],
    ['lies between the next shorter and the next longer one', 12, [2, 4]],
    ['lies between the two nearest, not all', 7, [1, 2]],
    ['is that of the shortest for what is shorter still', 2, [1, 1]],
    ['is that of the longest for what is longer still', 60, [3, 4]],
  ])('%s: %i seconds', (_, seconds, expected) => {
    expect(range(published, { ...small, seconds })).toEqual(expected);
  });

  test('does not depend on the order of the list', () => {
    expect(range(published.toReversed(), { ...small, seconds: 12 })).toEqual([2, 4]);
  });

  test('is anything of the kind where no length is known', () => {
    expect(range(published, small)).toEqual([1, 4]);
  });
});

describe('model and size', () => {
  test.each<[string, TaskParameters, [number, number]]>([
    ['both known', { model: 'large-model', size: 'large' }, [5, 25]],
    ['the model alone', { model: 'large-model' }, [4, 25]],
    ['the size alone', { size: 'small' }, [2, 8]],
    ['neither', {}, [2, 25]],
  ])('narrow the price by what is known: %s', (_, parameters, expected) => {
    expect(range(published, { seconds: 10, ...parameters })).toEqual(expected);
  });

  test.each<[string, TaskParameters]>([
    ['an unknown model', { model: 'next-model', seconds: 10 }],
    ['an unknown size', { size: 'huge', seconds: 10 }],
    ['a size the model does not come in', { model: 'small-model', size: 'large', seconds: 10 }],
  ])('that no price is known for leave nothing to go by: %s', (_, parameters) => {
    expect(range(published, parameters)).toBeNull();
  });

  test('do not matter where the price is the same for all', () => {
    expect(range(guide, { model: 'next-model', size: 'huge' })).toEqual([100, 800]);
  });
});

describe('a price by the second', () => {
  test.each([
    [1, [3, 12]],
    [10, [30, 120]],
    [0.5, [1.5, 6]],
  ])('is multiplied: %f seconds', (seconds, expected) => {
    expect(range(guide, { seconds })).toEqual(expected);
  });

  test('is multiplied by the variants as well', () => {
    expect(range(guide, { seconds: 10, variants: 2 })).toEqual([60, 240]);
  });

  test('gives way to a price for that length', () => {
    expect(range([...guide, prior(7, 9, { seconds: 10 })], { seconds: 10 })).toEqual([7, 9]);
  });

  test('gives way to the price of a whole task where the length is unknown', () => {
    expect(range(guide, {})).toEqual([100, 800]);
  });

  test('is nothing to go by without a length', () => {
    expect(range([prior(3, 12, { per: 'second' })], {})).toBeNull();
  });
});

describe('a price by the task', () => {
  test('holds for any length', () => {
    expect(range([prior(100, 800)], { seconds: 10 })).toEqual([100, 800]);
  });

  test('spans several sources', () => {
    expect(range([prior(100, 300), prior(80, 200), prior(90, 900)], {})).toEqual([80, 900]);
  });

  test('is that of the kind of task alone', () => {
    expect(range(guide, {}, 'research')).toBeNull();
    expect(range([], {})).toBeNull();
  });
});
