import { growthOf, growthWithin } from '../../core/domain/forecast/growth.ts';
import { longWindows, shortWindows, type Weights } from '../../core/domain/forecast/prior.ts';
import { day } from '../../core/domain/time.ts';
import { type Example, steps } from './examples.ts';
import { minimum } from './minimum.ts';
import type { WeightsFor } from './run.ts';

/** Weights of windows of at most a day, and of longer ones. */
export type Fitted = { readonly short: Weights; readonly long: Weights };

/** What is fitted; all other weights are part of the model's shape, and stay as they are. */
const ofStay = ['base', 'left', 'idle', 'typical', 'pace', 'used', 'unseen', 'full'] as const;
const ofGrowth = ['base', 'expected', 'typical', 'full'] as const;

/** Where a fit begins, and what it is pulled to: numbers in the order above, and the log of the spread. */
type Start = readonly number[];

/**
 * Two starts. `nothing`: no leaning either way, growth in proportion to what is expected. `hand`: round numbers that
 * were set by hand (stopping is likelier the less time is left and the longer nothing has moved, less likely after much
 * burn; who often uses all up goes on), by somebody who had seen the traces. docs/forecast.md has both.
 */
export const starts = {
  nothing: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, Math.log(0.7)],
  hand: [0, -1, 0.5, 0, -0.5, 0, 0, 0, 0, 1, 0.5, 1, Math.log(0.7)],
} as const satisfies Record<string, Start>;

/** So many examples it takes to move a weight as far as they would like, against the pull to the start. */
const pull = { short: 20, long: 12 } as const;
/** A person who was seen ten times as often counts about three times as much. */
const perPerson = 0.5;

/**
 * Fits the weights anew: those of short windows from the start, those of long ones, of which there are few, from the
 * short ones'. Deterministic; examples of few people give weights close to the start.
 */
export function fitted(examples: readonly Example[], start: Start): Fitted {
  const [short, long] = [false, true].map((which) => evened(examples.filter(({ isLong }) => isLong === which))) as [
    Example[],
    Example[],
  ];
  const ofShort = fittedTo(short, shortWindows, start, pull.short);
  return {
    short: told(shortWindows, ofShort),
    long: told(longWindows, fittedTo(long, longWindows, ofShort, pull.long)),
  };
}

/** With the weights of people who were seen often taken down, and of the others up. */
function evened(examples: readonly Example[]): Example[] {
  const totals = new Map<string, number>();
  for (const { person, weight } of examples) totals.set(person, (totals.get(person) ?? 0) + weight);
  const mean = [...totals.values()].reduce((sum, one) => sum + one, 0) / totals.size;
  return examples.map((one) => ({
    ...one,
    weight: one.weight * (mean / (totals.get(one.person) ?? mean)) ** perPerson,
  }));
}

export const weightsBy =
  ({ short, long }: Fitted): WeightsFor =>
  ({ length }) =>
    length <= day ? short : long;

function fittedTo(
  examples: readonly Example[],
  shape: Weights,
  from: readonly number[],
  strength: number,
): readonly number[] {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return from;
  return minimum((at) => {
    const weights = told(shape, at);
    const loss = examples.reduce((sum, one) => sum + one.weight * lossOf(one, weights), 0);
    const away = at.reduce((sum, one, index) => sum + (one - (from[index] ?? 0)) ** 2, 0);
    return (loss + strength * away) / total;
  }, from);
}

/** A list of numbers as weights of a shape: the spread, which is positive, by its logarithm. */
function told(shape: Weights, at: Start): Weights {
  const named = <Name extends string>(names: readonly Name[], begin: number) =>
    Object.fromEntries(names.map((name, index) => [name, at[begin + index] ?? 0])) as Record<Name, number>;
  return {
    ...shape,
    stay: { ...shape.stay, ...named(ofStay, 0) },
    growth: { ...shape.growth, ...named(ofGrowth, ofStay.length) },
    spread: Math.exp(at[ofStay.length + ofGrowth.length] ?? 0),
  };
}

/**
 * How far a forecast was off: half its continuous ranked probability score (the pinball loss over all quantiles, in
 * points), and half the negative log of the probability of what came.
 */
function lossOf({ situation, growth, ranOut, trust, peers }: Example, weights: Weights): number {
  const model = growthOf(situation, weights);
  const within = (points: number) => growthWithin(model, points);
  let score = 0;
  steps.forEach(([points, worth], index) => {
    if (points + situation.used >= 100) return;
    const said = (1 - trust) * within(points) + trust * (peers[index] ?? 0);
    score += worth * (said - (growth <= points ? 1 : 0)) ** 2;
  });
  const came = ranOut
    ? 1 - within(99.5 - situation.used)
    : within(growth + 0.5) - (growth < 0.5 ? 0 : within(growth - 0.5));
  return score / 2 - Math.log(Math.max(1e-4, came)) / 2;
}
