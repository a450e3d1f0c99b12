import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '@/core/domain/time.ts';
import {
  accountOf,
  bea,
  credits,
  fails,
  later,
  noon,
  onPlan,
  play,
  rowsOf,
  seen,
  signedOut,
  sole,
  tells,
  weekly,
} from './story.ts';

const began = play([tells([weekly(20), credits(50)])]).snapshot;
const then = (...reads: Parameters<typeof play>[0]) => play(reads, { from: began });

describe('a failed answer', () => {
  test('erases no number', () => {
    const { windows, balances, readAt } = accountOf(then(fails('service-trouble', { at: later(minute) })));
    expect([sole(windows).used, sole(balances).left, readAt]).toEqual([20, 50, noon]);
  });

  test('is a problem since its first and until its last time', () => {
    const account = accountOf(
      then(fails('refused', { at: later(minute) }), fails('refused', { at: later(9 * minute) })),
    );
    expect(account.problems).toEqual([
      { watch: 'numbers', kind: 'refused', about: 'numbers', since: later(minute), at: later(9 * minute) },
    ]);
  });

  test('of another kind begins a problem of its own', () => {
    const account = accountOf(
      then(fails('refused', { at: later(minute) }), fails('service-trouble', { at: later(2 * minute) })),
    );
    expect(account.problems.map(({ kind, since }) => [kind, since])).toEqual([['service-trouble', later(2 * minute)]]);
  });

  test('that still tells something is both a reading and a problem', () => {
    const both = {
      sighting: seen({ at: later(minute) }),
      outcome: {
        readings: [credits(40)],
        problems: [{ kind: 'changed-shape', about: 'numbers', paths: ['$.a:null'] }],
      },
    } as const;
    const account = accountOf(then(both));
    expect([sole(account.balances).left, account.problems.length]).toEqual([40, 1]);
  });

  test.each(['changed-shape', 'not-json'] as const)('%s is noted as drift, with paths and kinds', (kind) => {
    const read = fails(kind, { at: later(minute) });
    const told = then({
      ...read,
      outcome: { readings: [], problems: [{ kind, about: 'numbers', paths: ['$.a:list'] }] },
    });
    expect(rowsOf(told, 'drift')).toEqual([
      {
        provider: 'muse',
        watch: 'numbers',
        kind,
        paths: ['$.a:list'],
        firstAt: later(minute),
        lastAt: later(minute),
        times: 1,
      },
    ]);
  });

  test('of the service itself is no drift', () => {
    expect(rowsOf(then(fails('service-trouble', { at: later(minute) })), 'drift')).toEqual([]);
  });
});

describe('a problem ends', () => {
  const failed = then(fails('refused', { at: later(minute), watch: 'history' }, 'history')).snapshot;
  const left = (read: Parameters<typeof play>[0][number]) => accountOf(play([read], { from: failed })).problems.length;

  test('with a success of the same watch', () => {
    expect(left(tells(onPlan('plus'), { at: later(2 * minute), watch: 'history' }))).toBe(0);
  });

  test('with a success of the same watch that has nothing to say', () => {
    expect(left(tells([], { at: later(2 * minute), watch: 'history' }))).toBe(0);
  });

  test('with no success of another watch', () => {
    expect(left(tells(credits(40), { at: later(2 * minute), watch: 'numbers' }))).toBe(1);
  });

  test.each(['sent', 'end', 'opened'] as const)('with no sighting that is no answer: %s', (phase) => {
    expect(left(tells(onPlan('plus'), { at: later(2 * minute), watch: 'history', phase }))).toBe(1);
  });
});

describe('a failed replay', () => {
  const replayed = { via: 'replay', at: later(minute) } as const;

  test.each([
    ['a refusal', fails('asked-too-often', { ...replayed, status: 429 })],
    ['a 401', signedOut(replayed)],
  ])('says nothing of the account: %s', (_, read) => {
    const told = then(read);
    expect(told.snapshot.accounts).toEqual(began.accounts);
    expect(told.notices).toEqual([]);
  });

  test('makes the next one wait, longer each time, and a success ends the waiting', () => {
    const rest = (told: ReturnType<typeof play>) => sole(told.snapshot.replays).restUntil;
    const once = then(fails('service-trouble', replayed));
    expect(rest(once)).toBe(later(6 * minute));
    const told = then(fails('asked-too-often', { ...replayed, status: 429, retry: '36000' }));
    expect(rest(told)).toBe(later(601 * minute));
    const twice = play([fails('service-trouble', { ...replayed, at: later(10 * minute) })], { from: once.snapshot });
    expect(rest(twice)).toBe(later(20 * minute));
    const read = tells(credits(40), { ...replayed, at: later(30 * minute) });
    const well = play([read], { from: twice.snapshot });
    expect(sole(well.snapshot.replays)).toMatchObject({ restUntil: null, failures: 0 });
    expect(sole(accountOf(well).balances).left).toBe(40);
  });
});

describe('signed out', () => {
  const both = play([tells(credits(60), { account: bea })], { from: began }).snapshot;

  test('marks every account of the service and erases no number', () => {
    const { snapshot } = play([signedOut({ at: later(minute), account: null })], { from: both });
    expect(snapshot.accounts.map(({ signedOutAt, balances }) => [signedOutAt, sole(balances).left])).toEqual([
      [later(minute), 50],
      [later(minute), 60],
    ]);
  });

  test('is remembered since its first time', () => {
    const told = then(signedOut({ at: later(minute) }), signedOut({ at: later(5 * minute) }));
    expect(accountOf(told).signedOutAt).toBe(later(minute));
  });

  test('holds before anything was ever read', () => {
    expect(accountOf(play([signedOut({ account: null })])).signedOutAt).toBe(noon);
  });

  test.each(['replay', 'text'] as const)('is not believed when told by %s', (via) => {
    expect(accountOf(then(signedOut({ at: later(minute), via }))).signedOutAt).toBeNull();
  });

  test('that comes late does not outdo a newer reading', () => {
    const told = then(tells(credits(40), { at: later(2 * minute) }), signedOut({ at: later(minute) }));
    expect(accountOf(told).signedOutAt).toBeNull();
  });

  test.each([
    ['a number', credits(40)],
    ['a plan', onPlan('plus')],
  ])('ends with %s read for that account alone', (_, reading) => {
    const { snapshot } = play([signedOut({ at: later(minute) }), tells(reading, { at: later(2 * minute) })], {
      from: both,
    });
    expect(snapshot.accounts.map(({ signedOutAt }) => signedOutAt)).toEqual([null, later(minute)]);
  });
});

describe('the computer’s clock', () => {
  const right = (at: number) => ({ provider: 'muse', lead: 0, at, sure: true });
  const clockAfter = (served: number | null, over = {}) =>
    play([tells(credits(50), { at: noon, served, ...over })]).snapshot.clocks;

  test.each([
    ['over a minute behind', noon + 61 * second, [{ provider: 'muse', lead: 61 * second, at: noon, sure: false }]],
    ['over a minute ahead', noon - 20 * minute, [{ provider: 'muse', lead: -20 * minute, at: noon, sure: false }]],
    ['a minute off, which is late and not wrong', noon + 60 * second, [right(noon)]],
    ['unknown without a Date header', null, []],
  ])('%s', (_, served, clocks) => {
    expect(clockAfter(served)).toEqual(clocks);
  });

  const off = play([tells(credits(50), { served: later(20 * minute) })]).snapshot;

  const sure = (at: number, served: number, from = off) =>
    play([tells(credits(40), { at: later(at), served: later(served) })], { from }).snapshot.clocks[0]?.sure;

  test('is off for certain once two answers of different moments agree', () => {
    expect(sure(hour, hour + 20 * minute)).toBe(true);
    expect(sure(0, 20 * minute)).toBe(false);
  });

  test('is not judged by an old copy, read again and again', () => {
    expect(sure(hour, 20 * minute)).toBe(false);
  });

  test('is right again once an answer shows it', () => {
    expect(play([tells(credits(40), { at: later(minute) })], { from: off }).snapshot.clocks).toEqual([
      right(later(minute)),
    ]);
  });

  test.each([
    ['an answer without a Date header', { served: null }],
    ['the visible text', { via: 'text', phase: 'text', served: later(minute) }],
    ['the end of a stream, whose date is that of its start', { phase: 'end', served: later(-9 * minute) }],
  ] as const)('is not judged by %s', (_, over) => {
    expect(play([tells(credits(40), { at: later(minute), ...over })], { from: off }).snapshot.clocks).toEqual(
      off.clocks,
    );
  });
});
