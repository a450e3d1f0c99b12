import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, cycleOf, monthly } from '@/core/domain/resets/calendar.ts';
import { clockOf } from '@/core/domain/resets/clock.ts';
import { offsetOfZone } from '@/core/domain/resets/zone.ts';
import { day, hour, minute } from '@/core/domain/time.ts';

const utc = (text: string) => Date.parse(`${text}Z`);
const written = (at: number) => new Date(at).toISOString().slice(0, 16);
const local = (zone: string) => clockOf('daily-local', offsetOfZone(zone) ?? (() => 0));

describe('a day of the month', () => {
  const next = (phase: number, after: string) => written(monthly.next(phase, utc(after)));

  test('that a month does not have is its last day, at the same time', () => {
    const thirtyFirst = 30 * day + 9 * hour;
    expect(next(thirtyFirst, '2026-01-31T10:00')).toBe('2026-02-28T09:00');
    expect(next(thirtyFirst, '2026-02-28T09:00')).toBe('2026-03-31T09:00');
    expect(next(thirtyFirst, '2026-03-31T09:00')).toBe('2026-04-30T09:00');
  });

  test('knows leap years', () => {
    expect(next(28 * day, '2028-02-01T00:00')).toBe('2028-02-29T00:00');
    expect(next(28 * day, '2027-02-01T00:00')).toBe('2027-02-28T00:00');
  });

  test('seen on the last of a short month may be any later day', () => {
    const arcs = monthly.phasesWithin({ after: utc('2026-02-28T08:00'), upTo: utc('2026-02-28T10:00') });
    expect(arcs.map(({ from }) => from / hour)).toEqual([27, 28, 29, 30].map((days) => days * 24 + 8));
  });
});

describe('a time of day on the wall', () => {
  test('keeps its hour when the clock is put forward: a day of 23 hours', () => {
    const berlin = local('Europe/Berlin');
    const first = berlin.next(9 * hour, utc('2026-03-28T00:00'));
    expect(written(first)).toBe('2026-03-28T08:00');
    expect(berlin.next(9 * hour, first) - first).toBe(23 * hour);
  });

  test('keeps its hour when the clock is put back: a day of 25 hours, in the south too', () => {
    const sydney = local('Australia/Sydney');
    const first = sydney.next(9 * hour, utc('2026-04-03T20:00'));
    expect(sydney.next(9 * hour, first) - first).toBe(25 * hour);
  });

  test('knows changes of half an hour', () => {
    const island = local('Australia/Lord_Howe');
    const first = island.next(9 * hour, utc('2026-04-03T20:00'));
    expect(island.next(9 * hour, first) - first).toBe(24.5 * hour);
  });

  test('that is skipped comes as much later as was skipped, and one that comes twice counts the first time', () => {
    const berlin = local('Europe/Berlin');
    expect(written(berlin.next(2.5 * hour, utc('2026-03-29T00:00')))).toBe('2026-03-29T01:30');
    expect(written(berlin.next(2.5 * hour, utc('2026-10-24T12:00')))).toBe('2026-10-25T00:30');
  });

  test('lies within a span that ends in the hour that comes twice', () => {
    const span = { after: utc('2026-10-25T00:20'), upTo: utc('2026-10-25T01:10') };
    expect(local('Europe/Berlin').phasesWithin(span)).toEqual([{ from: 2 * hour + 20 * minute, to: 3 * hour }]);
  });
});

describe('whatever the calendar', () => {
  const calendars: readonly [string, Calendar][] = [
    ['daily', cycleOf(day)],
    ['monthly', monthly],
    ['every thirty days', cycleOf(30 * day)],
    ['daily in New York', local('America/New_York')],
    ['daily in Kathmandu', local('Asia/Kathmandu')],
    ['monthly in Santiago', clockOf('monthly-local', offsetOfZone('America/Santiago') ?? (() => 0))],
  ];
  const moment = fc.integer({ min: utc('2025-01-01T00:00'), max: utc('2029-01-01T00:00') });

  test.each(calendars)(
    '%s: a phase is within a span that holds its next time, and comes later than asked',
    (_, calendar) => {
      fc.assert(
        fc.property(moment, fc.double({ min: 0, max: 0.999, noNaN: true }), (after, share) => {
          const phase = Math.floor(share * calendar.length);
          const at = calendar.next(phase, after);
          expect(at).toBeGreaterThan(after);
          const arcs = calendar.phasesWithin({ after: at - 3 * hour, upTo: at + 3 * hour });
          // An hour that was skipped has no place on the wall of its own.
          const near = arcs.some(({ from, to }) => from - hour <= phase && phase <= to + hour);
          expect(near).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('a zone', () => {
  test.each([
    ['Asia/Kathmandu', '2026-01-01T00:00', 345],
    ['America/St_Johns', '2026-07-01T00:00', -150],
    ['America/St_Johns', '2026-12-01T00:00', -210],
    ['UTC', '2026-12-01T00:00', 0],
  ])('%s at %s is %i minutes ahead', (zone, at, minutes) => {
    expect(offsetOfZone(zone)?.(utc(at))).toBe(minutes);
  });

  test('that does not exist is none', () => {
    expect(offsetOfZone('Mars/Base')).toBeNull();
    expect(offsetOfZone('UTC')?.(Number.NaN)).toBe(0);
  });
});
