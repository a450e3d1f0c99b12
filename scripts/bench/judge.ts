import { chanceOf } from '../../tests/simulators/model/chance.ts';

/** What was measured one right after the other: ours, and what it is compared with, in the same unit. */
export type Pair = readonly [ours: number, other: number];

/** Whether a target is met; `undecided`: what was measured allows both. */
export type Verdict = 'met' | 'missed' | 'undecided';

/** The ratio ours ÷ other, over all pairs. */
export type Judged = {
  readonly median: number;
  /** The 95 % interval of the median. */
  readonly interval: readonly [low: number, high: number];
  /** The middle half of the pairs. */
  readonly middle: readonly [low: number, high: number];
  /** `null` where there is no target. */
  readonly verdict: Verdict | null;
};

const resamples = 2_000;
const seed = 20_261_122;

/** The value below which a share of the numbers lies, between two of them in proportion. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return low + (high - low) * (place % 1);
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/**
 * Judges the median of the pairs' ratios against the most it may be. The interval is a bootstrap's over whole pairs,
 * with chance that is the same every time: met where all of it lies below the target, missed where all of it lies above.
 */
export function judged(pairs: readonly Pair[], most: number | null): Judged {
  const ratios = pairs.map(([ours, other]) => ours / other);
  const chance = chanceOf(seed);
  const draw = () => ratios[Math.floor(chance() * ratios.length)] ?? Number.NaN;
  const medians = Array.from({ length: resamples }, () => median(ratios.map(draw)));
  const interval = [quantile(medians, 0.025), quantile(medians, 0.975)] as const;
  const [low, high] = interval;
  const verdict = most === null ? null : high < most ? 'met' : low > most ? 'missed' : 'undecided';
  return { median: median(ratios), interval, middle: [quantile(ratios, 0.25), quantile(ratios, 0.75)], verdict };
}
