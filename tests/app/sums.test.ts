import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundleOf, rowsIn, weekOf } from '@/core/app/bundles.ts';
import { madeSum, type SumRow, spentSum, summed } from '@/core/app/sums.ts';
import { taskKinds } from '@/core/domain/task.ts';
import { day, localDay, week } from '@/core/domain/time.ts';

const of = { provider: 'muse', account: 'ann' };
const begin = 2_900 * week;
const dayOf = (at: number) => localDay(at, 540);

const made = fc.record({
  task: fc.constantFrom(...taskKinds),
  at: fc.nat(week - 1),
  parameters: fc.record(
    { model: fc.string({ maxLength: 200 }), seconds: fc.nat(99), ultra: fc.boolean() },
    { requiredKeys: [] },
  ),
  job: fc.option(fc.string({ maxLength: 40 })),
  end: fc.constantFrom(null, 'done', 'failed'),
  credits: fc.option(fc.nat(900)),
});

const sumsOf = (all: readonly ReturnType<typeof rowOf>[]) => all.map((row) => madeSum(row, dayOf));
function rowOf({ task, at, parameters, job, end, credits }: typeof made extends fc.Arbitrary<infer T> ? T : never) {
  const startedAt = begin + at;
  const cost = credits === null ? null : ({ credits, how: 'measured', final: true } as const);
  return {
    ...{ ...of, key: `t${at}`, refs: [], task, parameters, startedAt, seenAt: startedAt, accepted: true },
    ...{ endedAt: null, end, list: null, job, said: null, cost },
  };
}
const total = (all: readonly SumRow[]) => ({
  count: all.reduce((sum, one) => sum + one.count, 0),
  credits: all.reduce((sum, one) => sum + (one.credits ?? 0), 0),
});

describe('sums of days', () => {
  test('are as many as a week can have, however much was done, and lose none of it', () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 900, size: 'max' }), (all) => {
        const rows = all.map(rowOf);
        const sums = summed(...sumsOf(rows));
        // A week has eight calendar days; each has some told by their details, and the rest by kind, end and how.
        expect(sums.length).toBeLessThanOrEqual(8 * (32 + taskKinds.length * 3 * 2));
        expect(total(sums)).toEqual({
          count: rows.length,
          credits: rows.reduce((sum, { cost }) => sum + (cost?.credits ?? 0), 0),
        });
        for (const kind of taskKinds)
          expect(total(sums.filter(({ task }) => task === kind)).count).toBe(
            rows.filter(({ task }) => task === kind).length,
          );
      }),
      { numRuns: 60 },
    );
  });

  test('reach a bound that a thousand times the work does not move', () => {
    const busy = (times: number) =>
      Array.from({ length: times }, (_, n) =>
        rowOf({ task: 'video', at: n % day, parameters: { seconds: n }, job: null, end: 'done', credits: 1 }),
      );
    const sizes = [1_000, 20_000].map((times) => {
      const bundle = bundleOf({ ...of, table: 'sums', week: weekOf(begin) }, summed(...sumsOf(busy(times))), 0);
      return bundle.bytes.length + JSON.stringify(bundle.words).length;
    });
    expect(sizes[1]).toBeLessThan((sizes[0] as number) * 1.2);
    expect(sizes[1]).toBeLessThan(3_000);
  });

  test('come to the same in pieces and all at once', () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 60 }), fc.nat(60), (all, cut) => {
        const sums = sumsOf(all.map(rowOf));
        const pieces = summed(...summed(...sums.slice(0, cut)), ...sums.slice(cut));
        expect(total(pieces)).toEqual(total(sums));
        expect(pieces).toEqual(summed(...sums));
      }),
    );
  });

  test('keep the cheapest and the dearest, and come back from a bundle as they were', () => {
    const rows = [40, 10, null, 25].map((credits, at) =>
      rowOf({ task: 'slides', at, parameters: { model: 'm' }, job: 'deck', end: 'done', credits }),
    );
    const charge = { ...of, id: 'x', from: begin, to: begin + 1, task: null, credits: 7.25, failed: false };
    const spent = spentSum({ ...charge, how: 'unattributed', running: [] }, null, dayOf);
    const sums = summed(...sumsOf(rows), spent);
    const known = sums.find(({ low }) => low === 10);
    expect(known).toMatchObject({ count: 3, credits: 75, low: 10, high: 40, how: 'measured', job: 'deck' });
    const bundle = bundleOf({ ...of, table: 'sums', week: weekOf(begin) }, sums, 0);
    const byId = (all: readonly unknown[]) => (all as SumRow[]).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(rowsIn(bundle))).toEqual(byId(sums));
  });
});
