import { describe, expect, test } from 'vitest';
import { isRenewalTold, nextRenewal, openRenewal, refillLag, renewalIn, wasRenewed } from '@/core/domain/renewal.ts';
import type { Entered } from '@/core/domain/settings.ts';
import { day, type EpochMs, hour } from '@/core/domain/time.ts';

const utc = (text: string): EpochMs => Date.parse(text);
const now = utc('2026-11-22T12:00Z');
const entered = (renewalDay: number | null): Entered => ({ renewalDay, monthly: null, at: 0 });
const untold = { cycle: null, renewal: null };
const told = (at: EpochMs) => ({ cycle: null, renewal: { at, willRenew: null } });
const cycle = (from: EpochMs, to: EpochMs) => ({ cycle: { from, to }, renewal: null });
const between = (from: EpochMs, to: EpochMs) => ({ from, to, offset: 0 });

describe('the renewal', () => {
  test('on a day that was entered is at its own midnight, though the clocks are changed until then', () => {
    const losAngeles = (at: EpochMs) => (at < utc('2026-11-01T09:00Z') ? -420 : -480);
    const before = utc('2026-10-30T12:00Z');
    expect(nextRenewal(untold, entered(5), before, -420, losAngeles)?.at).toBe(utc('2026-11-05T08:00Z'));
    expect(nextRenewal(untold, entered(31), before, -420, losAngeles)?.at).toBe(utc('2026-10-31T07:00Z'));
  });

  test('is told by the service as long as one of its moments is ahead', () => {
    const both = { ...cycle(0, now), ...{ renewal: { at: now + 1, willRenew: null } } };
    expect([isRenewalTold(cycle(0, now + 1), now), isRenewalTold(told(now + 1), now)]).toEqual([true, true]);
    expect(isRenewalTold(both, now)).toBe(true);
    expect(isRenewalTold(both, now + 1)).toBe(false);
    expect([isRenewalTold(untold, now), isRenewalTold(cycle(0, now), now)]).toEqual([false, false]);
  });
});

describe('the last renewal of a span', () => {
  const midnight = utc('2026-11-23T00:00Z');
  const to = midnight + 12 * hour;

  test('is that of the day that was entered, unless the service tells one later than a refill may take', () => {
    const last = (at: EpochMs) => renewalIn(told(at), entered(23), between(to - 5 * day, to));
    expect(last(to - refillLag)).toBe(midnight);
    expect(last(to - refillLag + 1)).toBe(to - refillLag + 1);
    expect(last(to - 9 * day)).toBe(midnight);
    expect(last(to + 9 * day)).toBeNull();
  });

  test('is the last one however long ago the span began', () => {
    expect(renewalIn(untold, entered(23), between(0, to))).toBe(midnight);
    expect(renewalIn(untold, entered(24), between(0, to))).toBe(utc('2026-10-24T00:00Z'));
  });

  test('is the later of two', () => {
    expect(renewalIn(cycle(now - 9 * day, now), undefined, between(now - 20 * day, now))).toBe(now);
  });
});

describe('a renewal of days that are over', () => {
  test('counts from a refill’s time before the first look to the second where the service tells it', () => {
    const lay = (at: EpochMs) => wasRenewed(told(at), undefined, between(now - hour, now));
    expect([lay(now - hour - refillLag), lay(now - hour - refillLag + 1)]).toEqual([false, true]);
    expect([lay(now), lay(now + 1)]).toEqual([true, false]);
  });

  test('counts to a refill’s time after the second look where a day was entered, and not where none was', () => {
    const midnight = utc('2026-11-24T00:00Z');
    const lay = (to: EpochMs, one = entered(24)) => wasRenewed(untold, one, between(to - hour, to));
    expect([lay(midnight - refillLag), lay(midnight - refillLag - 1)]).toEqual([true, false]);
    expect(lay(utc('2026-11-30T12:00Z'), entered(null))).toBe(false);
  });
});

describe('a renewal whose refill has not been seen', () => {
  const open = (seenAt: EpochMs, at: EpochMs, since = now - 20 * day, refilled = false) =>
    openRenewal(told(now), undefined, { seenAt, cycle: { since, refilled } }, { now: at, offset: 0 });

  test('is open until somebody looks, and after that for as long as a refill may take', () => {
    expect(open(now - 1, now - 1)).toBeNull();
    expect(open(now - 1, now + 9 * day)).toBe(now);
    expect([open(now, now + refillLag), open(now, now + refillLag + 1)]).toEqual([now, null]);
  });

  test('is none where the refill was seen a little before', () => {
    expect(open(now - 1, now + hour, now - refillLag, true)).toBeNull();
    expect(open(now - 1, now + hour, now - refillLag - 1, true)).toBe(now);
    expect(open(now - 1, now + hour, now - refillLag, false)).toBe(now);
  });

  test('is none where the cycle began with it, or nobody has told of one', () => {
    expect(open(now - 1, now + hour, now)).toBeNull();
    const nothing = openRenewal(
      untold,
      undefined,
      { seenAt: 0, cycle: { since: 0, refilled: false } },
      { now, offset: 0 },
    );
    expect(nothing).toBeNull();
  });

  test('on a day that was entered is at the midnight of the zone it is asked for', () => {
    const asked = { seenAt: now - 2 * day, cycle: { since: now - 20 * day, refilled: false } };
    expect(openRenewal(untold, entered(22), asked, { now, offset: 540 })).toBe(utc('2026-11-21T15:00Z'));
  });
});
