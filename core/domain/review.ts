import { day, type EpochMs, localDay, minute } from './time.ts';

/** Minutes that local time is ahead of UTC at a moment. */
type OffsetAt = (at: EpochMs) => number;

/** When a person wants to look back. */
export type Review = {
  /** Days of the week, 0 for Monday: none (never), one or two. */
  readonly days: readonly number[];
  /** Minutes after local midnight. */
  readonly at: number;
  /** When this was chosen: what lay before is told to nobody. */
  readonly since: EpochMs;
};

/** Once a week, as is usual for one person, where a week of work begins. */
export const defaultReview: Review = { days: [0], at: 9 * 60, since: 0 };

/** More than twice a week nobody looks back. */
export const mostReviews = 2;

/** A time for a review. `id`: the same on every clock that shows it (`2026-11-23T09:00`). */
export type ReviewTime = { readonly at: EpochMs; readonly id: string };

const names = (first: number, count: number, step: 1 | -1) =>
  Array.from({ length: count }, (_, n) => localDay((first + n * step) * day, 0));
const dayNumber = (at: EpochMs, offsetAt: OffsetAt) => Date.parse(`${localDay(at, offsetAt(at))}T00:00Z`) / day;
/** 0 for Monday. 1970 began on a Thursday. */
const weekdayOf = (name: string) => (Date.parse(`${name}T00:00Z`) / day + 3) % 7;

function timeOn(name: string, { at }: Pick<Review, 'at'>, offsetAt: OffsetAt): ReviewTime {
  const clock = [Math.floor(at / 60), at % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
  return { at: wallClock(name, at, offsetAt), id: `${name}T${clock}` };
}

/**
 * When the clocks show a time of a local day. A time that comes twice is the first of both; one that is skipped has
 * come as much later as the clocks were put forward.
 */
export function wallClock(name: string, time: number, offsetAt: OffsetAt): EpochMs {
  const shown = Date.parse(`${name}T00:00Z`) + time * minute;
  const [before, after] = [offsetAt(shown - day), offsetAt(shown + day)].map((offset) => shown - offset * minute);
  const all = [before ?? shown, after ?? shown].toSorted((a, b) => a - b);
  return all.find((at) => at + offsetAt(at) * minute === shown) ?? Math.max(...all);
}

/** The times that have come by now, the latest first. */
function pastTimes(review: Review, count: number, now: EpochMs, offsetAt: OffsetAt): readonly ReviewTime[] {
  if (review.days.length === 0) return [];
  return names(dayNumber(now, offsetAt) + 1, 7 * (count + 1) + 2, -1)
    .filter((name) => review.days.includes(weekdayOf(name)))
    .map((name) => timeOn(name, review, offsetAt))
    .filter(({ at }) => at <= now)
    .slice(0, count);
}

/** The time that has come last, and the one before it, since which there is something to look back at. */
export type Due = { readonly time: ReviewTime; readonly from: EpochMs };

/** `null`: no review is wanted, or none has come since that was chosen. */
export function dueReview(review: Review, now: EpochMs, offsetAt: OffsetAt): Due | null {
  const [time, before] = pastTimes(review, 2, now, offsetAt);
  return time === undefined || before === undefined || time.at <= review.since ? null : { time, from: before.at };
}

/** When the next review is told; `null`: never. */
export function nextReview(review: Review, now: EpochMs, offsetAt: OffsetAt): EpochMs | null {
  const ahead = names(dayNumber(now, offsetAt) - 1, 10, 1)
    .filter((name) => review.days.includes(weekdayOf(name)))
    .map((name) => timeOn(name, review, offsetAt).at)
    .filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** What lies between two reviews. */
export type Stretch = { readonly from: EpochMs; readonly to: EpochMs };

/**
 * What was reviewed last (`back` 1), before that (2, 3, …), or what has been going on since (0). Who wants no reviews
 * still looks back by the usual week.
 */
export function stretchOf(review: Review, back: number, now: EpochMs, offsetAt: OffsetAt): Stretch {
  const times = pastTimes(review.days.length === 0 ? defaultReview : review, back + 1, now, offsetAt);
  const from = times[back]?.at ?? now;
  return { from, to: back === 0 ? now : (times[back - 1]?.at ?? now) };
}

/** A choice of days as it is kept: each once, in the order of the week, no more than there may be. */
export function daysOf(days: readonly number[]): readonly number[] {
  return [...new Set(days)].slice(0, mostReviews).toSorted((a, b) => a - b);
}
