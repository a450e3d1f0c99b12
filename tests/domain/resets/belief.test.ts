import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarBelief } from '@/core/domain/resets/belief.ts';
import { cycleOf } from '@/core/domain/resets/calendar.ts';
import { densityOf, shareBefore } from '@/core/domain/resets/density.ts';
import type { Refill } from '@/core/domain/resets/evidence.ts';
import type { Quiet } from '@/core/domain/resets/quiet.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';

const never = { firstUse: null, exhausted: null };
const minutes = (low: number, high: number) => fc.integer({ min: low, max: high }).map((n) => n * minute);
/** Few moments, so that the end of one span is often the beginning of another. */
const moment = fc.constantFrom(1, 5, 9, 14, 26, 33, 50, 58, 75).map((hours) => hours * hour);

const refill = fc
  .tuple(moment, minutes(1, 30 * 60), minutes(0, 300), minutes(0, 300), fc.constantFrom(0, 0.4, 1, 1.5, 2))
  .map(([after, length, before, behind, wrong]): Refill => {
    const upTo = after + length;
    return { after, upTo, from: after - before, until: upTo + behind, wrong, ...never };
  });
const quiet = fc
  .tuple(moment, minutes(1, 40 * 60), fc.constantFrom(0.3, 1), fc.boolean(), fc.boolean())
  .map(([end, length, weight, sure, ends]): Quiet => {
    const [after, upTo] = ends ? [end - length, end] : [end, end + length];
    return { after, upTo, weight, sure };
  });
const guesses = fc.constantFrom(
  [],
  [{ from: 9 * hour, length: minute, share: 0.3 }],
  [
    { from: 9 * hour, length: 2 * hour, share: 0.5 },
    { from: 0, length: minute, share: 0.25 },
  ],
);

const cell = 30 * second;
const cells = Array.from({ length: day / cell }, (_, n) => n * cell);
/** How often a time of day comes within a span. */
const comes = (phase: number, after: number, upTo: number) =>
  Math.floor((upTo - phase) / day) - Math.floor((after - phase) / day);

/** The weight of each half minute of the day: how likely it was before, times what each wrong look is worth. */
function plainly(
  refills: readonly Refill[],
  quiets: readonly Quiet[],
  first: readonly { from: number; length: number; share: number }[],
) {
  const free = 1 - first.reduce((sum, { share }) => sum + share, 0);
  return cells.map((begin) => {
    const phase = begin + cell / 2;
    let looks = 0;
    for (const { after, upTo, from, until, wrong } of refills) {
      if (comes(phase, after - cell, upTo + cell) > 0) continue;
      looks += wrong > 1 && comes(phase, from - cell, until + cell) > 0 ? 1 : wrong;
    }
    for (const { after, upTo, weight, sure } of quiets)
      if (!refills.some((one) => one.after === upTo) && upTo - cell > after + cell)
        looks += comes(phase, after + cell, upTo - cell) * weight * (sure ? 2 : 1);
    let before = (free * cell) / day;
    for (const { from, length, share } of first)
      if (phase > from && phase < from + length) before += (share * cell) / length;
    return before * 0.045 ** looks;
  });
}

describe('what a rule of the calendar makes of the evidence', () => {
  test('is what counting the contradictions of every half minute of the day gives', () => {
    fc.assert(
      fc.property(
        fc.array(refill, { maxLength: 4 }),
        fc.array(quiet, { maxLength: 4 }),
        guesses,
        fc.integer({ min: 0, max: 5 * 2880 }).map((n) => n * cell),
        (refills, quiets, first, after) => {
          const belief = calendarBelief(cycleOf(day), { refills, quiets }, first);
          const weights = plainly(refills, quiets, first);
          const total = weights.reduce((sum, one) => sum + one, 0);
          expect(belief.logLikelihood).toBeCloseTo(Math.log(total), 6);
          const pieces = belief.next(after);
          expect(pieces.reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(1, 6);
          expect(
            pieces.every(({ from, to, mass }) => from >= after && to > from && to <= after + day + 5 && mass >= 0),
          ).toBe(true);
          const density = densityOf(pieces);
          for (const until of [0.1, 0.35, 0.6, 0.85].map((share) => after + Math.round(share * 2880) * cell)) {
            const come = weights.reduce(
              (sum, one, n) => (comes(n * cell + cell / 2, after, until) > 0 ? sum + one : sum),
              0,
            );
            expect(Math.abs(shareBefore(density, until) - come / total)).toBeLessThan(2e-3);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('gives a stretch that is just passing its rest now, and what has passed a day later', () => {
    const seen = { after: 9 * hour, upTo: 11 * hour, from: 8 * hour, until: 12 * hour, wrong: 2, ...never };
    const { next } = calendarBelief(cycleOf(day), { refills: [seen, seen, seen, seen], quiets: [] }, []);
    const density = densityOf(next(3 * day + 10 * hour));
    expect(shareBefore(density, 3 * day + 11 * hour + minute)).toBeCloseTo(0.5, 2);
    expect(shareBefore(density, 4 * day + 8.9 * hour)).toBeCloseTo(0.5, 2);
    expect(shareBefore(density, 4 * day + 9.5 * hour)).toBeCloseTo(0.75, 2);
  });
});
