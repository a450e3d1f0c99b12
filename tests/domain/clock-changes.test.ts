import { describe, expect, test } from 'vitest';
import { nextChange } from '@/core/app/catch-up.ts';
import { cyclesBefore } from '@/core/app/dashboard/seen-cycles.ts';
import { judgementOf } from '@/core/app/judgement.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { periodsOf } from '@/core/domain/period.ts';
import { monthsByClock, openRenewal } from '@/core/domain/renewal.ts';
import { minute } from '@/core/domain/time.ts';
import { accountOf, ann, credits, entering, facts, onPlan, play, tells } from '../app/story.ts';

/** Minutes that New York is ahead of UTC: −240 in summer; on 2026-03-08 and 2026-11-01 its clocks are changed at 2:00. */
const parts = new Intl.DateTimeFormat('en-US', {
  ...{ timeZone: 'America/New_York', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
  ...{ hour: 'numeric', minute: 'numeric' },
});
function offsetAt(at: number): number {
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(of.year ?? 0, (of.month ?? 1) - 1, of.day, of.hour, of.minute);
  return Math.round((local - Math.floor(at / minute) * minute) / minute);
}
const local = (at: number) => new Date(at + offsetAt(at) * minute).toISOString().slice(0, 16);
const at = (text: string) => Date.parse(text);
const nobody = { cycle: null, renewal: null };
const entered = (renewalDay: number) => ({ renewalDay, monthly: null, at: 0 });
const shown = ({ from, to }: { readonly from: number; readonly to: number }) => [local(from), local(to)];
const when = (text: string) => ({ now: at(text), offset: offsetAt(at(text)), offsetAt });

describe('where the clocks are changed', () => {
  test.each([
    ['2026-03-05T12:00Z', '2026-03-01T00:00', '2026-04-01T00:00'],
    ['2026-03-20T12:00Z', '2026-03-01T00:00', '2026-04-01T00:00'],
    ['2026-10-20T12:00Z', '2026-10-01T00:00', '2026-11-01T00:00'],
    ['2026-11-20T12:00Z', '2026-11-01T00:00', '2026-12-01T00:00'],
  ])('the month around %s begins and ends at a local midnight', (now, from, to) => {
    expect(shown(periodsOf(nobody, undefined, when(now)).month)).toEqual([from, to]);
  });

  test.each([
    ['2026-03-05T12:00Z', '2026-02-06T00:00', '2026-03-06T00:00'],
    ['2026-03-20T12:00Z', '2026-03-06T00:00', '2026-04-06T00:00'],
    ['2026-10-20T12:00Z', '2026-10-06T00:00', '2026-11-06T00:00'],
    ['2026-11-20T12:00Z', '2026-11-06T00:00', '2026-12-06T00:00'],
  ])('so does the cycle of an entered day around %s', (now, from, to) => {
    expect(shown(periodsOf(nobody, entered(6), when(now)).cycle)).toEqual([from, to]);
  });

  test('a cycle that is running keeps its begin on both sides of the change: what was told of it is not told again', () => {
    const [before, after] = ['2026-10-31T12:00Z', '2026-11-02T12:00Z'].map((now) =>
      periodsOf(nobody, entered(6), when(now)),
    );
    expect(after?.cycle).toEqual(before?.cycle);
    const told = { cycle: null, renewal: { at: at('2026-11-15T04:30Z'), willRenew: null } };
    const [one, other] = ['2026-10-31T12:00Z', '2026-11-02T12:00Z'].map((now) => periodsOf(told, undefined, when(now)));
    expect(other?.cycle).toEqual(one?.cycle);
  });

  test('the cycles before it begin at a midnight each', () => {
    const { cycle } = periodsOf(nobody, entered(6), when('2026-11-20T12:00Z'));
    expect(cyclesBefore(cycle, offsetAt).map(({ from }) => local(from).slice(11))).toEqual(Array(7).fill('00:00'));
    expect(local(monthsByClock(at('2026-11-20T23:30Z'), -1, offsetAt))).toBe('2026-10-20T18:30');
  });

  test('a renewal that waits for its refill was due at its own midnight', () => {
    const balance = { seenAt: at('2026-10-28T12:00Z'), cycle: { since: at('2026-10-02T12:00Z'), refilled: false } };
    const open = openRenewal(nobody, entered(1), balance, when('2026-11-02T12:00Z'));
    expect(local(open ?? 0)).toBe('2026-11-01T00:00');
  });

  test('the worker wakes, and a task ahead is judged, by the midnight of the day that comes', () => {
    const settings = entering({ renewalDay: 2 });
    const read = play([tells([onPlan('plus'), credits(250)], { at: at('2026-10-30T12:00Z') })], { settings });
    const now = when('2026-10-31T12:00Z');
    const account = { ...accountOf(read), account: ann };
    const next = nextChange({ ...emptySnapshot, accounts: [account] }, settings, now);
    expect(local(next ?? 0)).toBe('2026-11-02T00:00');
    const own = settings.entered[`muse/${ann}`];
    const ahead = { task: 'video', parameters: {}, guessed: false } as const;
    const verdict = judgementOf(account, ahead, { facts, settings, entered: own, ...now });
    expect(JSON.stringify(verdict)).toContain(`"until":${at('2026-11-02T05:00Z')}`);
  });
});
