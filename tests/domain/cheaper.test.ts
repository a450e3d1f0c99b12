import { describe, expect, test } from 'vitest';
import { cheaperWays } from '@/core/domain/cheaper.ts';
import type { Estimate } from '@/core/domain/estimate.ts';
import type { Case, Reason } from '@/core/domain/preflight.ts';
import type { TaskKind } from '@/core/domain/task.ts';
import { day, hour } from '@/core/domain/time.ts';
import { caseOf, noon, unknownMeans, videosLeft, weekUsed } from './cases.ts';

const estimate: Estimate = {
  ...{ task: 'chat', unit: 'credits', basis: 'guide', last: 0 },
  ...{ low: 40, middle: 80, high: 160 },
};
const ways = (over: Partial<Case>, reasons: readonly Reason[] = [], paid = true) =>
  cheaperWays({ ...caseOf(estimate), ...over }, new Set(reasons), paid);
const wait = (over: Partial<Case>, reason: Reason = 'does-not-fit', paid = true) => {
  const [first] = ways(over, [reason], paid);
  return first?.way === 'wait' ? first.until - noon : null;
};

describe('waiting', () => {
  const renewsAt = noon + day;

  test('is for what the plan or the credits do not pay, and not for what somebody has set for themselves', () => {
    for (const reason of ['does-not-fit', 'spends-credits', 'near-limit'] as const)
      expect(wait({ renewsAt }, reason)).toBe(day);
    for (const reason of ['over-cap', 'over-job', 'over-budget', 'crosses-warning', 'large-share', 'retakes'] as const)
      expect(wait({ renewsAt }, reason)).toBeNull();
    expect(ways({ renewsAt })).toEqual([]);
  });

  test('is for two days at most, and for what is to come', () => {
    expect(wait({ renewsAt: noon + 2 * day })).toBe(2 * day);
    expect(wait({ renewsAt: noon + 2 * day + 1 })).toBeNull();
    expect(wait({ renewsAt: noon + 1 })).toBe(1);
    expect(wait({ renewsAt: noon })).toBeNull();
    expect(wait({ renewsAt: null })).toBeNull();
  });

  test('is of no use where nobody knows who pays', () => {
    expect(wait({ renewsAt }, 'does-not-fit', false)).toBeNull();
  });

  describe('where meters of the plan pay', () => {
    const video: Estimate = { ...estimate, task: 'video', unit: 'generations', low: 1, middle: 2, high: 3 };
    const until = (...meters: Case['meters']) => wait({ estimate: video, meters, renewsAt });

    test('is for those that do not hold the worst case', () => {
      expect(until(videosLeft(2))).toBe(2 * hour);
      expect(until(videosLeft(3))).toBeNull();
      expect(until(videosLeft(null))).toBeNull();
      expect(until(videosLeft(0))).toBe(2 * hour);
    });

    test('is for those of another unit that have reached the warning', () => {
      const means = { ...unknownMeans, warning: 80 };
      const used = (percent: number | null) =>
        wait({ estimate: video, means, meters: [weekUsed(percent, { resetsAt: noon + hour })], renewsAt });
      expect([used(79), used(80), used(null)]).toEqual([null, hour, null]);
    });

    test('is until the last of them pays again', () => {
      const [soon, late] = [noon + hour, noon + 5 * hour];
      expect(until(videosLeft(0, { resetsAt: soon }), videosLeft(0, { resetsAt: late }))).toBe(5 * hour);
      expect(until(videosLeft(0, { resetsAt: late }), videosLeft(0, { resetsAt: soon }))).toBe(5 * hour);
      expect(until(videosLeft(0, { resetsAt: soon }), videosLeft(9, { resetsAt: late }))).toBe(hour);
    });

    test('is open where one of them tells no time', () => {
      expect(until(videosLeft(0), videosLeft(0, { resetsAt: null }))).toBeNull();
      expect(until(videosLeft(0), videosLeft(9, { resetsAt: null }))).toBe(2 * hour);
    });
  });
});

describe('one at a time', () => {
  test('costs its share of what several cost', () => {
    expect(ways({ parameters: { variants: 4 } })).toEqual([{ way: 'fewer', low: 10, high: 40 }]);
    expect(ways({ parameters: { variants: 2 } })).toEqual([{ way: 'fewer', low: 20, high: 80 }]);
  });

  test('is what one is already', () => {
    expect([ways({ parameters: { variants: 1 } }), ways({ parameters: {} })]).toEqual([[], []]);
  });
});

describe('a way of its own kind', () => {
  test.each<[TaskKind, string | undefined]>([
    ['video', 'draft'],
    ['slides', 'outline'],
    ['sheets', 'outline'],
    ['page', 'outline'],
    ['research', 'scope'],
    ['developer', 'split'],
    ['agent', 'split'],
    ['chat', undefined],
    ['image', undefined],
  ])('of %s is %s', (task, way) => {
    expect(ways({ estimate: { ...estimate, task } }).map((one) => one.way)).toEqual(way === undefined ? [] : [way]);
  });

  test('comes after waiting and after one at a time', () => {
    const all = ways({ estimate: { ...estimate, task: 'video' }, parameters: { variants: 2 }, renewsAt: noon + hour }, [
      'does-not-fit',
    ]);
    expect(all.map(({ way }) => way)).toEqual(['wait', 'fewer', 'draft']);
  });
});
