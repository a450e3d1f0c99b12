import { day, type EpochMs, type Ms } from '../time.ts';
import { lengthOf, type Span } from './span.ts';

/** A stretch of phases, `from` below `to`. */
export type Arc = { readonly from: Ms; readonly to: Ms };

/** Something that comes round. Times are ms on one time line: that of UTC, or of a wall clock. */
export type Calendar = {
  /** Phases run from 0 to this. */
  readonly length: Ms;
  /** Phases at which the calendar jumps; no stretch of phases may reach across one. */
  readonly seams: readonly Ms[];
  /** The phases that come within a span; those that come twice, twice. */
  readonly phasesWithin: (span: Span) => readonly Arc[];
  /** When a phase next comes, strictly after a moment. */
  readonly next: (phase: Ms, after: EpochMs) => EpochMs;
};

/** A phase that comes more often than this in one span counts so often. */
const mostTimes = 12;

/** Comes every `length` ms, counted from 1970. */
export function cycleOf(length: Ms): Calendar {
  return {
    length,
    seams: [],
    phasesWithin: (span) => {
      const whole = Math.min(mostTimes, Math.floor(lengthOf(span) / length));
      const all = Array.from({ length: whole }, () => ({ from: 0, to: length }));
      const from = modulo(span.after, length);
      const to = from + modulo(lengthOf(span), length);
      if (to <= length) return [...all, { from, to }];
      return [...all, { from, to: length }, { from: 0, to: to - length }];
    },
    next: (phase, after) => after + length - modulo(after - phase, length),
  };
}

const longest = 31 * day;

/** Comes on a day of the month, at a time of day; in shorter months on their last day, at the same time. */
export const monthly: Calendar = {
  length: longest,
  seams: [28 * day, 29 * day, 30 * day],
  phasesWithin: (span) => {
    const arcs: Arc[] = [];
    const after = Math.max(span.after, span.upTo - mostTimes * longest);
    for (let month = monthOf(after); month.begin < span.upTo; month = monthOf(month.end))
      arcs.push(...phasesInMonth(month, span));
    return arcs;
  },
  next: (phase, after) => {
    const month = monthOf(after);
    const here = inMonth(phase, month);
    return here > after ? here : inMonth(phase, monthOf(month.end));
  },
};

type Month = { readonly begin: EpochMs; readonly end: EpochMs };

/** The month asked for last: questions come in rows about one and the same. */
let lastMonth: Month = { begin: 0, end: 0 };

function monthOf(at: EpochMs): Month {
  if (lastMonth.begin <= at && at < lastMonth.end) return lastMonth;
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  lastMonth = { begin: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
  return lastMonth;
}

function inMonth(phase: Ms, { begin, end }: Month): EpochMs {
  const late = Math.floor(phase / day) - ((end - begin) / day - 1);
  return begin + phase - Math.max(0, late) * day;
}

function phasesInMonth({ begin, end }: Month, span: Span): Arc[] {
  const from = Math.max(span.after, begin) - begin;
  const to = Math.min(span.upTo, end) - begin;
  const arcs = [{ from, to }];
  const lastDay = Math.max(from, end - begin - day);
  // The last day stands in for the days this month does not have.
  for (let late = day; end - begin + late <= longest; late += day)
    if (lastDay < to) arcs.push({ from: lastDay + late, to: to + late });
  return arcs;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
