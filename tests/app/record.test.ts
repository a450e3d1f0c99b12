import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Read, record } from '@/core/app/record.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour, minute, second, week } from '@/core/domain/time.ts';
import {
  accountOf,
  bea,
  credits,
  facts,
  fails,
  fiveHours,
  later,
  noon,
  onPlan,
  play,
  rowsOf,
  signedOut,
  sole,
  stop,
  task,
  tells,
  weekly,
} from './story.ts';

/** An afternoon in which most things happen once. */
const afternoon: readonly Read[] = [
  tells([weekly(60), fiveHours(20), credits(5_000), onPlan('plus')]),
  tells(task('t1', 'leaving'), { at: later(2 * minute), watch: 'agent', phase: 'sent' }),
  tells(task('t1', 'started'), { at: later(2 * minute + second), watch: 'agent', phase: 'event' }),
  tells([weekly(72), fiveHours(40)], { at: later(6 * minute) }),
  fails('service-trouble', { at: later(7 * minute), watch: 'history' }, 'history'),
  tells(task('t1', { ended: 'done' }), { at: later(9 * minute), watch: 'agent', phase: 'event' }),
  tells(credits(4_300), { at: later(10 * minute), watch: 'balance' }),
  tells(stop({ feature: 'deep', why: 'limit-reached' }), { at: later(11 * minute), watch: 'features' }),
  tells([weekly(83), fiveHours(100, { blocked: true })], { at: later(20 * minute) }),
  tells(credits(0), { at: later(21 * minute), watch: 'balance' }),
  tells([weekly(83), fiveHours(3, { resetsAt: later(7 * hour) })], { at: later(2 * hour + 5 * minute) }),
];
const end = later(2 * hour + 10 * minute);

const deliver = (batches: readonly (readonly Read[])[]) =>
  batches.reduce(
    (told, batch) => {
      const next = record(told.snapshot, batch, { facts, settings: defaultSettings, now: end });
      return { snapshot: next.snapshot, keys: [...told.keys, ...next.notices.map(({ key }) => key)] };
    },
    { snapshot: emptySnapshot, keys: [] as readonly string[] },
  );

/** What a relay sends whose worker dies now and then: batches in order, each as often as it takes. */
const deliveries = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: afternoon.length - 1 })),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: afternoon.length, maxLength: afternoon.length }),
  )
  .map(([cuts, times]) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), afternoon.length];
    const batches = edges.slice(1).map((edge, place) => afternoon.slice(edges[place], edge));
    return batches.flatMap((batch, place) => Array.from({ length: times[place] ?? 1 }, () => batch));
  });

describe('a reading', () => {
  test('creates the account it belongs to', () => {
    const { account, number, windows, balances, readAt, plan } = accountOf(
      play([tells([weekly(20), credits(5_000), onPlan('plus')])]),
    );
    expect({ account, number, readAt, plan }).toEqual({
      account: 'aaaaaaaaaaaaaaaa',
      number: 1,
      readAt: noon,
      plan: { name: 'plus', at: noon },
    });
    expect(windows.map(({ key, used }) => [key, used])).toEqual([[`codex:${week / second}`, 20]]);
    expect(balances.map(({ key, left }) => [key, left])).toEqual([['credits', 5_000]]);
  });

  test('updates the meter it is of and leaves the others alone', () => {
    const account = accountOf(
      play([tells([weekly(20), credits(5_000)]), tells(credits(4_000), { at: later(minute) })]),
    );
    expect(sole(account.windows).used).toBe(20);
    expect(sole(account.balances).left).toBe(4_000);
    expect(account.readAt).toBe(later(minute));
  });

  test('of one service leaves the accounts of another alone', () => {
    const { snapshot } = play([tells(credits(70))]);
    const other = record(snapshot, [tells(credits(3), { at: later(minute) })], {
      facts: { ...facts, id: 'other' },
      settings: defaultSettings,
      now: later(minute),
    });
    expect(other.snapshot.accounts.map(({ provider, balances }) => [provider, sole(balances).left])).toEqual([
      ['muse', 70],
      ['other', 3],
    ]);
  });

  test('of a plan keeps what it does not tell', () => {
    const renewing = { ...onPlan('plus', later(day)), willRenew: true } as const;
    const nameless = { kind: 'plan', plan: null, renewsAt: later(2 * day), willRenew: null } as const;
    const account = accountOf(
      play([tells(renewing), tells(onPlan('pro'), { at: later(1) }), tells(nameless, { at: later(2) })]),
    );
    expect(account).toMatchObject({ plan: { name: 'pro' }, renewal: { at: later(2 * day) } });
    const between = accountOf(play([tells(renewing), tells(onPlan('pro'), { at: later(1) })]));
    expect(between.renewal).toEqual({ at: later(day), willRenew: true });
  });

  test('without anything to say makes no account', () => {
    expect(play([tells([])]).snapshot.accounts).toEqual([]);
  });

  test('from the future counts as of now', () => {
    const account = accountOf(play([tells(credits(9), { at: later(30 * second) })], { now: noon }));
    expect([account.readAt, sole(account.balances).seenAt]).toEqual([noon, noon]);
  });

  test('of a window without its length is of the only one of its feature', () => {
    const account = accountOf(
      play([tells(fiveHours(20)), tells(fiveHours(30, { length: null }), { at: later(minute) })]),
    );
    expect(sole(account.windows)).toMatchObject({ length: 5 * hour, used: 30 });
  });
});

describe('the same sightings again', () => {
  const once = deliver([afternoon]);

  test('the afternoon tells what it should, so that there is something to repeat', () => {
    expect(once.keys.length).toBeGreaterThanOrEqual(4);
  });

  test('change nothing and tell nothing new, in whatever batches they come', () => {
    fc.assert(
      fc.property(deliveries, (batches) => {
        const again = deliver(batches);
        expect(again.snapshot.accounts).toEqual(once.snapshot.accounts);
        expect(new Set(again.keys)).toEqual(new Set(once.keys));
      }),
    );
  });

  test('do not count as further evidence for a correction', () => {
    const dip = tells(weekly(40), { at: later(minute) });
    const once = play([tells(weekly(60)), dip]);
    expect(play([dip, dip], { from: once.snapshot }).snapshot.accounts).toEqual(once.snapshot.accounts);
  });

  test('use up no second day’s spending', () => {
    const told = play([tells(credits(50)), ...Array(3).fill(tells(credits(40), { at: later(minute) }))]);
    expect(rowsOf(told, 'days').map(({ spent }) => spent)).toEqual([10]);
  });
});

describe('sightings of two tabs', () => {
  const rising = Array.from({ length: 6 }, (_, n) =>
    tells([weekly(10 + 9 * n), credits(900 - 70 * n)], { at: later(n * minute), watch: `tab${n % 2}` }),
  );

  test('come to the same numbers in whatever order they arrive', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rising, { minLength: rising.length }), (reads) => {
        const account = accountOf(play(reads, { now: later(6 * minute) }));
        expect(sole(account.windows).used).toBe(55);
        expect(sole(account.balances).left).toBe(550);
        expect(account.readAt).toBe(later(5 * minute));
      }),
    );
  });

  test.each<[string, Read, Read, (snapshot: Snapshot) => unknown]>([
    [
      'a failure does not make a newer success unreadable',
      tells(credits(40), { at: later(minute) }),
      fails('service-trouble', { at: noon }),
      ({ accounts }) => sole(accounts).problems.length,
    ],
    [
      'a reading does not sign in whoever was signed out after it',
      signedOut({ at: later(minute), watch: 'login' }),
      tells(credits(40), { at: noon }),
      ({ accounts }) => sole(accounts).signedOutAt,
    ],
    [
      'a success does not end a newer problem',
      fails('service-trouble', { at: later(minute) }),
      tells(credits(40), { at: noon }),
      ({ accounts }) => sole(accounts).problems.length,
    ],
    [
      'an answer does not take back a newer stop',
      tells(stop(), { at: later(minute) }),
      tells(onPlan('plus'), { at: noon }),
      ({ accounts }) => sole(accounts).stops.length,
    ],
    [
      'a stop does not come back after a newer balance has ended it',
      tells(credits(40), { at: later(minute) }),
      tells(stop(), { at: noon, watch: 'agent', phase: 'event' }),
      ({ accounts }) => sole(accounts).stops.length,
    ],
  ])('late: %s', (_, newer, older, of) => {
    const began = play([tells(credits(50), { at: later(-day) })]).snapshot;
    const now = later(2 * minute);
    expect(of(play([newer, older], { from: began, now }).snapshot)).toEqual(
      of(play([older, newer], { from: began, now }).snapshot),
    );
  });

  test('accounts seen side by side keep their own numbers', () => {
    const { snapshot } = play([
      tells(credits(10)),
      tells(credits(20), { account: bea }),
      tells(credits(9), { at: later(minute) }),
    ]);
    expect(snapshot.accounts.map(({ number, balances }) => [number, sole(balances).left])).toEqual([
      [1, 9],
      [2, 20],
    ]);
  });
});
