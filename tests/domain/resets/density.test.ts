import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  densityOf,
  type Piece,
  quantileOf,
  rounded,
  shareBefore,
  shortestInterval,
} from '@/core/domain/resets/density.ts';
import { bestVisit } from '@/core/domain/resets/visit.ts';
import { day, hour, minute } from '@/core/domain/time.ts';

const piece = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -2, max: 20 }), fc.integer({ min: -1, max: 9 }))
  .map(([from, length, mass]): Piece => ({ from, to: from + length, mass }));
const real = ({ from, to, mass }: Piece) => to > from && mass > 0;
const somePieces = fc.array(piece, { minLength: 1, maxLength: 6 }).filter((all) => all.some(real));

/** The share of all the mass that comes until a moment, piece by piece. */
function come(pieces: readonly Piece[], at: number): number {
  const all = pieces.filter(real);
  const total = all.reduce((sum, { mass }) => sum + mass, 0);
  const until = ({ from, to, mass }: Piece) => mass * Math.min(1, Math.max(0, (at - from) / (to - from)));
  return all.reduce((sum, one) => sum + until(one), 0) / total;
}

/** The first moment that a share has come by, searched for by halves. */
function found(pieces: readonly Piece[], share: number): number {
  let [low, high] = [-1, 1e10];
  for (let turn = 0; turn < 80; turn++) {
    const middle = (low + high) / 2;
    if (come(pieces, middle) >= share - 1e-12) high = middle;
    else low = middle;
  }
  return high;
}

/** The least width that holds so much, from every edge on and up to every edge. */
function leastWidth(pieces: readonly Piece[], level: number): number {
  const edges = pieces.filter(real).flatMap(({ from, to }) => [from, to]);
  const widths = edges.flatMap((edge) => {
    const here = come(pieces, edge);
    const on = here + level <= 1 + 1e-9 ? found(pieces, Math.min(1, here + level)) - edge : 1e15;
    // From the last moment on that has no more before it than what may be left out.
    const left = here - level;
    const back = left >= -1e-9 ? edge - found(pieces, Math.max(0, left) + 1e-9) : 1e15;
    return [on, back];
  });
  return Math.min(...widths);
}

describe('pieces laid on top of each other', () => {
  test('hold at every moment what each of them holds', () => {
    fc.assert(
      fc.property(somePieces, (pieces) => {
        const density = densityOf(pieces);
        for (let at = -1; at <= 62; at += 0.5) expect(shareBefore(density, at)).toBeCloseTo(come(pieces, at), 9);
        for (const [n, { from, to, mass }] of density.entries()) {
          expect(to > from && mass > 0).toBe(true);
          expect(from).toBeGreaterThanOrEqual(density[n - 1]?.to ?? from);
        }
      }),
    );
  });

  test('are none where nothing has length and mass', () => {
    const none = densityOf([
      { from: 3, to: 3, mass: 1 },
      { from: 5, to: 4, mass: 1 },
      { from: 0, to: 9, mass: 0 },
    ]);
    expect([none, quantileOf(none, 0.5), shareBefore(none, 4), shortestInterval(none, 0.9)]).toEqual([
      [],
      null,
      0,
      null,
    ]);
  });

  test('have a quantile that so much comes by, the first where nothing comes for a while', () => {
    const shares = fc.integer({ min: 1, max: 39 }).map((n) => n / 40);
    fc.assert(
      fc.property(somePieces, shares, (pieces, share) => {
        const at = quantileOf(densityOf(pieces), share) ?? -1;
        expect(come(pieces, at)).toBeCloseTo(share, 9);
      }),
    );
    const apart = densityOf([
      { from: 0, to: 10, mass: 1 },
      { from: 20, to: 30, mass: 1 },
    ]);
    expect([0, 0.5, 1, 2, -1].map((share) => quantileOf(apart, share))).toEqual([0, 10, 30, 30, 0]);
  });

  test('have a shortest interval, which no other of so much is shorter than', () => {
    fc.assert(
      fc.property(somePieces, fc.constantFrom(0.3, 0.5, 0.96), (pieces, level) => {
        const { from, to } = shortestInterval(densityOf(pieces), level) ?? { from: 0, to: 0 };
        expect(come(pieces, to) - come(pieces, from)).toBeCloseTo(level, 6);
        expect(Math.abs(to - from - leastWidth(pieces, level))).toBeLessThan(1e-3);
      }),
      { numRuns: 60 },
    );
    // All of it is held by all of it, though sums are never quite one.
    const thirds = [0, 1, 2].map((n) => ({ from: n, to: n + 1, mass: 0.1 }));
    expect(shortestInterval(densityOf(thirds), 1)).toEqual({ from: 0, to: 3 });
  });
});

describe('an interval', () => {
  const with_ = (...more: readonly Piece[]) => densityOf([{ from: 10, to: 20, mass: 100 }, ...more]);
  const cut = { from: 10, to: 20 };

  test('is rounded by what joins it on either side and is four tenths as likely', () => {
    for (const [mass, from, to] of [
      [41, 5, 25],
      [39, 10, 20],
    ] as const) {
      expect(rounded(with_({ from: 20, to: 25, mass: mass / 2 }), cut)).toEqual({ from: 10, to });
      expect(rounded(with_({ from: 5, to: 10, mass: mass / 2 }), cut)).toEqual({ from, to: 20 });
    }
  });

  test('is rounded by one after the other, but not across a gap, nor beyond what is not likely', () => {
    const steps = (...of: readonly (readonly [number, number])[]) =>
      rounded(with_(...of.map(([from, mass]) => ({ from, to: from + 5, mass }))), cut);
    expect(steps([20, 30], [25, 30], [5, 30], [0, 30])).toEqual({ from: 0, to: 30 });
    expect(steps([21, 30], [4, 30])).toEqual(cut);
    expect(steps([20, 1], [25, 30], [5, 1], [0, 30])).toEqual(cut);
  });

  test('that cuts through a step is rounded to its ends', () => {
    expect(rounded(with_(), { from: 12, to: 19 })).toEqual(cut);
    expect(rounded(with_(), cut)).toEqual(cut);
  });
});

describe('the one time to look', () => {
  const even = densityOf([{ from: 0, to: 4 * hour, mass: 1 }]);
  const whole = { from: 0, to: 4 * hour };
  const asked = { now: -1, last: -day, level: 0.96 };

  test('is the middle of what may be at any time', () => {
    expect(bestVisit(even, whole, asked)).toBe(2 * hour);
  });

  test('is ahead, and within the interval', () => {
    expect(bestVisit(even, whole, { ...asked, now: 2 * hour + 1 })).toBe(126 * minute);
    // Of what is left of the interval only: the next candidate would be at 1.2 hours.
    expect(bestVisit(even, { from: 0, to: 1.15 * hour }, { ...asked, now: 1.05 * hour })).toBe(66 * minute);
    expect(bestVisit(even, { from: 0, to: 1.15 * hour }, { ...asked, now: 1.12 * hour })).toBeNull();
    expect(bestVisit(even, whole, { ...asked, now: 3.9 * hour + 1 })).toBeNull();
    expect(bestVisit(even, whole, { ...asked, now: 3.89 * hour })).toBe(3.9 * hour);
    expect(bestVisit(even, { from: 0, to: 6 * hour }, { ...asked, now: 9 * hour })).toBeNull();
  });

  test('is none within an hour', () => {
    expect(bestVisit(even, { from: hour, to: 2 * hour }, asked)).toBeNull();
    expect(bestVisit(even, { from: hour, to: 2 * hour + 1 }, asked)).not.toBeNull();
    expect(bestVisit([], whole, asked)).toBeNull();
  });

  test('leaves on average the least to wait for, of forty parts as likely as each other', () => {
    const masses = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    const last = fc.constantFrom(-10 * hour, 7.31 * minute, 3 * hour + 7);
    fc.assert(
      fc.property(masses, last, (all, seen) => {
        const pieces = all.map((mass, n): Piece => ({ from: n * 2 * hour, to: (n + 1) * 2 * hour, mass }));
        const before = 6 * hour;
        const width = (at: number) => {
          const parts = (side: 'from' | 'to') =>
            pieces.flatMap(({ from, to, mass }) => {
              const [begin, end] = side === 'to' ? [from, Math.min(to, at)] : [Math.max(from, at), to];
              return end > begin ? [{ from: begin, to: end, mass: (mass * (end - begin)) / (to - from) }] : [];
            });
          const past = come(pieces, at);
          const lost = at - seen > 2 * hour ? 0.4 : 0;
          return (
            past * leastWidth(parts('to'), 0.96) +
            (1 - past) * (lost * before + (1 - lost) * leastWidth(parts('from'), 0.96))
          );
        };
        const times = Array.from({ length: 39 }, (_, n) => found(pieces, (n + 1) / 40));
        const best = times.reduce((least, at) => (width(at) < width(least) - 1 ? at : least));
        const visit = bestVisit(densityOf(pieces), { from: 0, to: before }, { now: -1, last: seen, level: 0.96 });
        // It is told to the minute, and two may be as good as each other.
        const told = times.find((at) => Math.abs(at - (visit ?? 0)) <= minute / 2 + 1) ?? Number.NaN;
        expect(Math.abs(width(told) - width(best))).toBeLessThan(minute);
      }),
      { numRuns: 12 },
    );
  });

  test('reckons with a refill that came and went unseen only more than two hours after the last look', () => {
    expect(bestVisit(even, whole, { ...asked, last: 1 })).toBe(2 * hour);
    expect(bestVisit(even, whole, { ...asked, last: -1 })).toBe(114 * minute);
  });
});
