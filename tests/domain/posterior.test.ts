import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Measured, posteriorOf, type Scatter, scatterOf } from '@/core/domain/posterior.ts';

const seen = (beside: number, more: Partial<Measured> = {}): Measured => ({
  ...{ beside, weight: 1, group: 7, exact: true },
  ...more,
});
/** Fisher's expansion of Student's quantile at a normal one of 1.3, to the second term. */
const student = (freedom: number) => 1.3 + 0.87425 / freedom + 57.61665 / 96 / freedom ** 2;
const unseen: Scatter = { variance: 0.0625, pairs: 0.8 };

type Fit = { mean: number; variance: number; noise: number; freedom: number; groups: number; total: number };

/** The same model in plain loops: expectation and maximisation in turns, charges that lie apart counting for less. */
function plainly(own: readonly Measured[], spread: number | null, before: Scatter, rounds: number): Fit {
  const total = spread === null ? 9 : Math.max(0.1, spread / 2.5632) ** 2;
  const between = Math.min(spread === null ? 0.64 : 0.0625, total / 4);
  const sorted = own.map(({ beside }) => beside).sort((a, b) => a - b);
  const n = sorted.length;
  const median =
    n === 0 ? 0 : n % 2 === 1 ? sorted[(n - 1) / 2] : ((sorted[n / 2 - 1] ?? 0) + (sorted[n / 2] ?? 0)) / 2;
  const prior = { mean: spread === null ? (median ?? 0) : 0, variance: total - between };
  const names = [...new Set(own.map((one) => (one.exact ? 'asked' : `${one.group}`)))];
  const nameOf = (one: Measured) => (one.exact ? 'asked' : `${one.group}`);
  let noise = before.variance;
  let means: Record<string, number> = {};
  let exact = { mean: prior.mean, variance: total };
  for (let round = 0; round < rounds && n > 0; round++) {
    const weights = own.map(({ beside, weight, ...one }) => {
      if (round === 0) return weight;
      const off = beside - (means[nameOf({ beside, weight, ...one })] ?? 0);
      const normal = (v: number) => Math.exp((-off * off) / (2 * v)) / Math.sqrt(v);
      const regular = 0.95 * normal(noise);
      return weight * Math.max(0.001, regular / (regular + 0.05 * normal(noise + 1)));
    });
    const sizes: Record<string, number> = {};
    const averages: Record<string, number> = {};
    for (const name of names) {
      let [size, sum] = [0, 0];
      for (const [i, one] of own.entries())
        if (nameOf(one) === name) {
          size += weights[i] ?? 0;
          sum += (weights[i] ?? 0) * one.beside;
        }
      sizes[name] = size;
      averages[name] = sum / size;
    }
    let precision = 1 / prior.variance;
    let pull = prior.mean / prior.variance;
    for (const name of names) {
      if (name === 'asked') continue;
      const sure = 1 / (between + noise / (sizes[name] ?? 1));
      precision += sure;
      pull += sure * (averages[name] ?? 0);
    }
    const kind = { mean: pull / precision, variance: 1 / precision };
    means = {};
    exact = { mean: kind.mean, variance: kind.variance + between };
    let squares = 0;
    for (const name of names) {
      const from = name === 'asked' ? kind.variance + between : between;
      const sure = (sizes[name] ?? 0) / noise;
      const variance = 1 / (1 / from + sure);
      const mean = variance * (kind.mean / from + sure * (averages[name] ?? 0));
      means[name] = mean;
      if (name === 'asked') exact = { mean, variance };
      for (const [i, one] of own.entries())
        if (nameOf(one) === name) squares += (weights[i] ?? 0) * ((one.beside - mean) ** 2 + variance);
    }
    const size = weights.reduce((sum, one) => sum + one, 0);
    noise = (2 * before.pairs * before.variance + squares) / (2 * before.pairs + size);
    exact = { ...exact };
    if (round === rounds - 1) return { ...exact, noise, freedom: 2 * before.pairs + size, groups: names.length, total };
  }
  return { ...exact, noise, freedom: 2 * before.pairs, groups: 0, total };
}

const charge = fc.record({
  beside: fc.double({ min: -3, max: 3, noNaN: true }),
  weight: fc.constantFrom(0.25, 0.5, 1),
  group: fc.constantFrom(0, 1, 2),
  exact: fc.boolean(),
});
const charges = fc.array(charge, { maxLength: 12 });
const width = fc.option(fc.double({ min: 0, max: 4, noNaN: true }));
const scatters = fc.array(
  fc.record({
    variance: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    pairs: fc.double({ min: 0.1, max: 6, noNaN: true }),
  }),
  { maxLength: 3 },
);

describe('what the next task will cost', () => {
  test('is the published range where nothing was measured, and more, for all that nobody knows', () => {
    const { quantiles, learned } = posteriorOf([], 2.5632);
    const half = Math.hypot(1.3, student(1.6) * 0.25);
    expect(quantiles.p50).toBe(0);
    expect(quantiles.p90).toBeCloseTo(half, 9);
    expect(quantiles.p10).toBeCloseTo(-half, 9);
    expect(learned).toBe(0);
    // The narrowest range a guide may have.
    expect(posteriorOf([], 0).quantiles.p90).toBeCloseTo(Math.hypot(0.13, student(1.6) * 0.25), 9);
  });

  test('goes by how tasks of other kinds scatter, for half of what they are worth and at most four pairs', () => {
    const p90 = (...others: readonly Scatter[]) => posteriorOf([], 0, others).quantiles.p90;
    const of = (variance: number, pairs: number) => Math.hypot(0.13, student(2 * pairs) * Math.sqrt(variance));
    expect(p90({ variance: 0.16, pairs: 2 })).toBeCloseTo(of((0.8 * 0.0625 + 0.16) / 1.8, 1.8), 9);
    const mixed = (0.16 * 2 + 0.04 * 6) / 8;
    expect(p90({ variance: 0.16, pairs: 2 }, { variance: 0.04, pairs: 6 })).toBeCloseTo(
      of((0.8 * 0.0625 + 4 * mixed) / 4.8, 4.8),
      9,
    );
    expect(p90({ variance: 0.04, pairs: 80 })).toBeCloseTo(of((0.8 * 0.0625 + 4 * 0.04) / 4.8, 4.8), 9);
  });

  test('is what the same model gives in plain loops', () => {
    fc.assert(
      fc.property(charges, width, scatters, (own, spread, others) => {
        const pairs = others.reduce((sum, one) => sum + one.pairs, 0);
        const worth = Math.min(4, pairs / 2);
        const all = others.reduce((sum, one) => sum + one.pairs * one.variance, 0);
        const before =
          pairs === 0
            ? unseen
            : { pairs: 0.8 + worth, variance: (0.8 * 0.0625 + (worth * all) / pairs) / (0.8 + worth) };
        const fit = plainly(own, spread, before, 8);
        const { quantiles, learned } = posteriorOf(own, spread, others);
        const half = Math.hypot(1.3 * Math.sqrt(fit.variance), student(fit.freedom) * Math.sqrt(fit.noise));
        expect(quantiles.p50).toBeCloseTo(fit.mean, 7);
        expect(quantiles.p90 - quantiles.p50).toBeCloseTo(half, 7);
        expect(quantiles.p50 - quantiles.p10).toBeCloseTo(half, 7);
        expect(learned).toBeCloseTo(Math.max(0, 1 - fit.variance / fit.total), 7);
      }),
      { numRuns: 150 },
    );
  });

  test('does not hang on the order of the charges', () => {
    fc.assert(
      fc.property(charges, width, (own, spread) => {
        const [one, other] = [posteriorOf(own, spread), posteriorOf(own.toReversed(), spread)];
        expect(one.quantiles.p50).toBeCloseTo(other.quantiles.p50, 9);
        expect(one.quantiles.p90).toBeCloseTo(other.quantiles.p90, 9);
      }),
      { numRuns: 50 },
    );
  });

  test('is mirrored where the charges are', () => {
    fc.assert(
      fc.property(charges, width, (own, spread) => {
        const mirrored = own.map((one) => ({ ...one, beside: -one.beside }));
        const [one, other] = [posteriorOf(own, spread).quantiles, posteriorOf(mirrored, spread).quantiles];
        expect(one.p50).toBeCloseTo(-other.p50, 9);
        expect(one.p90).toBeCloseTo(-other.p10, 9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('how tasks of a kind scatter', () => {
  test('is not known from charges that each stand alone', () => {
    expect(scatterOf([])).toBeNull();
    expect(scatterOf([seen(0.3)])).toBeNull();
    expect(scatterOf([0, 1, 2].map((group) => seen(0.3, { group, exact: false })))).toBeNull();
  });

  test('is what the same model gives in plain loops, without what was believed before', () => {
    fc.assert(
      fc.property(fc.array(charge, { minLength: 1, maxLength: 12 }), (own) => {
        const fit = plainly(own, null, unseen, 5);
        const pairs = (fit.freedom - 1.6 - fit.groups) / 2;
        const said = scatterOf(own);
        expect(said === null).toBe(!(pairs > 0));
        if (said === null) return;
        expect(said.pairs).toBeCloseTo(pairs, 7);
        expect(said.variance).toBeCloseTo((fit.noise * fit.freedom - 0.1) / (fit.freedom - 1.6), 7);
      }),
      { numRuns: 150 },
    );
  });
});
