import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthOf, growthWithin, type Situation } from '@/core/domain/forecast/growth.ts';
import { type Outlook, probabilityUsedUp, probabilityWithin, quantileOf } from '@/core/domain/forecast/outlook.ts';
import { habitOf, peersOf } from '@/core/domain/forecast/past.ts';
import { longWindows, shortWindows } from '@/core/domain/forecast/prior.ts';

const plain: Outlook = {
  used: 40,
  growth: { stay: 0.3, centre: 2, spread: 0.7 },
  peers: { weight: 0, ends: [] },
  trust: 0,
  widen: { low: 0, high: 0 },
};

describe('an outlook', () => {
  test('gives no chance to less than is used already, all to 100 %, and its stay to the present', () => {
    const mixed = { ...plain, peers: { weight: 1, ends: [[10, 1]] as const }, trust: 0.5 };
    expect([probabilityWithin(mixed, 39), probabilityWithin(plain, 100)]).toEqual([0, 1]);
    expect(probabilityWithin(plain, 40)).toBe(0.3);
    expect(probabilityUsedUp({ ...plain, used: 99.6 })).toBe(1);
  });

  test('is moved by peers as far as they are trusted', () => {
    const peers = { weight: 2, ends: [[100, 2]] as const };
    const chances = [0, 0.4, 1].map((trust) => probabilityUsedUp({ ...plain, peers, trust }));
    expect(chances[1]).toBeCloseTo(0.6 * (chances[0] ?? 0) + 0.4, 6);
    expect(chances[2]).toBeCloseTo(1, 6);
  });

  test('is widened below on its low side and above on its high side', () => {
    const [low, high] = [
      { low: 1.5, high: 0 },
      { low: 0, high: 1.5 },
    ].map((widen) => ({ ...plain, widen }));
    const quantiles = (outlook: Outlook | undefined) => [0.4, 0.6, 0.9].map((p) => quantileOf(outlook ?? plain, p));
    const [narrow, below, above] = [quantiles(plain), quantiles(low), quantiles(high)];
    expect(below[0]).toBeLessThan(narrow[0] ?? 0);
    expect(below.slice(1)).toEqual(narrow.slice(1));
    expect(above[0]).toBe(narrow[0]);
    expect(above[2]).toBeGreaterThan(narrow[2] ?? 100);
  });

  test('says whole points from what is used now, as meters do', () => {
    for (const p of [0.35, 0.5, 0.7]) expect((quantileOf({ ...plain, used: 40.25 }, p) - 40.25) % 1).toBe(0);
  });
});

const situation: Situation = {
  ...{ used: 30, left: 3, toReset: 3, elapsed: 0.4, idle: 0.1, unseen: 0, pace: 10, final: 35, full: 0.2 },
};

describe('what growth hangs on', () => {
  const stay = (change: Partial<Situation>) => growthOf({ ...situation, ...change }, shortWindows).stay;
  const centre = (change: Partial<Situation>, weights = shortWindows) =>
    growthOf({ ...situation, ...change }, weights).centre;

  test('the longer it has stood still, the less time is left, the slower it went, the likelier nothing more comes', () => {
    expect(stay({ idle: 1 })).toBeGreaterThan(stay({}) + 0.05);
    expect(stay({ left: 0.5 })).toBeGreaterThan(stay({}));
    expect(stay({ pace: 1 })).toBeGreaterThan(stay({}));
    expect(stay({ unseen: 1 })).toBeLessThan(stay({}));
  });

  test('a burst, time and heavy habits make it more', () => {
    expect(centre({ pace: 40 })).toBeGreaterThan(centre({}));
    expect(centre({ left: 1 })).toBeLessThan(centre({}));
    expect(centre({ final: 80, full: 0.7 })).toBeGreaterThan(centre({}) + 0.5);
  });

  test('in a long window its own pace counts, and more for its whole rest than for the next day', () => {
    const faster = (left: number) => centre({ used: 60, left }, longWindows) - centre({ used: 14, left }, longWindows);
    expect(faster(3)).toBeGreaterThan(faster(0.5));
    expect(faster(0.5)).toBeGreaterThan(0);
  });

  test('in a long window, of which little can be learned, the plain guess has the last word at its reset', () => {
    const half = { ...situation, used: 40, elapsed: 0.5, left: 2.5, toReset: 2.5, final: 60, pace: 0, idle: 2 };
    // Half its own pace (80 a window), half what windows usually end with: 70 a window, for half a window.
    const plainly = Math.log(35 + 0.5);
    const { plain, ...rest } = longWindows;
    const [pulled, free] = [growthOf(half, longWindows), growthOf(half, { ...rest, plain: 0 })];
    expect(Math.abs(pulled.centre - plainly)).toBeCloseTo((1 - plain) * Math.abs(free.centre - plainly));
    expect(pulled.stay).toBeCloseTo((1 - plain) * free.stay);
    const tomorrow = { ...half, left: 0.7 };
    expect(growthOf(tomorrow, longWindows).stay).toBeGreaterThan(0.98 * growthOf(tomorrow, { ...rest, plain: 0 }).stay);
  });

  test('more is never less likely to contain the outcome', () => {
    const points = fc.double({ min: -5, max: 120, noNaN: true });
    fc.assert(
      fc.property(points, points, (a, b) => {
        const growth = growthOf(situation, shortWindows);
        expect(growthWithin(growth, Math.min(a, b))).toBeLessThanOrEqual(growthWithin(growth, Math.max(a, b)));
      }),
    );
  });
});

describe('finished windows', () => {
  test('are peers only if they came at least this far', () => {
    expect(peersOf(30, [10, 40], [[29.9, 100]]).ends.map(([final]) => final)).toEqual([40, 100]);
    expect(peersOf(30, [], []).weight).toBe(0);
  });

  test('of one’s own outweigh those of other accounts, and these what is usual', () => {
    const many = (final: number) => Array.from({ length: 30 }, () => final);
    const { usual } = shortWindows;
    expect(habitOf([], [], usual).final).toBeCloseTo(35);
    expect(habitOf([], [], usual).full).toBeCloseTo(0.2);
    expect(habitOf([], [many(90)], usual).final).toBeGreaterThan(75);
    expect(habitOf(many(10), [many(90)], usual).final).toBeLessThan(25);
  });
});
