import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lapse, lapsingBy, nextExpiry, readLots } from '@/core/domain/lot-balance.ts';
import { addLot, confirmLot, correctLot, dismissLot, inferLot, proposals } from '@/core/domain/lot-entries.ts';
import { expiryOf, heldIn, type LotsState, lotsKept, type NewLot, noLots, spend } from '@/core/domain/lots.ts';
import { monthsLater } from '@/core/domain/renewal.ts';
import { day, type EpochMs, hour, minute } from '@/core/domain/time.ts';
import { ends, leftOf, lot, noon, read, rules, withLots } from './lots.ts';

describe('a purchase', () => {
  const utc = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date, 12);
  test.each<[string, EpochMs, EpochMs]>([
    ['on an ordinary day', utc(2026, 11, 22), utc(2027, 11, 22)],
    ['on 29 February', utc(2028, 2, 29), utc(2029, 2, 28)],
    ['on 28 February before a leap year', utc(2027, 2, 28), utc(2028, 2, 28)],
    ['on the last of the year', utc(2026, 12, 31), utc(2027, 12, 31)],
  ])('%s is valid for twelve calendar months', (_, bought, lapses) => {
    expect(expiryOf(bought, rules)).toBe(lapses);
  });

  test('is dated where the person lives, not in UTC', () => {
    const lateInTokyo = Date.UTC(2028, 1, 28, 16);
    expect(expiryOf(lateInTokyo, { validMonths: 12, offset: 540 })).toBe(Date.UTC(2029, 1, 27, 16));
  });

  test('ends at the same time by the clock, although the clocks are changed until then', () => {
    const offsetAt = (at: EpochMs) => (at < Date.UTC(2026, 10, 1, 9) ? -420 : -480);
    const noonInAugust = Date.UTC(2026, 7, 15, 19);
    const noonInNovember = Date.UTC(2026, 10, 15, 20);
    for (const offset of [-420, -480])
      expect(expiryOf(noonInAugust, { validMonths: 3, offset, offsetAt })).toBe(noonInNovember);
  });

  test('of unknown validity has no known end', () => {
    expect(expiryOf(noon, { validMonths: null, offset: 0 })).toBeNull();
  });

  test('is announced one calendar month before its end, in months of any length', () => {
    expect(monthsLater(utc(2027, 3, 31), -1, 0)).toBe(utc(2027, 2, 28));
    expect(monthsLater(utc(2028, 3, 31), -1, 0)).toBe(utc(2028, 2, 29));
    expect(monthsLater(utc(2027, 5, 31), -1, 0)).toBe(utc(2027, 4, 30));
  });
});

describe("a cycle's credits", () => {
  test.each([
    [2027, 2, 28],
    [2028, 2, 29],
    [2027, 4, 30],
    [2027, 5, 31],
  ])('of %i-%i lapse with it, after %i days', (year, month, days) => {
    const [from, to] = [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
    const state = withLots(lot('cycle', 10_000, { kind: 'cycle', at: from, expiresAt: to }));
    expect(lapse(state, from + days * day - 1)).toMatchObject({ lapsed: 0 });
    expect(lapse(state, from + days * day)).toMatchObject({ lapsed: 10_000, state: { lots: [] } });
  });

  test('end those of the cycle before, and leave a pack alone', () => {
    const month = { kind: 'cycle', expiresAt: null } as const;
    const state = addLot(
      withLots(lot('pack', 500), lot('old', 100, month)),
      lot('new', 100, { ...month, at: noon + 1 }),
    );
    expect(leftOf(state)).toEqual({ pack: 500, new: 100 });
  });

  test('that are told late do not come back over newer ones', () => {
    const daily = { kind: 'daily', expiresAt: null } as const;
    const state = withLots(lot('today', 100, daily), lot('yesterday', 100, { ...daily, at: noon - day }));
    expect(leftOf(state)).toEqual({ today: 100 });
  });

  test('of every day overwrite, and do not add up', () => {
    const daily = { kind: 'daily', expiresAt: null } as const;
    const used = read(withLots(lot('monday', 100, daily)), 1, 60).state;
    const next = addLot(used, lot('tuesday', 100, { ...daily, at: noon + day }));
    expect(heldIn(next)).toBe(100);
    expect(read(next, 25, 100)).toMatchObject({ spent: 0, risen: 0 });
  });
});

describe('spending', () => {
  const three = () => withLots(lot('late', 300, ends(90)), lot('soon', 100, ends(5)), lot('middle', 200, ends(30)));

  test('takes what lapses soonest first', () => {
    const { spending, state } = spend(three(), 150, rules);
    expect(spending).toEqual({
      lots: [
        { id: 'soon', credits: 100 },
        { id: 'middle', credits: 50 },
      ],
      unexplained: 0,
      short: 0,
    });
    expect(leftOf(state)).toEqual({ soon: 0, middle: 150, late: 300 });
  });

  test('takes a day’s and a cycle’s credits before packs, although nobody has told their end', () => {
    const state = withLots(
      lot('pack', 500),
      lot('gift', 50, { kind: 'bonus', expiresAt: null }),
      lot('cycle', 300, { kind: 'cycle', expiresAt: null }),
      lot('day', 100, { kind: 'daily', expiresAt: null }),
    );
    expect(spend(state, 550, rules).spending.lots).toEqual([
      { id: 'day', credits: 100 },
      { id: 'cycle', credits: 300 },
      { id: 'pack', credits: 150 },
    ]);
  });

  test('adds up where the lots were kept in another order', () => {
    const state = withLots(lot('pack', 500), lot('day', 100, { kind: 'daily', expiresAt: null }));
    const old = { ...state, lots: state.lots.toReversed(), unexplained: { credits: 40, since: noon } };
    const { state: next, spending } = spend(old, 120, rules);
    expect(heldIn(next)).toBe(heldIn(old) - 120);
    expect(spending.lots[0]).toEqual({ id: 'day', credits: 100 });
  });

  test('is known from a balance that is smaller than the lots', () => {
    const { state, spent } = read(three(), 1, 450);
    expect(spent).toBe(150);
    expect(leftOf(state)).toEqual({ soon: 0, middle: 150, late: 300 });
  });

  test('of more than there is leaves nothing, and keeps the debt apart', () => {
    const { state, spent } = read(three(), 1, -40);
    expect(spent).toBe(600);
    expect(heldIn(state)).toBe(0);
    expect(state.balance).toBe(-40);
    expect(spend(three(), 1_000, rules).spending.short).toBe(400);
  });

  test('takes what nobody explained before what was bought after it', () => {
    const state = addLot(read(noLots, 0, 800).state, lot('pack', 500, { at: noon + hour }));
    expect(leftOf(read(state, 2, 1_000).state)).toEqual({ pack: 500 });
    expect(leftOf(read(state, 2, 400).state)).toEqual({ pack: 400 });
  });

  test('takes what nobody explained last where no validity is known', () => {
    const state = addLot(read(noLots, 0, 800).state, lot('pack', 500, { at: noon + hour }));
    expect(spend(state, 600, { validMonths: null, offset: 0 }).spending).toMatchObject({ unexplained: 100 });
  });

  test('that is taken back at the next look never was', () => {
    const dipped = read(read(three(), 0, 600).state, 1, 400).state;
    const back = readLots(dipped, { at: noon + hour + minute, left: 600 }, rules);
    expect(leftOf(back.state)).toEqual({ soon: 100, middle: 200, late: 300 });
    expect(back).toMatchObject({ risen: 0, spent: 0 });
  });
});

test('a fall that is followed at once by more than it took is a spending and a grant', () => {
  const full = read(withLots(lot('pack', 500)), 1, 500).state;
  const after = readLots(read(full, 2, 400).state, { at: noon + 2 * hour + minute, left: 600 }, rules);
  expect(leftOf(after.state)).toEqual({ pack: 400 });
  expect(after).toMatchObject({ risen: 200, state: { unexplained: { credits: 200 } } });
});

describe('a balance larger than the lots', () => {
  test('leaves a part unexplained, and invents nothing', () => {
    const { state, risen } = read(withLots(lot('pack', 500)), 1, 700);
    expect(state.unexplained).toEqual({ credits: 200, since: noon + hour });
    expect(risen).toBe(0);
    expect(read(state, 2, 900).risen).toBe(200);
  });

  test('after an expiry that did not come is unexplained, too', () => {
    const { state, lapsed } = read(read(withLots(lot('pack', 500, ends(1))), 1, 500).state, 25, 500);
    expect(lapsed).toBe(500);
    expect(state).toMatchObject({ lots: [], unexplained: { credits: 500 } });
  });

  test('that is gone at the next look was never there', () => {
    const up = read(read(withLots(lot('pack', 500)), 1, 500).state, 2, 900).state;
    const down = readLots(up, { at: noon + 2 * hour + minute, left: 490 }, rules).state;
    expect(down.unexplained).toBeNull();
    expect(leftOf(down)).toEqual({ pack: 490 });
  });
});

describe('a rise that nothing explains', () => {
  const risen = () => {
    const { state, risen: credits } = read(read(noLots, 0, 800).state, 1, 1_300);
    return inferLot(state, { at: noon + hour, credits }, rules);
  };

  test('is proposed as a purchase of that day', () => {
    expect(proposals(risen())).toMatchObject([
      { by: 'inferred', guess: true, credits: 500, left: 500, expiresAt: Date.UTC(2027, 10, 22, 13) },
    ]);
    expect(risen().unexplained?.credits).toBe(800);
  });

  test('is proposed with no more than is unexplained', () => {
    const { state } = read(read(addLot(noLots, lot('pack', 800)), 0, 800).state, 1, 1_300);
    const [guess] = proposals(inferLot(state, { at: noon + hour, credits: 9_000 }, rules));
    expect(guess).toMatchObject({ credits: 500, left: 500 });
  });

  test('is proposed once', () => {
    expect(inferLot(risen(), { at: noon + hour, credits: 500 }, rules)).toEqual(risen());
  });

  test('is certain once it is confirmed, with what the person corrects', () => {
    const price = { amount: 20, currency: 'USD' };
    const state = confirmLot(risen(), `rise:${noon + hour}`, rules, { at: noon - day, price });
    expect(state.lots).toMatchObject([{ guess: false, credits: 500, price, expiresAt: Date.UTC(2027, 10, 21, 12) }]);
    expect(proposals(state)).toEqual([]);
    expect(heldIn(state)).toBe(1_300);
  });

  test('that was corrected to less leaves the rest unexplained', () => {
    const state = confirmLot(risen(), `rise:${noon + hour}`, rules, { credits: 400 });
    expect([heldIn(state), state.unexplained?.credits]).toEqual([1_300, 900]);
  });

  test('that was refused stays unexplained, and is not asked about again', () => {
    const state = dismissLot(risen(), `rise:${noon + hour}`);
    expect(state).toMatchObject({ lots: [], unexplained: { credits: 1_300 } });
    expect(inferLot(state, { at: noon + hour, credits: 500 }, rules)).toEqual(state);
  });

  test('gives way to what the service reports of it, spent part and all', () => {
    const state = addLot(risen(), lot('log-1', 520, { by: 'reported', at: noon + 50 * minute }));
    expect(state.lots).toMatchObject([{ id: 'log-1', guess: false, credits: 520, left: 520 }]);
    expect(heldIn(state)).toBe(1_300);
  });

  test('is not proposed where a lot explains it', () => {
    const before = addLot(read(noLots, 0, 800).state, lot('log-1', 500, { at: noon + minute }));
    const { state, risen: credits } = read(before, 1, 1_300);
    expect(credits).toBe(0);
    expect(proposals(inferLot(state, { at: noon + hour, credits }, rules))).toEqual([]);
  });
});

describe('lots that are told after the fact', () => {
  const late = [
    lot('first', 1_000, { at: noon - 150 * day }),
    lot('second', 500, { at: noon - 30 * day }),
    lot('third', 300, { at: noon - 10 * day }),
  ];

  test('share the balance so that the soonest has been spent first', () => {
    const state = late.reduce((known, one) => addLot(known, one), read(noLots, 0, 700).state);
    expect(leftOf(state)).toEqual({ first: 0, second: 400, third: 300 });
    expect(state.unexplained).toBeNull();
  });

  test('come to the same in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(late, { minLength: 3 }), fc.nat(2_500), (lots, balance) => {
        const add = (all: readonly NewLot[]) =>
          all.reduce((known, one) => addLot(known, one), read(noLots, 0, balance).state);
        expect(add(lots)).toEqual(add(late));
      }),
    );
  });

  test('do not take from one that was watched from its arrival', () => {
    const watched = read(
      addLot(read(noLots, 0, 6_000).state, lot('daily', 50, { at: noon + 1, ...ends(1) })),
      1,
      6_050,
    ).state;
    const state = addLot(watched, lot('pack', 10_000, { at: noon - 30 * day }));
    expect(leftOf(state)).toEqual({ daily: 50, pack: 6_000 });
  });

  test('are nothing once they have lapsed', () => {
    const state = read(noLots, 0, 700).state;
    expect(addLot(state, lot('old', 500, { at: noon - 400 * day }))).toEqual(state);
  });
});

describe('what lapses', () => {
  const state = withLots(
    lot('a', 100, ends(5)),
    lot('b', 50, ends(5)),
    lot('c', 200, ends(40)),
    lot('d', 9, { expiresAt: null }),
  );

  test('is told by moment, soonest first, and only as far as asked', () => {
    expect(lapsingBy(state, noon, noon + 30 * day)).toEqual([
      { at: noon + 5 * day, credits: 150, guessed: 0, lots: ['a', 'b'] },
    ]);
    expect(lapsingBy(state, noon, noon + 40 * day)).toHaveLength(2);
    expect(nextExpiry(state, noon + 5 * day)).toMatchObject({ credits: 200 });
    expect(nextExpiry(noLots, noon)).toBeNull();
  });

  test('says how much of it rests on a guess', () => {
    const risen = read(read(noLots, 0, 1).state, 1, 101);
    const guess = inferLot(risen.state, { at: noon + hour, credits: 100 }, rules);
    expect(nextExpiry(guess, noon)).toMatchObject({ credits: 100, guessed: 100 });
  });
});

type Event =
  | { readonly what: 'reading'; readonly left: number }
  | { readonly what: 'lot'; readonly lot: NewLot }
  | { readonly what: 'correct'; readonly lot: NewLot; readonly none: boolean }
  | { readonly what: 'infer' | 'confirm' | 'dismiss' };

const anyLot = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom('purchased', 'cycle', 'daily', 'bonus'),
    credits: fc.integer({ min: 0, max: 1_000 }),
    ago: fc.integer({ min: -20, max: 400 }),
    valid: fc.option(fc.integer({ min: 1, max: 400 })),
  })
  .map(({ id, kind, credits, ago, valid }) => {
    const at = noon - ago * day;
    return lot(id, credits, {
      kind: kind as NewLot['kind'],
      at,
      expiresAt: valid === null ? null : at + valid * day,
    });
  });

const events = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('reading' as const), left: fc.integer({ min: -50, max: 3_000 }) }),
    fc.record({ what: fc.constant('lot' as const), lot: anyLot }),
    fc.record({ what: fc.constant('correct' as const), lot: anyLot, none: fc.boolean() }),
    fc.record({ what: fc.constantFrom('infer' as const, 'confirm' as const, 'dismiss' as const) }),
  ),
  { maxLength: 40 },
);

function take(state: LotsState, event: Event, at: EpochMs): LotsState {
  const [open] = proposals(state);
  switch (event.what) {
    case 'reading':
      return readLots(state, { at, left: event.left }, rules).state;
    case 'lot':
      return addLot(state, event.lot);
    case 'correct':
      return correctLot(state, event.lot.id, event.none ? null : event.lot);
    case 'infer':
      return inferLot(state, { at, credits: 100 }, rules);
    case 'confirm':
      return open === undefined ? state : confirmLot(state, open.id, rules);
    case 'dismiss':
      return open === undefined ? state : dismissLot(state, open.id);
  }
}

describe('a purchase that is corrected', () => {
  const entered = addLot(read(noLots, 0, 600).state, lot('a', 400, { at: noon - day }));

  test('gets its share of what is there anew: the sum stays the balance', () => {
    const more = correctLot(entered, 'a', lot('b', 500, { at: noon - 40 * day }));
    expect(more.lots).toMatchObject([
      { id: 'a', credits: 500, left: 500, expiresAt: expiryOf(noon - 40 * day, rules) },
    ]);
    expect(more.unexplained?.credits).toBe(100);
    const less = correctLot(entered, 'a', lot('b', 150, { at: noon - day }));
    expect(leftOf(less)).toEqual({ a: 150 });
    expect(less.unexplained?.credits).toBe(450);
  });

  test('does not bring back what was spent of it', () => {
    const spent = read(read(entered, 1, 200).state, 2, 150).state;
    expect(leftOf(correctLot(spent, 'a', lot('b', 500, { at: noon - day })))).toEqual({ a: 150 });
  });

  test('can turn out to be none', () => {
    const none = correctLot(entered, 'a', null);
    expect(none.lots).toEqual([]);
    expect(none.unexplained?.credits).toBe(600);
  });

  test('makes a purchase of a guess', () => {
    const guess = inferLot(read(read(noLots, 0, 100).state, 1, 600).state, { at: noon + hour, credits: 500 }, rules);
    const id = guess.lots[0]?.id ?? '';
    const corrected = correctLot(guess, id, lot('b', 450, { at: noon }));
    expect(corrected.lots).toMatchObject([{ id, guess: false, by: 'entered', credits: 450, left: 450 }]);
    expect(proposals(corrected)).toEqual([]);
  });

  test('stays as it is where the service itself reports it, or it would have lapsed long ago', () => {
    const reported = addLot(entered, lot('r', 100, { by: 'reported', at: noon - day }));
    expect(correctLot(reported, 'r', null)).toBe(reported);
    expect(correctLot(entered, 'a', lot('b', 400, { at: noon - 500 * day }))).toBe(entered);
    expect(correctLot(entered, 'nobody', null)).toBe(entered);
  });
});

describe('whatever happens', () => {
  test('no lot holds less than nothing or more than it had, and right after a reading they add up to the balance', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 3_000 }), (all, step) => {
        let state = noLots;
        all.forEach((event, index) => {
          state = take(state, event, noon + (index + 1) * step * minute);
          for (const { left, credits } of state.lots) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left).toBeLessThanOrEqual(credits);
          }
          expect(state.lots.length).toBeLessThanOrEqual(lotsKept);
          expect(state.unexplained?.credits ?? 1).toBeGreaterThan(0);
          if (event.what === 'reading') expect(heldIn(state)).toBeCloseTo(Math.max(0, event.left), 6);
        });
      }),
    );
  });

  test('what is told twice changes nothing', () => {
    fc.assert(
      fc.property(events, (all) => {
        let state = noLots;
        all.forEach((event, index) => {
          const at = noon + (index + 1) * hour;
          state = take(state, event, at);
          if (event.what !== 'confirm' && event.what !== 'dismiss') expect(take(state, event, at)).toEqual(state);
        });
      }),
    );
  });

  test('a correction that is told twice does not make what is unexplained older', () => {
    const [bought, moved] = [
      lot('c', 1, { at: noon, expiresAt: null }),
      lot('c', 1, { at: noon - day, expiresAt: null }),
    ];
    const entered = take(noLots, { what: 'lot', lot: { ...bought, by: 'entered' } }, noon);
    const read = take(entered, { what: 'reading', left: 2 }, noon + hour);
    const once = take(read, { what: 'correct', lot: { ...moved, by: 'entered' } } as never, noon + 2 * hour);
    expect(once).not.toEqual(read);
    expect(take(once, { what: 'correct', lot: { ...moved, by: 'entered' } } as never, noon + 2 * hour)).toEqual(once);
  });

  test('no more lots are kept than there is room for, and forgotten ones do not return', () => {
    const many = Array.from({ length: lotsKept + 5 }, (_, index) =>
      lot(`${index}`, 10, { at: noon + index, expiresAt: null }),
    );
    const state = withLots(...many);
    expect(state.lots).toHaveLength(lotsKept);
    expect(heldIn(state)).toBe(10 * many.length);
    expect(addLot(state, many[0] as NewLot)).toEqual(state);
  });
});
