import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phase, Sighting, Via } from '@/core/domain/sighting.ts';
import { day, minute } from '@/core/domain/time.ts';
import { command, isBoundedJson, refused, sawMessage, sightingSchema, sightingsOf } from '@/core/platform/messages.ts';

const noon = Date.parse('2026-11-22T20:00:00Z');
const account = '0123456789abcdef';
const sighting: Sighting = {
  id: 'p:1',
  watch: 'usage',
  phase: 'answer',
  rule: null,
  call: 'p:c1',
  at: noon,
  offset: -480,
  status: 200,
  served: noon,
  via: 'page',
  onUsagePage: false,
  account,
  fields: { a: [1, 'two', null, { b: true }] },
};
const believed = (over: object) => sightingsOf({ sightings: [{ ...sighting, ...over }] }, noon);
const json = (text: string): unknown => JSON.parse(text);
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => [inner], 1);

describe('a sighting', () => {
  const phases: { readonly [P in Phase]: true } = {
    sent: true,
    answer: true,
    event: true,
    end: true,
    text: true,
    opened: true,
  };
  const ways: { readonly [V in Via]: true } = { page: true, replay: true, text: true };

  test.each([...Object.keys(phases).map((phase) => ({ phase })), ...Object.keys(ways).map((via) => ({ via }))])(
    'is taken as it is: %j',
    (over) => {
      expect(believed(over)).toEqual([{ ...sighting, ...over }]);
    },
  );

  test('with everything that may be missing is taken, too', () => {
    const { fields: _, ...bare } = sighting;
    expect(
      sightingSchema.parse({ ...bare, rule: null, served: null, account: null, unread: 'too-large' }),
    ).toMatchObject({
      unread: 'too-large',
    });
    expect(believed({ outline: ['$.a:list'], asked: { model: 'm' } })).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['another phase', { phase: 'dreamt' }],
    ['another way', { via: 'hearsay' }],
    ['an account that is no hash', { account: 'ann@example.com' }],
    ['a hash of another length', { account: `${account}0` }],
    ['a status that is none', { status: 1_000 }],
    ['a zone that is none', { offset: 5_000 }],
    ['a time that is none', { at: Number.NaN }],
    ['a time as a text', { at: '2026-11-22' }],
    ['a name that is too long', { watch: 'w'.repeat(201) }],
    ['no id', { id: undefined }],
    ['a text that is too long', { fields: { a: 'x'.repeat(501) } }],
    ['a key that is too long', { fields: { ['k'.repeat(101)]: 1 } }],
    ['too many values', { fields: Array.from({ length: 5_001 }, () => 1) }],
    ['too deep a value', { fields: nested(13) }],
    ['a value that is no JSON', { fields: { a: undefined } }],
    ['a number that is none', { asked: [Number.NaN] }],
    ['a function', { fields: () => 1 }],
    ['a bigint', { fields: { a: 1n } }],
    ['a map', { fields: new Map([['balance', 5]]) }],
    ['bytes', { fields: { a: new Uint8Array(9) } }],
    ['a list that has names in it', { fields: Object.assign([1], { constructor: nested(9_999) }) }],
    ['a list with holes', { fields: { a: Object.assign([], { length: 1e9 }) } }],
    ['too much text in all', { fields: Array.from({ length: 401 }, () => 'x'.repeat(500)) }],
    ['too long an outline', { outline: Array.from({ length: 101 }, () => '$') }],
    ['another reason', { unread: 'boring' }],
  ])('with %s is dropped', (_, over) => {
    expect(believed(over)).toEqual([]);
  });

  test.each([Number.POSITIVE_INFINITY, 0, 1e300, 'today'])(
    'whose served time cannot be: %s, is kept without one',
    (served) => {
      expect(believed({ served })).toEqual([{ ...sighting, served: null }]);
    },
  );

  test.each([
    [minute, 1],
    [minute + 1, 0],
    [-7 * day, 1],
    [-7 * day - 1, 0],
  ])('of %i ms from now is believed %i times', (ms, times) => {
    expect(believed({ at: noon + ms })).toHaveLength(times);
  });

  test('that is malformed does not take the others with it', () => {
    const saw = {
      say: 'saw',
      sightings: [null, sighting, { ...sighting, id: 7 }, 'x'],
      account: null,
      visible: true,
    } as const;
    expect(sightingsOf({ ...saw, sightings: [...saw.sightings] }, noon)).toEqual([sighting]);
  });

  test('brings nothing along that was not asked for', () => {
    expect(believed({ provider: 'sora', token: 'secret' })).toEqual([sighting]);
  });

  test.each([
    ['at the top', `{"__proto__": {"polluted": 1}}`],
    ['inside', `{"a": {"__proto__": {"polluted": 1}}}`],
    ['as a constructor', `{"constructor": {"prototype": {"polluted": 1}}}`],
  ])('with __proto__ %s pollutes nothing', (_, text) => {
    const [taken] = believed({ fields: json(text), asked: json(text) });
    structuredClone(taken);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((taken?.fields as Record<string, unknown> | undefined)?.polluted).toBeUndefined();
  });

  test('whose own __proto__ is something else is the same sighting', () => {
    const forged = json(JSON.stringify(sighting).replace('{', '{"__proto__": {"via": "replay", "say": "refresh"},'));
    expect(believed(forged as object)).toEqual([sighting]);
  });
});

describe('bounded JSON', () => {
  test.each([
    [nested(12), true],
    [nested(13), false],
    [Array.from({ length: 4_999 }, () => 1), true],
    [Array.from({ length: 5_000 }, () => 1), false],
    ['x'.repeat(500), true],
    ['x'.repeat(501), false],
    [null, true],
    [undefined, false],
    [Number.NEGATIVE_INFINITY, false],
    [Symbol('s'), false],
  ])('case %#', (value, bounded) => {
    expect(isBoundedJson(value)).toBe(bounded);
  });

  test('counts all values together, wherever they stand', () => {
    const wide = Array.from({ length: 60 }, () => Array.from({ length: 100 }, () => ({})));
    expect(isBoundedJson(wide)).toBe(false);
  });

  test('is over quickly for something huge', () => {
    const self: unknown[] = [];
    self.push(self, self);
    expect(isBoundedJson(self)).toBe(false);
  });

  test('takes whatever is small JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(isBoundedJson(value)).toBe(true);
      }),
    );
  });
});

describe('messages', () => {
  /** Anything at all, and near misses: real messages with one thing exchanged. */
  const junk = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withTypedArray: true,
  });
  const good = { say: 'saw', sightings: [sighting], account, visible: true };
  const near = fc
    .tuple(fc.constantFrom(...Object.keys(good), ...Object.keys(sighting)), junk, fc.boolean())
    .map(([key, value, deep]) =>
      deep ? { ...good, sightings: [{ ...sighting, [key]: value }] } : { ...good, [key]: value },
    );

  test('are never answered with a throw, whatever they are', () => {
    let messages = 0;
    fc.assert(
      fc.property(fc.oneof(junk, near), (message) => {
        messages += 1;
        const saw = sawMessage.safeParse(message);
        if (saw.success) for (const one of sightingsOf(saw.data, noon)) sightingSchema.parse(one);
        command.safeParse(message);
      }),
      { numRuns: 2_500 },
    );
    expect(messages).toBeGreaterThanOrEqual(2_000);
  });

  test('that are near enough are taken, so that the test above has something to refuse', () => {
    expect(sawMessage.safeParse(good).success).toBe(true);
  });

  test.each<[string, object]>([
    ['another word', { say: 'see' }],
    ['more sightings than fit', { sightings: Array.from({ length: 101 }, () => sighting) }],
    ['no list', { sightings: {} }],
    ['a visibility that is none', { visible: 'yes' }],
    ['an account that is no hash', { account: 'unknown' }],
  ])('of a page with %s are refused', (_, over) => {
    expect(sawMessage.safeParse({ ...good, ...over }).success).toBe(false);
  });

  test.each([
    { say: 'refresh', provider: 'sora', account: null },
    { say: 'tell-me', provider: 'sora', account, meter: 'credits', on: true },
    { say: 'belongs-to', provider: 'sora', account },
    { say: 'move-task', provider: 'sora', account, key: 't1', job: 'deck' },
    { say: 'move-task', provider: 'sora', account, key: 't1', job: null },
    { say: 'test-notification' },
  ])('of our own pages are taken: $say', (order) => {
    expect(command.parse(order)).toEqual(order);
  });

  test.each([
    { say: 'saw', sightings: [], account: null, visible: true },
    { say: 'tell-me', provider: 'sora', account, meter: 'credits', on: 'yes' },
    { say: 'refresh', provider: 'x'.repeat(201), account: null },
    { say: 'move-task', provider: 'sora', account, key: 't1' },
    { say: 'erase' },
  ])('that are no order of our own pages are not: $say', (order) => {
    expect(command.safeParse(order).success).toBe(false);
  });

  test('that are refused are not acknowledged and give no salt', () => {
    expect(refused).toEqual({ ok: false, salt: '', named: false, quiet: false, holds: false, replay: [] });
  });
});
