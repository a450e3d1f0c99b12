import { describe, expect, test } from 'vitest';
import { type LeftReading, noEvidence } from '@/core/domain/resets/evidence.ts';
import { irregularBelief } from '@/core/domain/resets/irregular.ts';
import { nextReset } from '@/core/domain/resets/next-reset.ts';
import { weighRules } from '@/core/domain/resets/posterior.ts';
import { billingDayPrior, billingPrior, type ResetPrior } from '@/core/domain/resets/rule.ts';
import { overlapOf, widened } from '@/core/domain/resets/span.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { ask, at, dailyLooks, follow, look } from './days.ts';

describe('spans', () => {
  test('grow on either side, and vanish where they are narrowed away', () => {
    const span = { after: 10, upTo: 20 };
    expect([widened(span, 3), widened(span, -4)]).toEqual([
      { after: 7, upTo: 23 },
      { after: 14, upTo: 16 },
    ]);
    expect(widened(span, -5)).toBeNull();
  });

  test('share what both hold', () => {
    const shared = (after: number, upTo: number) => overlapOf({ after: 10, upTo: 20 }, { after, upTo });
    expect([shared(5, 12), shared(12, 15), shared(15, 30), shared(20, 30), shared(0, 5)]).toEqual([2, 3, 5, 0, 0]);
  });
});

describe('a billing day that was named', () => {
  test('is any of a month, and has nearly all of the weight of its day', () => {
    expect([0, 0.9, 32, 31.5, Number.NaN].map((one) => billingDayPrior(one) === billingPrior)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    for (const one of [1, 31]) {
      const { guesses, weights } = billingDayPrior(one);
      const named = { from: (one - 1) * day, length: day, share: 0.99 };
      expect(guesses).toEqual([
        { rule: 'monthly-utc', ...named },
        { rule: 'monthly-local', ...named },
      ]);
      expect(weights).toEqual({ ...billingPrior.weights, 'thirty-days': 1 });
    }
  });
});

describe('refills at any time', () => {
  const refill = { firstUse: null, exhausted: null, wrong: 1 };
  const span = (from: number, to: number) => ({ after: from * hour, upTo: to * hour });

  test('are as likely as their rate makes them: how many were seen in the time that was watched', () => {
    const refills = [span(0, 4), span(10, 16)].map((one) => ({ ...one, ...refill, from: one.after, until: one.upTo }));
    const quiets = [
      { ...span(4, 10), weight: 0.5, sure: false },
      { ...span(16, 23), weight: 1, sure: true },
    ];
    // Two and a half in twenty hours.
    const chance = (hours: number) => 1 - Math.exp(-hours / 8) + 0.045;
    const belief = irregularBelief({ ...noEvidence, refills, quiets });
    expect(belief.logLikelihood).toBeCloseTo(Math.log(chance(4)) + Math.log(chance(6)) - 3 / 8 - 7 / 8, 9);
    expect(belief.next(0)).toEqual([]);
    expect(irregularBelief(noEvidence).logLikelihood).toBeCloseTo(0, 12);
  });
});

describe('rules beside each other', () => {
  const weighed = (weights: ResetPrior['weights']) => weighRules(noEvidence, { weights, guesses: [] }, () => 0);

  test('are weighed as they are believed before anything was seen, the likeliest first', () => {
    const rules = weighed({ 'daily-utc': 1, 'monthly-utc': 3, irregular: 0 });
    expect(rules.map(({ rule }) => rule)).toEqual(['monthly-utc', 'daily-utc']);
    expect(rules.map(({ share }) => share)).toEqual([expect.closeTo(0.75, 6), expect.closeTo(0.25, 6)]);
    expect(weighed({})).toEqual([]);
  });
});

describe('the rule that leads', () => {
  const unseen = follow([look(at(0), 50)]);
  const leads = (weights: ResetPrior['weights']) =>
    nextReset(unseen, at(1), { prior: { weights, guesses: [] }, offsetAt: () => 0 })?.rule;

  test('is the likeliest of the likeliest kind: those that tell about the same time stand together', () => {
    expect(leads({ 'daily-utc': 3, 'daily-local': 3, 'monthly-utc': 5 })).toBe('daily-utc');
    expect(leads({ 'monthly-utc': 2, 'monthly-local': 3, 'daily-utc': 5, 'thirty-days': 1 })).toBe('monthly-local');
    expect(leads({ 'thirty-days': 4, 'monthly-utc': 2, 'daily-utc': 5 })).toBe('thirty-days');
    expect(leads({ irregular: 2, 'daily-utc': 1 })).toBe('irregular');
    expect(leads({ 'after-first-use': 2, 'after-exhaustion': 2, 'daily-utc': 3 })).toBe('daily-utc');
  });

  test('may wait for use, or for running out, and then has no time; a clock waits for nothing', () => {
    const waits = (weights: ResetPrior['weights'], ...looks: readonly LeftReading[]) =>
      nextReset(follow(looks), at(1), { prior: { weights, guesses: [] }, offsetAt: () => 0 })?.waitsFor;
    expect(waits({ 'after-first-use': 1 }, look(at(0), 100))).toBe('use');
    expect(waits({ 'after-exhaustion': 1 }, look(at(0), 100), look(at(0, 1), 50))).toBe('exhaustion');
    expect(waits({ 'after-exhaustion': 1 }, look(at(0), 100), look(at(0, 1), 0))).toBeNull();
    expect(waits({ 'daily-utc': 1 }, look(at(0), 100))).toBeNull();
  });
});

describe('what is due', () => {
  const learned = follow(dailyLooks(10, [7, 8.5, 9.5, 20], 9));

  test('is most likely in its middle, or at the one spot where much of it stands', () => {
    const spread = ask(learned, at(9, 20), { weights: { 'daily-utc': 1 }, guesses: [] })?.due;
    expect(Math.abs((spread?.at ?? 0) - at(10, 9))).toBeLessThan(2 * minute);
    const guesses = [{ rule: 'daily-utc', from: 8.7 * hour, length: minute, share: 0.5 }] as const;
    const spot = ask(learned, at(9, 20), { weights: { 'daily-utc': 1 }, guesses })?.due;
    expect(Math.abs((spot?.at ?? 0) - (at(10, 8.7) + minute / 2))).toBeLessThan(minute);
  });

  test('is told in as many days as have gone by', () => {
    const due = ask(learned, at(200, 12), { weights: { 'daily-utc': 1 }, guesses: [] })?.due;
    expect(due?.earliest).toBeGreaterThan(at(201, 8.4));
    expect(due?.latest).toBeLessThan(at(201, 9.6));
  });

  test('is not told where it may be at any time, though a look may be worth it', () => {
    const prior = { weights: { 'daily-utc': 1, irregular: 1e7 }, guesses: [] };
    expect(ask(learned, at(9, 20), prior)).toMatchObject({
      rule: 'irregular',
      due: null,
      visit: null,
      useFirst: false,
    });
  });
});
