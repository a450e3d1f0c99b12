import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, tablesOf } from '../../scripts/bench/figures.ts';
import { inTurns, pairsOf } from '../../scripts/bench/in-turns.ts';
import { judged, type Pair, quantile } from '../../scripts/bench/judge.ts';
import { chanceOf } from '../simulators/model/chance.ts';

/** Pairs around a ratio: each off by up to so much, on a machine that becomes twice as slow meanwhile. */
function pairsAround(ratio: number, off: number, count = 30): readonly Pair[] {
  const chance = chanceOf(7);
  return Array.from({ length: count }, (_, n) => {
    const slow = 1 + n / count;
    return [slow * ratio * (1 + off * (2 * chance() - 1)), slow];
  });
}

describe('a target', () => {
  test('is met where the whole interval lies below it', () => {
    expect(judged(pairsAround(1.01, 0.01), 1.03).verdict).toBe('met');
  });

  test('is missed where the whole interval lies above it', () => {
    expect(judged(pairsAround(1.06, 0.01), 1.03).verdict).toBe('missed');
  });

  test('is undecided where the interval reaches to both sides of it', () => {
    const { verdict, interval } = judged(pairsAround(1.03, 0.2), 1.03);
    expect(verdict).toBe('undecided');
    expect(interval[0]).toBeLessThan(1.03);
    expect(interval[1]).toBeGreaterThan(1.03);
  });

  test('that there is none of is not judged', () => {
    expect(judged(pairsAround(1.03, 0.2), null).verdict).toBeNull();
  });

  test('exactly reached by every pair is not met', () => {
    expect(judged(pairsAround(1.03, 0), 1.03).verdict).toBe('undecided');
  });
});

describe('the ratio', () => {
  test('is that of pairs: what slows both down says nothing', () => {
    expect(judged(pairsAround(1.5, 0), null)).toMatchObject({ median: 1.5, interval: [1.5, 1.5], middle: [1.5, 1.5] });
  });

  test('is the median: one turn in which something else ran changes little', () => {
    const pairs = [...pairsAround(1.1, 0.02), [90, 1] as const];
    expect(judged(pairs, 1.2).verdict).toBe('met');
    expect(judged(pairs, 1.2).median).toBeCloseTo(1.1, 1);
  });

  test('is judged the same way each time', () => {
    expect(judged(pairsAround(1.2, 0.3), 1.2)).toEqual(judged(pairsAround(1.2, 0.3), 1.2));
  });

  test('lies in its interval, and both among the pairs', () => {
    const pair = fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 20, maxLength: 40 }), (pairs) => {
        const ratios = pairs.map(([ours, other]) => ours / other);
        const { median, interval } = judged(pairs, null);
        const all = [Math.min(...ratios), interval[0], median, interval[1], Math.max(...ratios)];
        expect(all.toSorted((a, b) => a - b)).toEqual(all);
      }),
      { numRuns: 20 },
    );
  });

  test('has an interval that holds the true one about as often as it says', () => {
    const chance = chanceOf(11);
    const draw = (): Pair => [1.2 * Math.exp((chance() + chance() + chance() - 1.5) / 3), 1];
    const held = Array.from({ length: 60 }, () => {
      const [low, high] = judged(Array.from({ length: 25 }, draw), null).interval;
      return low <= 1.2 && 1.2 <= high;
    });
    expect(held.filter((one) => one).length).toBeGreaterThan(50);
  });
});

test('a quantile between two numbers is between them in proportion', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
  expect(quantile([3], 0.9)).toBe(3);
});

test('turns are taken by both first as often, and those for warming up are not counted', async () => {
  const order: string[] = [];
  const turn = (name: string) => () => order.push(name);
  const all = await inTurns(turn('a'), turn('b'), { pairs: 4, warm: 2 });
  expect(order.join('')).toBe('abba'.repeat(3));
  expect(pairsOf(all, (n) => n)).toEqual([
    [5, 6],
    [8, 7],
    [9, 10],
    [12, 11],
  ]);
});

describe('what is printed', () => {
  const ratio = { what: 'a fetch with us ÷ without', where: 'chromium', pairs: pairsAround(1.06, 0), most: 1.03 };
  const told = { what: 'size', where: 'zip', told: '120 kB' };

  test('says median, interval, spread, pairs and verdict', () => {
    expect(lineOf(ratio)).toBe(
      'a fetch with us ÷ without [chromium]: 1.060 (95 % 1.060–1.060; half of the pairs 1.060–1.060; 30 pairs), target ≤ 1.03: missed',
    );
    expect(lineOf(told)).toBe('size [zip]: 120 kB');
  });

  test('is a table of all parts, with the state each was measured at', () => {
    const parts = new Map([
      ['page', { commit: 'abc1234', at: '2026-11-22', figures: [ratio] }],
      ['package', { commit: 'def5678+', at: '2026-11-23', figures: [told] }],
    ]);
    const text = tablesOf(parts);
    expect(text).toContain('page 2026-11-22 (abc1234), package 2026-11-23 (def5678+)');
    expect(text).toContain('| 1.060 | 1.060–1.060 | 1.060–1.060 | 30 | ≤ 1.03 | **missed** |');
    expect(text).toContain('| size | zip | 120 kB |');
  });
});
