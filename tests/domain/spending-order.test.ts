import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bySpending, expiryOf, freed, heldIn, type LotsState, noLots, spend } from '@/core/domain/lots.ts';
import { day, hour } from '@/core/domain/time.ts';
import { ends, lot, noon, rules, withLots } from './lots.ts';

describe('lots that end at the same moment', () => {
  test('are spent in order of their arrival, and by name where that is the same', () => {
    const same = ends(30);
    const { lots } = withLots(
      lot('c', 5, { at: noon + hour, ...same }),
      lot('b', 5, { at: noon, ...same }),
      lot('a', 5, { at: noon + hour, ...same }),
    );
    const order = ['b', 'a', 'c'];
    for (const kept of [lots, lots.toReversed(), [...lots.slice(1), ...lots.slice(0, 1)]])
      expect(kept.toSorted(bySpending).map(({ id }) => id)).toEqual(order);
    const [first] = lots;
    if (first !== undefined) expect(bySpending(first, first)).toBe(0);
  });
});

describe('what nobody explains', () => {
  test('is as old as the oldest part of it', () => {
    const first = freed(noLots, 10, noon);
    expect(freed(first, 5, noon + hour).unexplained).toEqual({ credits: 15, since: noon });
    expect(freed(first, 5, noon - hour).unexplained).toEqual({ credits: 15, since: noon - hour });
  });

  test('is no more for nothing, or less', () => {
    for (const credits of [0, -5]) expect(freed(noLots, credits, noon)).toBe(noLots);
  });

  test('is spent before a purchase of the day on which it was first seen', () => {
    const state = (at: number): LotsState => ({
      ...withLots(lot('pack', 100, { at })),
      unexplained: { credits: 40, since: noon },
    });
    expect(spend(state(noon), 60, rules).spending).toMatchObject({ unexplained: 40, lots: [{ credits: 20 }] });
    expect(spend(state(noon - 1), 60, rules).spending).toMatchObject({ unexplained: 0, lots: [{ credits: 60 }] });
  });
});

describe('spending, credit by credit,', () => {
  const lots = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      credits: fc.integer({ min: 1, max: 9 }),
      at: fc.integer({ min: -3, max: 3 }),
      ends: fc.option(fc.integer({ min: 4, max: 9 })),
    }),
    { selector: ({ id }) => id },
  );
  const unexplained = fc.option(
    fc.record({ credits: fc.integer({ min: 1, max: 9 }), at: fc.integer({ min: -3, max: 3 }) }),
  );

  /** Plainly: each credit is taken from what ends first of all that still holds one. */
  function oneByOne(state: LotsState, credits: number) {
    const places = [
      ...state.lots.map(({ id, left, expiresAt, at }) => ({ id, left, end: expiresAt ?? Infinity, order: 1, at })),
      ...(state.unexplained === null
        ? []
        : [
            {
              ...{ id: '?', left: state.unexplained.credits, at: 0, order: 0 },
              end: expiryOf(state.unexplained.since, rules) ?? Infinity,
            },
          ]),
    ];
    const taken: { [id: string]: number } = {};
    for (let n = 0; n < credits; n++) {
      const [next] = places
        .filter(({ left }) => left > 0)
        .toSorted((a, b) =>
          a.end === b.end ? a.order - b.order || a.at - b.at || (a.id < b.id ? -1 : 1) : a.end - b.end,
        );
      if (next === undefined) break;
      next.left--;
      taken[next.id] = (taken[next.id] ?? 0) + 1;
    }
    return taken;
  }

  test('takes from what ends first, and keeps account of all of it', () => {
    fc.assert(
      fc.property(lots, unexplained, fc.integer({ min: -2, max: 50 }), (some, free, credits) => {
        const year = expiryOf(noon, rules) ?? 0;
        const state: LotsState = {
          ...withLots(
            ...some.map(({ id, credits, at, ends }) =>
              lot(id, credits, { at: noon + at, expiresAt: ends === null ? null : year + (ends - 6) * day }),
            ),
          ),
          unexplained: free === null ? null : { credits: free.credits, since: noon + free.at * day },
        };
        const { state: next, spending } = spend(state, credits, rules);
        const expected = oneByOne(state, credits);
        const { '?': nobody = 0, ...own } = expected;
        expect(Object.fromEntries(spending.lots.map((one) => [one.id, one.credits]))).toEqual(own);
        expect(spending.unexplained).toBe(nobody);
        const all = Object.values(expected).reduce((sum, one) => sum + one, 0);
        expect(spending.short).toBe(Math.max(0, credits) - all);
        expect(heldIn(next)).toBe(heldIn(state) - all);
        expect(next.unexplained?.credits ?? 0).toBe((free?.credits ?? 0) - nobody);
      }),
    );
  });
});
