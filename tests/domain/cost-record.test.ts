import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CostRecord, earnedCostAccuracy, holdsTooSeldom, judgeCost, unjudged } from '@/core/domain/cost-record.ts';

const said = { low: 100, middle: 200, high: 300 };
const recordOf = (...costs: readonly number[]) =>
  costs.reduce<CostRecord>((record, cost, n) => judgeCost(record, `t${n}`, said, cost), []);

describe('what was said of costs', () => {
  test('is not judged by a few tasks', () => {
    expect(earnedCostAccuracy(recordOf(200, 200, 200, 200))).toBeNull();
  });

  test('is judged by how far its middle was off, and how often its range held', () => {
    expect(earnedCostAccuracy(recordOf(200, 220, 180, 280, 500))).toEqual({ count: 5, off: 10, held: 4 });
  });

  test('holds to the half credit', () => {
    expect(recordOf(99.6, 300.4, 99.4, 300.6).map(({ held }) => held)).toEqual([true, true, false, false]);
  });

  test('is corrected where a cost turns out to be another, and forgotten where it is nobody’s', () => {
    const record = recordOf(200, 200, 900);
    expect(judgeCost(record, 't2', said, 200).map(({ held }) => held)).toEqual([true, true, true]);
    expect(unjudged(record, 't2')).toHaveLength(2);
    expect(unjudged(record, 'other')).toBe(record);
  });

  test('is called too narrow only after ten, where it held much too seldom', () => {
    expect(holdsTooSeldom({ count: 9, off: 50, held: 0 })).toBe(false);
    expect(holdsTooSeldom({ count: 10, off: 50, held: 5 })).toBe(true);
    expect(holdsTooSeldom({ count: 10, off: 50, held: 6 })).toBe(false);
  });

  test('is remembered of the last forty, each task once, whatever comes twice', () => {
    const told = fc.tuple(fc.nat({ max: 80 }), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(fc.array(told, { maxLength: 150 }), (all) => {
        const record = all.reduce<CostRecord>((known, [n, cost]) => judgeCost(known, `t${n}`, said, cost), []);
        expect(record.length).toBeLessThanOrEqual(40);
        expect(new Set(record.map(({ key }) => key)).size).toBe(record.length);
      }),
    );
  });
});

describe('how far a middle was off', () => {
  test('is the share of itself, above or below; of a middle of nothing it is all', () => {
    expect(recordOf(200, 300, 100, 700).map(({ off }) => off)).toEqual([0, 50, 50, 250]);
    expect(judgeCost([], 'a', { low: 0, middle: 0, high: 5 }, 3)).toEqual([{ key: 'a', off: 100, held: true }]);
  });

  test('is told by the one in the middle, the upper of two', () => {
    expect(earnedCostAccuracy(recordOf(240, 220, 200, 260, 280))?.off).toBeCloseTo(20);
    expect(earnedCostAccuracy(recordOf(240, 220, 300, 200, 260, 280))?.off).toBeCloseTo(30);
  });
});

test('the range holds to half a credit exactly', () => {
  expect(recordOf(99.5, 300.5).map(({ held }) => held)).toEqual([true, true]);
  expect(recordOf(99.499, 300.501).map(({ held }) => held)).toEqual([false, false]);
});

test('the last forty are remembered, in the order in which they were first said', () => {
  const keys = recordOf(...Array<number>(43).fill(200)).map(({ key }) => key);
  expect(keys).toEqual(Array.from({ length: 40 }, (_, n) => `t${n + 3}`));
  const again = judgeCost(recordOf(200, 200, 200), 't1', said, 900);
  expect(again.map(({ key, held }) => [key, held])).toEqual([
    ['t0', true],
    ['t1', false],
    ['t2', true],
  ]);
  expect(unjudged(again, 't1').map(({ key }) => key)).toEqual(['t0', 't2']);
});
