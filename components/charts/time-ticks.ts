import {
  type CountableTimeInterval,
  type TimeInterval,
  timeDay,
  timeHour,
  timeMinute,
  timeMonday,
  timeMonth,
  timeYear,
} from 'd3-time';
import { day, type EpochMs, hour, type Ms, minute, week } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import { within } from './points.ts';
import { textWidth } from './text-width.ts';

/** A mark on the time axis. The label may stand a little aside of it, so as not to leave the drawing. */
export type TimeTick = { readonly x: number; readonly label: string; readonly labelX: number };

type Said = 'clock' | 'hour' | 'date' | 'month' | 'year';
type Step = { readonly about: Ms; readonly interval: TimeInterval | null; readonly said: Said };

/** Between two labels. */
const apart = 28;
/** Closer ones cannot have labels, and need not be counted. */
const closest = 24;

/** Every second day or week, the same ones whatever the range. */
const second = (interval: CountableTimeInterval): TimeInterval =>
  interval.filter((date) => interval.count(new Date(0), date) % 2 === 0);

/** What people count time in, finest first. */
const steps: readonly Step[] = [
  ...[1, 5, 15, 30].map((n): Step => ({ about: n * minute, interval: timeMinute.every(n), said: 'clock' })),
  ...[1, 2, 3, 6, 12].map((n): Step => ({ about: n * hour, interval: timeHour.every(n), said: 'hour' })),
  { about: day, interval: timeDay, said: 'date' },
  { about: 2 * day, interval: second(timeDay), said: 'date' },
  { about: week, interval: timeMonday, said: 'date' },
  { about: 2 * week, interval: second(timeMonday), said: 'date' },
  ...[1, 2, 3, 6].map((n): Step => ({ about: n * 30 * day, interval: timeMonth.every(n), said: 'month' })),
  ...[1, 2, 5, 10, 20, 50].map((n): Step => ({ about: n * 365 * day, interval: timeYear.every(n), said: 'year' })),
];

/** How a moment is written beside an axis: midnights by their date, Januaries with their year. */
function labelOf(words: Words, at: EpochMs, said: Said): string {
  if (said === 'year') return words.year(at);
  if (said === 'month') return new Date(at).getMonth() === 0 ? words.monthAndYear(at) : words.month(at);
  if (said === 'date' || timeDay.floor(new Date(at)).getTime() === at) return words.shortDate(at);
  return said === 'hour' ? words.hour(at) : words.clock(at);
}

/** Labels moved into the drawing; `null` where two of them would come closer than `gap`. */
export function placed(
  ticks: readonly { readonly x: number; readonly label: string }[],
  width: number,
  gap = apart,
): readonly TimeTick[] | null {
  const moved = ticks.map(({ x, label }) => {
    const half = textWidth(label) / 2;
    return { x, label, labelX: within(x, half, Math.max(half, width - half)), half };
  });
  const free = moved.every((one, i) => {
    const next = moved[i + 1];
    return next === undefined || one.labelX + one.half + gap <= next.labelX - next.half;
  });
  return free ? moved.map(({ x, label, labelX }) => ({ x, label, labelX })) : null;
}

/**
 * The finest readable ticks between two moments, in local time. `x` puts a moment on the drawing, which is `width`
 * pixels wide. Where no step of the calendar falls twice into the range, its two ends are said instead.
 */
export function timeTicks(
  from: EpochMs,
  to: EpochMs,
  x: (at: EpochMs) => number,
  width: number,
  words: Words,
): readonly TimeTick[] {
  const perMs = (x(to) - x(from)) / (to - from);
  for (const { about, interval, said } of steps) {
    if (interval === null || about * perMs < closest) continue;
    const moments = interval.range(new Date(from), new Date(to + 1)).map(Number);
    const ticks = placed(
      moments.map((at) => ({ x: x(at), label: labelOf(words, at, said) })),
      width,
    );
    if (ticks !== null && ticks.length > 1) return ticks;
  }
  const brief = to - from < day ? words.clock : words.shortDate;
  const ends = [from, to].map((at) => ({ x: x(at), label: brief(at) }));
  return placed(ends, width) ?? placed(ends.slice(0, 1), width) ?? [];
}
