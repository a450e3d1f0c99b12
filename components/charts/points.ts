import type { EpochMs } from '../../core/domain/time.ts';

/** A number at a time; `null` where it is not known from then on. */
export type Point = { readonly at: EpochMs; readonly value: number | null };

/** The part of a drawing in which the data stands, in pixels from its upper left corner. */
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Where the cursor of a chart can stand: what it says there, and what it points at. */
export type Stop = {
  /** In words, once they are wanted: a year has thousands of readings. */
  readonly say: () => string;
  readonly x: number;
  /** Heights of the points meant. */
  readonly ys: readonly number[];
  /** The area meant, where it is one. */
  readonly box: Box | null;
};

/** Larger numbers are mistakes, and smaller differences nobody could see: they count as unknown and as none. */
const largest = 1e15;
export const smallest = 1e-6;
/** 1970 to 2286, as wide as services tell times. */
const lastMoment = 1e13;

export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= largest;
}

export const isMoment = (at: EpochMs): boolean => at >= 0 && at <= lastMoment;

/** In the order of time, without what has no time. */
export function inOrder<P extends { readonly at: EpochMs }>(points: readonly P[]): readonly P[] {
  return points.filter(({ at }) => isMoment(at)).sort((a, b) => a.at - b.at);
}

/** The least and the greatest of these, or `null` where there are none. */
export function extentOf(values: readonly number[]): readonly [number, number] | null {
  const [first] = values;
  if (first === undefined) return null;
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [first, first],
  );
}

export const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
