import { describe, expect, test } from 'vitest';
import { periodsOf } from '@/core/domain/period.ts';
import type { Entered } from '@/core/domain/settings.ts';

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
