import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf, providerAt, providerOf, providers } from '@/core/providers/index.ts';
import type { Endpoint, EventRule, Shape, Watch } from '@/core/providers/provider.ts';
import { origins, watches } from '@/core/providers/watches.ts';
import { sightingsOf } from './through.ts';

const root = join(import.meta.dirname, '../../core/providers');
const folders = readdirSync(root, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
/** The day these figures were last looked at. Nothing can have been read later. */
const today = '2026-11-22';
const personal = /prompt|mail|title|parts|avatar|phone|user_?name|nick|content|text|secret|cookie|token/i;

describe('the lists of services', () => {
  test('name every folder, both in the same order', () => {
    expect(folders.length, 'No provider folders found: has core/providers moved?').toBeGreaterThan(0);
    expect(watches.map(({ id }) => id).toSorted(), 'Every folder belongs in watches.ts, under its own name').toEqual(
      folders.toSorted(),
    );
    expect(
      providers.map(({ watch }) => watch),
      'index.ts and watches.ts should list the same, in the same order',
    ).toEqual(watches);
  });

  test('share no origin', () => {
    expect(new Set(origins).size).toBe(origins.length);
  });

  test('find nobody for a stranger', () => {
    for (const origin of [
      'https://example.com',
      'https://evil-chatgpt.com',
      'http://chatgpt.com',
      'null',
      '',
      'https://genspark.ai.evil.example',
    ])
      expect(providerAt(origin)).toBeUndefined();
    for (const id of ['', 'nobody', '__proto__', 'constructor'])
      expect([providerOf(id), factsOf(id)]).toEqual([undefined, undefined]);
  });
});

describe.each(providers)('$watch.id', (provider) => {
  const { watch, facts, read } = provider;

  test('is found by its own origins, and its facts by its id', () => {
    expect(watch.origins.length).toBeGreaterThan(0);
    for (const origin of watch.origins) expect(providerAt(origin)).toBe(provider);
    expect([providerOf(watch.id), factsOf(watch.id)]).toEqual([provider, facts]);
    expect(facts.id).toBe(watch.id);
  });

  test('is only watched over TLS, by whole origins', () => {
    for (const origin of watch.origins)
      expect(new URL(origin).origin, `${origin} should be an origin and no more`).toBe(origin);
    for (const address of [...watch.origins, facts.home, facts.usagePage.value]) expect(address).toMatch(/^https:\/\//);
    for (const { url } of watch.sockets) expect(url).toMatch(/^wss:\/\/[^/?]+\/[^?]*$/);
  });

  test('watches exact paths under its API prefix, each once', () => {
    expect(watch.api).toMatch(/^\/.*\/$/);
    const keys = watch.endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { path } of watch.endpoints) {
      expect(path.startsWith(watch.api), `${path} lies outside ${watch.api} and would never be seen`).toBe(true);
      expect(path).toMatch(/^(\/(:\w+|[\w.~-]+))+$/);
    }
  });

  test('asks again only for what can be asked without a body and without an id', () => {
    const replayed = watch.endpoints.filter(({ replay }) => replay === true);
    expect(replayed.length, 'A service that can never be refreshed is not worth much').toBeGreaterThan(0);
    for (const { method, path, as } of replayed)
      expect([method, as, path.includes(':')]).toEqual(['GET', 'json', false]);
    expect(new Set(replayed.map(({ id }) => id)).size).toBe(replayed.length);
  });

  test('lets endpoints share a name only where they mean the same', () => {
    const meaning = ({ method: _, path: __, replay: ___, ...rest }: Endpoint) => rest;
    for (const endpoint of watch.endpoints) {
      const [first] = watch.endpoints.filter(({ id }) => id === endpoint.id);
      expect(
        meaning(endpoint),
        `${endpoint.path} should be watched like ${first?.path}, or have a name of its own`,
      ).toEqual(meaning(first as Endpoint));
    }
    // One text may stand in two places of the site.
    for (const text of watch.texts) expect(text.rows).toEqual(watch.texts.find(({ id }) => id === text.id)?.rows);
    const texts = [...new Set(watch.texts.map(({ id }) => id))];
    const others = [...[...watch.sockets, ...watch.composers].map(({ id }) => id), ...texts];
    expect(new Set(others).size).toBe(others.length);
    for (const id of others) expect(watch.endpoints.map((one) => one.id)).not.toContain(id);
  });

  test('knows how to read everything it watches', () => {
    for (const { id, method, path } of watch.endpoints) {
      const [failed] = sightingsOf(
        provider,
        { request: `${method} ${path.replace(/:\w+/g, 'x')}`, status: 503 },
        '{}',
      ).slice(-1);
      const outcome = read(failed as NonNullable<typeof failed>);
      expect(outcome.readings.length + outcome.problems.length, `nobody reads ${id}`).toBeGreaterThan(0);
    }
    for (const { id, on } of watch.composers) {
      expect(() => new RegExp(on)).not.toThrow();
      const [seen] = sightingsOf(
        provider,
        { request: `GET ${watch.endpoints.find(({ method }) => method === 'GET')?.path}` },
        '{}',
      );
      const opened = { ...(seen as NonNullable<typeof seen>), watch: id, phase: 'opened', status: 0 } as const;
      expect(read(opened).readings.map(({ kind }) => kind)).toEqual(['composer']);
    }
  });

  test('has patterns that can be matched, with a group for every value', () => {
    for (const { on, rows, values } of watch.texts) {
      for (const source of [on, ...Object.values(rows)]) expect(() => new RegExp(source)).not.toThrow();
      for (const source of Object.values(values))
        expect(new RegExp(`${source}|`).exec('')?.length, source).toBeGreaterThan(1);
    }
    expect(() => new RegExp(watch.usagePage)).not.toThrow();
    for (const { texts = {} } of watch.endpoints)
      for (const source of Object.values(texts)) expect(new RegExp(`^(?:${source})$`).test('')).toBe(false);
  });

  test('knows its own usage page when it is open', () => {
    const page = new URL(facts.usagePage.value);
    const shown = providerAt(page.origin);
    if (shown === provider) expect(page.pathname + page.hash).toMatch(new RegExp(watch.usagePage));
    else expect(shown, 'The usage page should be on a watched service').toBeDefined();
  });

  test('lets nothing out that its readers do not look at', () => {
    const folder = join(root, watch.id);
    const readers = readdirSync(folder).filter((name) => !/^(watch|facts)/.test(name));
    const code = readers.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    expect(readers).toContain('read.ts');
    // Account ids are hashed on their way, and wildcards have no name.
    const named = shapesOf(watch)
      .flatMap(namesIn)
      .filter(([name, leaf]) => leaf !== '#' && /^\w+$/.test(name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([name]) => !new RegExp(`\\b${name}\\b`).test(code)).map(([name]) => name)).toEqual([]);
  });

  test('lets nothing out that a person wrote or is called by', () => {
    const named = shapesOf(watch).flatMap(namesIn);
    expect(named.length).toBeGreaterThan(0);
    // A text that is only compared (`~`) never leaves.
    expect(named.filter(([key, leaf]) => personal.test(key) && !leaf.startsWith('~')).map(([key]) => key)).toEqual([]);
  });

  const figures = factsIn(facts);
  test('has a source and a day for every figure', () => {
    expect(figures.length).toBeGreaterThan(0);
    for (const { source, from, date, until, place } of figures) {
      expect(source.trim().length > 5 || from !== undefined, `${place} has no source`).toBe(true);
      for (const day of until === undefined ? [date] : [date, until]) {
        expect(day, `${place}: a date is 2026-10-08 or 2026-10`).toMatch(
          /^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
        );
        expect(Number.isNaN(Date.parse(day)), `${place}: no such day`).toBe(false);
      }
      expect(date <= today, `${place} was read in the future`).toBe(true);
      if (until !== undefined) expect(until > date, `${place} ended before it was read`).toBe(true);
    }
  });

  test('has plausible figures', () => {
    for (const { range } of facts.costs) expect(range.value.low > 0 && range.value.low <= range.value.high).toBe(true);
    for (const { monthly, grant, paid } of Object.values(facts.plans)) {
      if (monthly !== null) expect([monthly.value.amount > 0, paid]).toEqual([true, true]);
      if (grant !== null) expect(grant.value.credits).toBeGreaterThan(0);
    }
    if (facts.retired !== null) expect(facts.retired.value).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

test('a shared pool has one home', () => {
  const pools = providers.flatMap(({ facts }) => facts.pool ?? []);
  for (const { id, sharedBy } of pools) {
    expect(pools.filter((pool) => pool.id === id && pool.home)).toHaveLength(1);
    expect(sharedBy.length).toBeGreaterThan(1);
  }
});

test('every folder has the same files', () => {
  for (const folder of folders)
    for (const file of ['watch.ts', 'facts.ts', 'schema.ts', 'read.ts', 'index.ts'])
      expect(existsSync(join(root, folder, file)), `${folder} should have ${file}`).toBe(true);
});

type Figure = {
  readonly source: string;
  readonly from?: string;
  readonly date: string;
  readonly until?: string;
  readonly place: string;
};

/** Everything shaped like a fact, wherever it stands. */
function factsIn(value: unknown, place = 'facts'): Figure[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'value' in value && ('source' in value || 'date' in value)
      ? [{ source: '', date: '', ...(value as Partial<Figure>), place }]
      : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => factsIn(inner, `${place}.${key}`))];
}

/** Every shape by which something may leave a page. */
const shapesOf = ({ endpoints, sockets }: Watch): (Shape | undefined)[] => [
  ...endpoints.flatMap(({ fields, asks, errors, events = [] }) => [fields, asks, errors, ...events.map(shapeOf)]),
  ...sockets.flatMap(({ received, sent = [] }) => [...received, ...sent].map(shapeOf)),
];
const shapeOf = ({ fields }: EventRule) => fields;

/** Key and leaf of every field of a shape. */
function namesIn(shape: Shape | undefined): (readonly [string, string])[] {
  if (shape === undefined || typeof shape === 'string') return [];
  if (Array.isArray(shape)) return namesIn((shape as readonly [Shape])[0]);
  return Object.entries(shape as { readonly [key: string]: Shape }).flatMap(([key, inner]) =>
    typeof inner === 'string' ? [[key, inner] as const] : namesIn(inner),
  );
}
