import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { entryOf } from '@/core/providers/answer.ts';
import { count, flag, lossyList, lossyRecord, name, number, section, text } from '@/core/providers/lenient.ts';

const strange = [
  '',
  'constructor',
  '__proto__',
  'hasOwnProperty',
  'x'.repeat(129),
  'left\u202ethgir',
  'zero\u200bwidth',
  'a\u0000b',
  '\ud800',
  'line\nline',
  '<b>bold</b>',
  5,
  null,
  {},
];
const good = ['plus', 'GPT-5.3-Codex-Spark', 'Codex (Web)', 'モデル', 'x'.repeat(128)];

describe('a text of a service', () => {
  test('is what can be shown as it is, and used as a key', () => {
    expect(good.map((one) => text.parse(one))).toEqual(good);
    expect(strange.map((one) => text.parse(one))).toEqual(strange.map(() => null));
    expect(text.parse(undefined)).toBeUndefined();
  });

  test('costs only its own row where nothing can be read without it', () => {
    const rows = lossyList(z.object({ name }));
    expect(rows.parse([...strange, 'plus'].map((name) => ({ name })))).toEqual([{ name: 'plus' }]);
  });

  test('costs only its own entry where it is the name of one', () => {
    const all = Object.fromEntries([...strange, 'gpt'].map((one) => [`${one}`, {}]));
    const kept = lossyRecord(z.object({})).parse({ ...all, ...JSON.parse('{"__proto__":{}}') });
    expect(kept?.map(([key]) => key).toSorted()).toEqual(['5', '[object Object]', 'gpt', 'null']);
  });
});

test('a table has no entries but its own', () => {
  const table = { a: 1 };
  expect([
    entryOf(table, 'a'),
    entryOf(table, 'constructor'),
    entryOf(table, '__proto__'),
    entryOf(table, null),
  ]).toEqual([1, undefined, undefined, undefined]);
});

const nonsense = [null, '', ' ', 'many', '5 %', true, [], [5], {}, Number.NaN, Number.POSITIVE_INFINITY];

describe('a number of a service', () => {
  test('is the same written as a number or as its text, up to a hundred million million', () => {
    const limits = fc.constantFrom(1e14, -1e14, 0);
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: -1e14, max: 1e14, noNaN: true }), limits), (told) => {
        expect(number.parse(told)).toBe(told);
        expect(number.parse(` ${told} `)).toBe(Number(`${told}`));
      }),
    );
  });

  test('that means nothing is null; that is absent is undefined', () => {
    for (const told of [...nonsense, 1.1e14, -1.1e14, '1e15']) expect(number.parse(told), `${told}`).toBeNull();
    expect(number.parse(undefined)).toBeUndefined();
  });
});

describe('a count', () => {
  test('is no less than nothing and no more than ten million', () => {
    expect([0, 0.5, '8', 1e7].map((told) => count.parse(told))).toEqual([0, 0.5, 8, 1e7]);
    for (const told of [...nonsense, -1, '-0.5', 1e7 + 1]) expect(count.parse(told), `${told}`).toBeNull();
    expect(count.parse(undefined)).toBeUndefined();
  });
});

test('a flag is true or false, and nothing that is like it', () => {
  expect([true, false].map((told) => flag.parse(told))).toEqual([true, false]);
  for (const told of [null, 0, 1, '', 'true', 'false', {}]) expect(flag.parse(told), `${told}`).toBeNull();
  expect(flag.parse(undefined)).toBeUndefined();
});

describe('what is no record or no list', () => {
  test.each([5, 'text', true, []])('counts as absent: %j', (told) => {
    expect(section({ a: number }).parse(told)).toBeUndefined();
    expect(lossyRecord(z.object({})).parse(told)).toBeUndefined();
  });

  test('is null where null is told, and an entry that does not fit costs itself alone', () => {
    expect([section({ a: number }).parse(null), lossyList(name).parse(null), lossyRecord(name).parse(null)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(lossyList(name).parse({})).toBeUndefined();
    expect(lossyRecord(name).parse({ a: 'x', b: 5, c: 'y' })).toEqual([
      ['a', 'x'],
      ['c', 'y'],
    ]);
  });
});
