import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureOf } from '@/components/charts/measure.ts';
import { cutTo, textWidth } from '@/components/charts/text-width.ts';
import { timePlot } from '@/components/charts/time-plot.ts';
import { timeTicks } from '@/components/charts/time-ticks.ts';
import { valueScale } from '@/components/charts/value-scale.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { wordsFor } from '@/core/words/words.ts';

const words = { en: wordsFor('en'), ja: wordsFor('ja') };
const locales = ['en', 'ja'] as const;
const widths = [320, 640, 1_200] as const;
const begin = Date.parse('2026-03-01T09:17:00Z');
const spans = fc.oneof(
  fc.integer({ min: minute, max: 2 * day }),
  fc.integer({ min: day, max: 100 * day }),
  fc.integer({ min: 90 * day, max: 30 * 365 * day }),
);

function ticksOf(from: number, span: number, width: number, locale: (typeof locales)[number]) {
  const [left, right] = [40, width - 40];
  const x = (at: number) => left + ((at - from) / span) * (right - left);
  return { ticks: timeTicks(from, from + span, x, width, words[locale]), x };
}

describe('the time axis', () => {
  test.each(widths)('has labels that do not touch, within the drawing, whatever the range: %d pixels', (width) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 * day }), spans, fc.constantFrom(...locales), (later, span, locale) => {
        const { ticks } = ticksOf(begin + later, span, width, locale);
        const boxes = ticks.map(({ labelX, label }) => [labelX - textWidth(label) / 2, labelX + textWidth(label) / 2]);
        for (const [i, [from = 0, to = 0]] of boxes.entries()) {
          expect(from).toBeGreaterThanOrEqual(-0.01);
          expect(to).toBeLessThanOrEqual(width + 0.01);
          expect(boxes[i + 1]?.[0] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(to + 8);
        }
      }),
    );
  });

  test.each(widths)('says at least two times, and not more than there is room for: %d pixels', (width) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 * day }), spans, fc.constantFrom(...locales), (later, span, locale) => {
        fc.pre(span >= 10 * minute);
        const { ticks } = ticksOf(begin + later, span, width, locale);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(new Set(ticks.map(({ label }) => label)).size).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(width / 40);
      }),
    );
  });

  test.each([
    ['five hours', '2026-11-22T10:07', 5 * hour, 640, ['11 AM', '12 PM', '1 PM', '2 PM', '3 PM']],
    ['a day, with the date at midnight', '2026-11-22T10:00', day, 640, ['12 PM', '3 PM', '6 PM', '9 PM', 'Nov 23']],
    ['a week', '2026-11-16T00:00', 7 * day, 640, ['Nov 16', 'Nov 17', 'Nov 18', 'Nov 19']],
    ['a month by its Mondays', '2026-11-01T00:00', 30 * day, 640, ['Nov 2', 'Nov 9', 'Nov 16', 'Nov 23', 'Nov 30']],
    [
      'a year, with the year in January',
      '2026-08-01T00:00',
      365 * day,
      1_200,
      ['Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan 2027'],
    ],
    ['many years', '2020-05-01T00:00', 8 * 365 * day, 640, ['2021', '2022', '2023', '2024']],
  ] as const)('is told as people tell time: %s', (_, from, span, width, expected) => {
    const { ticks } = ticksOf(new Date(from).getTime(), span, width, 'en');
    expect(ticks.map(({ label }) => label).slice(0, expected.length)).toEqual(expected);
  });

  test('stands at round local times through a change of the clocks', () => {
    const from = new Date('2026-10-31T12:00').getTime();
    const { ticks, x } = ticksOf(from, 3 * day, 640, 'en');
    const midnights = [1, 2, 3].map((date) => x(new Date(2026, 10, date).getTime()));
    expect(ticks.map((tick) => tick.x)).toEqual(expect.arrayContaining(midnights.map((one) => expect.closeTo(one, 3))));
  });
});

describe('the axis of amounts', () => {
  const measure = measureOf(words.en, 'credits');

  test('always shows zero, keeps every value within, and repeats no label', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e15, max: 1e15 })), (values) => {
        const { y, ticks } = valueScale(values, 24, 208, measure);
        for (const value of [0, ...values]) {
          expect(y(value)).toBeGreaterThanOrEqual(24 - 1e-6);
          expect(y(value)).toBeLessThanOrEqual(208 + 1e-6);
        }
        expect(ticks.length).toBeGreaterThan(0);
        for (const [i, tick] of ticks.entries()) {
          expect(tick.label).not.toBe(ticks[i + 1]?.label);
          expect(Math.abs(tick.y - (ticks[i + 1]?.y ?? Number.NEGATIVE_INFINITY))).toBeGreaterThan(14);
        }
      }),
    );
  });

  test('nothing lies on the ground, also where there is nothing else', () => {
    for (const values of [[], [0], [0, 0], [0, 1e-9]]) expect(valueScale(values, 24, 208, measure).y(0)).toBe(208);
  });

  test('is written in full while that is short', () => {
    const labels = (most: number) => valueScale([most], 24, 208, measure).ticks.map(({ label }) => label);
    expect(labels(10_000)).toEqual(['0', '5,000', '10,000']);
    expect(labels(1_500_000)).toEqual(['0', '500k', '1M', '1.5M', '2M']);
  });

  test('a limit keeps its label where a threshold would run into it', () => {
    const levels = [
      { kind: 'notice', value: 95, label: '95%' },
      { kind: 'limit', value: 100, label: 'Limit' },
      { kind: 'warning', value: 80, label: '80%' },
    ] as const;
    const given = { words: words.en, measure: measureOf(words.en, 'percent'), levels, marks: [] };
    const plot = timePlot({ ...given, times: [begin, begin + day], values: [10], width: 320 });
    expect(plot.levels.filter(({ labelled }) => labelled).map(({ label }) => label)).toEqual(['Limit', '80%']);
    expect(plot.levels).toHaveLength(3);
  });

  test('marks that could not be told apart are drawn once, of each kind', () => {
    const marks = Array.from({ length: 1_700 }, (_, i) => ({ kind: 'reset' as const, at: begin + i * 5 * hour }));
    const grant = { kind: 'grant' as const, at: begin + 100 * day + minute };
    const given = { words: words.en, measure: measureOf(words.en, 'percent'), levels: [], marks: [...marks, grant] };
    const plot = timePlot({ ...given, times: [begin, begin + 354 * day], values: [10], width: 640 });
    const resets = plot.marks.filter(({ kind }) => kind === 'reset');
    expect(resets.length).toBeGreaterThan(20);
    expect(resets.length).toBeLessThan(80);
    expect(plot.marks.filter(({ kind }) => kind === 'grant')).toHaveLength(1);
  });
});

describe('the width of texts', () => {
  test('Japanese counts in full', () => {
    expect(textWidth('今月分', 12)).toBe(36);
    expect(textWidth('abc', 12)).toBeLessThan(30);
  });

  test('what is too long is cut, never wider than there is room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300 }), (text, width) => {
        const cut = cutTo(text, width);
        expect(textWidth(cut)).toBeLessThanOrEqual(width);
        if (textWidth(text) <= width) expect(cut).toBe(text);
      }),
    );
    expect(cutTo('追加購入したクレジット', 60)).toBe('追加購入…');
  });
});
