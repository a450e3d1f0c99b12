import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAnswer, type QuietHours, silentUntil, snoozeEnd } from '@/core/domain/silence.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { offsetOf, zones } from '../simulators/model/refills.ts';

const utc = (text: string) => Date.parse(text);
const inZone = (zone: string) => (at: number) => offsetOf(zone, at) / minute;
const berlin = inZone('Europe/Berlin');
const night: QuietHours = { on: true, from: 22 * 60, to: 7 * 60 };
const hours = (quietHours: QuietHours, snoozedUntil: number | null = null) => ({ quietHours, snoozedUntil });

describe('quiet hours', () => {
  test.each([
    ['begin on time', '2026-11-22T22:00:00+01:00', '2026-11-23T07:00:00+01:00'],
    ['last over midnight', '2026-11-23T06:59:59+01:00', '2026-11-23T07:00:00+01:00'],
    ['are over on time', '2026-11-23T07:00:00+01:00', null],
    ['have not begun a moment before', '2026-11-22T21:59:59+01:00', null],
    ['end by the new clock in spring', '2026-03-28T23:00:00+01:00', '2026-03-29T07:00:00+02:00'],
    ['end by the new clock in autumn', '2026-10-24T23:00:00+02:00', '2026-10-25T07:00:00+01:00'],
  ])('%s', (_, at, end) => {
    expect(silentUntil(hours(night), utc(at), berlin)).toBe(end === null ? null : utc(end));
  });

  test('may lie within a day, too', () => {
    const lunch = { on: true, from: 12 * 60, to: 13 * 60 + 30 };
    expect(silentUntil(hours(lunch), utc('2026-11-22T12:30:00+01:00'), berlin)).toBe(utc('2026-11-22T13:30:00+01:00'));
    expect(silentUntil(hours(lunch), utc('2026-11-22T14:00:00+01:00'), berlin)).toBeNull();
    expect(silentUntil(hours(lunch), utc('2026-11-22T12:00:00+01:00'), berlin)).toBe(utc('2026-11-22T13:30:00+01:00'));
    for (const outside of ['11:00:00', '11:59:59', '13:30:00'])
      expect(silentUntil(hours(lunch), utc(`2026-11-22T${outside}+01:00`), berlin), outside).toBeNull();
  });

  test('that are switched off, or end when they begin, are none', () => {
    const at = utc('2026-11-22T23:00:00+01:00');
    expect(silentUntil(hours({ ...night, on: false }), at, berlin)).toBeNull();
    expect(silentUntil(hours({ on: true, from: 1_380, to: 1_380 }), at, berlin)).toBeNull();
  });

  test('follow whoever travels: the same moment is night here and day there', () => {
    const at = utc('2026-11-22T23:00:00Z');
    expect(silentUntil(hours(night), at, inZone('UTC'))).not.toBeNull();
    expect(silentUntil(hours(night), at, inZone('America/New_York'))).toBeNull();
  });

  test('that end at a time which is skipped are over once the clock has been put forward', () => {
    const end = silentUntil(
      hours({ on: true, from: 1_380, to: 150 }),
      utc('2026-03-29T01:59:00+01:00'),
      berlin,
    ) as number;
    expect(end).toBeGreaterThan(utc('2026-03-29T03:00:00+02:00') - 1);
    expect(end).toBeLessThanOrEqual(utc('2026-03-29T03:30:00+02:00'));
  });

  test('end within a day, in any zone and season, when the wall clock shows their end', () => {
    const time = fc.integer({ min: 0, max: 1_439 });
    const anyMoment = fc.integer({
      min: utc('2026-01-01T00:00:00Z') / minute,
      max: utc('2028-01-01T00:00:00Z') / minute,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMoment, time, time, (zone, at, from, to) => {
        const [now, offsetAt] = [at * minute, inZone(zone)];
        const end = silentUntil(hours({ on: true, from, to }), now, offsetAt);
        if (end === null) return;
        expect(end - now).toBeGreaterThan(0);
        expect(end - now).toBeLessThanOrEqual(25 * hour);
        const shown = (((end / minute + offsetAt(end)) % 1_440) + 1_440) % 1_440;
        // On the day the clocks are put forward the time may not be shown at all.
        const changes = offsetAt(end - 3 * hour) !== offsetAt(end);
        if (!changes) expect(shown).toBe(to);
      }),
    );
  });
});

describe('a snooze', () => {
  const now = utc('2026-11-22T15:00:00+01:00');
  const off = { ...night, on: false };

  test.each([
    ['for an hour', 'hour', '2026-11-22T15:00:00+01:00', '2026-11-22T16:00:00+01:00'],
    ['until tomorrow ends in the morning', 'tomorrow', '2026-11-22T15:00:00+01:00', '2026-11-23T08:00:00+01:00'],
    ['late at night ends after sleeping', 'tomorrow', '2026-11-23T02:30:00+01:00', '2026-11-23T08:00:00+01:00'],
    ['at dawn ends on the next day', 'tomorrow', '2026-11-23T05:00:00+01:00', '2026-11-24T08:00:00+01:00'],
    ['before a change of the clocks', 'tomorrow', '2026-10-24T20:00:00+02:00', '2026-10-25T08:00:00+01:00'],
  ] as const)('%s', (_, how, at, end) => {
    expect(snoozeEnd(how, utc(at), berlin)).toBe(utc(end));
  });

  test('holds until it ends', () => {
    expect(silentUntil(hours(off, now + hour), now, berlin)).toBe(now + hour);
    expect(silentUntil(hours(off, now), now, berlin)).toBeNull();
  });

  test('that ends within quiet hours is followed by them, and outlasts them', () => {
    const evening = utc('2026-11-22T21:30:00+01:00');
    expect(silentUntil(hours(night, evening + hour), evening, berlin)).toBe(utc('2026-11-23T07:00:00+01:00'));
    const morning = utc('2026-11-23T08:00:00+01:00');
    expect(silentUntil(hours(night, morning), evening, berlin)).toBe(morning);
  });

  test('of days comes from a clock that was wrong, and is not believed', () => {
    expect(silentUntil(hours(off, now + 2 * day), now, berlin)).toBe(now + 2 * day);
    expect(silentUntil(hours(off, now + 2 * day + 1), now, berlin)).toBeNull();
    expect(silentUntil(hours(off, now + 3 * day), now, berlin)).toBeNull();
  });

  test('can be asked for at any time, and is then believed', () => {
    const anyMoment = fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2028-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMoment, (zone, at) => {
        const end = snoozeEnd('tomorrow', at, inZone(zone));
        expect(end - at).toBeGreaterThan(2 * hour);
        expect(silentUntil(hours(off, end), at, inZone(zone))).toBe(end);
      }),
    );
  });
});

test('only what answers a person’s own act breaks a silence', () => {
  expect([isAnswer('heavy-task'), isAnswer('limit-reached'), isAnswer('unusual-use')]).toEqual([true, false, false]);
});
