import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { localeOf, wordsFor } from '@/core/words/words.ts';

const noon = Date.parse('2026-11-22T20:00:00Z');
const en = wordsFor('en', 'America/Los_Angeles');
const ja = wordsFor('ja', 'Asia/Tokyo');
/** Some versions of Intl put a narrow space before AM and PM. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('the language', () => {
  test.each([
    ['auto', 'ja', 'ja'],
    ['auto', 'ja-JP', 'ja'],
    ['auto', 'JA-jp', 'ja'],
    ['auto', 'en-GB', 'en'],
    ['auto', 'de', 'en'],
    ['ja', 'en-US', 'ja'],
    ['en', 'ja', 'en'],
  ] as const)('%s in a browser of %s is %s', (setting, browser, locale) => {
    expect(localeOf(setting, browser)).toBe(locale);
  });
});

describe('a text', () => {
  test('takes its values by name, numbers as numbers are written', () => {
    expect(en.t('balance.top-up', { threshold: 1_000, target: 25_000 })).toContain('1,000');
    expect(en.t('app.open-service', { service: 'Muse' })).toContain('Muse');
  });

  test.each([
    [0, 'credits'],
    [1, 'credit'],
    [2, 'credits'],
    [11, 'credits'],
  ])('chooses its plural by the count: %i %s', (count, noun) => {
    expect(en.t('unit.credits', { count, number: `${count}` })).toBe(`${count} ${noun}`);
    expect(ja.t('unit.credits', { count, number: `${count}` })).toBe(`${count}クレジット`);
  });

  test('does not look for placeholders inside its values', () => {
    expect(en.t('app.open-service', { service: '{service} $& $1' })).toContain('{service} $& $1');
  });

  test('whole sentences follow each other; those without a fact are left out', () => {
    expect(en.sentences(['One.', null, '', 'Two.'])).toBe('One. Two.');
    expect(ja.sentences(['一。', null, '', '二。'])).toBe('一。二。');
    expect(en.sentences([null])).toBe('');
  });

  test('lists read as lists of the language', () => {
    expect(en.list(['Codex', 'Sora'])).toBe('Codex and Sora');
    expect(ja.list(['Codex', 'Sora'])).toBe('Codex、Sora');
  });
});

describe('an amount', () => {
  test.each([
    [0, '0'],
    [9_717, '9,717'],
    [9_717.99, '9,717'],
    [100.9, '100'],
    [99.999, '99.99'],
    [2.5, '2.5'],
    [-12, '-12'],
    [1_234_567, '1,234,567'],
  ])('%d is written %s', (value, text) => {
    expect(en.amount(value)).toBe(text);
    expect(ja.amount(value)).toBe(text);
  });

  test('is never more than there is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        expect(Number(en.amount(value).replaceAll(',', ''))).toBeLessThanOrEqual(value);
      }),
    );
  });

  test('below a hundred with two decimals is written as it is', () => {
    const cents = fc.integer({ min: 0, max: 9_999 });
    fc.assert(
      fc.property(cents, (n) => {
        expect(Number(en.amount(n / 100))).toBe(n / 100);
      }),
      { examples: [[435], [29], [115]] },
    );
  });

  test('as a share carries its sign and is never rounded up to a threshold', () => {
    expect([79.99, 80, 0.4, 100].map((value) => en.percent(value))).toEqual(['79%', '80%', '0%', '100%']);
    expect(ja.percent(79.99)).toBe('79%');
  });
});

describe('a length of time', () => {
  test.each([
    [-hour, 'less than a minute', '1分未満'],
    [59 * second, 'less than a minute', '1分未満'],
    [minute, '1 min', '1分'],
    [hour - 1, '59 min', '59分'],
    [hour, '1 h', '1時間'],
    [2 * hour + 10 * minute, '2 h 10 min', '2時間10分'],
    [day - 1, '23 h 59 min', '23時間59分'],
    [day, '1 d', '1日'],
    [day + 59 * minute, '1 d', '1日'],
    [3 * day + 5 * hour, '3 d 5 h', '3日5時間'],
  ])('%i ms is %s', (ms, english, japanese) => {
    expect([en.duration(ms), ja.duration(ms)]).toEqual([english, japanese]);
  });

  test.each([
    [59 * second, en.t('time.just-now'), ja.t('time.just-now')],
    [minute, '1 minute ago', '1分前'],
    [hour - 1, '59 minutes ago', '59分前'],
    [hour, '1 hour ago', '1時間前'],
    [day - 1, '23 hours ago', '23時間前'],
    [day, '1 day ago', '1日前'],
    [3 * day, '3 days ago', '3日前'],
  ])('%i ms ago is said in one unit: %s', (ms, english, japanese) => {
    expect([en.ago(ms), ja.ago(ms)]).toEqual([english, japanese]);
  });
});

describe('a moment', () => {
  test('of today is its time', () => {
    expect(plain(en.moment(noon + 3 * hour + 20 * minute, noon))).toBe('3:20 PM');
    expect(ja.moment(noon + 3 * hour + 20 * minute, noon)).toBe('8:20');
  });

  test('of another day has its date, too', () => {
    expect(plain(en.moment(noon + day, noon))).toBe('November 23, 12:00 PM');
    expect(ja.moment(noon + day, noon)).toBe('11月24日 5:00');
  });

  test('is of today or not by the local day, not by the 24 hours', () => {
    expect(plain(en.moment(noon + 12 * hour - minute, noon))).toBe('11:59 PM');
    expect(plain(en.moment(noon + 12 * hour, noon))).toBe('November 23, 12:00 AM');
    expect(plain(en.moment(noon - 13 * hour, noon))).toBe('November 21, 11:00 PM');
  });

  test('keeps its wall clock over the end of daylight saving', () => {
    const before = Date.parse('2026-10-31T19:00:00Z');
    expect(plain(en.moment(before, noon))).toBe('October 31, 12:00 PM');
    expect(plain(en.moment(before + day + hour, noon))).toBe('November 1, 12:00 PM');
  });

  test('far away has its year, where that is asked for', () => {
    expect([en.date(noon), en.dateAndYear(noon)]).toEqual(['November 22', 'November 22, 2026']);
    expect([ja.date(noon), ja.dateAndYear(noon)]).toEqual(['11月23日', '2026年11月23日']);
  });
});
