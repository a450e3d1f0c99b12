import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf, dueReview, nextReview, type Review, stretchOf, wallClock } from '@/core/domain/review.ts';
import { hour, minute, week } from '@/core/domain/time.ts';

/** The zone of the tests has daylight saving: 2026-03-08 and 2026-11-01. */
const offsetAt = (at: number) => -new Date(at).getTimezoneOffset();
const at = (local: string) => new Date(local).getTime();
const mondays: Review = { days: [0], at: 9 * 60, since: 0 };
const twice: Review = { ...mondays, days: [0, 3] };
const due = (review: Review, local: string) => dueReview(review, at(local), offsetAt);
const next = (review: Review, local: string) => nextReview(review, at(local), offsetAt);

describe('the next review', () => {
  test.each([
    ['2026-11-22T12:00', mondays, '2026-11-23T09:00'],
    ['2026-11-23T08:59', mondays, '2026-11-23T09:00'],
    ['2026-11-23T09:00', mondays, '2026-11-30T09:00'],
    ['2026-11-23T09:00', twice, '2026-11-26T09:00'],
    ['2026-11-26T09:00', twice, '2026-11-30T09:00'],
    ['2026-12-31T23:59', mondays, '2027-01-04T09:00'],
  ])('after %s of %o is at %s by the clocks', (now, review, wanted) => {
    expect(next(review, now)).toBe(at(wanted));
  });

  test('stays at its time of day when the clocks are changed', () => {
    expect(next(mondays, '2026-03-07T12:00')).toBe(at('2026-03-09T09:00'));
    expect(at('2026-03-09T09:00') - at('2026-03-02T09:00')).toBe(week - hour);
    expect(next(mondays, '2026-10-27T12:00')).toBe(at('2026-11-02T09:00'));
  });

  test('is none where none is wanted', () => {
    expect(next({ ...mondays, days: [] }, '2026-11-22T12:00')).toBeNull();
    expect(due({ ...mondays, days: [] }, '2026-11-22T12:00')).toBeNull();
  });
});

describe('a time the clocks skip or show twice', () => {
  const sundays = (time: number): Review => ({ days: [6], at: time, since: 0 });

  test('that is skipped comes when they have been put forward', () => {
    expect(wallClock('2026-03-08', 150, offsetAt)).toBe(at('2026-03-08T03:30'));
    expect(due(sundays(150), '2026-03-08T12:00')?.time).toEqual({
      at: at('2026-03-08T03:30'),
      id: '2026-03-08T02:30',
    });
  });

  test('that comes twice is the first of both, and has one name', () => {
    const first = at('2026-11-01T00:30') + hour;
    expect(wallClock('2026-11-01', 90, offsetAt)).toBe(first);
    const [before, between, after] = [first - 1, first + 30 * minute, first + 90 * minute].map((now) =>
      dueReview(sundays(90), now, offsetAt),
    );
    expect(before?.time.id).toBe('2026-10-25T01:30');
    expect([between?.time, after?.time]).toEqual([
      { at: first, id: '2026-11-01T01:30' },
      { at: first, id: '2026-11-01T01:30' },
    ]);
  });
});

describe('the review that is due', () => {
  test('is the last one that has come, however long ago, with the one before it', () => {
    expect(due(twice, '2026-11-25T23:00')).toEqual({
      time: { at: at('2026-11-23T09:00'), id: '2026-11-23T09:00' },
      from: at('2026-11-19T09:00'),
    });
  });

  test('is none where it lay before the choice', () => {
    expect(due({ ...mondays, since: at('2026-11-23T09:30') }, '2026-11-25T12:00')).toBeNull();
    expect(due({ ...mondays, since: at('2026-11-23T08:30') }, '2026-11-25T12:00')?.time.id).toBe('2026-11-23T09:00');
  });

  test('on a journey has the name that clocks show, which is told apart from no other', () => {
    const tokyo = () => 9 * 60;
    const there = dueReview(mondays, Date.parse('2026-11-23T00:30Z'), tokyo)?.time;
    const here = due(mondays, '2026-11-23T10:00')?.time;
    expect([there?.id, here?.id]).toEqual(['2026-11-23T09:00', '2026-11-23T09:00']);
    expect(there?.at).not.toBe(here?.at);
  });
});

const reviews = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 2 }),
    at: fc.integer({ min: 0, max: 1_439 }),
  })
  .map((one): Review => ({ ...one, days: daysOf(one.days), since: 0 }));
const moments = fc.integer({ min: at('2024-01-01T00:00'), max: at('2030-01-01T00:00') });

describe('whatever is chosen', () => {
  test('the next one lies ahead, and nothing between now and then is due', () => {
    fc.assert(
      fc.property(reviews, moments, fc.double({ min: 0, max: 0.999, noNaN: true }), (review, now, part) => {
        const ahead = nextReview(review, now, offsetAt) ?? Number.NaN;
        expect(ahead).toBeGreaterThan(now);
        expect(ahead - now).toBeLessThanOrEqual(week + hour);
        const between = now + Math.floor((ahead - now) * part);
        expect(dueReview(review, between, offsetAt)).toEqual(dueReview(review, now, offsetAt));
        expect(dueReview(review, ahead, offsetAt)?.time.at).toBe(ahead);
      }),
    );
  });

  test('a year has each of its times once, shown by the clocks unless they skip it', () => {
    fc.assert(
      fc.property(reviews, moments, (review, begin) => {
        const seen = new Set<string>();
        let now = begin;
        for (let n = 0; n < 52 * review.days.length; n++) {
          now = nextReview(review, now, offsetAt) ?? Number.NaN;
          const id = dueReview(review, now, offsetAt)?.time.id ?? '';
          seen.add(id);
          const local = new Date(now);
          const shown = local.getHours() * 60 + local.getMinutes();
          expect([review.at, review.at + 60]).toContain(shown);
          expect(review.days).toContain((local.getDay() + 6) % 7);
        }
        expect(seen.size).toBe(52 * review.days.length);
        expect(Math.abs(now - begin - 52 * week)).toBeLessThanOrEqual(week + hour);
      }),
      { numRuns: 20 },
    );
  });

  test('stretches lie one after the other, up to now', () => {
    fc.assert(
      fc.property(reviews, moments, fc.integer({ min: 1, max: 30 }), (review, now, back) => {
        const one = stretchOf(review, back, now, offsetAt);
        expect(one.to).toBe(stretchOf(review, back - 1, now, offsetAt).from);
        expect(one.from).toBeLessThan(one.to);
        expect(stretchOf(review, 0, now, offsetAt).to).toBe(now);
        const weekBefore = stretchOf(review, back + review.days.length, now, offsetAt);
        expect(Math.abs(one.from - weekBefore.from - week)).toBeLessThanOrEqual(hour);
      }),
    );
  });
});

test('who wants no reviews looks back by the usual week', () => {
  const none = { ...mondays, days: [] };
  expect(stretchOf(none, 1, at('2026-11-25T12:00'), offsetAt)).toEqual({
    from: at('2026-11-16T09:00'),
    to: at('2026-11-23T09:00'),
  });
});

test('days are kept once each, in the order of the week, two at most', () => {
  expect([daysOf([5, 1]), daysOf([3, 3]), daysOf([6, 2, 4])]).toEqual([[1, 5], [3], [2, 6]]);
});
