import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateOf } from '@/core/domain/estimate.ts';
import type { Run } from '@/core/domain/jobs.ts';
import {
  type Known,
  mixes,
  ownTakes,
  planProduct,
  planVideos,
  products,
  type Recipe,
  sharedOut,
  type TakeCost,
} from '@/core/domain/planner.ts';
import { providers } from '@/core/providers/index.ts';

const shops = providers.filter(({ facts }) => facts.recipes !== undefined);
const known = (facts: (typeof shops)[number]['facts'], over: Partial<Known> = {}): Known => {
  const general: Known['general'] = (task) => estimateOf(facts.costs, task, {})?.middle ?? null;
  const cost: Known['cost'] = (task) => {
    const middle = general(task);
    return middle === null ? null : { low: middle / 2, middle, high: middle * 2, own: false };
  };
  return { general, cost, takes: () => null, ...over };
};

describe.each(shops.map(({ facts }) => [facts.name, facts] as const))('the planner at %s', (_, facts) => {
  const recipe = (makes: Recipe['makes']): Recipe => {
    const found = facts.recipes?.find(({ value }) => value.makes === makes);
    if (found === undefined) throw new Error(`no recipe for ${makes}`);
    return found.value;
  };

  /** What the guide says that 10,000 credits make, read from the guide itself and not from our facts. */
  test.each([
    ['sales', 'deck', 20, 30],
    ['marketing', 'article', (1 * 30.44) / 7, (2 * 30.44) / 7],
    ['creator', 'script', 10, 15],
  ] as const)('holds to the guide’s example for %s: 10,000 credits', (style, makes, low, high) => {
    const plan = planProduct(recipe(makes), (10_000 * mixes[style][makes]) / 100, known(facts));
    expect(Math.abs((plan?.count.low ?? 0) - low)).toBeLessThan(0.02);
    expect(Math.abs((plan?.count.high ?? 0) - high)).toBeLessThan(0.02);
    // Revisions are part of it: a piece takes more than one take of something.
    expect(plan?.parts.some(({ takes }) => takes.low > 1)).toBe(true);
  });

  test('names for mail no number that the guide does not name, only its share', () => {
    expect(mixes.sales).toEqual({ deck: 70, article: 0, script: 0 });
    for (const { value } of facts.recipes ?? [])
      expect(value.parts.reduce((sum, { share }) => sum + share, 0)).toBe(100);
  });

  test('makes more of what costs oneself less, and of what one needs fewer takes for', () => {
    const cheap: Known['cost'] = () => ({ low: 20, middle: 25, high: 30, own: true });
    const plain = planProduct(recipe('deck'), 7_000, known(facts));
    const own = planProduct(recipe('deck'), 7_000, known(facts, { cost: cheap }));
    expect(own?.count.low).toBeGreaterThan(plain?.count.low ?? 0);
    const twice = planProduct(
      recipe('deck'),
      7_000,
      known(facts, { cost: cheap, takes: () => ({ takes: 2, jobs: 5 }) }),
    );
    expect(twice?.count.low).toBeGreaterThan(130);
    expect(twice?.count.high).toBeLessThan(150);
    expect(twice?.parts[0]?.jobs).toBe(5);
  });

  test('never makes fewer of more, and never more than the cheapest takes allow', () => {
    const cost = fc
      .tuple(fc.double({ min: 1, max: 500, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }))
      .map(([middle, by]): TakeCost => ({ low: middle / by, middle, high: middle * by, own: true }));
    fc.assert(
      fc.property(
        fc.constantFrom(...products),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        cost,
        fc.option(fc.double({ min: 1, max: 9, noNaN: true })),
        (makes, credits, price, takes) => {
          const given = known(facts, {
            cost: () => price,
            takes: () => (takes === null ? null : { takes, jobs: 4 }),
          });
          const [one, more] = [credits, 2 * credits].map((all) => planProduct(recipe(makes), all, given));
          if (one == null || more == null) throw new Error('not planned');
          expect(one.count.low).toBeLessThanOrEqual(one.count.high);
          expect(more.count.low).toBeGreaterThanOrEqual(one.count.low);
          expect(more.count.high).toBeGreaterThanOrEqual(one.count.high - 1e-9);
          const cheapest = one.parts.reduce((sum, part) => sum + price.low * part.takes.low, 0);
          expect(one.count.high).toBeLessThanOrEqual(credits / cheapest + 1e-6);
        },
      ),
    );
  });

  test('says nothing where nobody knows what a part costs', () => {
    expect(planProduct(recipe('article'), 1_000, known(facts, { cost: () => null }))).toBeNull();
  });
});

test('some service has recipes', () => {
  expect(shops.length).toBeGreaterThan(0);
});

describe('one’s own takes', () => {
  const job = (id: string, ...counts: readonly number[]) => ({
    job: id,
    credits: 0,
    runs: counts.map((count, i): Run => ({ task: 'slides', size: null, seconds: i, count, again: 0, recent: [] })),
  });

  test('are those of one’s jobs, once there are three', () => {
    expect(ownTakes([job('a', 4), job('b', 2)], 'slides')).toBeNull();
    expect(ownTakes([job('a', 4), job('b', 2), job('c', 2, 1), job('d')], 'slides')).toEqual({ takes: 3, jobs: 3 });
    expect(ownTakes([job('a', 4), job('b', 2), job('c', 3)], 'video')).toBeNull();
  });
});

test('videos are reckoned with up to three corrections, or with one’s own', () => {
  const cost = { low: 100, middle: 200, high: 400, own: false };
  expect(planVideos(3_200, cost, { low: 1, high: 4 })).toEqual({ low: 2, high: 32 });
  expect(planVideos(3_200, cost, { low: 2, high: 2 })).toEqual({ low: 4, high: 16 });
});

describe('a plan worked out by hand', () => {
  const recipe: Recipe = {
    ...{ makes: 'deck', credits: 1_000, count: { low: 2, high: 5 } },
    parts: [
      { task: 'slides', share: 60 },
      { task: 'research', share: 40 },
    ],
  };
  // Ten takes of each in the example: two to five a piece.
  const general: Known['general'] = (task) => (task === 'slides' ? 60 : 40);
  const own: TakeCost = { low: 30, middle: 60, high: 120, own: true };
  const cost: Known['cost'] = (task) => (task === 'slides' ? own : { low: 1, middle: 40, high: 999, own: false });
  const given = { general, cost, takes: () => null };

  test('averages the scatter of one’s own tasks over all of them, and takes the guide’s middle as it is', () => {
    const plan = planProduct(recipe, 3_500, given);
    expect(plan?.parts.map(({ takes }) => takes)).toEqual([
      { low: 2, high: 5 },
      { low: 2, high: 5 },
    ]);
    // A piece takes 350 in the middle: ten pieces, of 3.5 takes each.
    const off = 2 ** (1 / Math.sqrt(35));
    expect(plan?.count.low).toBeCloseTo(3_500 / (5 * (60 * off + 40)), 9);
    expect(plan?.count.high).toBeCloseTo(3_500 / (2 * (60 / off + 40)), 9);
  });

  test('reckons with the scatter of one whole piece where there is not enough for one', () => {
    const off = 2 ** (1 / Math.sqrt(3.5));
    expect(planProduct(recipe, 35, given)?.count.low).toBeCloseTo(35 / (5 * (60 * off + 40)), 9);
  });

  test('is none where one of its parts has no price', () => {
    expect(planProduct(recipe, 3_500, { ...given, cost: (task) => (task === 'slides' ? own : null) })).toBeNull();
    expect(planProduct(recipe, 3_500, { ...given, general: (task) => (task === 'slides' ? 60 : null) })).toBeNull();
  });

  test('shares out what its mix says', () => {
    expect([sharedOut(mixes.sales), sharedOut({ deck: 40, article: 35, script: 30 })]).toEqual([70, 105]);
  });
});
