import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Follows, Notice } from '@/core/domain/notice.ts';
import type { Means, Verdict } from '@/core/domain/preflight.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { type NoticeText, noticeText } from '@/core/words/notices.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { poolOf, verdictOf, videosLeft, weekUsed } from '../domain/cases.ts';
import { cycle, estimate, means, noon, notices, samples, spark, weekly } from './samples.ts';

const locales = ['en', 'ja'] as const;
const words = { en: wordsFor('en', 'America/Los_Angeles'), ja: wordsFor('ja', 'America/Los_Angeles') };
const text = (notice: Notice, locale: Locale = 'en'): NoticeText => noticeText(words[locale], notice, 'Muse', noon);
const both = (notice: Notice, locale: Locale = 'en') => Object.values(text(notice, locale)).join(' ');

const sentences = (message: string, locale: Locale) =>
  locale === 'ja' ? message.split('。').length - 1 : message.split(/[.!?]\)?(?:\s|$)/).length - 1;
const spending = { en: /purchased credits/i, ja: /購入済みのクレジット/ };

const kinds = Object.entries(notices).flatMap(([kind, any]) => locales.map((locale) => [kind, locale, any] as const));

describe.each(kinds)('%s in %s', (kind, locale, any) => {
  const every = (check: (told: NoticeText) => void) =>
    fc.assert(
      fc.property(any as fc.Arbitrary<Notice>, (notice) => {
        check(text(notice, locale));
      }),
      { numRuns: 300 },
    );

  test('has a title that makes sense alone', () => {
    every(({ title }) => {
      expect(title.length).toBeGreaterThan(8);
      expect(title).toMatch(
        kind === 'heavy-task' ? /video|動画/ : kind === 'review' ? /review|ふりかえり/ : /Muse|Codex/,
      );
    });
  });

  test('is never a broken text', () => {
    every(({ title, message }) => {
      expect(`${title} ${message}`).not.toMatch(/[{}]|undefined|null|NaN|Infinity|\[object/);
      expect(message).toBe(message.trim());
    });
  });

  test('has at most three sentences; where work may stop, four', () => {
    const most = kind === 'limit-reached' ? 4 : 3;
    every(({ message }) => {
      expect(sentences(message, locale)).toBeLessThanOrEqual(most);
    });
  });

  test('never speaks of errors', () => {
    every(({ title, message }) => expect(title + message).not.toMatch(/error|エラー/i));
  });
});

describe.each(locales)('a body in %s', (locale) => {
  test.each(Object.values(samples))('says something: $kind', (notice) => {
    expect(sentences(text(notice, locale).message, locale)).toBeGreaterThan(0);
  });

  const bare = { ...samples['limit-reached'], credits: null, resetsAt: null };
  test.each<[string, Notice]>([
    ['a limit after which credits are spent', { ...bare, follows: 'credits' }],
    ['a limit after which work stops', { ...bare, follows: 'stops' }],
    ['a limit of which nothing more is known', { ...bare, follows: 'unknown' }],
    ['a return of which nothing more is known', { ...samples['came-back'], left: null, resetsAt: null, lapsed: null }],
  ])('says something even of %s', (_, notice) => {
    expect(text(notice, locale).message).not.toBe('');
  });

  test.each(['credits', 'stops', 'unknown'] as const)(
    'speaks of purchased credits being spent only if they are: %s',
    (follows) => {
      fc.assert(
        fc.property(notices['limit-reached'], (notice) => {
          const told = both({ ...notice, follows }, locale);
          if (follows === 'credits') expect(told).toMatch(spending[locale]);
          else expect(told).not.toMatch(spending[locale]);
        }),
      );
    },
  );
});

describe('a sentence whose fact is unknown is left out', () => {
  test.each<[string, Notice, Notice, RegExp]>([
    ['a reset that is not known', samples['near-limit'], { ...samples['near-limit'], resetsAt: null }, /comes back/],
    ['a reset that has passed', samples['near-limit'], { ...samples['near-limit'], resetsAt: noon - 1 }, /comes back/],
    ['how many credits', samples['limit-reached'], { ...samples['limit-reached'], credits: null }, /1,250/],
    ['what has lapsed', samples['came-back'], { ...samples['came-back'], lapsed: null }, /carried over/],
    ['a lapse of nothing', samples['came-back'], { ...samples['came-back'], lapsed: 0 }, /carried over/],
  ])('%s', (_, known, unknown, sentence) => {
    expect(text(known).message).toMatch(sentence);
    expect(text(unknown).message).not.toMatch(sentence);
  });

  test('waiting saves credits only if the time is known until which to wait', () => {
    const todo = words.en.t('notice.limit-reached.todo-credits');
    expect(text(samples['limit-reached']).message).toContain(todo);
    expect(text({ ...samples['limit-reached'], resetsAt: null }).message).not.toContain(todo);
  });
});

describe('a crossing', () => {
  const near = samples['near-limit'];

  test('names the service, the share with its sign, and the meter', () => {
    expect(text(near).title).toMatch(/^Muse: 70% .*cycle/);
    expect(text({ ...near, subject: weekly }).title).toMatch(/^Codex: 70% .*weekly limit/);
    expect(text({ ...near, subject: spark }).title).toMatch(/^Muse: 70% .*GPT-5\.3-Spark/);
  });

  test.each([
    ['credits, without a sign', {}, '2,960 credits'],
    ['a share where no amount is known', { left: null }, '30%'],
    ['a share where the unit is percent', { left: 29.6, unit: 'percent' }, '30%'],
    ['a share of a free quota, never its dollars', { left: 1.5, unit: 'dollars' }, '30%'],
  ] as const)('tells what is left as %s', (_, over, left) => {
    expect(text({ ...near, ...over }).message).toContain(left);
    expect(text({ ...near, ...over }).message).not.toContain('$');
  });

  test('says how much a day lasts, for credits with days to go only', () => {
    expect(text(near).message).toContain('About 210 credits a day');
    for (const over of [
      { resetsAt: noon + day },
      { resetsAt: null },
      { left: null },
      { left: 0 },
      { unit: 'uses' as const },
    ])
      expect(text({ ...near, ...over }).message).not.toContain('a day');
  });

  test('never advises to use nothing a day', () => {
    expect(text({ ...near, left: 3 }).message).not.toMatch(/\b0 credits a day/);
  });
});

describe('a limit', () => {
  const limit = samples['limit-reached'];
  const title = (follows: Follows, subject = limit.subject) => text({ ...limit, follows, subject }).title;

  test('names the product a person uses, whatever follows', () => {
    for (const follows of ['credits', 'stops', 'unknown'] as const)
      expect(title(follows)).toMatch(/^Codex: .*weekly limit/);
    expect(title('stops', cycle)).toMatch(/^Muse: /);
  });

  test('that was announced apart from a meter names what it is of', () => {
    expect(title('stops', { meter: 'stop:images', label: 'images', length: null })).toMatch(/^Muse: .*images/);
  });

  test('tells the time today, and the date of another day', () => {
    expect(text(limit).message).toMatch(/3:20.PM/);
    expect(text({ ...limit, resetsAt: noon + 3 * day }).message).toContain('November 25');
  });
});

describe('a return that nobody has confirmed', () => {
  test('says when it was due, that it is not confirmed, and what to open', () => {
    const { message } = text(samples['back-expected']);
    expect(message).toMatch(/11:00.AM/);
    expect(message).toMatch(/confirmed/);
    expect(message).toContain('Muse');
  });
});

describe('a heavy video', () => {
  type Basis = 'guide' | 'own' | 'published';
  const say = (verdict: Verdict, locale: Locale = 'en') => text({ ...samples['heavy-task'], verdict }, locale);
  const heavy = (over: Partial<Means> = {}, basis: Basis = 'guide', locale: Locale = 'en') =>
    say(verdictOf({ ...estimate, basis, last: 12 }, { ...means, ...over }), locale);
  /** Ten credits a generation, two of which are left. */
  const clip = (basis: Basis = 'guide', credits: number | null = 900) =>
    verdictOf(
      { ...estimate, unit: 'generations', low: 5, middle: 11, high: 25, basis },
      { left: 2, credits },
      {
        meters: [videosLeft(2)],
        cost: { generations: { low: 5, middle: 11, high: 25 }, credits: { low: 50, middle: 110, high: 250 } },
      },
    );

  test('says in its title about how much, in two digits', () => {
    expect(heavy().title).toBe('This video will probably take 200–800 credits');
    const odd = { ...estimate, low: 103.7, high: 418.2 };
    expect(say(verdictOf(odd, means)).title).toContain('100–420');
  });

  test.each([
    ['crosses a threshold', {}, /80%/],
    ['may not fit', { left: 500, used: 95 }, /stop/],
    ['fits, and what would be left', { left: 2_300, used: null, allowance: null }, /1,500 to 2,100 credits/],
  ] as const)('says one consequence: it %s', (_, over, sentence) => {
    expect(heavy(over).message).toMatch(sentence);
  });

  test('says how many of which credits it would begin to spend, and what waiting would do', () => {
    const { title, message } = say(clip());
    expect(title).toContain('5–25 videos');
    expect(message).toContain('it would probably take 30 to 230 credits of your 900 credits');
    expect(message).toMatch(/If it can wait until .* \(in 2 h\)/);
  });

  test('says nothing of what is left where that is not known', () => {
    expect(heavy({ left: null, allowance: null, used: null }).message).not.toMatch(/left|Afterwards/);
  });

  const words: readonly [Locale, Record<Basis, RegExp>][] = [
    ['en', { guide: /general range/, own: /yours have cost/, published: /published rates/ }],
    ['ja', { guide: /一般的な目安/, own: /これまでの消費/, published: /公開されている料金/ }],
  ];
  test.each(words)('says what its figures rest on, once: %s', (locale, patterns) => {
    for (const basis of ['guide', 'own', 'published'] as const) {
      const all = [
        ...[{}, { left: 500, used: 95 }, { used: null, allowance: null }].map((over) => heavy(over, basis, locale)),
        say(clip(basis), locale),
      ];
      for (const { message } of all)
        for (const other of ['guide', 'own', 'published'] as const)
          expect(patterns[other].test(message)).toBe(other === basis);
    }
  });

  test('goes by the last one where its own settings are not known, and says so', () => {
    const guessed = verdictOf(estimate, means, { guessed: true });
    expect(say(guessed).message).toContain('(a general range, with the settings of your last one)');
    expect(say(guessed, 'ja').message).toContain('前回と同じ設定での');
  });

  test('says of what nobody has that nothing is left, not how much less', () => {
    const none = verdictOf(estimate, { left: -20 });
    expect(say(none).message).toMatch(/^Nothing is left\. It may stop/);
    expect(say(none, 'ja').message).toMatch(/^残りがありません。/);
  });

  test('says of today’s credits that they are today’s', () => {
    const daily = verdictOf(
      { ...estimate, low: 5, middle: 7, high: 15 },
      { ...means, left: 30, allowance: 100, used: 70, daily: true },
    );
    expect(say(daily).message).toContain('past 80% of today’s credits');
    expect(say(daily, 'ja').message).toContain('今日の分の80%');
  });

  test('that neither the plan nor the credits cover names both', () => {
    expect(say(clip('guide', 60)).message).toContain('Neither your plan nor your 60 credits may cover it');
  });

  test('with more to take than the plan has, and credits nobody knows of, promises no rest', () => {
    const unknown = verdictOf(
      { ...estimate, unit: 'generations', low: 2, middle: 4, high: 8 },
      { left: 1 },
      { meters: [videosLeft(1)], pools: [poolOf(null)] },
    );
    expect(say(unknown).message).not.toMatch(/Afterwards|about 0/);
    expect(say(unknown).message).toContain('It may take more than what is left');
  });

  test('near a limit says that credits pay, or that work stops, only where the service says so', () => {
    const near = (means: Partial<Means>) =>
      say(verdictOf({ ...estimate, task: 'developer' }, means, { meters: [weekUsed(97)] })).message;
    expect(near({ usable: true, credits: null })).toContain('After that, credits pay.');
    expect(near({ usable: true, credits: 40 })).toContain('credits pay: you have 40 credits');
    expect(near({ usable: false, credits: null })).toContain('After that, work stops');
    expect(near({ usable: null, credits: null })).not.toMatch(/After that/);
  });

  test('with a fixed price is no range', () => {
    const fixed = { ...estimate, unit: 'generations', basis: 'published', low: 2, middle: 2, high: 2 } as const;
    const { title } = text({
      ...samples['heavy-task'],
      verdict: verdictOf(fixed, { ...means, left: 5 }, { meters: [videosLeft(5)] }),
    });
    expect(title).not.toContain('2–2');
  });
});

test('what has come back says so with what there is, and when the next reset is', () => {
  const { title, message } = text(samples['came-back']);
  expect(title).toMatch(/^Muse: .*back/);
  expect(message).toMatch(/10,000 credits.*December 22.*320/);
  expect(text({ ...samples['came-back'], resetsAt: noon - minute }).message).not.toMatch(/next reset/);
  expect(
    text({ ...samples['came-back'], subject: spark, left: 97, unit: 'percent', resetsAt: noon + 5 * hour }).message,
  ).toContain('97%');
});
