import { type EpochMs, hour, type Ms } from '../time.ts';
import { lengthOf, type Span } from './span.ts';

/** Something that happened within a span; `after: null`: before we first looked. */
export type Happened = { readonly after: EpochMs | null; readonly upTo: EpochMs };

/** What has happened since the last refill. */
export type Cycle = {
  readonly firstUse: Happened | null;
  readonly exhausted: Happened | null;
};

/** A refill that happened within a span, and the cycle that it ended. */
export type Refill = Span & Cycle;

/** All that is kept of what was seen: small plain JSON, of bounded size. Times are UTC ms, oldest first. */
export type ResetEvidence = {
  readonly last: { readonly at: EpochMs; readonly left: number } | null;
  readonly refills: readonly Refill[];
  /** Spans in which a refill would have shown, and none did. */
  readonly quiets: readonly Span[];
  readonly cycle: Cycle;
  /** The cycle before the last rise, and what was left then: the next reading may take the rise back. */
  readonly before: { readonly cycle: Cycle; readonly left: number; readonly doubtful: boolean } | null;
};

/** One look at what is left, in any unit; of a window: 100 minus the percentage used. */
export type LeftReading = {
  readonly at: EpochMs;
  readonly left: number;
  /** What is left right after a refill, where that is known. */
  readonly full: number | null;
  /** Whether something arrived since the last reading that was no refill: a pack, a refund. */
  readonly granted: boolean;
};

export const noEvidence: ResetEvidence = {
  last: null,
  refills: [],
  quiets: [],
  cycle: { firstUse: null, exhausted: null },
  before: null,
};

/** Two months of daily refills; what is older is forgotten, so that a rule that changed can be learned anew. */
const mostRefills = 60;
const mostQuiets = 120;
/** A refill and the use of much of it can hide between two readings that are further apart than this. */
const hidesRefill: Ms = 2 * hour;
/** Use that is this many times what was seen to be used is not likely to have gone unseen. */
const unlikelyUse = 3;
/** A rise by less than this share of the full amount is a refund or a rounding, not a refill. */
const smallestRefill = 0.05;

/** Takes one reading in. Total; readings that are older than the last, delivered twice, or no numbers change nothing. */
export function absorbLeft(evidence: ResetEvidence, reading: LeftReading): ResetEvidence {
  const { at, left, full, granted } = reading;
  if (!Number.isFinite(at) || !Number.isFinite(left)) return evidence;
  const { last } = evidence;
  const now = { ...evidence, last: { at, left } };
  if (last === null) return { ...now, cycle: cycleBefore(reading) };
  if (at <= last.at) return evidence;
  if (left > last.left) return granted || !isRefill(left - last.left, full) ? now : risen(now, last, reading);
  return fallen(now, last, reading);
}

function isRefill(rise: number, full: number | null): boolean {
  return full === null || !Number.isFinite(full) || rise >= smallestRefill * full;
}

/** What must have happened before the first look. */
function cycleBefore({ at, left, full }: LeftReading): Cycle {
  const unseen: Happened = { after: null, upTo: at };
  return {
    firstUse: full !== null && left >= full ? null : unseen,
    exhausted: left <= 0 ? unseen : null,
  };
}

type Last = { readonly at: EpochMs; readonly left: number };

function risen(now: ResetEvidence, last: Last, { at, left, full }: LeftReading): ResetEvidence {
  const span = { after: last.at, upTo: at };
  const { firstUse, exhausted } = now.cycle;
  return {
    ...now,
    refills: [...now.refills, { ...span, firstUse, exhausted }].slice(-mostRefills),
    // Less than the full amount right after a refill: some of it is already used.
    cycle: { firstUse: full !== null && left < full ? span : null, exhausted: left <= 0 ? span : null },
    before: { cycle: now.cycle, left: last.left, doubtful: false },
  };
}

function fallen(now: ResetEvidence, last: Last, reading: LeftReading): ResetEvidence {
  const { at, left } = reading;
  const span = { after: last.at, upTo: at };
  const { before } = now;
  const fresh = before !== null && !before.doubtful && left < last.left && now.refills.at(-1)?.upTo === last.at;
  // Back to just what it was before the rise: the rise was a wrong reading.
  if (fresh && left === before.left) return undone(now, before.cycle, at);
  const { firstUse, exhausted } = now.cycle;
  const fell = left < last.left;
  return {
    ...now,
    quiets: isQuiet(last, reading) ? withQuiet(now.quiets, span) : now.quiets,
    cycle: {
      firstUse: firstUse ?? (fell ? span : null),
      exhausted: exhausted ?? (left <= 0 ? span : null),
    },
    before: before === null ? null : { ...before, doubtful: before.doubtful || (fresh && left < before.left) },
  };
}

function undone(now: ResetEvidence, cycle: Cycle, at: EpochMs): ResetEvidence {
  const rise = now.refills.at(-1);
  const quiets = rise === undefined ? now.quiets : withQuiet(now.quiets, { after: rise.after, upTo: at });
  return { ...now, refills: now.refills.slice(0, -1), quiets, cycle, before: null };
}

/** Whether a refill between two readings would have shown. */
function isQuiet(last: Last, { at, left, full }: LeftReading): boolean {
  if (full !== null && last.left >= full) return false;
  if (at - last.at <= hidesRefill) return true;
  if (left === last.left) return left > 0;
  return full !== null && full - left > unlikelyUse * (last.left - left);
}

/** Adds a span, as the end of the last one where they touch. */
function withQuiet(quiets: readonly Span[], span: Span): readonly Span[] {
  const previous = quiets.at(-1);
  if (previous === undefined || previous.upTo < span.after) return [...quiets, span].slice(-mostQuiets);
  return [
    ...quiets.slice(0, -1),
    { after: Math.min(previous.after, span.after), upTo: Math.max(previous.upTo, span.upTo) },
  ];
}

/** How long there was something to see in all. */
export function watchedFor({ refills, quiets }: ResetEvidence): Ms {
  return [...refills, ...quiets].reduce((sum, span) => sum + lengthOf(span), 0);
}
