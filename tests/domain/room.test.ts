import { describe, expect, test } from 'vitest';
import { hasRoomFor, room, withRoom } from '@/core/domain/room.ts';
import { day, minute } from '@/core/domain/time.ts';
import { accountOf, credits, later, noon, play, rowsOf, stop, task, tells, weekly } from '../app/story.ts';

const seenAt = (at: number) => at;
const many = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('a list with a bound', () => {
  test('has room until it is full', () => {
    expect(withRoom([1, 2], 3, seenAt, noon)).toEqual([1, 2]);
    expect(withRoom([noon, noon], 2, seenAt, noon)).toBeNull();
  });

  test('gives up what has not been seen for a day, the longest first', () => {
    expect(withRoom([noon - day - 1, noon - 2 * day, noon], 3, seenAt, noon)).toEqual([noon - day - 1, noon]);
  });
});

describe('a page that makes things up without end', () => {
  const known = tells([weekly(20), credits(50)]);
  const meters = many(900).map((n) =>
    tells([weekly(1, { feature: `w${n}` }), credits(1, { feature: `b${n}` })], { at: later(n) }),
  );
  const stops = tells(
    many(900).map((n) => stop({ feature: `s${n}`, until: later(day) })),
    { at: later(minute) },
  );

  test('drives out no meter that is there, and is remembered up to a bound', () => {
    const account = accountOf(play([known, ...meters, stops]));
    const { windows, balances, forecasts } = account;
    expect([windows.length, balances.length, account.stops.length]).toEqual([room.meters, room.meters, room.meters]);
    expect(forecasts.length).toBeLessThanOrEqual(room.meters);
    expect([windows[0]?.used, balances[0]?.left]).toEqual([20, 50]);
  });

  test('makes up no accounts beyond a bound, nor rows of theirs', () => {
    const hash = (n: number) => `${n}`.padStart(16, '0');
    const told = play([known, ...many(200).map((n) => tells(credits(n), { at: later(n), account: hash(n) }))]);
    expect(told.snapshot.accounts).toHaveLength(room.accounts);
    expect(new Set(rowsOf(told, 'observations').map(({ account }) => account)).size).toBe(room.accounts);
    const again = play([tells(credits(40), { at: later(minute) })], { from: told.snapshot });
    expect(again.snapshot.accounts[0]?.balances[0]?.left).toBe(40);
    expect(hasRoomFor(told.snapshot.accounts, 'muse', hash(199))).toBe(false);
    expect(hasRoomFor(told.snapshot.accounts, 'another', hash(199))).toBe(true);
  });

  test('makes up no running tasks beyond a bound, nor names for one', () => {
    const running = many(500).map((n) => tells(task(`t${n}`, 'started'), { at: later(n), phase: 'event' }));
    const named = many(100).map((n) =>
      tells({ ...task('t0', 'named'), refs: ['t0', `n${n}`] }, { at: later(1_000 + n), phase: 'event' }),
    );
    const { tasks } = accountOf(play([...running, ...named]));
    expect(tasks).toHaveLength(room.running);
    expect(Math.max(...tasks.map(({ refs }) => refs.length))).toBeLessThanOrEqual(room.refs);
  });
});
