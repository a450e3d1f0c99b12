import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { entryOf } from '@/core/providers/answer.ts';
import { lossyList, lossyRecord, name, text } from '@/core/providers/lenient.ts';

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
