import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesIn, outline as outlineOf } from '@/core/page/outline.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { watches } from '@/core/providers/watches.ts';
import { json, tapped, until } from './page.ts';
import { secrets } from './shapes.ts';

const path =
  /^\$(\[\]|\.\*|\.(?:[a-f]|members|credits|at|primary_window|secondary_window))*:(null|list|object|string|number|boolean)$/i;

const known = new Set('a b c d e f members credits at primary_window secondary_window'.split(' '));
const outline = (value: unknown) => outlineOf(value, known);

describe('outline', () => {
  test('is at most 100 paths of plain keys and kinds, whatever the JSON, and never a value', () => {
    const json = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...secrets, '__proto__')), fc.jsonValue(), { maxKeys: 300 }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const paths = outline(value);
        expect(paths.length).toBeGreaterThan(0);
        expect(paths.length).toBeLessThanOrEqual(100);
        for (const one of paths) expect(one).toMatch(path);
      }),
    );
  });

  test('names where things stand and of what kind they are', () => {
    expect(outline({ a: { b: [{ c: 1 }, { d: 2 }] }, e: null, f: true })).toEqual([
      '$:object',
      '$.a:object',
      '$.a.b:list',
      '$.a.b[]:object',
      '$.a.b[].c:number',
      '$.e:null',
      '$.f:boolean',
    ]);
  });

  test.each([
    ['a single entry', { used_by: { hanako_yamada: 5 } }],
    ['entries that are unlike', { used_by: { hanako_yamada: 5, taro: { credits: 1 } }, hanako: 'x' }],
    ['a key of a kind no field has', { 'a@b.example': 1, 'with space': 1, 海: 1, '': 1, '0': 1 }],
    ['names of the language', JSON.parse('{"__proto__":1,"constructor":1,"toString":1}')],
  ])('a name that is not known is written *: %s', (_, value) => {
    const text = outline(value).join();
    expect(text).toContain('$.*:');
    expect(text).not.toMatch(/hanako|taro|used_by|example|space|海|constructor|proto|toString/);
  });

  test('what stands behind many names is told once', () => {
    const of = { credits: 5, at: 'today' };
    expect(outline({ members: { hanako: of, taro: { ...of, credits: 6 }, jiro: of } })).toEqual([
      '$:object',
      '$.members:object',
      '$.members.*:object',
      '$.members.*.credits:number',
      '$.members.*.at:string',
    ]);
    expect(outline({ primary_window: of, secondary_window: of })).toContain('$.primary_window:object');
  });

  test('knows the names of its own service, and no other', () => {
    const names = namesIn(genspark);
    for (const name of ['data', 'balance', 'status']) expect(names).toContain(name);
    for (const name of ['wham', 'hanako', 'https', 'get_credit_balance', 'rate_limit', '*'])
      expect(names).not.toContain(name);
    for (const watch of watches) expect(namesIn(watch).size).toBeGreaterThan(20);
  });

  test('is what is told of an answer that cannot be read, without the names in it', async () => {
    const answer = { status: 0, data: { left_now: 3, used_by: { hanako_yamada: 5 } } };
    const { page, spotted } = tapped(genspark, async () => json(answer));
    await page.fetch('/api/payment/get_credit_balance');
    await until('it is told', () => spotted().length === 1);
    expect(spotted()[0]?.outline).toEqual([
      '$:object',
      '$.status:number',
      '$.data:object',
      '$.data.*:number',
      '$.data.*:object',
      '$.data.*.*:number',
    ]);
  });

  test('comes to an end on deep and on wide answers', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, place) => [`k${place}`, place]));
    expect(outline(deep).length).toBeLessThanOrEqual(12);
    expect(outline(wide)).toEqual(['$:object', '$.*:number']);
    const bushy = (depth: number): unknown =>
      depth === 0 ? 1 : Object.fromEntries([...known].map((key) => [key, bushy(depth - 1)]));
    expect(outline(bushy(3))).toHaveLength(100);
  });
});
