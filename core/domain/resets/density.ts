import type { EpochMs } from '../time.ts';

/** Probability spread evenly over a stretch of time, `from` below `to`. */
export type Piece = { readonly from: EpochMs; readonly to: EpochMs; readonly mass: number };

/** A stretch of time with the share of probability that lies before it, and within it. */
type Step = { readonly from: EpochMs; readonly to: EpochMs; readonly below: number; readonly mass: number };

/** A distribution over time, as steps in order, which do not overlap; masses add up to 1. */
export type Density = readonly Step[];

/** Lays pieces, which may overlap, on top of each other. No probability at all gives no steps. */
export function densityOf(pieces: readonly Piece[]): Density {
  const real = pieces.filter(({ from, to, mass }) => to > from && mass > 0);
  const total = real.reduce((sum, { mass }) => sum + mass, 0);
  const edges = real
    .flatMap(({ from, to, mass }) => {
      const height = mass / total / (to - from);
      return [
        { at: from, height },
        { at: to, height: -height },
      ];
    })
    .sort((one, other) => one.at - other.at);
  const steps: Step[] = [];
  let [height, below] = [0, 0];
  edges.forEach(({ at, height: change }, index) => {
    height += change;
    const to = edges[index + 1]?.at ?? at;
    const mass = Math.max(0, height) * (to - at);
    if (mass > 1e-12) steps.push({ from: at, to, below, mass });
    below += mass;
  });
  return steps;
}

/** The share of probability up to and including a moment. */
export function shareBefore(density: Density, at: EpochMs): number {
  const step = density.findLast(({ from }) => from <= at);
  return step === undefined ? 0 : step.below + step.mass * Math.min(1, (at - step.from) / (step.to - step.from));
}

/** The moment by which a share of the probability has passed; `null` for an empty distribution. */
export function quantileOf(density: Density, share: number): EpochMs | null {
  const step = density.find(({ below, mass }) => below + mass >= share) ?? density.at(-1);
  if (step === undefined) return null;
  return step.from + (step.to - step.from) * Math.min(1, Math.max(0, (share - step.below) / step.mass));
}

const asLikely = 0.4;

export type Interval = { readonly from: EpochMs; readonly to: EpochMs };

/** The shortest interval that holds `level` of the probability; it begins or ends where a step does. */
export function shortestInterval(density: Density, level: number): Interval | null {
  const candidates = density.flatMap((step) => {
    const { from, to, below, mass } = step;
    const forward = quantileOf(density, Math.min(1, below + level));
    const backward = quantileOf(density, Math.max(0, below + mass - level));
    const found: Interval[] = [];
    if (forward !== null && below + level <= 1 + 1e-9) found.push({ from, to: forward });
    if (backward !== null && below + mass - level >= -1e-9) found.push({ from: backward, to });
    return found;
  });
  return candidates.reduce<Interval | null>(
    (best, one) => (best === null || one.to - one.from < best.to - best.from ? one : best),
    null,
  );
}

/** The interval with all that joins it and is about as likely as it is: a cut through that would be arbitrary. */
export function rounded(density: Density, interval: Interval): Interval {
  const inside = shareBefore(density, interval.to) - shareBefore(density, interval.from);
  const dense = (step: Step) =>
    step.mass / (step.to - step.from) >= (asLikely * inside) / (interval.to - interval.from);
  let { from, to } = interval;
  for (const step of density) if (step.from <= to && step.to > to && dense(step)) to = step.to;
  for (const step of density.toReversed()) if (step.to >= from && step.from < from && dense(step)) from = step.from;
  return { from, to };
}
