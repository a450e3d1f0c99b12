import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthsLater, nextRenewal, nextRenewalDay, renewalIn, wasRenewed } from '@/core/domain/renewal.ts';
import type { Entered } from '@/core/domain/settings.ts';
import { day, type EpochMs, minute } from '@/core/domain/time.ts';

const utc = (text: string): EpochMs => Date.parse(text);
const tokyo = 540;
const losAngeles = -480;
const kathmandu = 345;

describe('the next renewal day', () => {
  test.each<[string, number, string, number, string]>([
    ['later this month', 25, '2026-11-22T12:00Z', 0, '2026-11-25T00:00Z'],
    ['next month', 15, '2026-11-22T12:00Z', 0, '2026-12-15T00:00Z'],
    ['next year', 1, '2026-12-22T12:00Z', 0, '2027-01-01T00:00Z'],
    ['not the day that has begun', 22, '2026-11-22T12:00Z', 0, '2026-12-22T00:00Z'],
    ['not the midnight that is now', 22, '2026-11-22T00:00Z', 0, '2026-12-22T00:00Z'],
    ['the midnight that is a moment away', 22, '2026-11-21T23:59:59.999Z', 0, '2026-11-22T00:00Z'],
    ['the last day of a month of 30', 31, '2026-11-22T12:00Z', 0, '2026-11-30T00:00Z'],
    ['the last day of a month of 31', 31, '2026-12-01T12:00Z', 0, '2026-12-31T00:00Z'],
    ['the last day of February', 31, '2026-01-31T12:00Z', 0, '2026-02-28T00:00Z'],
    ['the last day of February for the 29th too', 29, '2026-02-01T12:00Z', 0, '2026-02-28T00:00Z'],
    ['the 28th of February', 28, '2026-02-01T12:00Z', 0, '2026-02-28T00:00Z'],
    ['29 February of a leap year', 30, '2028-02-01T12:00Z', 0, '2028-02-29T00:00Z'],
    ['the 28th of a leap year, though it has a 29th', 28, '2028-02-01T12:00Z', 0, '2028-02-28T00:00Z'],
    ['28 February of 2100, which is no leap year', 29, '2100-02-01T12:00Z', 0, '2100-02-28T00:00Z'],
    ['the day itself again after a shorter month', 31, '2026-02-28T12:00Z', 0, '2026-03-31T00:00Z'],
    ['the day itself after the last day of a month of 30', 31, '2026-11-30T00:00Z', 0, '2026-12-31T00:00Z'],
    ['midnight in Tokyo', 25, '2026-11-22T12:00Z', tokyo, '2026-11-24T15:00Z'],
    ['next month, in Tokyo the day has begun', 23, '2026-11-22T15:00Z', tokyo, '2026-12-22T15:00Z'],
    ['a moment away in Tokyo', 23, '2026-11-22T14:59:59.999Z', tokyo, '2026-11-22T15:00Z'],
    ['in the month that has begun in Tokyo only', 2, '2026-11-30T16:00Z', tokyo, '2026-12-01T15:00Z'],
    ['a month away, on the first that has begun in Tokyo only', 1, '2026-11-30T16:00Z', tokyo, '2026-12-31T15:00Z'],
    ['in the month that is not over in Los Angeles', 31, '2027-01-01T07:00Z', losAngeles, '2027-01-31T08:00Z'],
    ['tonight in Los Angeles', 1, '2027-01-01T07:59Z', losAngeles, '2027-01-01T08:00Z'],
    ['midnight in Kathmandu', 1, '2026-11-22T12:00Z', kathmandu, '2026-11-30T18:15Z'],
  ])('is %s: day %i after %s, %i minutes ahead of UTC', (_, dayOfMonth, from, offset, next) => {
    expect(nextRenewalDay(dayOfMonth, utc(from), offset)).toBe(utc(next));
  });

  /** The first local midnight after `from` that a person would circle in a calendar. */
  function circled(dayOfMonth: number, from: EpochMs, offset: number): EpochMs {
    const local = from + offset * minute;
    for (let midnight = (Math.floor(local / day) + 1) * day; ; midnight += day) {
      const today = new Date(midnight).getUTCDate();
      const isLast = new Date(midnight + day).getUTCDate() === 1;
      if (today === dayOfMonth || (isLast && today < dayOfMonth)) return midnight - offset * minute;
    }
  }

  test('is the one that turning the pages of a calendar finds', () => {
    const moment = fc.integer({ min: utc('2023-01-01T00:00Z'), max: utc('2033-01-01T00:00Z') });
    const offset = fc.constantFrom(0, tokyo, losAngeles, kathmandu, 14 * 60, -12 * 60);
    const midnight = fc.tuple(moment, offset).map(([at, ahead]) => Math.floor(at / day) * day - ahead * minute);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.oneof(moment, midnight), offset, (dayOfMonth, from, ahead) => {
        expect(nextRenewalDay(dayOfMonth, from, ahead)).toBe(circled(dayOfMonth, from, ahead));
      }),
      { numRuns: 500 },
    );
  });
});

const now = utc('2026-11-22T12:00Z');
const soon = now + day;
const later = now + 9 * day;
const cycle = (from: EpochMs, to: EpochMs) => ({ from, to });
const renewal = (at: EpochMs) => ({ at, willRenew: null });
const entered = (renewalDay: number | null): Entered => ({ renewalDay, monthly: null, at: 0 });
const untold = { cycle: null, renewal: null };

describe('the renewal of an account', () => {
  test.each([
    ['the end of the cycle', { cycle: cycle(0, later), renewal: null }, later],
    ['the renewal of the plan', { cycle: null, renewal: renewal(later) }, later],
    ['the end of the cycle before the renewal of the plan', { cycle: cycle(0, later), renewal: renewal(soon) }, later],
    ['the renewal of the plan after the cycle has ended', { cycle: cycle(0, now), renewal: renewal(soon) }, soon],
  ])('is %s, as the service says, whatever was entered', (_, account, at) => {
    expect(nextRenewal(account, entered(23), now, 0)).toEqual({ at, by: 'service' });
  });

  test.each([
    ['the service tells nothing', untold],
    ['the cycle has just ended', { cycle: cycle(0, now), renewal: null }],
    ['the plan was renewed just now', { cycle: null, renewal: renewal(now) }],
  ])('is what was entered where %s', (_, account) => {
    expect(nextRenewal(account, entered(23), now, tokyo)).toEqual({ at: utc('2026-11-22T15:00Z'), by: 'entered' });
  });

  test('is unknown where nobody has told it', () => {
    expect(nextRenewal(untold, undefined, now, 0)).toBeNull();
    expect(nextRenewal(untold, entered(null), now, 0)).toBeNull();
    expect(nextRenewal({ cycle: cycle(0, now), renewal: renewal(now) }, undefined, now, 0)).toBeNull();
  });
});

describe('a renewal lies between two readings', () => {
  const lies = (...of: Parameters<typeof renewalIn>) => renewalIn(...of) !== null;
  const between = (from: EpochMs, to: EpochMs) => ({ from, to, offset: 0 });
  const moments = [
    ['the start of the cycle', { cycle: cycle(now, later), renewal: null }, undefined],
    ['the end of the cycle', { cycle: cycle(0, now), renewal: null }, undefined],
    ['the renewal of the plan', { cycle: null, renewal: renewal(now) }, undefined],
  ] as const;

  test.each(moments)('where %s does: after the first, not after the second', (_, account, told) => {
    expect(lies(account, told, between(now - 1, now))).toBe(true);
    expect(lies(account, told, between(now - 1, now + 1))).toBe(true);
    expect(lies(account, told, between(now, now + 1))).toBe(false);
    expect(lies(account, told, between(now - 2, now - 1))).toBe(false);
  });

  test('where the day that was entered begins', () => {
    const midnight = utc('2026-11-22T15:00Z');
    const inTokyo = (from: EpochMs, to: EpochMs) => lies(untold, entered(23), { ...between(from, to), offset: tokyo });
    expect(inTokyo(midnight - 1, midnight)).toBe(true);
    expect(inTokyo(midnight - 2, midnight - 1)).toBe(false);
    expect(inTokyo(midnight, midnight + day)).toBe(false);
  });

  test('nowhere where nobody has told it', () => {
    expect(lies(untold, undefined, between(0, later))).toBe(false);
    expect(lies(untold, entered(null), between(0, later))).toBe(false);
  });
});

describe('whether a renewal lay between two looks of the past', () => {
  const noon = Date.UTC(2026, 10, 22, 12);
  const told = (at: number) => ({ cycle: null, renewal: { at, willRenew: null } });
  const span = { from: noon - 3_600_000, to: noon, offset: 0 };

  test('is counted back and forth from the one that is told, in months of any length', () => {
    const months = fc.integer({ min: -14, max: 14 });
    const anchors = fc.integer({ min: 0, max: 28 }).map((date) => Date.UTC(2026, 4, date + 1, 9));
    fc.assert(
      fc.property(anchors, months, (anchor, ahead) => {
        const renewed = monthsLater(anchor, ahead, 0);
        expect(wasRenewed(told(anchor), undefined, { from: renewed - 60_000, to: renewed + 60_000, offset: 0 })).toBe(
          true,
        );
        const quiet = { from: renewed + 5 * 86_400_000, to: renewed + 6 * 86_400_000, offset: 0 };
        expect(wasRenewed(told(anchor), undefined, quiet)).toBe(false);
      }),
    );
  });

  test('is told by the day that was entered only where the service tells none', () => {
    const entered = { renewalDay: 22, monthly: null, at: 0 };
    const nothing = { cycle: null, renewal: null };
    expect(wasRenewed(nothing, entered, span)).toBe(true);
    expect(wasRenewed(told(noon + 10 * 86_400_000), entered, span)).toBe(false);
    expect(wasRenewed(nothing, { ...entered, renewalDay: 8 }, span)).toBe(false);
    expect(wasRenewed(nothing, undefined, span)).toBe(false);
  });

  test('may have been a while before the credits came', () => {
    expect(wasRenewed(told(noon - 30 * 3_600_000), undefined, span)).toBe(true);
    expect(wasRenewed(told(noon - 40 * 3_600_000), undefined, span)).toBe(false);
  });
});
