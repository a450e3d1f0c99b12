import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { providers } from '@/core/providers/index.ts';
import { changed, everyChange, losses, type Recorded, recorded } from './mutations.ts';
import { complaints } from './sound.ts';
import { readThrough } from './through.ts';

/** A recorded answer without any zero, so that whatever zero is read of it was made up. */
const withoutZeros = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (isZero(inner) ? 7 : inner)));
const isZero = (value: unknown) => (typeof value === 'number' || /^[\d.]+$/.test(`${value}`)) && Number(value) === 0;

const read = ({ provider, request, status }: Recorded, value: unknown) =>
  readThrough(provider, { request, status }, JSON.stringify(value));

describe.each(providers.map(({ watch }) => [watch.id] as const))('recorded answers of %s', (id) => {
  const own = recorded.filter(({ provider }) => provider.watch.id === id);

  test('are there to be changed', () => {
    expect(own.length, 'No recorded answers: has the table of samples moved?').toBeGreaterThan(2);
  });

  test('are read as something sound after any single change', () => {
    const found = new Set<string>();
    for (const one of own)
      for (const value of everyChange(one.body))
        for (const complaint of complaints(read(one, value))) found.add(`${one.request}: ${complaint}`);
    expect([...found]).toEqual([]);
  });

  test('are read as something sound after several changes', () => {
    const cases = fc.nat(own.length - 1).chain((which) => fc.tuple(fc.constant(which), changed(own[which]?.body)));
    fc.assert(
      fc.property(cases, ([which, value]) => {
        const one = own[which];
        expect(one === undefined ? [] : complaints(read(one, value))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('with a field lost never give a balance of 0', () => {
    for (const one of own)
      for (const value of everyChange(withoutZeros(one.body), losses))
        for (const reading of read(one, value).readings) {
          if (reading.kind === 'balance') expect(reading.left, one.name).not.toBe(0);
          if (reading.kind === 'banked') expect(reading.available, one.name).not.toBe(0);
          if (reading.kind === 'charge' || reading.kind === 'grant') expect(reading.credits, one.name).not.toBe(0);
        }
  });

  test('cut off anywhere are no JSON, and said to be none', () => {
    for (const one of own) {
      const whole = JSON.stringify(one.body);
      const { readings, problems } = readThrough(
        one.provider,
        { request: one.request },
        whole.slice(0, whole.length / 2),
      );
      expect(
        problems.map(({ kind }) => kind),
        one.name,
      ).toEqual(['not-json']);
      expect(readings.filter(({ kind }) => kind !== 'task')).toEqual([]);
    }
  });
});
