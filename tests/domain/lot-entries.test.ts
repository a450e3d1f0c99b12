import { describe, expect, test } from 'vitest';
import {
  addLot,
  confirmLot,
  correctLot,
  dismissLot,
  inferLot,
  isCorrectable,
  proposals,
} from '@/core/domain/lot-entries.ts';
import { expiryOf, heldIn, type LotSource, type LotsState, lotsKept, noLots } from '@/core/domain/lots.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { ends, leftOf, lot, noon, read, rules, withLots } from './lots.ts';

const unending = { expiresAt: null } as const;
/** 800 that nobody explains, and a rise of 500 an hour later that may have been a purchase. */
const risen = () => {
  const { state, risen: credits } = read(read(noLots, 0, 800).state, 1, 1_300);
  return inferLot(state, { at: noon + hour, credits }, rules);
};
const rise = `rise:${noon + hour}`;
/** Two such rises, an hour and three after noon. */
const twice = () => {
  const { state, risen: credits } = read(risen(), 3, 1_800);
  return inferLot(state, { at: noon + 3 * hour, credits }, rules);
};

describe('a lot that is told', () => {
  test.each([0, -5, Number.NaN])('of %f credits is none', (credits) => {
    const state = withLots(lot('a', 100));
    expect(addLot(state, lot('b', credits))).toBe(state);
  });

  test('is none of those that were forgotten, to the moment', () => {
    const state: LotsState = { ...noLots, forgottenTo: noon };
    expect(addLot(state, lot('a', 100))).toBe(state);
    expect(leftOf(addLot(state, lot('a', 100, { at: noon + 1 })))).toEqual({ a: 100 });
  });

  test('is nothing if it had lapsed when the balance was read, to the moment', () => {
    const state = read(noLots, 0, 700).state;
    const old = (expiresAt: number) => lot('old', 500, { at: noon - day, expiresAt });
    expect(addLot(state, old(noon))).toBe(state);
    expect(leftOf(addLot(state, old(noon + 1)))).toEqual({ old: 500 });
  });

  test('has arrived with the balance that was read at that moment, and beside it just after', () => {
    const state = read(noLots, 0, 700).state;
    expect(heldIn(addLot(state, lot('a', 500)))).toBe(700);
    expect(heldIn(addLot(state, lot('a', 500, { at: noon + 1 })))).toBe(1_200);
  });
});

describe('a new day’s or cycle’s credits', () => {
  const daily = { kind: 'daily', ...unending } as const;
  const cycle = { kind: 'cycle', ...unending } as const;

  test('end those of their own kind, not of the other', () => {
    const state = withLots(lot('day', 100, daily), lot('cycle', 900, { ...cycle, at: noon + 1 }));
    expect(leftOf(state)).toEqual({ day: 100, cycle: 900 });
    expect(leftOf(addLot(state, lot('late', 50, { ...daily, at: noon - 1 })))).toEqual({ day: 100, cycle: 900 });
    const newer = withLots(lot('cycle', 900, { ...cycle, at: noon + day }), lot('day', 100, daily));
    expect(leftOf(newer)).toEqual({ day: 100, cycle: 900 });
  });

  test('of one moment are both there', () => {
    expect(leftOf(withLots(lot('one', 100, daily), lot('other', 50, daily)))).toEqual({ one: 100, other: 50 });
  });

  test('that are told after the balance was read with them hold what those before seemed to', () => {
    for (const hours of [24, 25]) {
      const monday = read(withLots(lot('monday', 100, daily)), hours, 90).state;
      const state = addLot(monday, lot('tuesday', 100, { ...daily, at: noon + day }));
      expect(leftOf(state)).toEqual({ tuesday: 90 });
      expect(heldIn(state)).toBe(90);
    }
  });

  test('that are told before lapse what those before had left', () => {
    const monday = read(withLots(lot('monday', 100, daily)), 24, 90).state;
    expect(heldIn(addLot(monday, lot('tuesday', 100, { ...daily, at: noon + day + 1 })))).toBe(100);
  });
});

describe('a lot that takes the place of another', () => {
  const by = (one: LotSource, other: LotSource, ms = 0, credits = 500) =>
    Object.keys(leftOf(withLots(lot('one', 500, { by: one }), lot('other', credits, { by: other, at: noon + ms }))))
      .length === 1;

  test('is what the service reports of what was entered or confirmed, and nothing else', () => {
    expect([by('entered', 'reported'), by('inferred', 'reported')]).toEqual([true, true]);
    expect([by('reported', 'reported'), by('entered', 'entered'), by('reported', 'entered')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('has arrived within two days of it', () => {
    expect([by('entered', 'reported', 48 * hour), by('entered', 'reported', 48 * hour + 1)]).toEqual([true, false]);
    expect([by('entered', 'reported', -48 * hour), by('entered', 'reported', -48 * hour - 1)]).toEqual([true, false]);
  });

  test('holds as much, or up to twice as much', () => {
    const held = (credits: number) => by('entered', 'reported', 0, credits);
    expect([held(499.6), held(499.4)]).toEqual([true, false]);
    expect([held(1_000), held(1_000.1)]).toEqual([true, false]);
  });

  test('is the one of the guess that is closest to it', () => {
    const near = lot('entered', 500, { at: noon + 2.5 * hour });
    expect(proposals(addLot(twice(), near)).map(({ id }) => id)).toEqual([rise]);
    const early = lot('entered', 500, { at: noon + 1.5 * hour });
    expect(proposals(addLot(twice(), early)).map(({ id }) => id)).toEqual([`rise:${noon + 3 * hour}`]);
  });

  test('keeps the price that was paid for it, unless it has one of its own', () => {
    const price = { amount: 20, currency: 'USD' };
    const paid = withLots(lot('one', 500, { price }));
    const reported = lot('other', 500, { by: 'reported' });
    expect(addLot(paid, reported).lots).toMatchObject([{ price }]);
    const own = { amount: 3_000, currency: 'JPY' };
    expect(addLot(paid, { ...reported, price: own }).lots).toMatchObject([{ price: own }]);
  });
});

describe('what a lot holds that is told after the balance was read', () => {
  const later = lot('later', 1_100, { at: noon + 30 * minute, ...ends(900) });

  test('is not taken from a rise that was watched, nor from what has taken its place', () => {
    expect(leftOf(addLot(risen(), later))).toEqual({ [rise]: 500, later: 800 });
    const entered = addLot(risen(), lot('entered', 500, { at: noon + hour }));
    expect(leftOf(addLot(entered, later))).toEqual({ entered: 500, later: 800 });
  });

  test('is taken from one that ends sooner and was told late as well', () => {
    const late = addLot(read(noLots, 1, 700).state, lot('soon', 700, ends(5)));
    expect(leftOf(addLot(late, later))).toEqual({ soon: 0, later: 700 });
  });

  test.each([
    ['a cycle of unknown end that began after it', 'cycle', null, -1, 500],
    ['a cycle of unknown end that began with it', 'cycle', null, 0, 500],
    ['no cycle that began before it', 'cycle', null, 1, 0],
    ['no cycle that ends later', 'cycle', noon + 25 * day, -1, 0],
    ['no gift that never ends', 'bonus', null, -1, 0],
  ] as const)('is taken from %s', (_, kind, expiresAt, ms, taken) => {
    const full = addLot(read(noLots, 1, 700).state, lot('one', 700, { kind, expiresAt }));
    const state = addLot(full, lot('pack', 500, { at: noon + ms, ...ends(20) }));
    expect(leftOf(state)).toEqual({ pack: taken, one: 700 - taken });
  });
});

test('without room the lot that was spent first is dropped, and then the oldest, whose credits nobody explains', () => {
  const many = Array.from({ length: lotsKept }, (_, n) => lot(`${n}`, 10, { at: noon + n, ...ends(100 - n) }));
  const spent = read(withLots(...many), 1, 10 * (lotsKept - 2)).state;
  const add = (state: LotsState, n: number) =>
    addLot(state, lot(`${n}`, 10, { at: noon + 2 * hour + n, ...ends(200) }));
  const ids = ({ lots }: LotsState) => lots.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
  const all = Array.from({ length: lotsKept + 3 }, (_, n) => n);

  const first = add(spent, lotsKept);
  expect(ids(first)).toEqual(all.slice(0, lotsKept + 1).filter((n) => n !== lotsKept - 2));
  expect(first).toMatchObject({ forgottenTo: noon + lotsKept - 2, unexplained: null });
  const second = add(first, lotsKept + 1);
  expect(second).toMatchObject({ forgottenTo: noon + lotsKept - 1, unexplained: null });
  const third = add(second, lotsKept + 2);
  expect(ids(third)).toEqual(all.filter((n) => n !== 0 && n !== lotsKept - 2 && n !== lotsKept - 1));
  expect(third).toMatchObject({ forgottenTo: noon + lotsKept - 1, unexplained: { credits: 10, since: noon } });
});

describe('a guess', () => {
  test('is none where nothing is unexplained, or nothing has arrived', () => {
    const known = read(withLots(lot('a', 100)), 1, 100).state;
    expect(inferLot(known, { at: noon + hour, credits: 100 }, rules)).toBe(known);
    const unknown = read(noLots, 0, 800).state;
    expect(inferLot(unknown, { at: noon, credits: 0 }, rules)).toBe(unknown);
  });

  test('that was confirmed is none any more, though the same rise is told again', () => {
    const state = confirmLot(risen(), rise, rules);
    expect(inferLot(state, { at: noon + hour, credits: 300 }, rules)).toBe(state);
  });

  test('waits for an answer, the newest first', () => {
    expect(proposals(twice()).map(({ at }) => at)).toEqual([noon + 3 * hour, noon + hour]);
    expect(proposals({ ...twice(), lots: twice().lots.toReversed() })[0]?.at).toBe(noon + 3 * hour);
  });

  test('is confirmed or refused alone', () => {
    const other = `rise:${noon + 3 * hour}`;
    for (const [one, rest] of [
      [rise, other],
      [other, rise],
    ] as const) {
      expect(proposals(confirmLot(twice(), one, rules)).map(({ id }) => id)).toEqual([rest]);
      expect(proposals(dismissLot(twice(), one)).map(({ id }) => id)).toEqual([rest]);
    }
  });

  test('is not what was entered, or what nobody knows', () => {
    const state = addLot(risen(), lot('entered', 100, ends(9)));
    for (const id of ['entered', 'nobody']) {
      expect(confirmLot(state, id, rules)).toBe(state);
      expect(dismissLot(state, id)).toBe(state);
    }
  });

  test('ends when it would have if it is confirmed as it is, or as the person says', () => {
    const [guess] = risen().lots;
    const end = (more: Parameters<typeof confirmLot>[3]) => confirmLot(risen(), rise, rules, more).lots[0]?.expiresAt;
    expect(end({})).toBe(guess?.expiresAt);
    expect(end({ credits: 400 })).toBe(guess?.expiresAt);
    expect(end({ at: noon - day })).toBe(expiryOf(noon - day, rules));
    expect(end({ at: noon - day, kind: 'bonus' })).toBe(guess?.expiresAt);
    expect(end({ at: noon - day, kind: 'purchased' })).toBe(expiryOf(noon - day, rules));
    expect(end({ at: noon - day, expiresAt: null })).toBeNull();
  });

  test('of no credits at all cannot be confirmed', () => {
    const state = risen();
    for (const credits of [0, -1]) expect(confirmLot(state, rise, rules, { credits })).toBe(state);
  });

  test('that was refused is remembered as long as there is room: the last 16 of them', () => {
    const ids = Array.from({ length: 16 }, (_, n) => `rise:${n}`);
    const state = dismissLot({ ...risen(), dismissed: ids }, rise);
    expect(state.dismissed).toEqual([...ids.slice(1), rise]);
    expect(dismissLot({ ...risen(), dismissed: ids.slice(1) }, rise).dismissed).toEqual([...ids.slice(1), rise]);
  });
});

describe('a correction', () => {
  const [bought] = withLots(lot('a', 400)).lots;
  if (bought === undefined) throw new Error('no lot');

  test('is for purchases that the service itself does not report', () => {
    expect(isCorrectable(bought)).toBe(true);
    expect(isCorrectable({ ...bought, by: 'inferred' })).toBe(true);
    expect(isCorrectable({ ...bought, by: 'reported' })).toBe(false);
    for (const kind of ['cycle', 'daily', 'bonus'] as const) expect(isCorrectable({ ...bought, kind })).toBe(false);
  });

  test('that there was none leaves its credits to nobody if the balance was read with them, and none if not', () => {
    const seen = read(noLots, 0, 600).state;
    const without = (ms: number) => correctLot(addLot(seen, lot('a', 400, { at: noon + ms })), 'a', null);
    expect(without(0).unexplained?.credits).toBe(600);
    expect(without(1).unexplained?.credits).toBe(600);
    expect(heldIn(correctLot(withLots(lot('a', 400)), 'a', null))).toBe(0);
    const spent = read(addLot(seen, lot('a', 400, { at: noon + 1 })), 1, 900).state;
    expect(heldIn(correctLot(spent, 'a', null))).toBe(900);
  });

  test('to a day so long ago that it would have lapsed changes nothing, whatever else there is', () => {
    const state = addLot(read(withLots(lot('b', 100)), 0, 600).state, lot('a', 400, { at: noon - day }));
    expect(correctLot(state, 'a', lot('a', 400, { at: noon - 500 * day }))).toBe(state);
  });

  test('of the price alone is one, and of nothing is none', () => {
    const price = { amount: 20, currency: 'USD' };
    const state = withLots(lot('a', 400, { price }));
    const to = (next: typeof price | null) => correctLot(state, 'a', lot('a', 400, { price: next })).lots[0]?.price;
    expect(to({ amount: 25, currency: 'USD' })).toEqual({ amount: 25, currency: 'USD' });
    expect(to({ amount: 20, currency: 'EUR' })).toEqual({ amount: 20, currency: 'EUR' });
    expect(to(null)).toBeNull();
    expect(correctLot(state, 'a', lot('a', 400, { price: { ...price } }))).toBe(state);
  });
});
