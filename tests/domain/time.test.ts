import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, hour, localDay, minute, nextWallClock, readMoment, second, week } from '@/core/domain/time.ts';

const utc = (text: string) => Date.parse(text);
const tokyo = 540;
const losAngeles = -480;
const kathmandu = 345;

test('lengths of time are in milliseconds', () => {
  expect([second, minute, hour, day, week]).toEqual([1_000, 60_000, 3_600_000, 86_400_000, 604_800_000]);
});

describe('a moment as services write it', () => {
  test.each<[string, unknown, string]>([
    ['unix seconds', 1_795_348_800, '2026-11-22T12:00:00Z'],
    ['unix seconds with a fraction', 1_795_348_800.25, '2026-11-22T12:00:00.250Z'],
    ['unix seconds with a long fraction', 1_795_348_800.1236, '2026-11-22T12:00:00.124Z'],
    ['unix seconds as text', '1795348800', '2026-11-22T12:00:00Z'],
    ['unix seconds as text with a fraction', ' 1795348800.5 ', '2026-11-22T12:00:00.500Z'],
    ['unix milliseconds', 1_795_348_800_123, '2026-11-22T12:00:00.123Z'],
    ['unix milliseconds with a fraction', 1_795_348_800_122.6, '2026-11-22T12:00:00.123Z'],
    ['the first second that is a time', 1e9, '2001-09-09T01:46:40Z'],
    ['the first millisecond that is a time', 1e12, '2001-09-09T01:46:40Z'],
    ['the last millisecond that is a time', 1e13 - 1, '2286-11-20T17:46:39.999Z'],
    ['ISO 8601 in UTC', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z'],
    ['ISO 8601 with a fraction', '2026-11-22T12:00:00.123456Z', '2026-11-22T12:00:00.123Z'],
    ['ISO 8601 with a zone', '2026-11-22T21:00:00+09:00', '2026-11-22T12:00:00Z'],
    ['ISO 8601 with a zone without a colon', '2026-11-22T04:00:00-0800', '2026-11-22T12:00:00Z'],
    ['ISO 8601 without a zone, which is UTC', '2026-11-22T12:00:00', '2026-11-22T12:00:00Z'],
    ['with a blank in the middle, without seconds, between blanks', ' 2026-11-22 12:00 ', '2026-11-22T12:00:00Z'],
    ['a day, which begins in UTC', '2026-11-22', '2026-11-22T00:00:00Z'],
    ['a day in a zone', '2026-11-22+09:00', '2026-11-21T15:00:00Z'],
  ])('is read: %s', (_, value, moment) => {
    expect(readMoment(value)).toBe(utc(moment));
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['an empty text', ''],
    ['blanks', '   '],
    ['zero', 0],
    ['a number of seconds to wait', 13_872],
    ['just too few seconds', 1e9 - 1],
    ['just too many milliseconds', 1e13],
    ['a time before 1970', -1_795_348_800],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['words', 'tomorrow'],
    ['a time within words', 'on 2026-11-22'],
    ['a time and more', '2026-11-22T12:00:00Z or later'],
    ['a month that does not exist', '2026-13-01'],
    ['an hour that does not exist', '2026-11-22T25:00:00Z'],
    ['a boolean', true],
    ['a list', [1_795_348_800]],
    ['an object', {}],
  ])('is not read from %s', (_, value) => {
    expect(readMoment(value)).toBeNull();
  });

  test.each([1e10, 5e10, 1e12 - 1])('is not read from %d: as seconds too late, as milliseconds too early', (value) => {
    expect(readMoment(value)).toBeNull();
  });

  test('is not read from a day that no month has', () => {
    expect(readMoment('2026-02-30T00:00:00Z')).toBeNull();
  });

  test('is the same in every notation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e9, max: 1e10 - 1 }), (seconds) => {
        const iso = new Date(seconds * 1_000).toISOString();
        for (const value of [seconds, `${seconds}`, seconds * 1_000, iso, iso.replace('T', ' ').slice(0, 19)])
          expect(readMoment(value)).toBe(seconds * 1_000);
      }),
    );
  });
});

describe('the next time a wall clock shows', () => {
  test.each<[string, [number, number], string, number, string]>([
    ['a later time of the day', [18, 30], '2026-11-22T12:00:00Z', 0, '2026-11-22T18:30:00Z'],
    ['an earlier time of the day: tomorrow', [9, 0], '2026-11-22T12:00:00Z', 0, '2026-11-23T09:00:00Z'],
    ['the very time: tomorrow', [12, 0], '2026-11-22T12:00:00Z', 0, '2026-11-23T12:00:00Z'],
    ['a time one second away', [12, 0], '2026-11-22T11:59:59Z', 0, '2026-11-22T12:00:00Z'],
    ['midnight', [0, 0], '2026-12-31T12:00:00Z', 0, '2027-01-01T00:00:00Z'],
    ['nine in Tokyo, where it is evening', [9, 0], '2026-11-22T12:00:00Z', tokyo, '2026-11-23T00:00:00Z'],
    ['three in Tokyo, where the next day has begun', [3, 0], '2026-11-22T16:00:00Z', tokyo, '2026-11-22T18:00:00Z'],
    ['23:00 in Los Angeles, still the day before', [23, 0], '2026-11-22T04:00:00Z', losAngeles, '2026-11-22T07:00:00Z'],
    ['a quarter to six in Kathmandu', [5, 45], '2026-11-21T23:00:00Z', kathmandu, '2026-11-22T00:00:00Z'],
  ])('%s', (_, [hours, minutes], from, offset, next) => {
    expect(nextWallClock(hours, minutes, utc(from), offset)).toBe(utc(next));
  });

  test('is always ahead, by a day at most, and shows the time that was asked for', () => {
    const clock = fc.record({
      hours: fc.integer({ min: 0, max: 23 }),
      minutes: fc.integer({ min: 0, max: 59 }),
      from: fc.integer({ min: 1e12, max: 4e12 }),
      offset: fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15),
    });
    fc.assert(
      fc.property(clock, ({ hours, minutes, from, offset }) => {
        const next = nextWallClock(hours, minutes, from, offset);
        expect(next).toBeGreaterThan(from);
        expect(next).toBeLessThanOrEqual(from + day);
        expect(new Date(next + offset * minute).toISOString().slice(11)).toBe(
          `${`${hours}`.padStart(2, '0')}:${`${minutes}`.padStart(2, '0')}:00.000Z`,
        );
      }),
    );
  });
});

test.each<[string, number, string]>([
  ['2026-11-22T12:00:00Z', 0, '2026-11-22'],
  ['2026-11-22T14:59:59.999Z', tokyo, '2026-11-22'],
  ['2026-11-22T15:00:00Z', tokyo, '2026-11-23'],
  ['2026-01-01T07:59:59.999Z', losAngeles, '2025-12-31'],
  ['2026-01-01T08:00:00Z', losAngeles, '2026-01-01'],
])('the calendar day of %s, %i minutes ahead of UTC, is %s', (moment, offset, expected) => {
  expect(localDay(utc(moment), offset)).toBe(expected);
});
