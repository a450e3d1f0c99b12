import { describe, expect, test } from 'vitest';
import type { Estimate } from '@/core/domain/estimate.ts';
import { judge } from '@/core/domain/preflight.ts';
import { hour } from '@/core/domain/time.ts';
import { caseOf, noon, poolOf, verdictOf, videosLeft, weekUsed } from './cases.ts';

const estimate = (more: Partial<Estimate>): Estimate => ({
  ...{ task: 'slides', unit: 'credits', low: 1, middle: 1, high: 1, basis: 'guide', last: 0 },
  ...more,
});
const clip = estimate({ task: 'video', unit: 'generations', low: 5, middle: 11, high: 25, basis: 'published' });
const cost = { generations: { low: 5, middle: 11, high: 25 }, credits: { low: 50, middle: 110, high: 250 } };
const codex = estimate({ task: 'developer', low: 8, middle: 22, high: 60 });

describe('what a verdict tells of the meters', () => {
  test('is the one that gives out first, and one of which nothing is known last', () => {
    const meters = [weekUsed(null, { key: 'a' }), weekUsed(30), weekUsed(60, { key: 'b' })];
    expect(verdictOf(codex, {}, { meters }).meter).toMatchObject({ used: 60 });
    expect(verdictOf(codex, {}, { meters: meters.slice(0, 2) }).meter).toMatchObject({ used: 30 });
    expect(verdictOf(codex, {}, { meters: [weekUsed(0), weekUsed(null)] }).meter).toMatchObject({ used: 0 });
    expect(verdictOf(codex, {}, { meters: [weekUsed(null), weekUsed(0)] }).meter).toMatchObject({ used: 0 });
  });

  test('is none where there is none, or where the task is free', () => {
    expect(verdictOf(codex, {}).meter).toBeNull();
    const task = caseOf(codex, {}, { meters: [weekUsed(30)] });
    expect(judge({ ...task, payment: { ...task.payment, first: 'free' } }).meter).toBeNull();
  });
});

describe('a task is counted in what pays', () => {
  const leaves = (task: Estimate, ...setting: Parameters<typeof verdictOf> extends [unknown, ...infer R] ? R : never) =>
    verdictOf(task, ...setting).after;

  test('where one of the plan’s meters counts in the same', () => {
    expect(leaves(clip, { left: 100 }, { meters: [weekUsed(20), videosLeft(100)], cost })).toEqual({
      low: 75,
      high: 95,
    });
    expect(leaves(clip, { left: 100 }, { meters: [weekUsed(20)], cost })).toBeNull();
  });

  test('in credits where they pay, where nobody knows who does, and where there is nothing else', () => {
    const left = { left: 100 };
    expect(leaves(codex, left, { meters: [weekUsed(20)] })).toBeNull();
    expect(leaves(codex, left, { meters: [weekUsed(100)], pools: [poolOf(100)] })).toEqual({ low: 40, high: 92 });
    expect(leaves(codex, left, { meters: [weekUsed(null)] })).toEqual({ low: 40, high: 92 });
    expect(leaves(codex, left, { pools: [poolOf(0)] })).toEqual({ low: 40, high: 92 });
  });
});

describe('a task does not fit', () => {
  test('into too few credits, whatever else a pool may hold', () => {
    const verdict = verdictOf(estimate({ high: 101 }), { left: 100 }, { pools: [poolOf(1_000)] });
    expect(verdict.reasons).toContain('does-not-fit');
  });

  test('unless credits may pay for what the plan leaves, and nobody can say that they are too few', () => {
    const setting = { meters: [videosLeft(2)], cost: { generations: cost.generations } };
    expect(verdictOf(clip, { left: 2, credits: 10 }, setting).reasons).not.toContain('does-not-fit');
    expect(verdictOf(clip, { left: 2, credits: 230 }, { ...setting, cost }).reasons).not.toContain('does-not-fit');
    expect(verdictOf(clip, { left: 2, credits: 229 }, { ...setting, cost }).reasons).toContain('does-not-fit');
  });
});

describe('a task begins to spend credits', () => {
  const spends = (...[task, means, setting]: Parameters<typeof verdictOf>) =>
    verdictOf(task, means, setting).reasons.includes('spends-credits');
  const short = { meters: [videosLeft(2)], cost };

  test('where there are some, or they may be used though nobody knows how many', () => {
    expect(spends(clip, { left: 2, credits: 1 }, short)).toBe(true);
    expect(spends(clip, { left: 2, credits: 0, usable: true }, short)).toBe(false);
    expect(spends(clip, { left: 2, credits: null, usable: true }, short)).toBe(true);
    expect(spends(clip, { left: 2, credits: null, usable: null }, short)).toBe(false);
  });

  test('where even only the dear case does, and not where none does', () => {
    const possibly = verdictOf(clip, { left: 12, credits: 900 }, { meters: [videosLeft(12)], cost });
    expect(possibly).toMatchObject({ payer: 'plan-then-credits', reasons: ['spends-credits', 'large-share'] });
    expect(possibly.credits?.low).toBe(0);
    expect(possibly.credits?.high).toBeCloseTo(130, 6);
    const covered = verdictOf(clip, { left: 25, credits: 900 }, { meters: [videosLeft(25)], cost });
    expect(covered).toMatchObject({ payer: 'plan', credits: null });
    expect(covered.reasons).not.toContain('spends-credits');
  });

  test('where the plan is used up only if it is a video: of other tasks that has been said', () => {
    const used = { meters: [videosLeft(0)], cost };
    expect(spends(clip, { left: 0, credits: 900 }, used)).toBe(true);
    expect(spends({ ...clip, task: 'image' }, { left: 0, credits: 900 }, used)).toBe(false);
    const nobody = { ...used, pools: [poolOf(900, { usable: false })] };
    expect(spends(clip, { left: 0, credits: 900 }, nobody)).toBe(false);
  });

  test('only beside a plan', () => {
    expect(spends(estimate({ task: 'video' }), { left: 900, credits: 900 })).toBe(false);
    expect(verdictOf(estimate({ task: 'video' }), { left: 900, credits: 900 }).credits).toBeNull();
  });

  test('and not where nobody has any', () => {
    const verdict = verdictOf(clip, { left: 2 }, { meters: [videosLeft(2)], cost, pools: [poolOf(0)] });
    expect(verdict).toMatchObject({ payer: 'plan-then-credits', credits: null });
    expect(verdictOf(clip, { left: 2 }, { meters: [videosLeft(2)], cost, pools: [] })).toMatchObject({ payer: 'plan' });
  });
});

describe('a window is nearly used up', () => {
  const near = (used: number | null, over: Parameters<typeof weekUsed>[1] = {}) =>
    verdictOf(codex, {}, { meters: [weekUsed(used, over)] }).reasons.includes('near-limit');

  test('from 95 percent on until nothing is left', () => {
    expect([94.9, 95, 99.9].map((used) => near(used))).toEqual([false, true, true]);
    expect(near(100, { blocked: false })).toBe(false);
    expect(near(null, { blocked: false })).toBe(false);
  });

  test('as long as it is the plan that pays', () => {
    expect(near(97, { blocked: true })).toBe(false);
  });

  test('unless its reset has come; one that tells no time counts', () => {
    expect([near(97, { resetsAt: null }), near(97, { resetsAt: noon + 1 })]).toEqual([true, true]);
    expect([near(97, { resetsAt: noon }), near(97, { resetsAt: noon - hour })]).toEqual([false, false]);
  });

  test('where nobody can foretell its share: a task that is counted in it is judged by what is left', () => {
    const meters = [videosLeft(100, { used: 97 })];
    expect(verdictOf(clip, {}, { meters, cost }).reasons).toEqual([]);
    expect(verdictOf(codex, {}, { meters, cost }).reasons).toEqual(['near-limit']);
  });
});

test('waiting is no way where nobody pays in the end, or nobody knows who', () => {
  const way = (pools: ReturnType<typeof poolOf>[], first: number) =>
    verdictOf(clip, { left: 0, credits: 5 }, { meters: [videosLeft(first)], cost, pools }).cheaper.map(
      (one) => one.way,
    );
  expect(way([poolOf(5)], 0)).toContain('wait');
  expect(way([poolOf(5, { usable: false })], 0)).not.toContain('wait');
});
