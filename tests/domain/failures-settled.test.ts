import { describe, expect, test } from 'vitest';
import { chargeLag, type Move } from '@/core/domain/charge-ledger.ts';
import {
  charged,
  type Failure,
  type GivenLine,
  type SeenSince,
  settleFailures,
  settlingTime,
  uncharged,
  withLines,
} from '@/core/domain/failures.ts';
import { day, minute } from '@/core/domain/time.ts';
import { at, noon } from './tasks.ts';

/** A video that failed so many minutes after noon, and took so much. */
const failed = (key: string, minutes: number, credits: number): Parameters<typeof charged>[1] => ({
  ...{ key, task: 'video', parameters: {}, reference: null, end: 'failed' },
  ...{ startedAt: at(minutes - 2), endedAt: at(minutes), credits, balance: null },
});
const waiting = (...all: readonly Parameters<typeof charged>[1][]) => all.reduce<readonly Failure[]>(charged, []);
const given = (id: string, minutes: number, credits: number): GivenLine => ({ id, at: at(minutes), credits });
/** Between two readings, in minutes after noon; a later reading has agreed. */
const move = (from: number, to: number, by: number, seenTo = to + 1): Move => ({
  ...{ from: at(from), to: at(to), by },
  seenTo: at(seenTo),
});
const settle = (failures: readonly Failure[], seen: Partial<SeenSince>) =>
  settleFailures(failures, { moves: [], lines: [], refilledAt: null, readAt: null, now: at(60), ...seen });
const states = (all: readonly Failure[]) => all.map(({ key, state }) => `${key} ${state}`);

const a = waiting(failed('a', 2, 100));
const both = waiting(failed('a', 2, 100), failed('b', 12, 100));

describe('lines of the log that give credits', () => {
  const line = (id: string, minutes: number) => given(id, minutes, 5);

  test('are kept in order of time, and by name where that is the same', () => {
    const lines = withLines([line('m', 5)], [line('z', 1), line('n', 5), line('b', 5), line('a', 9)]);
    expect(lines.map(({ id }) => id)).toEqual(['z', 'b', 'm', 'n', 'a']);
    expect(withLines([line('n', 5)], [line('m', 5)]).map(({ id }) => id)).toEqual(['m', 'n']);
  });

  test('are kept once', () => {
    const lines = withLines([], [line('a', 1), line('b', 2)]);
    expect(withLines(lines, [line('b', 2)])).toBe(lines);
    expect(withLines(lines, [line('b', 3), line('c', 4)])).toEqual([...lines, line('c', 4)]);
  });

  test('are kept as far as there is room: the last 24', () => {
    const many = Array.from({ length: 30 }, (_, n) => line(`${n}`, n));
    expect(withLines([], many.slice(0, 24))).toEqual(many.slice(0, 24));
    expect(withLines(many.slice(0, 24), many.slice(24))).toEqual(many.slice(6));
  });
});

describe('failures', () => {
  test('stand in order of time, whichever was told first', () => {
    expect(waiting(failed('b', 12, 100), failed('a', 2, 100)).map(({ key }) => key)).toEqual(['a', 'b']);
  });

  test('that took nothing after all are gone while they wait, and those alone', () => {
    expect(states(uncharged(both, 'b'))).toEqual(['a pending']);
    expect(uncharged(both, 'c')).toBe(both);
  });

  test('that took nothing after all blame nobody once they were told, and stay what else they were', () => {
    const told = settle(both, { readAt: noon + 3 * day, now: noon + 3 * day });
    const unclear = uncharged(told, 'b');
    expect(states(unclear)).toEqual(['a not-given-back', 'b unclear']);
    expect(uncharged(unclear, 'b')).toBe(unclear);
    const back = settle(both, { lines: [given('l', 20, 100)] });
    expect(uncharged(back, 'a')).toBe(back);
  });
});

describe('the amount that comes back', () => {
  const back = (credits: number, by: number) =>
    settle(waiting(failed('a', 2, credits)), { moves: [move(10, 20, by)] })[0]?.state === 'given-back';

  test.each([
    [100, 98, 102],
    [1_000, 980, 1_020],
    [10, 9, 11],
    [50, 49, 51],
  ])('of %i is known from %i to %i', (credits, least, most) => {
    expect([back(credits, least), back(credits, most)]).toEqual([true, true]);
    expect([back(credits, least - 0.01), back(credits, most + 0.01)]).toEqual([false, false]);
  });

  test('is that of all that wait, together, and of no others', () => {
    const three = waiting(failed('a', 2, 100), failed('b', 12, 50));
    expect(states(settle(three, { moves: [move(15, 20, 150)] }))).toEqual(['a given-back', 'b given-back']);
    const givenUp = settle(a, { readAt: at(2) + settlingTime, now: at(2) + settlingTime });
    const late = charged(givenUp, failed('b', 2_000, 50));
    const seen = { moves: [move(2_010, 2_020, 150)], now: at(2_060) };
    expect(states(settle(late, seen))).toEqual(['a not-given-back', 'b unclear']);
  });
});

describe('a line of the log', () => {
  test('gives back what failed before it, not at the same moment', () => {
    const ms = 1 / minute;
    expect(states(settle(a, { lines: [given('l', 2, 100)] }))).toEqual(['a pending']);
    expect(states(settle(a, { lines: [given('l', 2 + ms, 100)] }))).toEqual(['a given-back']);
    const atMidnight = waiting(failed('a', 12 * 60, 100));
    expect(states(settle(atMidnight, { lines: [given('l', -12 * 60, 100)] }))).toEqual(['a pending']);
  });

  test('gives back one: two lines two', () => {
    const lines = [given('l', 20, 100), given('m', 30, 100)];
    expect(states(settle(both, { lines: lines.slice(0, 1) }))).toEqual(['a given-back', 'b pending']);
    expect(states(settle(both, { lines }))).toEqual(['a given-back', 'b given-back']);
    expect(settle(settle(both, { lines }), { lines })).toEqual(settle(both, { lines }));
  });

  test('and the rise it explains are one: the first of them says when', () => {
    const moves = [move(30, 40, 100)];
    const lined = settle(a, { lines: [given('l', 20, 100)] });
    expect(settle(lined, { moves })).toMatchObject([{ settledAt: at(20), rise: at(40), line: 'l' }]);
    const risen = settle(a, { moves });
    expect(settle(risen, { moves, lines: [given('l', 20, 100)] })).toMatchObject([
      { settledAt: at(40), rise: at(40), line: 'l' },
    ]);
  });
});

describe('a rise', () => {
  test('gives nothing back that failed at that very moment', () => {
    expect(states(settle(a, { moves: [move(1, 2, 100)] }))).toEqual(['a pending']);
    expect(states(settle(a, { moves: [move(1, 2 + 1 / minute, 100)] }))).toEqual(['a given-back']);
  });

  test('is believed once a second reading agrees, or after five minutes', () => {
    const once = { moves: [move(10, 20, 100, 20)] };
    expect(states(settle(a, { ...once, now: at(20) + chargeLag - 1 }))).toEqual(['a pending']);
    expect(states(settle(a, { ...once, now: at(20) + chargeLag }))).toEqual(['a given-back']);
    expect(states(settle(a, { moves: [move(10, 20, 100, 20.5)], now: at(20.5) }))).toEqual(['a given-back']);
  });

  test.each([
    ['at its begin', 10, 'given-back'],
    ['after its begin', 10 + 1 / minute, 'unclear'],
    ['at the last reading that agrees', 21, 'unclear'],
    ['later', 21 + 1 / minute, 'given-back'],
  ])('with a refill %s: %f is %s', (_, refilled, state) => {
    expect(states(settle(a, { moves: [move(10, 20, 100)], refilledAt: at(refilled) }))).toEqual([`a ${state}`]);
  });

  test('gives back one only, as it was seen from then on', () => {
    const [first, second] = [move(20, 30, 100), move(40, 50, 100)];
    const one = settle(both, { moves: [first] });
    expect(states(one)).toEqual(['a given-back', 'b pending']);
    expect(settle(one, { moves: [first] })).toEqual(one);
    expect(states(settle(one, { moves: [first, second] }))).toEqual(['a given-back', 'b given-back']);
    expect(settle(settle(a, { moves: [first] }), { moves: [first, second] })).toEqual(settle(a, { moves: [first] }));
  });

  test('is the same one as long as it begins before and was last seen after that', () => {
    const one = settle(both, { moves: [move(20, 30, 100)] });
    const again = (from: number, to: number, seenTo: number) =>
      states(settle(one, { moves: [move(from, to, 100, seenTo)] }))[1];
    expect(again(30 - 1 / minute, 40, 41)).toBe('b pending');
    expect(again(30, 40, 41)).toBe('b given-back');
    expect(again(20, 29, 30)).toBe('b pending');
    expect(again(20, 29, 30 - 1 / minute)).toBe('b given-back');
  });

  test('that is nobody’s blames nobody who waits, and leaves what was told', () => {
    const givenUp = settle(a, { readAt: at(2) + settlingTime, now: at(2) + settlingTime });
    const all = charged(givenUp, failed('b', 2_000, 100));
    const later = { moves: [move(2_010, 2_020, 9_000)], now: at(2_060) };
    expect(states(settle(all, later))).toEqual(['a not-given-back', 'b unclear']);
    expect(settle(all, later)[1]?.settledAt).toBe(at(2_020));
  });

  test('that was before a failure says nothing of it', () => {
    expect(states(settle(both, { moves: [move(3, 5, 9_000)] }))).toEqual(['a unclear', 'b pending']);
  });
});

test('what has not come back within a day of readings is given up, to the moment', () => {
  const over = at(2) + settlingTime;
  expect(states(settle(a, { readAt: over - 1, now: over - 1 }))).toEqual(['a pending']);
  expect(settle(a, { readAt: over, now: over })).toMatchObject([{ state: 'not-given-back', settledAt: over }]);
  expect(states(settle(a, { readAt: null, now: over + day }))).toEqual(['a pending']);
});
