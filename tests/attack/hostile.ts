import type { Chance } from '../simulators/model/chance.ts';

/** A value that nobody means well with: as it is put into an object, and as raw JSON where it can be written so. */
type Odd = { readonly make: () => unknown; readonly json?: string };

const plain = (value: unknown): Odd => ({ make: () => structuredClone(value), json: JSON.stringify(value) });
/** One value so many levels down. */
const nested = (around: (inner: unknown) => unknown, open: string, close: string): Odd => ({
  make: () => Array.from({ length: deepest }).reduce(around, 1),
  json: `${open.repeat(deepest)}1${close.repeat(deepest)}`,
});
const deepest = 10_000;

/** Names that mean something to the language itself. */
export const languageNames = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'then'],
];

/** Texts that are more than they look. */
export const trickyTexts = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '\u202e9717 tfel\u202c',
  '\u2066left\u2069\u200f\u061c',
  'GPT\u200b-\ufeff5',
  '\ud800',
  'a\udc00b',
  'NUL\u0000\u0007\u001b[31m',
  '\u2028\u2029',
  '{provider} {0} %s',
  '=HYPERLINK("http://x","y")',
  '残り'.repeat(80),
  'e\u0301'.repeat(200),
];

const numbers = [
  ...[0, -0, -1, 0.5, 1e-9, 5e-324, 100, 100.0001, 1e5, 604_800, 2 ** 31, 2 ** 53, 1e14, 1e15, 1e18, 1e300, 1e308],
  ...[-1e5, -1e15, -1e308, Number.MAX_VALUE],
];
const asText = [
  ...[
    '0',
    '-0',
    '12',
    ' 12 ',
    '12.5e3',
    '1e400',
    '-1e400',
    '0x10',
    '0b11',
    '1_000',
    '１２',
    '1,250',
    'NaN',
    'Infinity',
  ],
  ...['', ' ', 'null', 'true', '-5', '9'.repeat(400), '0.'.concat('0'.repeat(300), '1')],
];
/** Beginnings and ends of time, in seconds, milliseconds and words. */
const times = [
  ...[8.64e15, 8.64e15 + 1, -8.64e15, 253_402_300_800_000, 253_402_300_800, 1, -1, 4e9, 1e11, 1e12, 1e13],
  ...['275760-09-13T00:00:00Z', '+275760-09-13T00:00:00Z', '1970-01-01T00:00:00Z', '-000001-01-01T00:00:00Z'],
  ...['9999-12-31', '0000-00-00', '2026-02-30T25:61:61Z', 'tomorrow', '2026-11-22T12:00:00+99:99', '20261122'],
];
const odd: readonly Odd[] = [
  ...[...numbers, ...asText, ...times, ...trickyTexts, ...languageNames].map(plain),
  ...[null, true, false, [], {}, [null], [[]], { name: {} }, { valueOf: 1, toString: 1 }, { length: 1e9 }].map(plain),
  { make: () => Number.NaN, json: '1e999' },
  { make: () => Number.POSITIVE_INFINITY, json: '1e999' },
  { make: () => Number.NEGATIVE_INFINITY, json: '-1e999' },
  { make: () => -0, json: '-0' },
  nested((inner) => [inner], '[', ']'),
  nested((inner) => ({ a: inner }), '{"a":', '}'),
  { make: () => 'x'.repeat(100_000), json: `"${'x'.repeat(100_000)}"` },
  { make: () => Array.from({ length: 6_000 }, (_, n) => n), json: `[${'7,'.repeat(5_999)}7]` },
  { make: () => JSON.parse('{"__proto__":{"balance":5,"left":5}}'), json: '{"__proto__":{"balance":5,"left":5}}' },
  // What a browser's messages may hold beside JSON.
  { make: () => undefined },
  { make: () => 10n },
  { make: () => new Date(Number.NaN) },
  { make: () => new Date('2026-11-22') },
  { make: () => new Map([['balance', 5]]) },
  { make: () => new Uint8Array(8) },
  { make: () => selfish() },
];
const writable = odd.filter(({ json }) => json !== undefined);

/** Holds itself. */
function selfish(): unknown {
  const one: Record<string, unknown> = {};
  one.self = one;
  return one;
}

type Spot = readonly [holder: Record<string, unknown>, key: string];

function spotsOf(value: unknown, found: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Record<string, unknown>, key]);
    spotsOf((value as Record<string, unknown>)[key], found);
  }
  return found;
}

const put = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });

type Change = (spot: Spot, spots: readonly Spot[], chance: Chance, given: (one: Odd) => unknown) => void;

const pickOf = <T>(all: readonly T[], chance: Chance): T => all[Math.floor(chance() * all.length)] as T;

/** What may become of one place. `given`: makes a hostile value. */
const changesOf = (values: readonly Odd[]): readonly (readonly [weight: number, Change])[] => [
  [12, ([holder, key], _, chance, given) => put(holder, key, given(pickOf(values, chance)))],
  [2, ([holder, key]) => void delete holder[key]],
  // Under a name of the language, with or without the old one.
  [
    2,
    ([holder, key], _, chance) => {
      put(holder, pickOf(languageNames, chance), holder[key]);
      if (chance() < 0.5) delete holder[key];
    },
  ],
  [2, ([holder], _, chance, given) => put(holder, pickOf(languageNames, chance), given(pickOf(values, chance)))],
  // Another place's value: types and meanings swapped.
  [
    3,
    ([holder, key], spots, chance) => {
      const [other, name] = pickOf(spots, chance);
      const value = holder[key];
      const theirs = other[name];
      if (contains(value, other) || contains(theirs, holder)) return;
      put(holder, key, theirs);
      put(other, name, value);
    },
  ],
  [1, ([holder, key]) => put(holder, key, typeof holder[key] === 'number' ? `${holder[key]}` : [holder[key]])],
  [1, ([holder, key], _, chance) => put(holder, key, repeated(holder[key], chance))],
  // Many names nobody has ever heard of.
  [
    1,
    ([holder, key], _, chance) => {
      for (let n = 0; n < 60; n++) put(holder, `n${Math.floor(chance() * 1e9)}`, holder[key]);
    },
  ],
];

const contains = (value: unknown, wanted: unknown): boolean =>
  value === wanted || spotsOf(value).some(([holder, key]) => holder === wanted || holder[key] === wanted);

/** Its rows many times, each with a name of its own. */
function repeated(value: unknown, chance: Chance): unknown {
  const one = Array.isArray(value) ? value[0] : value;
  return Array.from({ length: 250 }, (_, n) => {
    if (typeof one !== 'object' || one === null) return one;
    const copy = structuredClone(one) as Record<string, unknown>;
    for (const key of Object.keys(copy))
      if (typeof copy[key] === 'string') copy[key] = `x${n}-${Math.floor(chance() * 1e6)}`;
    return copy;
  });
}

function drawn(weighted: readonly (readonly [number, Change])[], chance: Chance): Change {
  let left = chance() * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, change] of weighted) {
    left -= weight;
    if (left < 0) return change;
  }
  return () => {};
}

/** At most so many changes of one value. */
const most = 4;

function changed(value: unknown, chance: Chance, values: readonly Odd[], given: (one: Odd) => unknown): unknown {
  if (chance() < 0.02) return given(pickOf(values, chance));
  const root = { value: structuredClone(value) } as Record<string, unknown>;
  const changes = changesOf(values);
  for (let left = 1 + Math.floor(chance() * most); left > 0; left--) {
    const spots = spotsOf(root);
    if (spots.length > 0 && spots.length < 20_000) drawn(changes, chance)(pickOf(spots, chance), spots, chance, given);
  }
  return root.value;
}

/**
 * A value as it may arrive in a message or lie in a store. Deep and endless values are put in at the end, since
 * everything before walks what is there.
 */
export function hostile(value: unknown, chance: Chance): unknown {
  const later: Odd[] = [];
  const given = (one: Odd): unknown => `\u0001${later.push(one) - 1}\u0001`;
  const root = { value: changed(value, chance, odd, given) } as Record<string, unknown>;
  for (const [holder, key] of spotsOf(root)) {
    const one = later[placeOf(holder[key])];
    if (one !== undefined) put(holder, key, one.make());
  }
  return root.value;
}

const placeOf = (value: unknown) =>
  typeof value === 'string' && value.startsWith('\u0001') ? Number(value.slice(1, -1)) : -1;

/** The same as JSON text, which knows no `NaN` and may be cut off. */
export function hostileJson(value: unknown, chance: Chance): string {
  const later: string[] = [];
  const given = ({ json = 'null' }: Odd): unknown => `\u0001${later.push(json) - 1}\u0001`;
  const text = JSON.stringify(changed(value, chance, writable, given)) ?? 'null';
  const whole = text.replaceAll(/"\\u0001(\d+)\\u0001"/g, (_, n) => later[Number(n)] ?? 'null');
  return chance() < 0.01 ? whole.slice(0, Math.floor(chance() * whole.length)) : whole;
}
