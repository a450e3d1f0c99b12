import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Means } from '@/core/domain/preflight.ts';
import { hour } from '@/core/domain/time.ts';
import { estimateText } from '@/core/words/preflight.ts';
import { limitText, rounded } from '@/core/words/warnings.ts';
import { wordsFor } from '@/core/words/words.ts';
import { verdictOf } from '../domain/cases.ts';
import { estimate, means, noon, spark, weekly } from './samples.ts';

const en = wordsFor('en', 'America/Los_Angeles');
const ja = wordsFor('ja', 'America/Los_Angeles');
/** Below the cap, so that it fits where there is plenty. */
const small = { ...estimate, low: 100, middle: 200, high: 400 };
const locales = [
  ['en', en, /purchased credits/i],
  ['ja', ja, /購入済みのクレジット/],
] as const;

describe.each(locales)('a limit in the popup, in %s', (_, words, spending) => {
  const limit = { subject: weekly, resetsAt: noon + hour, follows: 'credits', credits: 1_250 } as const;

  test('speaks of purchased credits only if they are being spent', () => {
    expect(limitText(words, limit, noon)).toMatch(spending);
    expect(limitText(words, limit, noon)).toContain('1,250');
    expect(limitText(words, { ...limit, credits: null }, noon)).toMatch(spending);
    for (const follows of ['stops', 'unknown'] as const)
      expect(limitText(words, { ...limit, follows }, noon)).not.toMatch(spending);
  });

  test('names what it is of', () => {
    expect(limitText(words, { ...limit, subject: spark }, noon)).toContain('GPT-5.3-Spark');
  });

  test('tells when it is expected back, as long as that lies ahead', () => {
    const at = words.moment(noon + hour, noon);
    expect(limitText(words, limit, noon)).toContain(at);
    expect(limitText(words, limit, noon + hour)).not.toContain(at);
    expect(limitText(words, { ...limit, resetsAt: null }, noon)).toMatch(/[.。]$/);
  });
});

describe.each(locales)('an estimate in the popup, in %s', (_, words) => {
  const of = (over: Partial<Means>, basis: 'guide' | 'published' = 'guide') =>
    estimateText(words, verdictOf({ ...small, basis }, { ...means, allowance: null, used: null, ...over }));

  test('gives the range, what is left, and what it rests on', () => {
    expect(of({ left: 9_000 })).toMatch(/100–400|100〜400/);
    expect(of({ left: 9_000 })).toContain('9,000');
    expect(of({}, 'guide')).toContain(words.t('estimate.guide'));
    expect(of({}, 'published')).toContain(words.t('estimate.published'));
  });

  test('of nothing that is left says so, and that unlimited credits are', () => {
    expect(of({ left: 0 })).toMatch(/nothing is left|残りがありません/);
    expect(of({ left: null, unlimited: true })).toMatch(/not limited|上限はありません/);
  });

  test('says that it fits only where it does', () => {
    const fits = /fits|収まり/;
    expect(of({ left: 9_000 })).toMatch(fits);
    expect(of({ left: 900 })).not.toMatch(fits);
    expect(of({ left: null })).not.toMatch(fits);
  });
});

describe('a guess', () => {
  test.each([
    [0.4, 0],
    [9.4, 9],
    [94, 94],
    [103.7, 100],
    [418, 420],
    [1_234, 1_200],
    [0, 0],
  ])('of %d is said as %d', (value, said) => {
    expect(rounded(value)).toBe(said);
  });

  test('has at most two digits that mean something, and stays close', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (value) => {
        const said = rounded(value);
        expect(`${said}`.replace(/0+$/, '').length).toBeLessThanOrEqual(2);
        expect(Math.abs(said - value)).toBeLessThanOrEqual(Math.max(0.5, value * 0.051));
      }),
    );
  });
});
