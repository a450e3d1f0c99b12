import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CostPrior } from '@/core/domain/estimate.ts';
import { type CostsState, costOf, costsKept, type Lesson, noCosts, teach } from '@/core/domain/estimates.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { type EpochMs, hour } from '@/core/domain/time.ts';

const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
const prior = (low: number, high: number, more?: Partial<CostPrior>): CostPrior => ({
  task: 'slides',
  per: 'task',
  unit: 'credits',
  basis: 'guide',
  range: { value: { low, high } },
  ...more,
});
const guide = [prior(30, 150), prior(4, 10, { task: 'video', per: 'second' }), prior(100, 800, { task: 'video' })];
const clip = { task: 'video', model: 'fast', seconds: 10, unit: 'generations', basis: 'published' } as const;
const published = [prior(2, 2, clip), prior(5, 25, { ...clip, model: 'good' })];

const lesson = (index: number, credits: number, more?: Partial<Lesson>): Lesson => ({
  key: `task-${index}`,
  task: 'slides',
  parameters: {},
  at: noon + index * hour,
  credits,
  weight: 1,
  ...more,
});
const taught = (costs: readonly number[], more?: Partial<Lesson>, priors: readonly CostPrior[] = guide): CostsState =>
  costs.reduce((state, credits, index) => teach(state, lesson(index, credits, more), priors), noCosts);
const slides = (state: CostsState, priors: readonly CostPrior[] = guide) => costOf(state, 'slides', {}, priors);
const video = (state: CostsState, parameters: TaskParameters, priors: readonly CostPrior[] = guide) =>
  costOf(state, 'video', parameters, priors);

describe('a fixed published price', () => {
  test('is exact, whatever has been measured', () => {
    const parameters = { model: 'fast', seconds: 10 };
    const state = taught([9, 9, 9], { task: 'video', parameters }, published);
    const point = { p10: 2, p50: 2, p90: 2, unit: 'generations', why: { by: 'published' } };
    expect(video(noCosts, parameters, published)).toMatchObject(point);
    expect(video(state, parameters, published)).toMatchObject(point);
    expect(video(state, { ...parameters, variants: 3 }, published)).toMatchObject({ p10: 6, p50: 6, p90: 6 });
  });

  test('that is a range is learned from', () => {
    const parameters = { model: 'good', seconds: 10 };
    expect(video(noCosts, parameters, published)?.why).toEqual({ by: 'published' });
    const state = taught([20, 20, 20], { task: 'video', parameters }, published);
    expect(video(state, parameters, published)).toMatchObject({ why: { by: 'own', last: 3, exact: true } });
  });
});

describe('tasks of other kinds', () => {
  const clips = (costs: readonly number[]) =>
    costs.reduce(
      (state, credits, index) => {
        const clip = { key: `clip-${index}`, task: 'video', parameters: { seconds: 10 } } as const;
        return teach(state, lesson(index, credits, clip), guide);
      },
      taught([70]),
    );
  const width = (state: CostsState) => Math.log((slides(state)?.p90 ?? 0) / (slides(state)?.p10 ?? 1));

  test('say how much a person’s tasks scatter, and nothing of what they cost', () => {
    const [steady, wild] = [clips([60, 61, 60, 59, 60, 61]), clips([20, 150, 60, 30, 110, 60])];
    expect(width(steady)).toBeLessThan(0.9 * width(taught([70])));
    expect(width(wild)).toBeGreaterThan(1.2 * width(taught([70])));
    expect(slides(steady)?.p50).toBeCloseTo(slides(taught([70]))?.p50 ?? 0, -1);
    expect(slides(steady)?.why).toEqual(slides(taught([70]))?.why);
  });

  test('say nothing where each was done but once', () => {
    expect(slides(clips([400]))).toEqual(slides(taught([70])));
  });
});

describe('a range of a guide', () => {
  test('is where an estimate begins, wider by what single tasks scatter', () => {
    const estimate = slides(noCosts);
    expect(estimate?.why).toEqual({ by: 'guide' });
    expect(estimate?.p50).toBeCloseTo(Math.sqrt(30 * 150));
    expect(estimate?.p10).toBeGreaterThan(20);
    expect(estimate?.p10).toBeLessThan(30);
    expect(estimate?.p90).toBeGreaterThan(150);
    expect(estimate?.p90).toBeLessThan(200);
  });

  test('gives way to one’s own charges, soon and then almost entirely', () => {
    const [once, often] = [slides(taught([200])), slides(taught(Array(12).fill(200)))];
    expect(once?.p50).toBeGreaterThan(150);
    expect(once?.p50).toBeLessThan(200);
    expect(often?.p50).toBeGreaterThan(195);
    expect(often?.why).toEqual({ by: 'own', last: 12, exact: true });
    const width = (one: typeof once) => (one?.p90 ?? 0) / (one?.p10 ?? 1);
    expect(width(once)).toBeLessThan(width(slides(noCosts)));
    expect(width(often)).toBeLessThan(width(once));
  });

  test('is nothing to go by for what nobody knows', () => {
    expect(costOf(noCosts, 'agent', {}, guide)).toBeNull();
    expect(costOf(noCosts, 'agent', {}, [prior(0, 0, { task: 'agent' })])).toBeNull();
  });

  test('may be missing where there are charges', () => {
    const state = taught([400, 420, 380, 400], { task: 'agent' });
    const estimate = costOf(state, 'agent', {}, guide);
    expect(estimate?.p50).toBeCloseTo(400, -1);
    expect(estimate?.why).toEqual({ by: 'own', last: 4, exact: true });
  });
});

describe('charges for other parameters', () => {
  test('teach about a longer video by the second', () => {
    const state = taught(Array(8).fill(100), { task: 'video', parameters: { seconds: 10 } });
    const minute = video(state, { seconds: 60 });
    expect(minute?.p50).toBeGreaterThan(500);
    expect(minute?.p50).toBeLessThan(620);
    expect(minute?.why).toMatchObject({ by: 'own', exact: false });
  });

  test('teach by the second where nobody has published a price', () => {
    const state = taught(Array(8).fill(100), { task: 'video', parameters: { seconds: 10 } }, []);
    expect(video(state, { seconds: 60 }, [])?.p50).toBeCloseTo(600, -1);
  });

  test('count for less than those for the very same', () => {
    const other = taught(Array(8).fill(50), { parameters: { model: 'small' } });
    const both = [0, 1, 2, 3].reduce(
      (state, index) => teach(state, lesson(20 + index, 200, { parameters: { model: 'large' } }), guide),
      other,
    );
    expect(costOf(both, 'slides', { model: 'large' }, guide)?.p50).toBeGreaterThan(150);
    expect(costOf(both, 'slides', { model: 'small' }, guide)?.p50).toBeLessThan(60);
    const unknown = costOf(both, 'slides', { model: 'new' }, guide);
    expect(unknown?.p50).toBeGreaterThan(60);
    expect(unknown?.p50).toBeLessThan(160);
  });

  test('of one other kind, however many, say little about the next', () => {
    const state = taught(Array(20).fill(20), { parameters: { model: 'small' } });
    expect(costOf(state, 'slides', { model: 'small' }, guide)?.p50).toBeLessThan(21);
    expect(costOf(state, 'slides', { model: 'new' }, guide)?.p50).toBeGreaterThan(22);
  });

  test('without a price do not teach about those with one', () => {
    const state = taught(
      Array(8).fill(1_000),
      { task: 'video', parameters: { model: 'unknown', seconds: 10 } },
      published,
    );
    const known = video(state, { model: 'good', seconds: 10 }, published);
    expect(known).toEqual(video(noCosts, { model: 'good', seconds: 10 }, published));
  });
});

describe('a charge', () => {
  test('that was shared counts for less', () => {
    const [whole, part] = [slides(taught([200])), slides(taught([200], { weight: 0.25 }))];
    expect(part?.p50).toBeLessThan(whole?.p50 ?? 0);
    expect(part?.p50).toBeGreaterThan(slides(noCosts)?.p50 ?? 0);
  });

  test('of three times the usual moves the estimate little, whenever it comes', () => {
    for (const place of [0, 4, 8]) {
      const costs = Array.from({ length: 9 }, (_, index) => (index === place ? 300 : 100 + 4 * (index - 4)));
      const estimate = slides(taught(costs));
      expect(estimate?.p50).toBeGreaterThan(92);
      expect(estimate?.p50).toBeLessThan(110);
    }
  });

  test('is corrected by teaching it again', () => {
    const state = teach(taught([100, 500]), lesson(1, 110), guide);
    expect(state).toEqual(taught([100, 110]));
  });

  test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('of %f teaches nothing', (credits) => {
    expect(teach(noCosts, lesson(0, credits), guide)).toEqual(noCosts);
  });

  test('without any weight teaches nothing', () => {
    expect(teach(noCosts, lesson(0, 100, { weight: 0 }), guide)).toEqual(noCosts);
  });
});

describe('what is remembered', () => {
  test('is the latest of a kind, and says of how many it speaks', () => {
    const many = Array.from({ length: 100 }, (_, index) => (index < 70 ? 1_000 : 100));
    const estimate = slides(taught(many));
    expect(estimate?.why).toEqual({ by: 'own', last: costsKept.perKind, exact: true });
    expect(estimate?.p50).toBeCloseTo(100, -1);
  });

  test('counts for more the newer it is, so that a changed price is soon believed', () => {
    const estimate = slides(taught([...Array(12).fill(100), ...Array(12).fill(150)]));
    expect(estimate?.p50).toBeGreaterThan(126);
    expect(estimate?.p50).toBeLessThan(150);
  });

  test('are the sets of parameters used last', () => {
    let state = noCosts;
    for (let index = 0; index < 100; index++)
      state = teach(state, lesson(index, 100, { parameters: { model: `m${index % 40}` } }), guide);
    expect(state.exact).toHaveLength(costsKept.exact);
    expect(state.exact.some(({ of }) => of.includes('m19'))).toBe(true);
    expect(state.exact.some(({ of }) => of.includes('m20'))).toBe(false);
    expect(JSON.stringify(state).length).toBeLessThan(8_000);
  });
});

const lessons = fc.uniqueArray(fc.nat(60), { maxLength: 20 }).chain((indices) =>
  fc.tuple(
    ...indices.map((index) =>
      fc
        .record({
          credits: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
          model: fc.constantFrom('a', 'b', 'c'),
          weight: fc.constantFrom(0.25, 0.5, 1),
        })
        .map(({ credits, model, weight }) => lesson(index, credits, { parameters: { model }, weight })),
    ),
  ),
);
const learned = (all: readonly Lesson[], priors = guide) =>
  all.reduce((state, one) => teach(state, one, priors), noCosts);

describe('whatever was charged', () => {
  test('the order and the number of tellings do not matter', () => {
    fc.assert(
      fc.property(
        lessons.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(learned(shuffled)).toEqual(learned(all));
        },
      ),
    );
  });

  test('an estimate is three finite costs in order, above zero', () => {
    fc.assert(
      fc.property(lessons, fc.constantFrom('a', 'b', 'z'), fc.boolean(), (all, model, known) => {
        const priors = known ? guide : [];
        const estimate = costOf(learned(all, priors), 'slides', { model }, priors);
        expect(estimate === null).toBe(!known && all.length === 0);
        const { p10, p50, p90 } = estimate ?? { p10: 1, p50: 2, p90: 3 };
        expect(p10).toBeGreaterThan(0);
        expect(p50).toBeGreaterThan(p10);
        expect(p90).toBeGreaterThan(p50);
        expect(Number.isFinite(p90)).toBe(true);
      }),
    );
  });

  test('dearer charges never make a dearer estimate cheaper', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 40, max: 120, noNaN: true }), { minLength: 1, maxLength: 12 }), (costs) => {
        const [plain, dear] = [slides(taught(costs)), slides(taught(costs.map((cost) => cost * 1.5)))];
        expect(dear?.p50).toBeGreaterThan(plain?.p50 ?? 0);
      }),
    );
  });
});
