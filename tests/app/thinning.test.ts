import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meterLine } from '@/core/app/dashboard/meter-line.ts';
import { rangeOf } from '@/core/app/dashboard/ranges.ts';
import type { ObservationRow } from '@/core/app/rows.ts';
import { thinned } from '@/core/app/thinning.ts';
import { day, hour, type Ms, minute, week } from '@/core/domain/time.ts';
import { en } from './looking.ts';
import { noon } from './story.ts';

const begin = Math.floor((noon - 20 * day) / day) * day;
const grains = fc.constantFrom<Ms>(hour, day);

type Step = {
  readonly after: Ms;
  readonly value: number | null;
  readonly length: Ms | null;
  readonly jitter: Ms;
  readonly stale: Ms;
};
const values = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 0, 3, 4, 5, 100, 100, null));
const step = fc.record({
  after: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 20 * minute }) }, fc.nat(9 * hour)),
  value: values,
  length: fc.constantFrom(5 * hour, 5 * hour, 5 * hour, week, null),
  jitter: fc.integer({ min: 0, max: 40 * minute }),
  // An answer that still tells a reset that has passed.
  stale: fc.constantFrom(0, 0, 0, 40 * minute, hour),
});
const unit = fc.constantFrom('percent' as const, 'credits' as const);

/** Readings of one meter: `climbing` ones mostly go one way, as meters do. */
const readings = fc
  .tuple(unit, fc.array(step, { minLength: 1, maxLength: 120 }), fc.boolean())
  .map(([of, steps, climbing]): readonly ObservationRow[] => {
    let [at, value] = [begin, of === 'percent' ? 0 : 5_000];
    return steps.map((one) => {
      at += Math.max(1, one.after);
      value =
        climbing && one.value !== null && one.value < 95 ? value + (of === 'percent' ? 1 : -1) : (one.value ?? -1);
      return row(at, of, value === -1 ? null : value, one);
    });
  });

function row(
  from: number,
  unit: ObservationRow['unit'],
  value: number | null,
  { length, jitter, stale }: Step,
): ObservationRow {
  const resetsAt =
    unit === 'percent' && length !== null ? (Math.floor((from - stale) / length) + 1) * length + jitter : null;
  const of = { provider: 'muse', account: 'ann', meter: 'm', watch: 'w', via: 'page' } as const;
  return { ...of, from, until: from, unit, value, resetsAt, blocked: null };
}

const now = begin + 60 * day;
const range = {
  ...rangeOf('cycle', 0, { now, offsetAt: () => 0, cycle: { from: begin, to: now, by: 'cycle' } }),
  from: begin,
  to: now,
};
const line = (readings: readonly ObservationRow[]) => {
  const followed = { key: 'k', provider: 'muse', account: 'ann', meter: 'm', name: 'M', length: null, short: false };
  const found = { spending: [], tasks: [], days: [], sums: [], since: null, readings };
  const of = { ...followed, unit: readings[0]?.unit === 'percent' ? ('percent' as const) : ('credits' as const) };
  return meterLine(of, found, { range, words: en, now, offsetAt: () => 0 });
};

/** Of each stretch of time what a drawing shows of it: the lowest, the highest and the last value, and any gap. */
function drawn(points: readonly { readonly at: number; readonly value: number | null }[], grain: Ms) {
  const buckets = new Map<number, (number | null)[]>();
  for (const { at, value } of points) {
    const bucket = Math.floor(at / grain);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), value]);
  }
  return [...buckets].map(([bucket, all]) => {
    const known = all.filter((one) => one !== null);
    return [bucket, Math.min(...known), Math.max(...known), all.at(-1), all.includes(null)];
  });
}

describe('readings that were thinned', () => {
  test('draw the same line at that resolution, the same marks, and say the same', () => {
    fc.assert(
      fc.property(readings, grains, (all, grain) => {
        const [whole, thin] = [line(all), line(thinned(all, grain))];
        expect(drawn(thin.points, grain)).toEqual(drawn(whole.points, grain));
        expect(thin.marks).toEqual(whole.marks);
        expect(thin.finding).toBe(whole.finding);
      }),
      { numRuns: 2_000 },
    );
  });

  test('twice are thinned once, also together with those they were made of', () => {
    fc.assert(
      fc.property(readings, grains, (all, grain) => {
        const once = thinned(all, grain);
        expect(thinned(once, grain)).toEqual(once);
        const both = [...new Map([...once, ...all].map((one) => [one.from, one])).values()];
        const sorted = both.toSorted((a, b) => a.from - b.from);
        expect(thinned(sorted, grain)).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });

  test('by hours and then by days are as if thinned by days: the same line, marks and words', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const [whole, thin] = [line(all), line(thinned(thinned(all, hour), day))];
        expect(drawn(thin.points, day)).toEqual(drawn(whole.points, day));
        expect(thin.marks).toEqual(whole.marks);
        expect(thin.finding).toBe(whole.finding);
      }),
      { numRuns: 1_000 },
    );
  });

  test('do not make a window seem to have ended unseen', () => {
    const ends = begin + 12 * hour;
    const told = (from: number, value: number, resetsAt: number) => ({
      ...row(from, 'percent', value, { length: null, jitter: 0, stale: 0, after: 0, value }),
      resetsAt,
    });
    const all = [
      told(ends - 60 * minute, 5, ends),
      told(ends - 50 * minute, 6, ends + 25 * minute),
      told(ends + 50 * minute, 7, ends + 50 * minute),
      told(ends + 51 * minute, 8, ends + 50 * minute),
    ];
    const thin = thinned(all, day);
    expect(line(all).points.some(({ value }) => value === null)).toBe(false);
    expect(line(thin).points.some(({ value }) => value === null)).toBe(false);
    expect(thinned(thin, day)).toEqual(thin);
  });

  test('are facts as they were seen, and few', () => {
    const all = Array.from({ length: 20 * 160 }, (_, n) =>
      row(begin + n * 6 * minute, 'percent', Math.floor((n % 50) * 2), {
        length: 5 * hour,
        jitter: n % 3,
        stale: 0,
        after: 0,
        value: 0,
      }),
    );
    const [hourly, daily] = [thinned(all, hour), thinned(all, day)];
    expect(hourly.every((one) => all.includes(one))).toBe(true);
    expect(hourly.length).toBeLessThan(all.length / 2.5);
    expect(daily.length).toBeLessThan(all.length / 8);
  });
});
