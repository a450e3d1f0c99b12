import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodsOf } from '@/core/domain/period.ts';
import type { Entered } from '@/core/domain/settings.ts';
import { day, hour } from '@/core/domain/time.ts';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-22T12:00:00Z');
const nobody = { cycle: null, renewal: null };
const entered = (renewalDay: number): Entered => ({ renewalDay, monthly: null, at: 0 });
const shown = ({ from, to, by }: { from: number; to: number; by: string }) =>
  `${new Date(from).toISOString().slice(0, 16)} ${new Date(to).toISOString().slice(0, 16)} ${by}`;
const cycle = (account: Parameters<typeof periodsOf>[0], own?: Entered, offset = 0, when = now) =>
  shown(periodsOf(account, own, { now: when, offset }).cycle);

describe('the cycle that is running', () => {
  test('is the one the service tells', () => {
    const told = { from: at('2026-11-06T03:00Z'), to: at('2026-12-06T03:00Z') };
    expect(cycle({ cycle: told, renewal: null })).toBe('2026-11-06T03:00 2026-12-06T03:00 cycle');
  });

  test('is the one the service tells from its first moment to the last, whatever its length; then a month from there', () => {
    const [from, to] = [at('2026-11-20T03:00Z'), at('2026-11-30T03:00Z')];
    const when = (now: number) => cycle({ cycle: { from, to }, renewal: null }, undefined, 0, now);
    const told = '2026-11-20T03:00 2026-11-30T03:00 cycle';
    expect([when(from), when(to - 1)]).toEqual([told, told]);
    expect(when(to)).toBe('2026-11-30T03:00 2026-12-30T03:00 cycle');
    expect(when(from - 1)).toBe('2026-10-30T03:00 2026-11-30T03:00 cycle');
  });

  test('holds now and is a month from a day of the month to the same day, however far off the renewal is', () => {
    const moments = fc.integer({ min: at('2024-01-01T00:00Z') / hour, max: at('2029-01-01T00:00Z') / hour });
    const hours = fc.tuple(moments, moments).map(([one, other]) => [one * hour, other * hour] as const);
    const byMonths = fc.tuple(moments, fc.integer({ min: -40, max: 40 })).map(([one, months]) => {
      const anchor = new Date(one * hour);
      anchor.setUTCDate(Math.min(anchor.getUTCDate(), 28));
      const then = new Date(anchor);
      then.setUTCMonth(then.getUTCMonth() + months);
      return [anchor.getTime(), then.getTime()] as const;
    });
    fc.assert(
      fc.property(fc.oneof(hours, byMonths), ([anchor, when]) => {
        const account = { cycle: null, renewal: { at: anchor, willRenew: null } };
        const { from, to } = periodsOf(account, undefined, { now: when, offset: 0 }).cycle;
        expect(from).toBeLessThanOrEqual(when);
        expect(to).toBeGreaterThan(when);
        expect(to - from).toBeLessThanOrEqual(31 * day);
        const dates = [anchor, from, to].map((one) => new Date(one).getUTCDate());
        if ((dates[0] ?? 0) <= 28) expect(new Set(dates).size).toBe(1);
      }),
    );
  });

  test('is the month before the renewal, and goes on when that has passed', () => {
    const renewal = { at: at('2026-12-06T03:00Z'), willRenew: null };
    expect(cycle({ cycle: null, renewal })).toBe('2026-11-06T03:00 2026-12-06T03:00 cycle');
    expect(cycle({ cycle: null, renewal: { ...renewal, at: at('2026-11-06T03:00Z') } })).toBe(
      '2026-11-06T03:00 2026-12-06T03:00 cycle',
    );
  });

  test('is a month of it where the plan is renewed by the year', () => {
    const renewal = { at: at('2027-08-31T00:00Z'), willRenew: true };
    expect(cycle({ cycle: null, renewal })).toBe('2026-10-31T00:00 2026-11-30T00:00 cycle');
  });

  test.each([
    [6, '2026-11-06T00:00 2026-12-06T00:00 cycle'],
    [22, '2026-11-22T00:00 2026-12-22T00:00 cycle'],
    [23, '2026-10-23T00:00 2026-11-23T00:00 cycle'],
    [31, '2026-10-31T00:00 2026-11-30T00:00 cycle'],
  ])('begins on day %i where somebody has entered that', (day, expected) => {
    expect(cycle(nobody, entered(day))).toBe(expected);
  });

  test('begins on the entered day itself, though the one before was no 31 days ago', () => {
    for (const time of ['00:00', '12:00', '23:59'])
      expect(cycle(nobody, entered(30), 0, at(`2027-03-30T${time}Z`))).toBe('2027-03-30T00:00 2027-04-30T00:00 cycle');
  });

  test('begins on the last day of a short month', () => {
    expect(cycle(nobody, entered(30), 0, at('2027-03-05T00:00Z'))).toBe('2027-02-28T00:00 2027-03-30T00:00 cycle');
  });

  test('is the calendar month, at local midnight, where nobody knows it or it is a day', () => {
    expect(cycle(nobody, undefined, 540)).toBe('2026-10-31T15:00 2026-11-30T15:00 month');
    expect(shown(periodsOf(nobody, entered(6), { now, offset: 0, daily: true }).cycle)).toBe(
      '2026-11-01T00:00 2026-12-01T00:00 month',
    );
  });
});
