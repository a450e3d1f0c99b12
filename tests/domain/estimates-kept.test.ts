import { describe, expect, test } from 'vitest';
import type { CostPrior } from '@/core/domain/estimate.ts';
import {
  bestEstimate,
  type CostsState,
  costOf,
  costsKept,
  type Lesson,
  noCosts,
  teach,
} from '@/core/domain/estimates.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { hour } from '@/core/domain/time.ts';
import { noon } from './tasks.ts';

const prior = (low: number, high: number, more?: Partial<CostPrior>): CostPrior => ({
  ...{ task: 'slides', per: 'task', unit: 'credits', basis: 'guide', range: { value: { low, high } } },
  ...more,
});
const guide = [prior(30, 150)];
const lesson = (n: number, credits: number, more?: Partial<Lesson>): Lesson => ({
  ...{ key: `task-${n}`, task: 'slides', parameters: {}, at: noon + n * hour, credits, weight: 1 },
  ...more,
});
const learned = (lessons: readonly Lesson[], priors: readonly CostPrior[] = guide): CostsState =>
  lessons.reduce((state, one) => teach(state, one, priors), noCosts);
const eight = (credits: number, more?: Partial<Lesson>, priors?: readonly CostPrior[]) =>
  learned(
    Array.from({ length: 8 }, (_, n) => lesson(n, credits, more)),
    priors,
  );
const middle = (
  state: CostsState,
  task: Lesson['task'],
  parameters: TaskParameters,
  priors: readonly CostPrior[] = [],
) => costOf(state, task, parameters, priors)?.p50 ?? 0;

describe('the best estimate', () => {
  test('is the guide’s range as it is, until one’s own tasks say more', () => {
    expect(bestEstimate(noCosts, 'slides', {}, guide)).toMatchObject({ low: 30, high: 150, basis: 'guide', last: 0 });
    expect(bestEstimate(noCosts, 'agent', {}, guide)).toBeNull();
  });

  test('is what one’s own tasks have cost, and says how many', () => {
    const state = eight(200);
    const { p10, p50, p90 } = costOf(state, 'slides', {}, guide) ?? expect.fail();
    expect(bestEstimate(state, 'slides', {}, guide)).toEqual({
      ...{ task: 'slides', unit: 'credits', basis: 'own', last: 8 },
      ...{ low: p10, middle: p50, high: p90 },
    });
  });
});

describe('the unit of an estimate', () => {
  test('is that of the price, also where one’s own tasks say more', () => {
    const priors = [prior(2, 9, { unit: 'generations' })];
    expect(costOf(noCosts, 'slides', {}, priors)?.unit).toBe('generations');
    expect(costOf(eight(4, {}, priors), 'slides', {}, priors)).toMatchObject({
      unit: 'generations',
      why: { by: 'own' },
    });
  });

  test('is credits, or what is asked for, where nobody has a price', () => {
    const state = eight(40, {}, []);
    expect(costOf(state, 'slides', {}, [])?.unit).toBe('credits');
    expect(costOf(state, 'slides', {}, [], 'uses')?.unit).toBe('uses');
  });
});

describe('a price that is none', () => {
  test.each([
    ['of nothing', 0, 0],
    ['from nothing to something', 0, 90],
    ['upside down', 150, 30],
  ])('%s leaves one’s own tasks to say', (_, low, high) => {
    const priors = [prior(low, high)];
    expect(costOf(noCosts, 'slides', {}, priors)).toBeNull();
    expect(middle(eight(400, {}, priors), 'slides', {}, priors)).toBeCloseTo(400, -1);
  });

  test('is not one that a guide knows exactly', () => {
    expect(costOf(noCosts, 'slides', {}, [prior(50, 50)])).toMatchObject({ why: { by: 'guide' } });
    expect(middle(noCosts, 'slides', {}, [prior(50, 50)])).toBeCloseTo(50);
  });
});

describe('without a price', () => {
  test('several at once cost so many times as much', () => {
    const state = eight(100, { task: 'video', parameters: { seconds: 10, variants: 2 } }, []);
    expect(middle(state, 'video', { seconds: 10 })).toBeCloseTo(50, -1);
    expect(middle(state, 'video', { seconds: 10, variants: 4 })).toBeCloseTo(200, -1);
    expect(middle(state, 'video', { seconds: 10, variants: 0 })).toBeCloseTo(50, -1);
  });

  test('only videos and sounds cost more the longer they are', () => {
    for (const [task, cost] of [
      ['video', 600],
      ['audio', 600],
      ['slides', 100],
    ] as const) {
      const state = eight(100, { task, parameters: { seconds: 10 } }, []);
      expect(middle(state, task, { seconds: 60 })).toBeCloseTo(cost, -1);
    }
  });

  test('a length of nothing, or none, is no length', () => {
    for (const parameters of [{ seconds: 0 }, { seconds: -5 }, {}]) {
      const state = eight(100, { task: 'video', parameters }, []);
      expect(middle(state, 'video', {})).toBeCloseTo(100, -1);
      expect(middle(state, 'video', { seconds: 0 })).toBeCloseTo(100, -1);
    }
  });

  test('tasks of another kind say nothing', () => {
    const state = eight(100, {}, []);
    expect(costOf(state, 'agent', {}, [])).toBeNull();
  });
});

describe('what was learned', () => {
  const kinds = (['slides', 'video', 'agent', 'chat'] as const).map((task, n) => lesson(n, 50, { task }));
  const models = ['b', 'a', 'd', 'c'].map((model, n) => lesson(n, 50, { at: noon, parameters: { model } }));

  test.each([
    ['of several kinds', kinds],
    ['of several models at one moment', models],
    ['of one kind at one moment', [3, 1, 2, 0].map((n) => lesson(n, 50 + n, { at: noon }))],
  ])('%s is the same in whichever order it was told', (_, lessons) => {
    expect(learned(lessons.toReversed())).toEqual(learned(lessons));
    const [first, second, ...rest] = lessons;
    expect(learned([second, ...rest, first].filter((one) => one !== undefined))).toEqual(learned(lessons));
  });

  test('was used last when the latest of it was, not when it was told', () => {
    expect(learned([lesson(5, 50), lesson(2, 50)]).kinds).toMatchObject([{ usedAt: noon + 5 * hour }]);
    expect(learned([lesson(2, 50), lesson(5, 50)]).kinds).toMatchObject([{ usedAt: noon + 5 * hour }]);
  });

  test('says that it is of the very same as soon as one of it is', () => {
    const mixed = learned(
      [...Array(6).keys()].map((n) => lesson(n, 50, { parameters: { model: n === 0 ? 'a' : 'b' } })),
      [],
    );
    const exact = (model: string) => {
      const why = costOf(mixed, 'slides', { model }, [])?.why;
      return why?.by === 'own' && why.exact;
    };
    expect([exact('a'), exact('b'), exact('c')]).toEqual([true, true, false]);
  });

  test('of the very same is remembered beyond the latest of its kind', () => {
    const own = [0, 1, 2].map((n) => lesson(n, 400, { parameters: { model: 'a' } }));
    const others = Array.from({ length: costsKept.perKind }, (_, n) =>
      lesson(10 + n, 50, { parameters: { model: 'b' } }),
    );
    const why = costOf(learned([...own, ...others], []), 'slides', { model: 'a' }, [])?.why;
    expect(why).toEqual({ by: 'own', last: costsKept.perKind + 3, exact: true });
  });
});
