import { describe, expect, test } from 'vitest';
import { reasons as allReasons, type Means } from '@/core/domain/preflight.ts';
import { noticeText } from '@/core/words/notices.ts';
import { questionText } from '@/core/words/questions.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { verdictOf } from '../domain/cases.ts';
import { noon, samples } from './samples.ts';

const notice = samples['heavy-task'];
const { estimate, means } = notice.verdict;
const about = (over: Partial<Means>, locale: Locale = 'en') =>
  questionText(
    wordsFor(locale),
    { ...notice, verdict: verdictOf({ ...estimate, low: 200, high: 600 }, { ...means, ...over }) },
    'Muse',
    noon,
  );

describe('the question before a heavy task', () => {
  test('has the words of the notification it stands for', () => {
    expect(questionText(wordsFor('en'), notice, 'Muse', noon)).toMatchObject(
      noticeText(wordsFor('en'), notice, 'Muse', noon),
    );
  });

  test.each([
    [2_000, 'Probably 10% to 30% of what is left'],
    [500, 'Probably 40% of what is left, or more than all of it'],
    [180, 'Probably more than is left'],
  ])('says how much of %i it takes', (left, text) => {
    expect(about({ left }).takes?.text).toBe(text);
  });

  test.each([null, 0, -3])('says nothing of a share of %j', (left) => {
    expect(about({ left }).takes).toBeNull();
  });

  test.each(allReasons)('has words for the reason %s, in both languages', (reason) => {
    for (const locale of ['en', 'ja'] as const) {
      const verdict = { ...notice.verdict, reasons: [reason] };
      const { reasons } = questionText(wordsFor(locale), { ...notice, verdict }, 'Muse', noon);
      expect(reasons).toEqual([expect.stringMatching(locale === 'ja' ? /。$/ : /\.$/)]);
    }
  });

  test('gives the gravest reason first', () => {
    expect(about({ left: 300 }).reasons[0]).toBe('It may need more than is left.');
  });
});
