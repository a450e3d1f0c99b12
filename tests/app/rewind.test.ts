import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '@/core/domain/time.ts';
import { accountOf, credits, fiveHours, later, noon, onPlan, play, sole, stop, task, tells, weekly } from './story.ts';

/** Seen while the clock was a day ahead; then it was set right. */
const ahead = later(day);
const tomorrow = play([
  tells([weekly(20, { resetsAt: later(3 * day) }), fiveHours(10, { resetsAt: ahead + 2 * hour }), credits(5_000)], {
    at: ahead,
  }),
  tells(task('t1', 'started'), { at: ahead, watch: 'agent', phase: 'event' }),
]).snapshot;

describe('after the clock was set back', () => {
  test('new readings are taken, and not for echoes of the past', () => {
    const account = accountOf(play([tells([weekly(35), credits(4_000)])], { from: tomorrow }));
    expect(account.windows.map(({ used }) => used)).toEqual([35, 10]);
    expect(sole(account.balances).left).toBe(4_000);
  });

  test('the numbers stay, no time lies ahead any more', () => {
    const account = accountOf(play([tells(onPlan('plus'), { watch: 'user' })], { from: tomorrow }));
    expect(account.windows.map(({ used }) => used)).toEqual([20, 10]);
    expect(sole(account.balances).left).toBe(5_000);
    const times = [
      account.readAt,
      ...account.windows.flatMap(({ openedAt, seenAt, changedAt }) => [openedAt, seenAt, changedAt]),
      ...account.balances.flatMap(({ seenAt, changedAt }) => [seenAt, changedAt]),
      ...account.tasks.flatMap(({ startedAt, seenAt }) => [startedAt, seenAt]),
    ];
    expect(Math.max(...times.map((at) => at ?? 0))).toBeLessThan(noon);
  });

  test('whoever was signed out "tomorrow" is signed in by a reading of today', () => {
    const out = play([tells({ kind: 'signed-out' }, { at: ahead, status: 401 })], { from: tomorrow }).snapshot;
    expect(accountOf(play([tells(credits(4_000))], { from: out })).signedOutAt).toBeNull();
  });

  test('a stop announced "tomorrow" ends with credits that may be spent today', () => {
    const stopped = play([tells(stop(), { at: ahead, watch: 'agent', phase: 'event' })], { from: tomorrow }).snapshot;
    expect(accountOf(play([tells(credits(4_000))], { from: stopped })).stops).toEqual([]);
  });

  test('observations never end before they begin', () => {
    const { rows } = play([tells(credits(5_000))], { from: tomorrow });
    const spans = rows.flatMap((one) => (one.store === 'observations' ? [one.row.until - one.row.from] : []));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(0);
  });
});

test('a difference of two minutes is jitter between two tabs and moves nothing', () => {
  const { snapshot } = play([tells(weekly(20), { at: later(2 * minute) })]);
  const account = accountOf(play([tells(onPlan('plus'), { watch: 'user' })], { from: snapshot }));
  expect(sole(account.windows).seenAt).toBe(later(2 * minute));
});

test('after the clock was set back the model goes on, too', () => {
  const ahead = play([tells([weekly(40), credits(900)], { at: later(30 * day) })]).snapshot;
  const { snapshot } = play([tells([weekly(41), credits(500)], { at: later(hour) })], { from: ahead });
  const { lots, forecasts, refills } = accountOf({ snapshot });
  expect([lots.balance, lots.seenAt, refills.evidence.last?.at]).toEqual([500, later(hour), later(hour)]);
  for (const { state } of forecasts) expect(state.seenAt).toBeLessThanOrEqual(later(hour));
});

describe('a clock that was a year ahead', () => {
  const pack = (id: string, days: number) =>
    tells({ kind: 'grant', id, at: later(-day), credits: 500, expiresAt: later(days * day) }, { watch: 'log' });
  const lotsOf = (...reads: Parameters<typeof play>[0][number][]) => accountOf(play(reads)).lots;
  const right = [pack('long', 300), pack('short', 3), tells(credits(1_200), { at: later(hour) })];
  const wrong = tells(credits(1_200), { at: later(400 * day) });
  const held = ({ lots, unexplained }: ReturnType<typeof lotsOf>) => [
    ...lots.map(({ id, left }) => [id, left]),
    unexplained?.credits ?? 0,
  ];

  test('has taken no lot for good whose end lies ahead', () => {
    expect(held(lotsOf(...right, wrong))).toEqual([1_200]);
    const after = lotsOf(...right, wrong, tells(credits(1_200), { at: later(2 * hour) }));
    expect(held(after)).toEqual([['short', 500], ['long', 500], 200]);
  });

  test('gives back nothing that has lapsed since', () => {
    const after = lotsOf(...right, wrong, tells(credits(400), { at: later(5 * day) }));
    expect(held(after)).toEqual([['long', 200], 200]);
  });
});
