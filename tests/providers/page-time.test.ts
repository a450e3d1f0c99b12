import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPageTime } from '@/core/providers/chatgpt/page-time.ts';

const minute = 60_000;
const day = 86_400_000;
/** Sunday 2026-11-22 12:00 UTC: 4 in the morning in Los Angeles, 21:00 in Tokyo. */
const now = Date.parse('2026-11-22T12:00:00Z');
const [losAngeles, tokyo] = [-480, 540];
const read = (words: string, offset = tokyo, at = now) => {
  const found = readPageTime(words, at, offset);
  return found === null ? null : new Date(found).toISOString().slice(0, 16);
};

describe('a reset time as the page words it', () => {
  test.each([
    ['2:15 PM', losAngeles, '2026-11-22T22:15'],
    ['3:59 AM', losAngeles, '2026-11-23T11:59'],
    ['4:00 AM', losAngeles, '2026-11-23T12:00'],
    ['12:00 AM', losAngeles, '2026-11-23T08:00'],
    ['12:30 PM', losAngeles, '2026-11-22T20:30'],
    ['today at 2:15 PM', losAngeles, '2026-11-22T22:15'],
    ['tomorrow at 2:15 PM', losAngeles, '2026-11-23T22:15'],
    ['Tomorrow at 1:00 AM', losAngeles, '2026-11-23T09:00'],
    ['Fri at 9:00 AM', losAngeles, '2026-11-27T17:00'],
    ['Friday at 9:00 AM', losAngeles, '2026-11-27T17:00'],
    ['Sun at 9:00 AM', losAngeles, '2026-11-22T17:00'],
    ['Sun at 3:00 AM', losAngeles, '2026-11-29T11:00'],
    ['Jun 16, 2026 2:13 AM', losAngeles, '2026-06-16T10:13'],
    ['December 1, 2026 11:05 p.m.', losAngeles, '2026-12-02T07:05'],
    ['17:16', tokyo, '2026-11-23T08:16'],
    ['23:30', tokyo, '2026-11-22T14:30'],
    ['2026/03/19 4:55', tokyo, '2026-03-18T19:55'],
    ['11月24日 14:25', tokyo, '2026-11-24T05:25'],
    ['1月2日 0:05', tokyo, '2027-01-01T15:05'],
    ['0:00', tokyo, '2026-11-22T15:00'],
    ['Sun at 4:00 AM', losAngeles, '2026-11-29T12:00'],
    ['Sat at 4:00 AM', losAngeles, '2026-11-28T12:00'],
    ['Jun 16 2026 2:13 AM', losAngeles, '2026-06-16T10:13'],
    ['2:15PM', losAngeles, '2026-11-22T22:15'],
    ['today at 2:15pm', losAngeles, '2026-11-22T22:15'],
    [' 2:15 PM ', losAngeles, '2026-11-22T22:15'],
    ['5月10日 0:00', tokyo, '2026-05-09T15:00'],
    ['4月10日 0:00', tokyo, '2027-04-09T15:00'],
  ])('%s (%i minutes ahead of UTC) is %s', (words, offset, expected) => {
    expect(read(words, offset)).toBe(expected);
  });

  test.each(['', 'soon', 'in 3 hours', 'Resets', '2:60 PM', '2:75 PM', 'Foo 16, 2026 2:13 AM', '100%', '12月'])(
    '%j is no time',
    (words) => {
      expect(read(words)).toBeNull();
    },
  );

  test.each([
    ...['Dec 18 at 2:15 PM', '24. November 14:25', '8/20 14:25', 'next week at 9:00 AM', 'not tomorrow at 9:00 AM'],
    ...['on Jun 16, 2026 2:13 AM', 'by 2026/03/19 4:55', '次は11月24日 14:25', '2:15 and 3:15 PM', '1:15 PM sharp'],
    ...['Jun 16, 2026 2:13 AM or later', '2026/03/19 4:55, or so'],
  ])('another wording, %j, is not guessed at', (words) => {
    expect(read(words, losAngeles)).toBeNull();
  });

  test('tomorrow is the day after the one on the wall there', () => {
    const [night, evening] = [Date.parse('2026-11-22T16:00:00Z'), Date.parse('2026-11-23T05:00:00Z')];
    expect(read('tomorrow at 1:30 AM', tokyo, night)).toBe('2026-11-23T16:30');
    expect(read('tomorrow at 1:30 AM', losAngeles, evening)).toBe('2026-11-23T09:30');
  });

  test('a date without a year is the nearest there is, half a year ahead at most', () => {
    const may = Date.parse('2026-05-10T00:00:00Z');
    expect(read('11月2日 0:00', tokyo, may)).toBe('2026-11-01T15:00');
    expect(read('12月2日 0:00', tokyo, may)).toBe('2025-12-01T15:00');
  });

  test('a time just gone at the turn of the year is not a year ahead', () => {
    const newYear = Date.parse('2026-12-31T15:10:00Z');
    expect(read('12月31日 23:50', tokyo, newYear)).toBe('2026-12-31T14:50');
  });
});

describe('in every zone and at any time', () => {
  const offsets = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);
  const moments = fc.integer({
    min: Date.parse('2026-01-01T00:00Z') / 1_000,
    max: Date.parse('2029-01-01T00:00Z') / 1_000,
  });
  const clocks = fc.record({ hours: fc.integer({ min: 0, max: 23 }), minutes: fc.integer({ min: 0, max: 59 }) });
  const two = (value: number) => `${value}`.padStart(2, '0');
  const english = (hours: number, minutes: number) => `${hours % 12 || 12}:${two(minutes)} ${hours < 12 ? 'AM' : 'PM'}`;
  const there = (at: number, offset: number) => new Date(at + offset * minute);
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

  test('a clock is its next time that day or the day after, in both ways of writing', () => {
    fc.assert(
      fc.property(moments, offsets, clocks, (seconds, offset, { hours, minutes }) => {
        const at = seconds * 1_000;
        const found = readPageTime(english(hours, minutes), at, offset) ?? Number.NaN;
        expect(readPageTime(`${hours}:${two(minutes)}`, at, offset)).toBe(found);
        expect(found).toBeGreaterThan(at);
        expect(found).toBeLessThanOrEqual(at + day);
        expect([there(found, offset).getUTCHours(), there(found, offset).getUTCMinutes()]).toEqual([hours, minutes]);
      }),
    );
  });

  test('a weekday is within the next seven days and is that weekday', () => {
    fc.assert(
      fc.property(moments, offsets, clocks, fc.nat(6), (seconds, offset, { hours, minutes }, weekday) => {
        const at = seconds * 1_000;
        const found = readPageTime(`${weekdays[weekday]} at ${english(hours, minutes)}`, at, offset) ?? Number.NaN;
        expect(found).toBeGreaterThan(at);
        expect(found).toBeLessThanOrEqual(at + 7 * day);
        expect(there(found, offset).getUTCDay()).toBe(weekday);
        expect(there(found, offset).getUTCHours()).toBe(hours);
      }),
    );
  });

  test('a written date is that date on the wall there', () => {
    fc.assert(
      fc.property(moments, moments, offsets, (seconds, then, offset) => {
        const wall = there(then * 1_000, offset);
        const words = `${wall.getUTCFullYear()}/${wall.getUTCMonth() + 1}/${wall.getUTCDate()} ${wall.getUTCHours()}:${two(wall.getUTCMinutes())}`;
        const found = readPageTime(words, seconds * 1_000, offset) ?? Number.NaN;
        expect(there(found, offset).toISOString().slice(0, 16)).toBe(wall.toISOString().slice(0, 16));
      }),
    );
  });

  test('the zone of this machine plays no part', () => {
    const summer = Date.parse('2026-07-01T12:00:00Z');
    expect(read('17:16', tokyo, summer)).toBe('2026-07-02T08:16');
    expect(read('tomorrow at 1:30 AM', -420, Date.parse('2026-03-08T08:30:00Z'))).toBe('2026-03-09T08:30');
    expect(read('1:30 AM', -480, Date.parse('2026-11-01T09:30:00Z'))).toBe('2026-11-02T09:30');
  });
});
