import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outline } from '@/core/page/outline.ts';
import { secrets } from './shapes.ts';

const path = /^\$(\[\]|\.\*|\.[a-z][a-z0-9_]{0,39})*:(null|list|object|string|number|boolean)$/i;

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

  test('a key that may be somebody’s is written *', () => {
    const odd = ['a@b.example', 'with space', '0', '__proto__', 'x'.repeat(41), '海', ''];
    const value = JSON.parse(`{${odd.map((key) => `${JSON.stringify(key)}:1`).join(',')}}`);
    expect(new Set(outline(value).slice(1))).toEqual(new Set(['$.*:number']));
    expect(outline({ ['x'.repeat(40)]: 1 })).toEqual(['$:object', `$.${'x'.repeat(40)}:number`]);
  });

  test('names of entries that look alike are data, and written *', () => {
    const of = { credits: 5, at: 'today' };
    expect(outline({ members: { hanako: of, taro: { ...of, credits: 6 }, jiro: of } })).toEqual([
      '$:object',
      '$.members:object',
      '$.members.*:object',
      '$.members.*.credits:number',
      '$.members.*.at:string',
    ]);
    const slots = { primary_window: of, secondary_window: of };
    expect(outline(slots)).toContain('$.primary_window:object');
  });

  test('comes to an end on deep and on wide answers', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, place) => [`k${place}`, place]));
    expect(outline(deep).length).toBeLessThanOrEqual(12);
    expect(outline(wide)).toHaveLength(100);
  });
});
