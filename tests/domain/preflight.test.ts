import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '@/core/domain/estimate.ts';
import { type Exceeding, reasons as inOrder, type Means, type Reason } from '@/core/domain/preflight.ts';
import { hour } from '@/core/domain/time.ts';
import { noon, poolOf, verdictOf, videosLeft, weekUsed } from './cases.ts';

const estimate = (more: Partial<Estimate>): Estimate => ({
  task: 'research',
  unit: 'credits',
  low: 1,
  middle: 1,
  high: 1,
  basis: 'guide',
  last: 0,
  ...more,
});
const reasons = (task: Partial<Estimate>, means: Partial<Means>) => verdictOf(estimate(task), means).reasons;
const cap: Exceeding = { what: 'cap', name: null, spent: 0, plan: 300, by: 'middle' };

describe('a task that credits pay for is heavy', () => {
  test.each<[Reason, string, Partial<Estimate>, Partial<Means>, boolean]>([
    ['does-not-fit', 'at worst a little more than is left', { high: 101 }, { left: 100 }, true],
    ['does-not-fit', 'at worst exactly what is left', { high: 100 }, { left: 100 }, false],
    ['large-share', 'a fifth of what is left', { middle: 20 }, { left: 100 }, true],
    ['large-share', 'less than a fifth of what is left', { middle: 19.9 }, { left: 100 }, false],
    ['large-share', 'a fifth of half a credit', { middle: 0.1 }, { left: 0.5 }, true],
    ['large-share', 'a share of nothing', { middle: 1 }, { left: 0 }, false],
    ['large-share', 'a share of less than nothing', { middle: 1 }, { left: -5 }, false],
    ['large-of-cycle', '300 of 10,000', { middle: 300 }, { left: 9_000, allowance: 10_000 }, true],
    ['large-of-cycle', '299 of 10,000', { middle: 299 }, { left: 9_000, allowance: 10_000 }, false],
    ['crosses-warning', 'at worst to the warning', { high: 10 }, { left: 30, allowance: 100, used: 70 }, true],
    ['crosses-warning', 'not quite to it', { high: 9.95 }, { left: 30, allowance: 100, used: 70 }, false],
    [
      'crosses-warning',
      'past one that was moved',
      { high: 10 },
      { left: 30, allowance: 100, used: 70, warning: 81 },
      false,
    ],
    ['crosses-warning', 'past one just ahead', { high: 0.2 }, { left: 30, allowance: 100, used: 79.9 }, true],
    ['crosses-warning', 'beyond one that has been passed', { high: 10 }, { left: 20, allowance: 100, used: 80 }, false],
  ])('%s: %s', (reason, _, task, means, heavy) => {
    expect(reasons(task, means).includes(reason)).toBe(heavy);
  });

  test('by the likely cost for shares, by the worst for what fits', () => {
    expect(reasons({ low: 1, middle: 19, high: 90 }, { left: 100 })).toEqual([]);
    expect(reasons({ low: 1, middle: 299, high: 1_000 }, { left: 9_000, allowance: 10_000 })).toEqual([]);
  });

  test('where it exceeds what the person has set, whatever is known of the balance', () => {
    expect(verdictOf(estimate({}), {}, { exceeding: [cap] })).toMatchObject({ heavy: true, reasons: ['over-cap'] });
  });
});

describe('a task that the plan pays for', () => {
  const codex = estimate({ task: 'developer', low: 8, middle: 22, high: 60 });

  test('leaves the credits alone: a few of them are no reason', () => {
    const verdict = verdictOf(codex, { left: 5, credits: 5 }, { meters: [weekUsed(30)] });
    expect(verdict).toMatchObject({ heavy: false, reasons: [], payer: 'plan', after: null, credits: null });
  });

  test.each([
    [4, 79.9, false],
    [4, 80, true],
    [1, 80, false],
    [1, 95, true],
    [4, 100, false],
  ])('%d at once with %d %% used: near the limit %s', (variants, used, near) => {
    const setting = { meters: [weekUsed(used)], parameters: { variants } };
    expect(verdictOf(codex, { credits: 40 }, setting).reasons.includes('near-limit')).toBe(near);
  });

  test('names the tightest window, and that waiting for it would help', () => {
    const five = weekUsed(97, { key: 'codex:18000', resetsAt: noon + 2 * hour });
    const verdict = verdictOf(codex, {}, { meters: [weekUsed(85), five], parameters: { variants: 4 } });
    expect(verdict.meter).toMatchObject({ used: 97, resetsAt: noon + 2 * hour });
    expect(verdict.cheaper[0]).toMatchObject({ way: 'fewer' });
    const soon = verdictOf(codex, {}, { meters: [five] });
    expect(soon.cheaper[0]).toEqual({ way: 'wait', until: noon + 2 * hour });
  });

  test('that is over one’s own cap is not helped by waiting for a window that is nearly full', () => {
    const five = weekUsed(85, { key: 'codex:18000', resetsAt: noon + 2 * hour });
    const verdict = verdictOf(codex, {}, { meters: [five], exceeding: [cap] });
    expect(verdict).toMatchObject({ reasons: ['over-cap'] });
    expect(verdict.cheaper.map(({ way }) => way)).not.toContain('wait');
  });

  test('is judged by the credits once the plan is used up', () => {
    const verdict = verdictOf(codex, { left: 50, credits: 50 }, { meters: [weekUsed(100)] });
    expect(verdict).toMatchObject({ payer: 'credits', reasons: ['does-not-fit', 'large-share'] });
  });

  test('is refused where nobody pays, and that is no warning of its cost', () => {
    const pools = [poolOf(0, { usable: false })];
    const verdict = verdictOf(codex, { left: 0 }, { meters: [weekUsed(100)], pools });
    expect(verdict).toMatchObject({ payer: 'nobody', heavy: false, reasons: [] });
  });
});

describe('a clip counted in generations', () => {
  const clip = estimate({ task: 'video', unit: 'generations', low: 5, middle: 11, high: 25, basis: 'published' });
  const cost = {
    generations: { low: 5, middle: 11, high: 25 },
    credits: { low: 50, middle: 110, high: 250 },
  };

  test('that the plan covers is not heavy', () => {
    const verdict = verdictOf(clip, { left: 200 }, { meters: [videosLeft(200)], cost });
    expect(verdict).toMatchObject({ heavy: false, payer: 'plan', after: { low: 175, high: 195 } });
  });

  test('that would begin to spend credits says how many', () => {
    const verdict = verdictOf(clip, { left: 2, credits: 900 }, { meters: [videosLeft(2)], cost });
    expect(verdict.reasons[0]).toBe('spends-credits');
    expect(verdict.payer).toBe('plan-then-credits');
    expect(verdict.credits?.high).toBeCloseTo(230, 0);
    expect(verdict.credits?.low).toBeCloseTo(30, 0);
    expect(verdict.cheaper[0]).toEqual({ way: 'wait', until: noon + 2 * hour });
  });

  test('that neither plan nor credits cover does not fit', () => {
    const few = verdictOf(clip, { left: 2, credits: 60 }, { meters: [videosLeft(2)], cost });
    expect(few.reasons[0]).toBe('does-not-fit');
    const none = verdictOf(clip, { left: 2 }, { meters: [videosLeft(2)] });
    expect(none.reasons[0]).toBe('does-not-fit');
    expect(none.reasons).not.toContain('spends-credits');
  });

  test('exactly as large as what is left fits', () => {
    const verdict = verdictOf(clip, { left: 25, credits: 60 }, { meters: [videosLeft(25)], cost });
    expect(verdict.reasons).not.toContain('does-not-fit');
    expect(verdict.reasons).not.toContain('spends-credits');
  });
});

describe('a task is not heavy', () => {
  test('where nothing is known of what would pay for it', () => {
    const verdict = verdictOf(estimate({ low: 100, middle: 250, high: 9_000 }));
    expect(verdict).toMatchObject({ heavy: false, reasons: [], after: null, payer: 'unknown' });
  });

  test.each<[string, Partial<Means>]>([
    ['the allowance', { used: 79 }],
    ['the share that is used', { allowance: 10_000 }],
  ])('by a warning that cannot be placed without %s', (_, means) => {
    expect(reasons({ high: 9_000 }, means)).toEqual([]);
  });

  test('where it is small beside all that is known', () => {
    expect(
      reasons({ task: 'video', low: 50, middle: 100, high: 200 }, { left: 5_000, allowance: 10_000, used: 50 }),
    ).toEqual([]);
  });

  test('for having failed or been retaken alone: that is only worth a word beside a graver reason', () => {
    const small = verdictOf(estimate({}), { left: 1_000 }, { justFailed: true, retakes: 4 });
    expect(small).toMatchObject({ heavy: false, reasons: ['just-failed', 'retakes'] });
    const second = verdictOf(estimate({}), { left: 1_000 }, { retakes: 2 });
    expect(second.reasons).toEqual([]);
    expect(verdictOf(estimate({}), { left: 1_000 }, { retakes: 3 }).reasons).toEqual(['retakes']);
    const large = verdictOf(estimate({ middle: 300, high: 300 }), { left: 1_000 }, { justFailed: true, retakes: 4 });
    expect(large).toMatchObject({ heavy: true, reasons: ['large-share', 'just-failed', 'retakes'], retakes: 4 });
  });
});

describe('whatever the case', () => {
  const amount = fc.double({ min: 0, max: 5_000, noNaN: true });
  const known = fc.option(amount);
  const anyCase = fc.record({
    three: fc.tuple(amount, amount, amount).map((all) => all.toSorted((a, b) => a - b)),
    means: fc.record({ left: known, allowance: fc.option(fc.double({ min: 1, max: 1e5, noNaN: true })), used: known }),
    credits: known,
    meter: fc.constantFrom(null, 0, 50, 90, 99, 100),
    variants: fc.integer({ min: 1, max: 4 }),
    exceeding: fc.constantFrom([], [cap]),
  });
  const judged = ({
    three,
    means,
    credits,
    meter,
    variants,
    exceeding,
  }: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) =>
    verdictOf(
      estimate({ task: 'video', low: three[0] ?? 0, middle: three[1] ?? 0, high: three[2] ?? 0 }),
      { ...means, credits: meter === null ? credits : means.left },
      { meters: meter === null ? [] : [weekUsed(meter)], parameters: { variants }, exceeding },
    );

  test('its reasons stand in their order, each once, and heaviness follows from them', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { reasons, heavy } = judged(one);
        expect(reasons).toEqual(inOrder.filter((reason) => reasons.includes(reason)));
        expect(heavy).toBe(reasons.some((reason) => reason !== 'just-failed' && reason !== 'retakes'));
      }),
    );
  });

  test('more money never makes it heavier', () => {
    fc.assert(
      fc.property(anyCase, amount, (one, more) => {
        const { left } = one.means;
        // Less than a credit is nothing.
        if (left === null || left < 1) return;
        const richer = judged({ ...one, means: { ...one.means, left: left + more } });
        for (const reason of ['does-not-fit', 'large-share'] as const)
          if (richer.reasons.includes(reason)) expect(judged(one).reasons).toContain(reason);
      }),
    );
  });
});

test('a verdict carries what it was judged by, and what would be left at worst and at best', () => {
  const task = estimate({ low: 10, middle: 15, high: 25 });
  const setting = { parameters: { seconds: 8 }, guessed: true };
  expect(verdictOf(task, { left: 1_000 }, setting)).toMatchObject({
    estimate: task,
    parameters: { seconds: 8 },
    guessed: true,
    heavy: false,
    payer: 'credits',
    after: { low: 975, high: 990 },
  });
});

describe('a cheaper way', () => {
  test.each([
    ['video', 'draft'],
    ['slides', 'outline'],
    ['research', 'scope'],
    ['developer', 'split'],
    ['image', undefined],
  ] as const)('for %s is to %s', (task, way) => {
    expect(verdictOf(estimate({ task }), { left: 2 }).cheaper[0]?.way).toBe(way);
  });

  test('is one instead of several', () => {
    const several = estimate({ task: 'image', low: 10, middle: 20, high: 40 });
    expect(verdictOf(several, { left: 50 }, { parameters: { variants: 4 } }).cheaper).toEqual([
      { way: 'fewer', low: 2.5, high: 10 },
    ]);
  });

  test('is to wait for the credits where it does not fit, but not for weeks', () => {
    const way = (renewsAt: number | null) =>
      verdictOf(estimate({ high: 500 }), { left: 100 }, { renewsAt }).cheaper.map((one) => one.way);
    expect(way(noon + 5 * hour)).toContain('wait');
    expect(way(noon + 50 * hour)).not.toContain('wait');
    expect(way(null)).not.toContain('wait');
  });
});
