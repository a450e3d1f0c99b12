import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { misreadFor } from '@/core/domain/balance.ts';
import { lapse, lapsingBy, readLots, unlapsed } from '@/core/domain/lot-balance.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { heldIn, type LotsState, lotsKept, noLots, overKept } from '@/core/domain/lots.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { ends, leftOf, lot, noon, read, rules, withLots } from './lots.ts';

const three = () => withLots(lot('late', 300, ends(90)), lot('soon', 100, ends(5)), lot('middle', 200, ends(30)));
const whole = { soon: 100, middle: 200, late: 300 };
const told = (state: LotsState, ms: number, left: number) => readLots(state, { at: noon + ms, left }, rules);

describe('a reading of the balance', () => {
  const seen = read(three(), 1, 500).state;

  test.each([
    ['older than the last one', 59 * minute, 400],
    ['of the same moment', hour, 400],
    ['of no number', 2 * hour, Number.NaN],
    ['without end', 2 * hour, Number.POSITIVE_INFINITY],
  ])('changes nothing where it is %s', (_, ms, left) => {
    expect(told(seen, ms, left)).toEqual({ state: seen, spent: 0, risen: 0, lapsed: 0 });
  });

  test('counts from the first moment there is', () => {
    expect(readLots(noLots, { at: 0, left: 5 }, rules).state).toMatchObject({ balance: 5, seenAt: 0 });
  });

  test('spends more than a millionth, and takes less for rounding', () => {
    const tiny = read(withLots(lot('a', 2e-6)), 1, 2e-6).state;
    expect(leftOf(read(withLots(lot('a', 1e-6)), 1, 0).state)).toEqual({ a: 1e-6 });
    expect(leftOf(read(tiny, 2, 0).state)).toEqual({ a: 0 });
  });

  test('that is the first one has none before it to go back to', () => {
    expect(read(three(), 1, 500).state.undo).toBeNull();
    expect(read(seen, 2, 400).state.undo).toMatchObject({ balance: 500, at: noon + 2 * hour });
  });
});

describe('a change that is taken back', () => {
  const full = read(three(), 0, 600).state;
  const dipped = read(full, 1, 400).state;
  const since = (minutes: number, left: number) => told(dipped, hour + minutes * minute, left);

  test('within five minutes never was', () => {
    expect(leftOf(since(5, 600).state)).toEqual(whole);
    expect(leftOf(since(5 + 1 / minute, 600).state)).toEqual({ soon: 0, middle: 100, late: 300 });
  });

  test('in part was as far as it did not come back', () => {
    expect(since(1, 550)).toMatchObject({ spent: 50, risen: 0, state: { unexplained: null } });
    expect(leftOf(since(1, 550).state)).toEqual({ soon: 50, middle: 200, late: 300 });
  });

  test('is none that goes on, or stays', () => {
    expect(since(1, 350)).toMatchObject({ spent: 50 });
    expect(since(1, 400)).toMatchObject({ spent: 0 });
  });

  test('is undone once', () => {
    const back = since(1, 600).state;
    expect(told(back, hour + 2 * minute, 400)).toMatchObject({ spent: 200 });
  });

  test('was a rise of nothing, if it is gone within five minutes', () => {
    const up = read(full, 1, 900).state;
    expect(told(up, hour + 5 * minute, 590)).toMatchObject({ spent: 10, state: { unexplained: null } });
    expect(told(up, hour + 5 * minute, 600)).toMatchObject({ spent: 0, state: { unexplained: null } });
    expect(told(up, hour + 5 * minute + 1, 590)).toMatchObject({ spent: 310 });
    expect(told(up, hour + minute, 601)).toMatchObject({ spent: 299 });
    expect(told(up, hour + minute, 950)).toMatchObject({ risen: 50, state: { unexplained: { credits: 350 } } });
  });

  test('is not the spending of a lot that came and went between two equal readings', () => {
    const bought = addLot(full, lot('pack', 100, { at: noon + 30 * minute }));
    const equal = read(bought, 1, 600);
    expect(equal.spent).toBe(100);
    expect(told(equal.state, hour + minute, 550).spent).toBe(50);
  });

  describe('to a nothing', () => {
    const emptied = read(full, 1, 0).state;
    const lost = { soon: 0, middle: 0, late: 0 };

    test('was misread, if the next reading within an hour tells all of it again', () => {
      const back = told(emptied, hour + misreadFor, 600);
      expect(leftOf(back.state)).toEqual(whole);
      expect(back).toMatchObject({ risen: 0, spent: 0, state: { unexplained: null } });
      expect(leftOf(told(emptied, hour + misreadFor + 1, 600).state)).toEqual(lost);
    });

    test('was none if two readings told it', () => {
      const twice = told(emptied, hour + 10 * minute, 0).state;
      expect(leftOf(told(twice, hour + 20 * minute, 600).state)).toEqual(lost);
    });

    test('was none if less comes back, or more', () => {
      expect(leftOf(told(emptied, hour + 20 * minute, 599).state)).toEqual(lost);
      expect(leftOf(told(emptied, hour + 20 * minute, 601).state)).toEqual(lost);
    });

    test('is not meant where something was left', () => {
      const nearly = read(full, 1, 1).state;
      expect(leftOf(told(nearly, hour + 20 * minute, 600).state)).toEqual({ ...lost, late: 1 });
    });
  });
});

describe('a lot that has reached its end', () => {
  test('is none before that, and all stays as it was', () => {
    const dipped = read(read(three(), 0, 600).state, 1, 400).state;
    expect(lapse(dipped, noon + 5 * day - 1)).toEqual({ state: dipped, lapsed: 0 });
  });

  test('is remembered with what was left of it, unless it was spent', () => {
    const spent = read(read(three(), 0, 600).state, 1, 450).state;
    const { state, lapsed } = lapse(spent, noon + 30 * day);
    expect(lapsed).toBe(150);
    expect(leftOf(state)).toEqual({ late: 300 });
    expect(state.over).toMatchObject([{ lot: { id: 'middle', left: 150 }, at: noon + 30 * day }]);
    expect(state.undo).toBeNull();
  });

  test('is remembered as long as there is room: the last ones of them', () => {
    const many = Array.from({ length: overKept + 3 }, (_, index) =>
      lot(`${index}`, 10, { expiresAt: noon + index + 1 }),
    );
    const first = lapse(withLots(...many), noon + 2).state;
    expect(first.over.map(({ lot: { id } }) => id)).toEqual(['0', '1']);
    const all = lapse(first, noon + 100).state.over.map(({ lot: { id } }) => id);
    expect(all).toEqual(many.slice(3).map(({ id }) => id));
  });
});

describe('a clock that is set back', () => {
  const now = noon + 2 * hour;
  /** A pack of 500 that has lapsed on the next day, by a clock that was wrong; the balance still said so much. */
  const lapsed = (left: number) => read(read(withLots(lot('pack', 500, ends(1))), 1, 500).state, 25, left).state;

  test('brings back what has lapsed since, out of what nobody could explain', () => {
    const state = unlapsed(lapsed(500), now);
    expect(leftOf(state)).toEqual({ pack: 500 });
    expect(state).toMatchObject({ unexplained: null, over: [], seenAt: now - 1, forgottenTo: null, undo: null });
    expect(read(state, 3, 500)).toMatchObject({ spent: 0, risen: 0, lapsed: 0 });
  });

  test('leaves unexplained what is more than that, seen no later than now', () => {
    const state = unlapsed(lapsed(700), now);
    expect(leftOf(state)).toEqual({ pack: 500 });
    expect(state.unexplained).toEqual({ credits: 200, since: now - 1 });
    const before = { ...lapsed(700), unexplained: { credits: 700, since: noon - day }, forgottenTo: noon - day };
    expect(unlapsed(before, now)).toMatchObject({ unexplained: { since: noon - day }, forgottenTo: noon - day });
  });

  test('brings back what was spent of it meanwhile only until the next reading', () => {
    const state = unlapsed(lapsed(300), now);
    expect(leftOf(state)).toEqual({ pack: 500 });
    expect(state.unexplained).toBeNull();
    expect(leftOf(read(state, 3, 300).state)).toEqual({ pack: 300 });
  });

  test('leaves gone what had lapsed before', () => {
    const at = noon + 25 * hour;
    expect(unlapsed(lapsed(500), at)).toMatchObject({ lots: [{ id: 'pack' }], over: [] });
    expect(unlapsed(lapsed(500), at + 1)).toMatchObject({ lots: [], over: [{ at }], unexplained: { credits: 500 } });
  });

  test('moves what was forgotten to before now, and leaves unknown what is', () => {
    expect(unlapsed({ ...lapsed(500), forgottenTo: noon + day }, now).forgottenTo).toBe(now - 1);
    expect(unlapsed(noLots, now)).toEqual(noLots);
  });

  test.each<['cycle' | 'daily' | 'bonus' | 'purchased', number, number]>([
    ['cycle', 0, 0],
    ['daily', 0, 0],
    ['cycle', -1, 500],
    ['daily', -1, 500],
    ['bonus', 0, 500],
    ['purchased', 0, 500],
  ])('takes it from a %s lot that began %i ms from now: %i stay', (kind, ms, left) => {
    const [{ lot: pack } = { lot: undefined }] = lapsed(0).over;
    const state = {
      ...withLots(lot('new', 500, { kind, at: now + ms, ...ends(40) })),
      ...{ over: pack === undefined ? [] : [{ lot: pack, at: now }] },
    };
    expect(leftOf(unlapsed(state, now))).toEqual({ pack: 500, new: left });
  });

  test('takes from what has not come yet no more than it needs, and first what nobody could explain', () => {
    const [held] = lapsed(0).over;
    const later = lot('cycle', 900, { kind: 'cycle', at: now + day, ...ends(40) });
    const state = unlapsed(
      { ...withLots(later), over: held === undefined ? [] : [held], unexplained: { credits: 200, since: noon } },
      now,
    );
    expect(leftOf(state)).toEqual({ pack: 500, cycle: 600 });
    expect(state.unexplained).toBeNull();
  });

  test('shares what it needs between several that have not come yet', () => {
    const [held] = lapsed(0).over;
    const lots = [
      lot('day', 100, { kind: 'daily', at: now + hour, ...ends(2) }),
      lot('cycle', 900, { kind: 'cycle', at: now + day, ...ends(40) }),
    ];
    const state = unlapsed({ ...withLots(...lots), over: held === undefined ? [] : [held] }, now);
    expect(leftOf(state)).toEqual({ pack: 500, day: 0, cycle: 500 });
    expect(state.lots.map(({ id }) => id)).toEqual(['pack', 'day', 'cycle']);
  });

  test('keeps no more lots than there is room for', () => {
    const many = Array.from({ length: lotsKept }, (_, index) => lot(`${index}`, 10, ends(50 + index)));
    const state = unlapsed({ ...withLots(...many), over: lapsed(0).over }, now);
    expect(state.lots).toHaveLength(lotsKept);
    expect(state.lots[0]).toMatchObject({ id: 'pack' });
  });

  test('lets nothing be held that the balance has not shown, but for what was spent of the lapsed', () => {
    const part = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(part, part, fc.nat(1_800), (one, other, left) => {
        const full = withLots(lot('one', one, ends(1)), lot('other', other, { ...ends(1), at: noon + 1 }));
        const state = unlapsed(read(read(full, 1, one + other).state, 25, left).state, now);
        expect(heldIn(state)).toBe(Math.max(left, one + other));
        expect(leftOf(state)).toEqual({ one, other });
      }),
    );
  });
});

describe('what will lapse', () => {
  test('is nothing of a lot that was spent, and nothing that never ends', () => {
    const spent = read(three(), 1, 500).state;
    expect(lapsingBy(spent, noon, noon + 90 * day).map(({ lots }) => lots)).toEqual([['middle'], ['late']]);
    expect(lapsingBy(withLots(lot('gift', 5, { expiresAt: null })), noon, noon + 90 * day)).toEqual([]);
  });

  test('is told soonest first, in whichever order the lots were kept', () => {
    const state = three();
    const other = { ...state, lots: state.lots.toReversed() };
    expect(lapsingBy(other, noon, noon + 90 * day)).toEqual(lapsingBy(state, noon, noon + 90 * day));
    expect(lapsingBy(other, noon, noon + 90 * day).map(({ at }) => at)).toEqual([
      noon + 5 * day,
      noon + 30 * day,
      noon + 90 * day,
    ]);
  });
});
