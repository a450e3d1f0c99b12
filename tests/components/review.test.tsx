import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { textWidth } from '@/components/charts/text-width.ts';
import { pictureOf } from '@/components/review/picture-layout.ts';
import { ReviewSections } from '@/components/review/review.tsx';
import { ShareReview } from '@/components/review/share-review.tsx';
import { Stretches } from '@/components/review/stretches.tsx';
import { piecesOf, wrapped } from '@/components/review/wrap.ts';
import { ReviewSettings } from '@/components/settings/review.tsx';
import type { ReviewView } from '@/core/app/dashboard/review.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { wordsFor } from '@/core/words/words.ts';

const words = { en: wordsFor('en'), ja: wordsFor('ja') };
const measure = (text: string, size: number) => textWidth(text, size);
const standing: ReviewView['standing'][number] = {
  ...{ key: 'muse/1/credits', service: 'Muse', name: 'credits', text: '8,300 credits left', share: 17, level: 'none' },
  ...{ resets: 'back November 25', lasting: null, seenAt: 0 },
};
const view: ReviewView = {
  ...{ heading: 'Nokori review', when: 'November 15 to November 22', asOf: 'As of now.', text: 'All of it' },
  standing: [standing, { ...standing, key: 'muse/1/x', share: null, resets: null }],
  use: {
    ...{
      finding: 'Most of it was for video.',
      total: 500,
      measured: 'credits',
      notes: ['A week before: 200 credits.'],
    },
    parts: [
      { key: 'media', name: 'Images and video', value: 400, share: 80, amount: '400 credits', percent: '80%' },
      { key: 'research', name: 'Research', value: 100, share: 20, amount: '100 credits', percent: '20%' },
    ],
  },
  biggest: [{ key: 'a', what: 'video (60 s)', where: 'Muse, November 19', cost: '400 credits' }],
  ...{ unusual: [], outlook: ['November 25: Muse: the plan is renewed'] },
};
const many: ReviewView = {
  ...view,
  standing: Array.from({ length: 6 }, (_, n) => ({
    ...standing,
    key: `${n}`,
    name: 'とても長い名前の利用枠'.repeat(4),
  })),
  unusual: ['14:00〜14:30に、このブラウザで作業していない間に約900クレジットが減りました。'.repeat(6)],
};

describe('the picture', () => {
  test.each([
    ['an ordinary week', view],
    ['a full one', many],
    ['an empty one', { ...view, standing: [], biggest: [], use: { ...view.use, total: 0, parts: [], notes: [] } }],
  ])('of %s keeps everything inside, one line beneath the other', (_, of) => {
    const { width, height, marks } = pictureOf(of, words.ja, measure);
    const texts = marks.flatMap((mark) => (mark.what === 'text' ? [mark] : []));
    expect(texts.length).toBeGreaterThan(5);
    for (const { x, y, text, size, align } of texts) {
      const [from, to] = align === 'left' ? [x, x + textWidth(text, size)] : [x - textWidth(text, size), x];
      expect([text, from >= 28, to <= width - 28 + 0.01, y > 0, y < height - 8]).toEqual([
        text,
        true,
        true,
        true,
        true,
      ]);
    }
    for (const mark of marks)
      if (mark.what === 'area')
        expect([mark.x >= 0, mark.x + mark.width <= width, mark.y + mark.height <= height]).toEqual([true, true, true]);
    const left = texts.filter(({ align }) => align === 'left').map(({ y }) => y);
    expect(left).toEqual([...left].sort((a, b) => a - b));
    expect(new Set(left).size).toBe(left.length);
  });

  test('says what the page says', () => {
    const { marks } = pictureOf(view, words.en, measure);
    const all = marks.flatMap((mark) => (mark.what === 'text' ? [mark.text] : []));
    for (const text of [
      'Nokori review',
      view.when,
      '8,300 credits left',
      '400 credits',
      '80%',
      'Nothing unusual was seen.',
    ])
      expect(all).toContain(text);
    expect(all).toContain('Video (60 s) · Muse, November 19');
  });

  test('has a bar as wide as all parts, with a colour for each', () => {
    const { marks } = pictureOf(view, words.en, measure);
    const bars = marks.flatMap((mark) => (mark.what === 'area' && mark.height === 24 ? [mark] : []));
    expect(bars.map(({ width }) => width)).toEqual([620 * 0.8 - 2, 620 * 0.2]);
    expect(new Set(bars.map(({ fill }) => fill)).size).toBe(2);
  });
});

describe('a line of text', () => {
  const wide = (text: string) => textWidth(text, 14);
  const texts = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc
      .array(fc.constantFrom('あ', '漢', '。', '、', '（', '）', 'Genspark', ' ', '12,300', '〜', '％'), {
        maxLength: 60,
      })
      .map((all) => all.join('')),
  );

  test('is never wider than its room, and nothing of it is lost', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 60, max: 600 }), (text, width) => {
        const lines = wrapped(text, width, wide);
        for (const line of lines) expect(wide(line) <= width || [...line].length < 4).toBe(true);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(piecesOf(text).join('')).toBe(text);
      }),
    );
  });

  test('does not begin with what closes, nor end with what opens', () => {
    const text = '残りは（約）2,000クレジットです。次の回復は「12月6日」です。';
    for (let width = 60; width < 400; width += 7)
      for (const line of wrapped(text, width, wide)) expect(line).not.toMatch(/^[。、）」]|[（「]$/);
  });

  test('of words is broken between them', () => {
    expect(wrapped('one two three', wide('one two '), wide)).toEqual(['one two', 'three']);
  });
});

describe('the page', () => {
  test('has all its parts, in the order in which they are read', () => {
    const html = renderToString(<ReviewSections view={view} words={words.en} />);
    expect([...html.matchAll(/data-review="(\w+)"/g)].map(([, name]) => name)).toEqual([
      ...['standing', 'use', 'biggest', 'unusual', 'outlook'],
    ]);
    expect(html).toContain('data-total="500"');
    expect(html).toContain('Nothing unusual was seen.');
  });

  test('offers the picture first, then its file and the text', () => {
    const never = async () => false;
    const actions = { copyText: never, copyPicture: never, savePicture: never };
    const html = renderToString(<ShareReview view={view} words={words.en} actions={actions} />);
    expect([...html.matchAll(/<button[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
      ...['Copy as picture', 'Save as picture', 'Copy as text'],
    ]);
    expect(html).toContain('aria-label="Picture of the review, November 15 to November 22"');
  });

  test.each([
    [[], 'You are not reminded of it.'],
    [[0], 'You are reminded every Monday, at 9:00 AM.'],
    [[1, 4], 'You are reminded every Tuesday and Friday, at 9:00 AM.'],
  ])('says when it is told: %j', (days, text) => {
    const review = { ...defaultSettings.review, days };
    const html = renderToString(<Stretches back={1} when="" review={review} words={words.en} onBack={() => {}} />);
    expect(html).toContain(text);
    expect(html).toContain('Since the last review');
  });
});

describe('the choice', () => {
  const choice = (days: readonly number[]) => {
    const settings = { ...defaultSettings, review: { ...defaultSettings.review, days } };
    return renderToString(<ReviewSettings settings={settings} words={words.en} onReview={() => {}} />);
  };

  test.each([
    [[], 'never', 0],
    [[0], 'once', 1],
    [[0, 3], 'twice', 2],
  ] as const)('for %j asks for as many days', (days, often, count) => {
    const html = choice(days);
    expect(html).toMatch(
      new RegExp(`<option[^>]*selected[^>]*value="${often}"|<option[^>]*value="${often}"[^>]*selected`),
    );
    expect([...html.matchAll(/id="review-day-\d"/g)]).toHaveLength(count);
    expect(html.includes('review-time')).toBe(count > 0);
  });

  test('offers no day twice', () => {
    const [, first = '', second = ''] = choice([0, 3]).split('id="review-day-');
    expect([first.includes('Thursday'), second.includes('Monday')]).toEqual([false, false]);
    expect([first.includes('Monday'), second.includes('Thursday')]).toEqual([true, true]);
  });
});
