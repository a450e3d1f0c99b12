import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, hour } from '@/core/domain/time.ts';
import {
  absorbUnseen,
  answeredUnseen,
  askedAbout,
  enoughDays,
  fullestDay,
  noUnseenDays,
  type UnseenDays,
  type UnseenUse,
  usualDay,
} from '@/core/domain/unseen-days.ts';

const tokyo = 540;
/** Midnight in Tokyo. */
const begin = Date.parse('2026-03-01T15:00:00Z');
const at = (days: number, hours = 12) => begin + days * day + hours * hour;
const use = (id: string, end: number, credits: number, took = hour): UnseenUse => ({
  ...{ id, from: end - took, to: end, credits, most: null },
});
const look = (state: UnseenDays, now: number, put: readonly UnseenUse[] = [], drop: readonly string[] = []) =>
  absorbUnseen(state, { put, drop }, now, tokyo);

/** Days with these amounts, each seen at noon; then three without any, so that all of them are taught. */
function live(amounts: readonly number[], from = look(noUnseenDays, at(-1)), first = 0): UnseenDays {
  const lived = amounts.reduce(
    (state, credits, index) =>
      look(state, at(first + index), credits > 0 ? [use(`d${first + index}`, at(first + index), credits)] : []),
    from,
  );
  return [0, 1].reduce((state, n) => look(state, at(first + amounts.length + n)), lived);
}

describe('what is usual', () => {
  test('is not said before enough days were seen', () => {
    expect(usualDay(live(Array(enoughDays - 1).fill(50)))).toBeNull();
    expect(usualDay(live(Array(enoughDays).fill(50)))).toBeGreaterThanOrEqual(50);
  });

  test('is nothing for somebody who uses nothing elsewhere', () => {
    expect(usualDay(live(Array(40).fill(0)))).toBe(0);
  });

  test('of few days is their largest, to within a fifth', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: enoughDays, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (all) => {
        const usual = usualDay(live(all)) ?? 0;
        expect(usual).toBeGreaterThanOrEqual(Math.max(...all));
        expect(usual).toBeLessThanOrEqual(Math.max(...all) * 1.2);
      }),
      { numRuns: 30 },
    );
  });

  test('gives up a single large day once it is long ago', () => {
    const once = live([3_000, ...Array(40).fill(60)]);
    expect(usualDay(once)).toBeGreaterThan(3_000);
    const later = live(Array(150).fill(60), once, 43);
    expect(usualDay(later)).toBeLessThan(80);
  });

  test('takes the same room after years', () => {
    const chance = (n: number) => ((n * 7_919) % 4_999) * (n % 3);
    const long = live(Array.from({ length: 1_200 }, (_, n) => chance(n)));
    expect(long.histogram.length).toBeLessThan(80);
    expect(long.open.length).toBeLessThan(5);
  });

  test('does not depend on the order or number of the looks at a day', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, (amounts) => {
        const uses = amounts.map((credits, index) => use(`p${index}`, at(1, 2 + index * 2), credits));
        const begun = look(noUnseenDays, at(-1));
        const ends = (state: UnseenDays) => [2, 3, 4].reduce((one, n) => look(one, at(n)), state);
        const single = ends(look(begun, at(1, 20), uses));
        const each = ends(uses.reduce((state, one) => look(look(state, one.to, [one]), one.to, [one]), begun));
        expect(each).toEqual(single);
        const sum = amounts.reduce((all, one) => all + one, 0);
        expect(fullestDay({ ...begun, open: uses }, uses[0] as UnseenUse, tokyo).credits).toBeCloseTo(sum);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a charge', () => {
  test('that turns out to be a task’s own before its day is taught leaves no trace', () => {
    const begun = look(look(noUnseenDays, at(-1)), at(0), [use('x', at(0), 900)]);
    const taken = look(begun, at(0, 13), [], ['x']);
    const [with_, without] = [begun, taken].map((state) => [1, 2, 3].reduce((one, n) => look(one, at(n)), state));
    expect(without?.histogram.map(([step]) => step)).toEqual([-1]);
    expect(with_?.histogram.length).toBe(2);
  });

  test('of several days that is a task’s own an hour later leaves no trace, either', () => {
    const long = use('w', at(5, 9), 4_000, 4 * day);
    const begun = look(look(noUnseenDays, at(-1)), at(5, 9), [long]);
    const taken = look(begun, at(5, 10), [], ['w']);
    expect([6, 7, 8].reduce((one, n) => look(one, at(n)), taken).histogram.map(([step]) => step)).toEqual([-1]);
  });

  test('of several days without a look counts for each of them by its share', () => {
    const weekend = use('w', at(3, 9), 900, 3 * day);
    const state = look(look(noUnseenDays, at(-1)), at(3, 9), [weekend]);
    expect(fullestDay(state, weekend, tokyo).credits).toBeCloseTo(300);
  });

  test('of one night counts for the day on which it ends, in full', () => {
    const night = use('n', at(1, 9), 400, 12 * hour);
    const state = look(look(noUnseenDays, at(-1)), at(1, 9), [night, use('m', at(1, 11), 100)]);
    expect(fullestDay(state, night, tokyo).credits).toBe(500);
  });

  test('of one night is not held against the day before, however much went then', () => {
    const night = use('n', at(1, 9), 100, 12 * hour);
    const state = look(look(noUnseenDays, at(-1)), at(1, 9), [use('much', at(0, 20), 5_000), night]);
    expect(fullestDay(state, night, tokyo).credits).toBe(100);
  });

  test('after months of absence teaches no months of nothing', () => {
    const away = look(live(Array(10).fill(50)), at(200));
    expect(away.days).toBeLessThan(15);
  });
});

describe('somebody who was asked', () => {
  const month = live(Array(35).fill(50));
  const gone = use('x', at(40), 5_000);
  const asked = askedAbout(look(month, at(40), [gone]), ['x'], 400);
  const taught = (state: UnseenDays) => usualDay([41, 42, 43].reduce((one, n) => look(one, at(n)), state)) ?? 0;

  test('and does not answer teaches no more than what was asked about is allowed to', () => {
    expect(taught(asked)).toBeGreaterThanOrEqual(400);
    expect(taught(asked)).toBeLessThan(500);
  });

  test('and says that it was their own teaches all of it, even days later', () => {
    expect(taught(answeredUnseen(asked, gone, true))).toBeGreaterThanOrEqual(5_000);
    const late = [41, 42, 43].reduce((one, n) => look(one, at(n)), asked);
    expect(usualDay(answeredUnseen(late, gone, true))).toBeGreaterThanOrEqual(5_000);
  });

  test('and says that it was not teaches nothing', () => {
    expect(taught(answeredUnseen(asked, gone, false))).toBeLessThan(70);
  });
});
