import fc from 'fast-check';
import type { EventRule, Shape } from '@/core/providers/provider.ts';
import { watches } from '@/core/providers/watches.ts';

type Record_ = { readonly [key: string]: Shape };
export type Named = { readonly name: string; readonly shape: Shape; readonly texts: Readonly<Record<string, string>> };

/** Every shape by which a provider lets something out of a page, with a name for messages. */
export const shapes: readonly Named[] = watches.flatMap(({ id, endpoints, sockets }) => {
  const rules = (where: string, list: readonly EventRule[], texts = {}): Named[] =>
    list.map((rule) => ({ name: `${id} ${where} ${rule.id}`, shape: rule.fields, texts }));
  return [
    ...endpoints.flatMap(({ method, path, fields, errors, asks, events = [], texts = {} }) => [
      ...Object.entries({ fields, errors, asks }).flatMap(([part, shape]) =>
        shape === undefined ? [] : [{ name: `${id} ${method} ${path} ${part}`, shape, texts }],
      ),
      ...rules(`${method} ${path}`, events, texts),
    ]),
    ...sockets.flatMap(({ url, received, sent = [] }) => [...rules(url, received), ...rules(url, sent)]),
  ];
});

/** What a person would not want to leave their page. None fits any leaf: too long, or with signs no leaf allows. */
export const secrets: readonly string[] = [
  'hanako.yamada@example.com',
  `Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.${'eyJzdWIiOiJ1c2VyLTEyMyJ9'.repeat(6)}.c2lnbmF0dXJl`,
  'Write a poem about my mother\u2019s garden: "roses, always roses!"',
  '海の詩を書いてください',
  'line one\nline two',
  '<script>alert(1)</script>',
];

const hostile = fc.oneof(
  fc.constantFrom(...secrets),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string(),
  fc.double(),
  fc.constantFrom(null, '', 0, -1, 1e308, '12.5', '1e9', 'NaN', true, [], {}, 'plus', 'acct-1', '2026-11-22T12:00:00Z'),
);
const keys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'email', 'prompt', '*', '**', '0'),
  fc.constantFrom(...secrets),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
  fc.string(),
);

/** JSON that nearly has the shape: parts of it fit, parts are missing, strange or more than asked for. */
export function near(shape: Shape): fc.Arbitrary<unknown> {
  if (typeof shape === 'string') return hostile;
  if (Array.isArray(shape)) {
    const list = fc.array(near((shape as readonly [Shape])[0]), { maxLength: 4 });
    return fc.oneof({ weight: 5, arbitrary: list }, { weight: 1, arbitrary: hostile });
  }
  const { '*': others, '**': numbered, ...named } = shape as Record_;
  const asked = fc.record(Object.fromEntries(Object.entries(named).map(([key, inner]) => [key, near(inner)])), {
    requiredKeys: [],
  });
  const more = fc.array(fc.tuple(keys, near(others ?? numbered ?? 's')), { maxLength: 3 });
  const record = fc
    .tuple(asked, more)
    .map(([known, extra]) => JSON.parse(`{${[...entries(known), ...extra.map(entry)].join(',')}}`));
  return fc.oneof({ weight: 6, arbitrary: record }, { weight: 1, arbitrary: hostile });
}

const entry = ([key, value]: readonly [string, unknown]) => `${JSON.stringify(key)}:${JSON.stringify(value ?? null)}`;
const entries = (record: object) => Object.entries(record).map(entry);

const leaves: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => typeof value === 'number' || (typeof value === 'string' && /^[-+\d.e]{1,45}$/i.test(value)),
  '?': (value) => value === true,
  b: (value) => typeof value === 'boolean',
  s: (value) => typeof value === 'number' || (typeof value === 'string' && /^[\w .,:+\-/()]{1,64}$/.test(value)),
  i: (value) => typeof value === 'string' && /^[\w:.~-]{1,128}$/.test(value),
  t: (value) => typeof value === 'number' || (typeof value === 'string' && /^[\dTZ:.+ -]{1,40}$/.test(value)),
  '#': (value) => typeof value === 'string' && /^#\d+$/.test(value),
};

/** Where something stands in what left the page that the shape does not allow; nothing where all is well. */
export function leaks(value: unknown, { shape, texts }: Omit<Named, 'name'>, path = '$'): string[] {
  if (value === null || value === undefined) return [];
  if (typeof shape === 'string') {
    const kind = shape.charAt(0);
    const fits = kind === '~' ? Object.hasOwn(texts, String(value)) : leaves[kind]?.(value) === true;
    return fits ? [] : [`${path} (${shape})`];
  }
  if (Array.isArray(shape)) {
    const [inner] = shape as readonly [Shape];
    if (!Array.isArray(value)) return [`${path} (list)`];
    return value.flatMap((one, place) => leaks(one, { shape: inner, texts }, `${path}[${place}]`));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path} (record)`];
  const { '*': others, '**': numbered, ...named } = shape as Record_;
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = Object.hasOwn(named, key) ? named[key] : undefined;
    const wild = others !== undefined && /^[a-z0-9][\w.-]{0,39}$/i.test(key) ? others : undefined;
    const rule = own ?? wild ?? (/^\d+$/.test(key) ? numbered : undefined);
    return rule === undefined ? [`${path}.${key}`] : leaks(inner, { shape: rule, texts }, `${path}.${key}`);
  });
}
