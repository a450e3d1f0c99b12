import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partAt, type RangeKind, rangeKinds, rangeOf, rangeText, weekHourOf } from '@/core/app/dashboard/ranges.ts';
import { periodsOf } from '@/core/domain/period.ts';
import { hour } from '@/core/domain/time.ts';
import { wordsFor } from '@/core/words/words.ts';

/** The zone of the tests has daylight saving. */
const offsetAt = (at: number) => -new Date(at).getTimezoneOffset();
const at = (local: string) => new Date(local).getTime();
const lookingAt = (kind: RangeKind, back: number, now: number) => {
  const { cycle } = periodsOf({ cycle: null, renewal: null }, undefined, { now, offset: offsetAt(now) });
  return rangeOf(kind, back, { now, offsetAt, cycle });
};
const moments = fc.integer({ min: at('2024-01-01T00:00'), max: at('2030-01-01T00:00') });

describe('a range', () => {
  test('is a local day, a week from Monday on, a cycle, or twelve calendar months', () => {
    const now = at('2026-11-22T14:30');
    const ends = (kind: RangeKind, back = 0) => {
      const { from, to } = lookingAt(kind, back, now);
      return [from, to];
    };
    expect(ends('day')).toEqual([at('2026-11-22T00:00'), at('2026-11-23T00:00')]);
    expect(ends('week')).toEqual([at('2026-11-16T00:00'), at('2026-11-23T00:00')]);
    expect(ends('cycle', 1)[1]).toBe(ends('cycle')[0]);
    expect(ends('year')).toEqual([at('2025-12-01T00:00'), at('2026-12-01T00:00')]);
    expect(ends('year', 1)).toEqual([at('2024-12-01T00:00'), at('2025-12-01T00:00')]);
  });

  test('of a day with a clock change has as many hours as that day', () => {
    expect(lookingAt('day', 0, at('2026-11-01T12:00')).parts).toHaveLength(25);
    expect(lookingAt('day', 0, at('2026-03-08T12:00')).parts).toHaveLength(23);
    expect(lookingAt('week', 0, at('2026-11-01T12:00')).parts).toHaveLength(7);
  });

  test.each(rangeKinds)('%s: holds now, ends where the next one begins, and its parts cover it in order', (kind) => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 20 }), (now, back) => {
        const range = lookingAt(kind, back, now);
        if (back === 0) expect(range.from <= now && now < range.to).toBe(true);
        else if (kind !== 'cycle') expect(range.to).toBe(lookingAt(kind, back - 1, now).from);
        expect(range.parts[0]).toBeLessThanOrEqual(range.from);
        expect(range.parts.every((one, n) => n === 0 || one > (range.parts[n - 1] ?? one))).toBe(true);
        expect(partAt(range, range.from)).toBe(range.parts[0]);
        expect(partAt(range, range.to - 1)).toBe(range.parts.at(-1));
        expect([partAt(range, range.from - 1), partAt(range, range.to)]).toEqual([null, null]);
      }),
    );
  });

  test('says from when to when it goes', () => {
    const words = wordsFor('en');
    expect(rangeText(lookingAt('week', 0, at('2026-11-22T14:30')), words)).toBe(
      'November 16, 2026 to November 22, 2026',
    );
    expect(rangeText(lookingAt('day', 1, at('2026-11-22T14:30')), words)).toBe('November 21, 2026');
  });

  test('the hour of the week is the one on the wall', () => {
    fc.assert(
      fc.property(moments, (now) => {
        const date = new Date(now);
        expect(weekHourOf(now, offsetAt)).toEqual([(date.getDay() + 6) % 7, date.getHours()]);
      }),
    );
    expect(weekHourOf(at('2026-11-16T00:00'), offsetAt)).toEqual([0, 0]);
    expect(weekHourOf(at('2026-11-16T00:00') - hour, offsetAt)).toEqual([6, 23]);
  });
});
