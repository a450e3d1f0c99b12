import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labels } from '@/core/domain/reading.ts';
import { day, hour, week } from '@/core/domain/time.ts';
import { compact, meterName, nameOf, productOf, quantity } from '@/core/words/names.ts';
import { wordsFor } from '@/core/words/words.ts';

const en = wordsFor('en', 'UTC');
const ja = wordsFor('ja', 'UTC');

describe('a meter is named by its length alone', () => {
  test.each([
    [5 * hour, '5-hour limit', '5時間の利用枠'],
    [1, '1-hour limit', '1時間の利用枠'],
    [day, '1-day limit', '1日の利用枠'],
    [3 * day, '3-day limit', '3日の利用枠'],
    [week, 'weekly limit', '週の利用枠'],
    [28 * day, 'monthly limit', '月の利用枠'],
    [30 * day, 'monthly limit', '月の利用枠'],
    [2_628_000_000, 'monthly limit', '月の利用枠'],
    [null, 'limit', '利用枠'],
  ])('of %s ms: %s', (length, english, japanese) => {
    const meter = { label: 'codex', length } as const;
    expect([meterName(en, meter), meterName(ja, meter)]).toEqual([english, japanese]);
  });

  test.each([
    [{ name: 'GPT-5.3-Spark' }, week, 'GPT-5.3-Spark, weekly', 'GPT-5.3-Spark（週）'],
    ['free-quota', 5 * hour, 'free quota, 5 hours', '無料枠（5時間）'],
    ['free-quota', 2 * day, 'free quota, 2 days', '無料枠（2日）'],
    ['code-review', 30 * day, 'code review, monthly', 'コードレビュー（月）'],
    ['credits', null, 'credits', 'クレジット'],
  ] as const)('and, where it is of one thing, by that: %j of %s ms', (label, length, english, japanese) => {
    expect([meterName(en, { label, length }), meterName(ja, { label, length })]).toEqual([english, japanese]);
  });
});

test.each(labels)('%s has a name in both languages', (label) => {
  for (const words of [en, ja]) expect(nameOf(words, label)).toMatch(/\S/);
});

test('sentences speak of Codex, not of the site it lives on', () => {
  expect([productOf(en, 'codex', 'ChatGPT'), productOf(en, 'images', 'ChatGPT')]).toEqual(['Codex', 'ChatGPT']);
});

describe('a quantity', () => {
  test.each([
    [9_717, 'credits', '9,717 credits', '9,717クレジット'],
    [1, 'credits', '1 credit', '1クレジット'],
    [7, 'generations', '7 videos', '動画7本'],
    [1, 'uses', '1 use', '1回'],
    [82.9, 'percent', '82%', '82%'],
    [0.5, 'credits', '0.5 credits', '0.5クレジット'],
    [-3, 'credits', '-3 credits', '-3クレジット'],
  ] as const)('%d %s is %s', (value, unit, english, japanese) => {
    expect([quantity(en, value, unit), quantity(ja, value, unit)]).toEqual([english, japanese]);
  });

  test('of one and a half is plural', () => {
    expect(quantity(en, 1.5, 'credits')).toBe('1.5 credits');
  });
});

describe('a count for the badge', () => {
  test.each([
    [0, '0'],
    [950, '950'],
    [999.9, '999'],
    [1_000, '1k'],
    [1_099, '1k'],
    [9_717, '9.7k'],
    [9_999, '9.9k'],
    [10_000, '10k'],
    [125_400, '125k'],
    [999_999, '999k'],
    [1_250_000, '1.2M'],
    [999_999_999, '999M'],
    [-12, '-12'],
    [-1_250, '-1k'],
  ])('%d is %s', (value, text) => {
    expect(compact(value)).toBe(text);
  });

  const scale = { k: 1e3, M: 1e6, G: 1e9, B: 1e9 } as const;
  const read = (text: string) => {
    const unit = text.at(-1) ?? '';
    return unit in scale ? Number(text.slice(0, -1)) * scale[unit as keyof typeof scale] : Number(text);
  };
  const counts = fc.oneof(
    fc.integer({ min: 0, max: 1e9 }),
    fc.integer({ min: 0, max: 100_000 }),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
  );

  test('has at most four characters, is never more than there is, and tells two digits', () => {
    fc.assert(
      fc.property(counts, (value) => {
        const text = compact(value);
        expect(text.length).toBeLessThanOrEqual(4);
        expect(read(text)).toBeLessThanOrEqual(value);
        expect(read(text)).toBeGreaterThanOrEqual(value < 1_000 ? Math.floor(value) : value * 0.9);
      }),
      { numRuns: 2_000, examples: [[1e9]] },
    );
  });
});
