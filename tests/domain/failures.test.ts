import { describe, expect, test } from 'vitest';
import { movesOf } from '@/core/domain/charge-ledger.ts';
import { absorbCharge, type ChargeEvent, noCharges } from '@/core/domain/charges.ts';
import {
  charged,
  type Failure,
  failuresKept,
  type GivenLine,
  settleFailures,
  uncharged,
} from '@/core/domain/failures.ts';
import { at } from './tasks.ts';

const hours = 60;
const midnight = -12 * hours;

/** A video that failed at a minute and took so much. */
const failed = (key: string, minutes: number, credits: number): Parameters<typeof charged>[1] => ({
  key,
  task: 'video',
  parameters: {},
  reference: null,
  end: 'failed',
  startedAt: at(minutes - 2),
  endedAt: at(minutes),
  credits,
  balance: null,
});
const waiting = (...all: readonly Parameters<typeof charged>[1][]) => all.reduce<readonly Failure[]>(charged, []);
const given = (id: string, minutes: number, credits: number): GivenLine => ({ id, at: at(minutes), credits });

type Since = { readonly lines?: readonly GivenLine[]; readonly refilled?: number; readonly lapsed?: number };

/** What has become of them after these readings: minutes and what was left. */
function settled(failures: readonly Failure[], readings: readonly (readonly [number, number])[], since: Since = {}) {
  const { lines = [], refilled, lapsed } = since;
  const events = [
    ...readings.map(([minutes, left]): ChargeEvent => ({ what: 'reading', at: at(minutes), left })),
    ...(lapsed === undefined ? [] : [{ what: 'moved', at: at(lapsed) } as const]),
  ];
  const charges = events.reduce(absorbCharge, noCharges);
  const readAt = charges.runs.at(-1)?.to ?? null;
  return settleFailures(failures, {
    moves: movesOf(charges),
    lines,
    refilledAt: refilled === undefined ? null : at(refilled),
    readAt,
    now: readAt ?? 0,
  });
}
const states = (all: readonly Failure[]) => all.map(({ state }) => state);
/** The balance before and after a video that failed at 2 and took 184. */
const taken = [
  [0, 1_000],
  [3, 816],
  [10, 816],
] as const;
const one = waiting(failed('a', 2, 184));

describe('credits that a failed task took', () => {
  test('are waited for, a day long', () => {
    expect(states(settled(one, taken))).toEqual(['pending']);
    expect(states(settled(one, [...taken, [23 * hours, 816]]))).toEqual(['pending']);
    expect(settled(one, [...taken, [25 * hours, 816]])).toMatchObject([
      { state: 'not-given-back', settledAt: at(25 * hours) },
    ]);
  });

  test('are not given up while nobody has looked', () => {
    expect(
      states(settleFailures(one, { moves: [], lines: [], refilledAt: null, readAt: null, now: at(90 * hours) })),
    ).toEqual(['pending']);
  });

  test('have come back where as much arrives later, once a second look agrees', () => {
    const back = [...taken, [60, 1_000]] as const;
    expect(states(settled(one, back))).toEqual(['pending']);
    expect(states(settled(one, [...back, [61, 1_000]]))).toEqual(['given-back']);
  });

  test('are not given up at the very moment at which something arrives', () => {
    const back = [...taken, [25 * hours, 1_000]] as const;
    expect(states(settled(one, back))).toEqual(['pending']);
    expect(states(settled(one, [...back, [25 * hours + 1, 1_000]]))).toEqual(['given-back']);
  });

  test('have come back where nearly as much does', () => {
    expect(states(settled(one, [...taken, [60, 998], [70, 998]]))).toEqual(['given-back']);
  });

  test('have come back where the service’s own log says so, whatever the balance does', () => {
    const rows = [...taken, [25 * hours, 700]] as const;
    expect(states(settled(one, rows, { lines: [given('l', 300, 184)] }))).toEqual(['given-back']);
  });

  test('have come back by a line that only knows the day', () => {
    expect(states(settled(one, taken, { lines: [given('l', midnight, 184)] }))).toEqual(['given-back']);
    expect(states(settled(one, taken, { lines: [given('l', midnight - 1, 184)] }))).toEqual(['pending']);
  });

  test('are not given back by what arrived before', () => {
    const before = [[-90, 816], [-60, 1_000], [-50, 1_000], ...taken] as const;
    expect(states(settled(one, before))).toEqual(['pending']);
  });

  test('may still come back after they were given up', () => {
    const late = settled(one, [...taken, [25 * hours, 816]]);
    const readings = [...taken, [25 * hours, 816], [30 * hours, 1_000], [31 * hours, 1_000]] as const;
    expect(states(settled(late, readings))).toEqual(['given-back']);
  });
});

describe('nobody is blamed', () => {
  test.each<[string, readonly (readonly [number, number])[], Since]>([
    [
      'a purchase',
      [
        [60, 10_816],
        [70, 10_816],
      ],
      {},
    ],
    [
      'a gift that is smaller',
      [
        [60, 900],
        [70, 900],
      ],
      {},
    ],
    [
      'a refill, even of just that size',
      [
        [60, 1_000],
        [70, 1_000],
      ],
      { refilled: 60 },
    ],
    [
      'a lapse',
      [
        [60, 500],
        [70, 500],
      ],
      { lapsed: 60 },
    ],
  ])('where %s came between', (_, rows, since) => {
    const readings = [...taken, ...rows, [25 * hours, rows.at(-1)?.[1] ?? 0] as const];
    expect(states(settled(one, readings, since))).toEqual(['unclear']);
  });

  test('where it turns out to have taken nothing', () => {
    expect(uncharged(one, 'a')).toEqual([]);
    expect(states(uncharged(settled(one, [...taken, [25 * hours, 816]]), 'a'))).toEqual(['unclear']);
  });
});

describe('what comes back is counted once', () => {
  const both = waiting(failed('a', 2, 184), failed('b', 12, 184));
  const spent = [...taken, [13, 632], [20, 632]] as const;

  test('for one of two that took the same', () => {
    const readings = [...spent, [60, 816], [70, 816]] as const;
    expect(states(settled(both, readings))).toEqual(['given-back', 'pending']);
    const later = settled(settled(both, readings), [...readings, [25 * hours, 816]]);
    expect(states(later)).toEqual(['given-back', 'not-given-back']);
  });

  test('though an older one of the same size was given up before', () => {
    const givenUp = settled(one, [...taken, [25 * hours, 816]]);
    const next = charged(givenUp, failed('b', 26 * hours, 184));
    const back = [
      [26 * hours - 5, 816],
      [26 * hours + 1, 632],
      [26 * hours + 10, 632],
      [27 * hours, 816],
      [28 * hours, 816],
    ] as const;
    const both = settled(next, back);
    expect(states(both)).toEqual(['not-given-back', 'given-back']);
    expect(states(settled(both, back, { lines: [given('l', 27 * hours, 184)] }))).toEqual([
      'not-given-back',
      'given-back',
    ]);
  });

  test('for both where it is as much as both took', () => {
    expect(states(settled(both, [...spent, [60, 1_000], [70, 1_000]]))).toEqual(['given-back', 'given-back']);
  });

  test('though both the balance and the log tell of it, in either order', () => {
    const readings = [...spent, [60, 816], [70, 816]] as const;
    const lines = [given('l', 60, 184)];
    expect(states(settled(settled(both, readings), readings, { lines }))).toEqual(['given-back', 'pending']);
    expect(states(settled(settled(both, spent, { lines }), readings, { lines }))).toEqual(['given-back', 'pending']);
  });
});

describe('what is kept', () => {
  test('are the last ones, those that still wait before the others', () => {
    const over = settled(one, [...taken, [25 * hours, 816]]);
    const many = Array.from({ length: failuresKept }, (_, n) => failed(`x${n}`, 100 + n, 50));
    const all = many.reduce<readonly Failure[]>(charged, over);
    expect(all).toHaveLength(failuresKept);
    expect(all.some(({ key }) => key === 'a')).toBe(false);
    const older = Array.from({ length: failuresKept }, (_, n) => failed(`y${n}`, -100 + n, 50));
    expect(older.reduce<readonly Failure[]>(charged, over).map(({ key }) => key)).toEqual(older.map(({ key }) => key));
  });

  test('is corrected while it waits, and stays as it was told', () => {
    expect(charged(one, failed('a', 2, 200))[0]?.credits).toBe(200);
    const told = settled(one, [...taken, [25 * hours, 816]]);
    expect(charged(told, failed('a', 2, 200))).toBe(told);
  });
});
