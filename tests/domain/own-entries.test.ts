import { describe, expect, test } from 'vitest';
import type { Job } from '@/core/domain/jobs.ts';
import { isTry, streakOf, type Take } from '@/core/domain/retakes.ts';
import {
  budgetFor,
  defaultSettings,
  enteredFor,
  jobAt,
  jobNow,
  mayAskAgain,
  plannedFor,
} from '@/core/domain/settings.ts';
import { isOwnCall } from '@/core/domain/sighting.ts';
import { day, hour, minute } from '@/core/domain/time.ts';

describe('what was entered', () => {
  const one = { provider: 'p', account: 'a', number: 1 };
  const entered = (at: number) => ({ renewalDay: 3, monthly: null, at });

  test('is that of the account, and before it had a name that of the first one', () => {
    const all = { 'p/a': entered(1), 'p/unknown': entered(2), 'q/unknown': entered(3) };
    const of = (of: typeof one) => enteredFor({ ...defaultSettings, entered: all }, of)?.at;
    expect(of(one)).toBe(1);
    expect(of({ ...one, account: 'b' })).toBe(2);
    expect(of({ ...one, account: 'b', number: 2 })).toBeUndefined();
    expect(of({ ...one, account: 'a', number: 2 })).toBe(1);
  });

  test('is a budget, and the cycle that was planned, alike', () => {
    const budget = { amount: 9, currency: null, price: null, period: 'month' } as const;
    expect(budgetFor({ budgets: { 'p/unknown': budget } }, one)).toBe(budget);
    expect(plannedFor({ planned: { 'p/a': 7 } }, one)).toBe(7);
    expect(plannedFor({ planned: { 'p/b': 7 } }, one)).toBeUndefined();
  });

  test('lets a service be asked again where that is on and the service is not left out', () => {
    const may = (askAgain: boolean, askAgainNot: readonly string[]) =>
      mayAskAgain({ ...defaultSettings, askAgain, askAgainNot } as typeof defaultSettings, 'p');
    expect([may(true, []), may(true, ['q']), may(true, ['p']), may(false, [])]).toEqual([true, true, false, false]);
  });
});

describe('the job that is gone on with', () => {
  const job = (id: string, finishedAt: number | null) => ({ id, finishedAt }) as Job;
  const jobs = [job('a', null), job('b', 5), job('c', null)];

  test('is the one that was begun, unless it is finished', () => {
    const now = (id: string) => jobNow({ jobs, currentJob: { id, since: 1 } })?.id;
    expect([now('a'), now('b'), now('c'), now('d')]).toEqual(['a', undefined, 'c', undefined]);
    expect(jobNow({ jobs, currentJob: null })).toBeUndefined();
  });

  test('counts what was begun since', () => {
    const at = (moment: number) => jobAt({ jobs, currentJob: { id: 'c', since: 100 } }, moment);
    expect([at(99), at(100), at(101)]).toEqual([null, 'c', 'c']);
    expect(jobAt({ jobs, currentJob: null }, 100)).toBeNull();
  });
});

test('a call of our own is told by the id our page script gives it', () => {
  const id = '0123abcd-0123-4567-89ab-0123456789ab';
  expect(isOwnCall(`${id}:7`)).toBe(true);
  for (const other of [
    id,
    `x${id}:7`,
    id.replace('-0123', ''),
    `${id.slice(0, -1)}:7`,
    `${id.slice(1)}:7`,
    `G${id.slice(1)}:`,
  ])
    expect(isOwnCall(other)).toBe(false);
});

describe('one more of the same', () => {
  const now = 100 * day;
  const take = (ago: number, like = 'video|m||60'): Take => ({
    ...{ key: `${ago}${like}`, like, seconds: 60, at: now - ago, told: false },
  });
  const streak = (
    takes: readonly Take[],
    parameters: object = { model: 'm', seconds: 60 },
    midnight = now - 12 * hour,
  ) => streakOf(takes, 'video', parameters, now, midnight);

  test('counts those alike of the last half hour, or of the day where there are more', () => {
    expect(streak([take(29 * minute), take(20 * minute)])).toEqual({ count: 2, since: now - 29 * minute, full: true });
    expect(streak([take(30 * minute)], { model: 'm', seconds: 60 }, now)).toMatchObject({ count: 0, since: null });
    expect(streak([take(12 * hour), take(5 * hour)])).toMatchObject({ count: 2, since: now - 12 * hour, full: false });
    expect(streak([take(12 * hour + 1), take(5 * hour)])).toMatchObject({ count: 1, since: now - 5 * hour });
    expect(streak([take(9 * hour), take(5 * hour), take(2 * hour)])).toMatchObject({ count: 3, full: true });
  });

  test('counts no other settings, and nothing a day old', () => {
    const other = ['video|n||60', 'video|m|big|60', 'video|m||61', 'slides|m||60'].map((like) => take(hour, like));
    expect(streak(other)).toMatchObject({ count: 0 });
    expect(streak([take(day), take(day - 1)], { model: 'm', seconds: 60 }, now - 2 * day)).toMatchObject({ count: 1 });
  });

  test('is one over the day only where something is known but the kind', () => {
    const three = (like: string) => [take(9 * hour, like), take(5 * hour, like), take(2 * hour, like)];
    expect(streak(three('video|||'), {})).toMatchObject({ count: 3, full: false });
    expect(streak(three('video|m||'), { model: 'm' })).toMatchObject({ count: 3, full: true });
    expect(streak(three('video||720p|'), { size: '720p' })).toMatchObject({ count: 3, full: true });
    expect(streak(three('video|||60'), { seconds: 60 })).toMatchObject({ count: 3, full: true });
  });

  test('is none of a cheap kind, nor of a try before the real one', () => {
    const chats = [take(3 * minute, 'chat|m||60'), take(2 * minute, 'chat|m||60')];
    const none = { count: 0, since: null, full: false };
    expect(streakOf(chats, 'chat', { model: 'm', seconds: 60 }, now, now)).toEqual(none);
    expect(streak([take(minute), take(9 * minute, 'video|m||30')], { model: 'm', seconds: 30 })).toEqual(none);
    expect([isTry({ size: null, seconds: 30 }, 60), isTry({ size: null, seconds: 31 }, 60)]).toEqual([true, false]);
    expect(isTry({ size: null, seconds: null }, 60)).toBe(false);
  });
});
