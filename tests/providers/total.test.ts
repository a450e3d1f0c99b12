import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemKinds, topics } from '@/core/domain/problem.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { providers } from '@/core/providers/index.ts';
import type { Endpoint, Outcome, Provider, Shape } from '@/core/providers/provider.ts';
import { near } from '../page/shapes.ts';
import { changed, losses, recorded } from './mutations.ts';
import { readThrough, seenAt, sightingsOf } from './through.ts';

const statuses = [0, 200, 204, 302, 400, 401, 403, 404, 429, 451, 500, 503];
const requestOf = ({ method, path }: Endpoint) => `${method} ${path.replace(/:\w+/g, 'x')}`;

/** What must hold of any outcome at all. */
function expectSound({ readings, problems }: Outcome): void {
  for (const reading of readings) {
    for (const [place, number] of numbersIn(reading)) expect(Number.isFinite(number), `${reading.kind}${place} is ${number}`).toBe(true);
    if (reading.kind === 'window' && reading.used !== null) expect(reading.used, 'used is 0 and up').toBeGreaterThanOrEqual(0);
    if (reading.kind === 'window' && reading.length !== null) expect(reading.length).toBeGreaterThan(0);
    if (reading.kind === 'task') expect(reading.refs.length).toBeGreaterThan(0);
  }
  for (const { kind, about, paths } of problems) {
    expect([problemKinds.includes(kind), topics.includes(about)]).toEqual([true, true]);
    expect(paths.length).toBeLessThanOrEqual(100);
  }
}

function numbersIn(value: unknown, place = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${place}.${key}`));
}

/** Sightings no page has ever sent. */
function sightings({ watch }: Provider): fc.Arbitrary<Sighting> {
  const rules = [...watch.endpoints.flatMap(({ events = [] }) => events), ...watch.sockets.flatMap(({ sent = [], received }) => [...sent, ...received])];
  const shapes: Shape[] = [
    ...watch.endpoints.flatMap(({ fields, errors, asks }) => [fields, errors, asks].filter((shape) => shape !== undefined)),
    ...rules.map(({ fields }) => fields),
    ...watch.texts.map(({ rows, values }) =>
      Object.fromEntries(Object.keys(rows).map((row) => [row, Object.fromEntries(Object.keys(values).map((value) => [value, 's' as const]))])),
    ),
  ];
  const json = fc.oneof(fc.jsonValue({ maxDepth: 3 }), ...shapes.map(near), fc.constantFrom(...recorded(watch.id).map(([, value]) => value)));
  const ids = [...watch.endpoints, ...watch.sockets, ...watch.texts, ...watch.composers].map(({ id }) => id);
  return fc.record(
    {
      id: fc.constant('1'),
      watch: fc.constantFrom(...ids, 'unknown'),
      phase: fc.constantFrom('sent', 'answer', 'event', 'end', 'text', 'opened'),
      rule: fc.constantFrom(null, 'closed', 'cancelled', 'failed', 'unknown', ...rules.map(({ id }) => id)),
      call: fc.constant('doc:1'),
      at: fc.constant(seenAt),
      offset: fc.constantFrom(0, 540, -480),
      status: fc.constantFrom(...statuses),
      served: fc.constantFrom(null, seenAt, seenAt - 600_000, seenAt + 600_000, 0),
      via: fc.constantFrom('page', 'replay', 'text'),
      onUsagePage: fc.boolean(),
      account: fc.constantFrom(null, '0123456789abcdef'),
      fields: json,
      asked: json,
      unread: fc.constantFrom('not-json', 'too-large'),
      outline: fc.constant(['$:object']),
    },
    { requiredKeys: ['id', 'watch', 'phase', 'rule', 'call', 'at', 'offset', 'status', 'served', 'via', 'onUsagePage', 'account'] },
  ) as fc.Arbitrary<Sighting>;
}

describe.each(providers.map((provider) => [provider.watch.id, provider] as const))('%s', (id, provider) => {
  const { endpoints } = provider.watch;
  const answered = endpoints.filter(({ as }) => as === 'json');

  test('makes something sound of anything at all, and never throws', () => {
    // contradicts (where it fails): reading.ts "Percent used, 0 and up"; provider.ts "Pure and total".
    fc.assert(
      fc.property(sightings(provider), (sighting) => expectSound(provider.read(sighting)) ?? true),
      { numRuns: 1_500 },
    );
  });

  test.each(['', 'unknown', '__proto__', 'constructor', 'toString'])('says nothing about a watch it has never heard of, %j', (name) => {
    const [one] = fc.sample(sightings(provider), { numRuns: 1, seed: 7 }) as [Sighting];
    // contradicts (where it fails): read.ts "an unknown watch says nothing"; the table of readers inherits from Object.
    expect(provider.read({ ...one, watch: name })).toEqual({ readings: [], problems: [] });
  });

  test('makes something sound of a recorded answer after any change to it, through the tap', () => {
    const body = fc.constantFrom(...recorded(id)).chain(([, value]) => changed(value));
    fc.assert(
      fc.property(body, fc.constantFrom(...endpoints), fc.constantFrom(...statuses), (value, endpoint, status) => {
        expectSound(readThrough(provider, { request: requestOf(endpoint), status, sends: value }, JSON.stringify(value)));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(answered.map((one) => [requestOf(one), one] as const))('%s: what is no record is a named problem, not silence', (request, { fields }) => {
    const bodies = [undefined, '', 'null', '5', '"text"', 'true', '<!doctype html>', '{"data":{"balance":', Array.isArray(fields) ? '{}' : '[]'];
    for (const body of bodies) {
      const { readings, problems } = readThrough(provider, { request }, body);
      const told = problems.length > 0 || readings.some(({ kind }) => kind === 'signed-out');
      expect(told, `${body} was passed over in silence`).toBe(true);
      expect(readings.some(({ kind }) => kind === 'balance' || kind === 'window')).toBe(false);
    }
  });

  test.each(answered.map((one) => [requestOf(one), one] as const))('%s: neither is it where the page’s side says nothing', (request, { fields: shape }) => {
    const [sighting] = sightingsOf(provider, { request }, '{}').slice(-1) as [Sighting];
    const { fields: _, outline: __, ...bare } = sighting;
    for (const fields of [undefined, null, 5, 'text', true, Array.isArray(shape) ? {} : []]) {
      const { readings, problems } = provider.read({ ...bare, ...(fields !== undefined && { fields: fields as never }) });
      expect(problems.length > 0 || readings.some(({ kind }) => kind === 'signed-out'), `${JSON.stringify(fields)} was passed over`).toBe(true);
    }
  });

  test.each(endpoints.filter(({ as }) => as === 'stream').map(requestOf))('%s: a whole answer where a stream was expected is not passed over', (request) => {
    for (const body of ['null', '5', '[]', '<!doctype html>', '']) {
      const { readings, problems } = readThrough(provider, { request }, body);
      // contradicts (where it fails): provider.ts "Not both empty for an answer: a surprise is a problem, never silence".
      expect(readings.filter(({ kind }) => kind !== 'task').length + problems.length + readings.length, `${body} was passed over`).toBeGreaterThan(0);
    }
  });

  test.each(answered.map(requestOf))('%s: a record in which nothing is as we know it tells its outline', (request) => {
    for (const body of ['{}', '{"renamed":{"everything":1}}']) {
      const { problems } = readThrough(provider, { request }, body);
      // contradicts (where it fails): issue 2 section 2 "when a required field is missing, the tap adds the answer's outline".
      expect(problems, `${body} is no problem`).toMatchObject([{ kind: 'changed-shape' }]);
      expect(problems[0]?.paths[0], 'the outline should begin with what the whole is').toMatch(/^\$:(object|list)/);
    }
  });

  test('a field that is lost is never a balance of 0', () => {
    const full = recorded(id).map(([, value]) => JSON.parse(JSON.stringify(value, (_, inner) => (inner === 0 || inner === '0' || inner === '0E-10' ? 7 : inner))));
    const request = fc.constantFrom(...answered.map(requestOf));
    fc.assert(
      fc.property(fc.constantFrom(...full).chain((value) => changed(value, losses)), request, (value, to) => {
        for (const reading of readThrough(provider, { request: to }, JSON.stringify(value)).readings) {
          if (reading.kind === 'balance') expect(reading.left).not.toBe(0);
          if (reading.kind === 'banked') expect(reading.available).not.toBe(0);
          if (reading.kind === 'charge') expect(reading.credits).not.toBe(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(answered.map(requestOf))('%s: 401 is signed out; other refusals are named', (request) => {
    const kinds = (status: number) => {
      const { readings, problems } = readThrough(provider, { request, status }, '{"detail":"x"}');
      return [...readings, ...problems].map(({ kind }) => kind).filter((kind) => kind !== 'task');
    };
    expect(kinds(401)).toContain('signed-out');
    if (request.startsWith('GET'))
      expect([403, 429, 500, 503, 404].map(kinds)).toEqual([['refused'], ['asked-too-often'], ['service-trouble'], ['service-trouble'], ['unexpected-answer']]);
  });
});
