import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasOneOf, isBare, pick } from '@/core/page/pick.ts';
import { leaks, near, secrets, shapes } from './shapes.ts';

describe.each(shapes)('$name', ({ shape, texts }) => {
  test('lets only whitelisted fields of the whitelisted kind out of the page', () => {
    fc.assert(
      fc.property(near(shape), (value) => {
        const { fields, who } = pick(value, shape, texts);
        expect(leaks(fields, { shape, texts })).toEqual([]);
        for (const id of who) expect(id).toMatch(/^[\w:.~-]{1,128}$/);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps secrets in the page, wherever they stand', () => {
    fc.assert(
      fc.property(near(shape), fc.constantFrom(...secrets), (value, secret) => {
        const planted = JSON.parse(
          JSON.stringify(value ?? null, (_, inner) => (typeof inner === 'string' ? secret : inner)),
        );
        const left = JSON.stringify(pick(planted, shape, texts));
        expect(left).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 60 },
    );
  });
});

describe('pick', () => {
  test('takes numbers as numbers or as numeric text, and nothing that only looks like one', () => {
    const shape = { a: 'n', b: 'n', c: 'n', d: 'n', e: 'n' } as const;
    const { fields } = pick({ a: 12, b: '-0.5', c: '12 credits', d: '0x10', e: true }, shape);
    expect(fields).toEqual({ a: 12, b: '-0.5' });
  });

  test('tells null from absent', () => {
    expect(pick({ a: null }, { a: 'n', b: 'n' }).fields).toEqual({ a: null });
  });

  test.each([
    ['missing', {}],
    ['null', { left: null }],
    ['of another kind', { left: 'many' }],
  ])('a field we cannot do without is lacking when it is %s', (_, value) => {
    expect(pick(value, { left: 'n!' }).lacking).toBe(true);
  });

  test('a field we cannot do without is not lacking when it is zero or false', () => {
    expect(pick({ left: 0, on: false }, { left: 'n!', on: 'b!' }).lacking).toBe(false);
  });

  test('a whole answer of another kind is lacking', () => {
    expect(pick('<html>', { left: 'n' })).toMatchObject({ fields: undefined, lacking: true });
    expect(pick([1], { left: 'n' })).toMatchObject({ fields: undefined, lacking: true });
    expect(pick({ left: 1 }, [{ left: 'n' }])).toMatchObject({ fields: undefined, lacking: true });
  });

  test('behind * only keys that read like names count, and named fields keep their own rule', () => {
    const value = { known: 'x', primary_window: 1, 'gpt-6.1-sol': 2, 'my secret key': 3, 'a@b.example': 4, '7d': 5 };
    expect(pick(value, { known: 'b', '*': 'n' }).fields).toEqual({ primary_window: 1, 'gpt-6.1-sol': 2, '7d': 5 });
  });

  test('behind ** keys become numbers, so that account ids stay in the page', () => {
    const shape = { default: {}, '**': { plan: 's' } } as const;
    const value = { 'acct-hanako': { plan: 'plus' }, default: { plan: 'plus' }, 'acct-work': { plan: 'team' } };
    expect(pick(value, shape).fields).toEqual({ default: {}, 1: { plan: 'plus' }, 2: { plan: 'team' } });
  });

  test('a great many other keys are cut off', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`k${place}`, 1]));
    expect(Object.keys(pick(many, { '*': 'n' }).fields as object).length).toBeLessThanOrEqual(40);
    expect(Object.keys(pick(many, { '**': 'n' }).fields as object).length).toBeLessThanOrEqual(40);
  });

  test('a very long list is cut off, and what does not fit in it is left out', () => {
    const { fields } = pick([1, 'x y!', 2, ...Array(100_000).fill(3)], ['n']);
    expect((fields as unknown[]).slice(0, 3)).toEqual([1, 2, 3]);
    expect((fields as unknown[]).length).toBeLessThanOrEqual(200);
  });

  test('a list of names is read as records with a name, and only where a name is asked for', () => {
    expect(pick(['odyssey', 'a@b.example'], [{ name: 's' }]).fields).toEqual([{ name: 'odyssey' }, {}]);
    expect(pick(['odyssey'], [{ title: 's' }]).fields).toEqual([]);
  });

  test('keys of the language itself are neither read nor written', () => {
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"polluted":1},"toString":2}');
    const { fields } = pick(value, JSON.parse('{"*":{"polluted":"n"},"valueOf":"n"}'));
    expect(fields).toEqual({ constructor: { polluted: 1 } });
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(pick({}, JSON.parse('{"constructor":"s","toString":"s"}')).fields).toEqual({});
  });

  test('what a page has put on Object.prototype is not in any answer', () => {
    Object.defineProperty(Object.prototype, 'balance', { value: 1_000_000, configurable: true });
    try {
      expect(pick({}, { balance: 'n' })).toMatchObject({ fields: {} });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'balance');
    }
  });

  test('account ids go to the list for hashing alone, numbers as well', () => {
    const shape = { a: '#', b: { c: '#' }, d: '#' } as const;
    const { fields, who } = pick({ a: 'user-1', b: { c: 4711 }, d: 'hanako@example.com' }, shape);
    expect(who).toEqual(['user-1', '4711']);
    expect(fields).toEqual({ a: '#0', b: { c: '#1' } });
  });

  test('an opaque id may be long but not a whole token', () => {
    expect(pick('x'.repeat(128), 'i').fields).toHaveLength(128);
    expect(pick('x'.repeat(129), 'i').fields).toBeUndefined();
  });

  test('a time is a number or an ISO text', () => {
    expect(pick('2026-11-22T12:00:00.123+09:00', 't').fields).toBe('2026-11-22T12:00:00.123+09:00');
    expect(pick(1_779_188_048, 't').fields).toBe(1_779_188_048);
    expect(pick('tomorrow', 't').fields).toBeUndefined();
  });

  test('a time has an end', () => {
    expect(pick('0'.repeat(200), 't').fields).toBeUndefined();
  });
});

describe('texts that are only compared', () => {
  const texts = { gone: 'All credits are gone\\.', soon: 'Try again in \\d+ minutes' };

  test('a whole text that matches leaves as the id of its pattern', () => {
    expect(pick({ text: ' Try again in 12 minutes\n' }, { text: '~' }, texts).fields).toEqual({ text: 'soon' });
  });

  test.each([
    ['a sentence around it', 'She wrote: All credits are gone. Sad.'],
    ['a second line', 'All credits are gone.\nWhat now?'],
    ['another text', 'All is well'],
    ['a very long text', `All credits are gone.${' '.repeat(600)}`],
  ])('%s does not leave', (_, text) => {
    expect(pick({ text }, { text: '~' }, texts).fields).toEqual({});
  });
});

describe('what counts as nothing', () => {
  test.each([[null], [undefined], [false], [{}], [[]], [{ a: null, b: { c: false } }], [[[], [{}]]]])(
    '%j is bare',
    (fields) => {
      expect(isBare(fields)).toBe(true);
    },
  );
  test.each([[0], ['x'], [true], [{ a: 0 }], [[{ a: [{ b: 'x' }] }]]])('%j is not', (fields) => {
    expect(isBare(fields)).toBe(false);
  });
  test('one of several keys is enough, and inherited ones do not count', () => {
    expect(hasOneOf({ b: null }, ['a', 'b'])).toBe(true);
    expect(hasOneOf({}, ['toString'])).toBe(false);
    expect(hasOneOf('text', ['length'])).toBe(false);
  });
});
