import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sighting } from '@/core/domain/sighting.ts';
import { providers } from '@/core/providers/index.ts';
import type { Endpoint, Provider, Shape } from '@/core/providers/provider.ts';
import { near } from '../page/shapes.ts';
import { recorded } from './mutations.ts';
import { complaints } from './sound.ts';
import { readThrough, seenAt, sightingsOf } from './through.ts';

const statuses = [0, 200, 204, 302, 400, 401, 403, 404, 429, 451, 500, 503];
const requestOf = ({ method, path }: Endpoint) => `${method} ${path.replace(/:\w+/g, 'x')}`;

/** Sightings no page has ever sent. */
function sightings({ watch }: Provider): fc.Arbitrary<Sighting> {
  const rules = [
    ...watch.endpoints.flatMap(({ events = [] }) => events),
    ...watch.sockets.flatMap(({ sent = [], received }) => [...sent, ...received]),
  ];
  const shapes: Shape[] = [
    ...watch.endpoints.flatMap(({ fields, errors, asks }) =>
      [fields, errors, asks].filter((shape) => shape !== undefined),
    ),
    ...rules.map(({ fields }) => fields),
    ...watch.texts.map(({ rows, values }) =>
      Object.fromEntries(
        Object.keys(rows).map((row) => [
          row,
          Object.fromEntries(Object.keys(values).map((value) => [value, 's' as const])),
        ]),
      ),
    ),
  ];
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    ...shapes.map(near),
    fc.constantFrom(...recorded.filter((one) => one.provider.watch === watch).map(({ body }) => body)),
  );
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
    {
      requiredKeys: [
        'id',
        'watch',
        'phase',
        'rule',
        'call',
        'at',
        'offset',
        'status',
        'served',
        'via',
        'onUsagePage',
        'account',
      ],
    },
  ) as fc.Arbitrary<Sighting>;
}

describe.each(providers.map((provider) => [provider.watch.id, provider] as const))('%s', (_, provider) => {
  const { endpoints } = provider.watch;
  const answered = endpoints.filter(({ as }) => as === 'json');

  test('makes something sound of anything at all, and never throws', () => {
    fc.assert(
      fc.property(sightings(provider), (sighting) => {
        expect(complaints(provider.read(sighting))).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  test('says nothing about a watch it has never heard of', () => {
    const [one] = fc.sample(sightings(provider), { numRuns: 1, seed: 7 }) as [Sighting];
    for (const name of ['', 'unknown', 'toString', 'constructor', '__proto__'])
      expect(provider.read({ ...one, watch: name }), name).toEqual({ readings: [], problems: [] });
  });

  test.each(answered.map((one) => [requestOf(one), one] as const))(
    '%s: what is no record is a named problem, not silence',
    (request, { fields }) => {
      const bodies = [
        undefined,
        '',
        'null',
        '5',
        '"text"',
        'true',
        '<!doctype html>',
        '{"data":{"balance":',
        Array.isArray(fields) ? '{}' : '[]',
      ];
      for (const body of bodies) {
        const { readings, problems } = readThrough(provider, { request }, body);
        const told = problems.length > 0 || readings.some(({ kind }) => kind === 'signed-out');
        expect(told, `${body} was passed over in silence`).toBe(true);
        expect(readings.some(({ kind }) => kind === 'balance' || kind === 'window')).toBe(false);
      }
    },
  );

  test.each(answered.map((one) => [requestOf(one), one] as const))(
    '%s: neither is it where the page’s side says nothing',
    (request, { fields: shape }) => {
      const [sighting] = sightingsOf(provider, { request }, '{}').slice(-1) as [Sighting];
      const { fields: _, outline: __, ...bare } = sighting;
      for (const fields of [undefined, null, 5, 'text', true, Array.isArray(shape) ? {} : []]) {
        const { readings, problems } = provider.read({
          ...bare,
          ...(fields !== undefined && { fields: fields as never }),
        });
        expect(
          problems.length > 0 || readings.some(({ kind }) => kind === 'signed-out'),
          `${JSON.stringify(fields)} was passed over`,
        ).toBe(true);
      }
    },
  );

  test('a whole answer where a stream was expected is not passed over', () => {
    const streams = endpoints.filter(({ as }) => as === 'stream').map(requestOf);
    const silent = streams.flatMap((request) =>
      ['null', '5', '[]', '<!doctype html>', ''].flatMap((body) => {
        const { readings, problems } = readThrough(provider, { request }, body);
        return readings.length + problems.length > 0 ? [] : [`${request} ${body}`];
      }),
    );
    expect(silent).toEqual([]);
  });

  test('of a record in which nothing is as we know it, the problem carries its outline', () => {
    const without = answered.map(requestOf).filter((request) => {
      const { problems } = readThrough(provider, { request }, '{"renamed":{"everything":1}}');
      expect(
        problems.map(({ kind }) => kind),
        request,
      ).toEqual(['changed-shape']);
      return problems[0]?.paths.includes('$.*.*:number') !== true;
    });
    expect(without, 'These lose the outline, or never had one').toEqual([]);
  });

  test.each(answered.map(requestOf))('%s: 401 is signed out; other refusals are named', (request) => {
    const kinds = (status: number) => {
      const { readings, problems } = readThrough(provider, { request, status }, '{"detail":"x"}');
      return [...readings, ...problems].map(({ kind }) => kind).filter((kind) => kind !== 'task');
    };
    expect(kinds(401)).toContain('signed-out');
    if (request.startsWith('GET'))
      expect([403, 429, 500, 503, 404].map(kinds)).toEqual([
        ['refused'],
        ['asked-too-often'],
        ['service-trouble'],
        ['service-trouble'],
        ['unexpected-answer'],
      ]);
  });
});
