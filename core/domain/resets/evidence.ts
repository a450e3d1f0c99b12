import { day, type EpochMs, hour, type Ms } from '../time.ts';
import { corrected, likelyUse, type Pace, paceAfter } from './pace.ts';
import { type Quiet, quietWeight, withQuiet } from './quiet.ts';
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
  readonly quiets: readonly Quiet[];
  readonly cycle: Cycle;
  readonly pace: Pace;
  /** What was left before the last fall, and the pace then, if that fall was the last thing to happen. */
  readonly step: { readonly left: number; readonly pace: Pace } | null;
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
  pace: { used: 0, over: 0 },
  step: null,
  before: null,
};

/** Two months of daily refills; what is older is forgotten, so that a rule that changed can be learned anew. */
const mostRefills = 60;
/** A rise by less than this share of the full amount is a refund or a rounding, not a refill. */
const smallestRefill = 0.05;
/** Two readings this close, as a share of the full amount, may show the same amount. */
const echo = 0.1;
/** Later than this, being back at the same amount is as likely a coincidence. */
const echoTime: Ms = 12 * hour;

/** Takes one reading in. Total; readings that are older than the last, delivered twice, or no numbers change nothing. */
export function absorbLeft(evidence: ResetEvidence, told: LeftReading): ResetEvidence {
  const reading = sound(told);
  if (reading === null) return evidence;
  const { at, left, granted } = reading;
  const { last } = evidence;
  const now = { ...evidence, last: { at, left } };
  if (last === null) return { ...now, cycle: cycleBefore(reading) };
  if (at <= last.at) return evidence;
  if (left <= last.left) return fallen(now, last, reading);
  if (granted) return { ...now, step: null };
  return isRefill(now, last, reading)
    ? risen(now, last, reading)
    : { ...now, pace: corrected(now.pace, left - last.left), step: null };
}

/** No moment and no amount is larger than this; sums of such numbers stay numbers. */
const largest = 8e15;

/** The reading in whole milliseconds, if its numbers are any. */
function sound({ at, left, full, granted }: LeftReading): LeftReading | null {
  if (!(Math.abs(at) <= largest && Math.abs(left) <= largest)) return null;
  const whole = full !== null && Math.abs(full) <= largest ? full : null;
  // Adding zero: there is no -0 in JSON.
  return { at: Math.round(at) + 0, left: left + 0, full: whole, granted };
}

function isRefill({ step, pace }: ResetEvidence, last: Last, { at, left, full }: LeftReading): boolean {
  if (full === null) return true;
  if (left - last.left < smallestRefill * full) return false;
  // A wrong reading that looked like use must not make much use likely.
  if (full - left > likelyUse(step?.pace ?? pace, at - last.at)) return false;
  // Back to where it was two readings ago, which was not the full amount: the low reading between was wrong.
  return step === null || at - last.at > echoTime || left >= full || left > step.left || left < step.left - echo * full;
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
    step: null,
    before: { cycle: now.cycle, left: last.left, doubtful: false },
  };
}

function fallen(now: ResetEvidence, last: Last, reading: LeftReading): ResetEvidence {
  const { at, left } = reading;
  const span = { after: last.at, upTo: at };
  const { before } = now;
  const fresh = before !== null && !before.doubtful && left < last.left && now.refills.at(-1)?.upTo === last.at;
  if (fresh && isEcho(before.left, at - last.at, reading)) return undone(now, before, reading);
  const { firstUse, exhausted } = now.cycle;
  const fell = left < last.left;
  const weight = quietWeight(last, reading, now.pace);
  return {
    ...now,
    step: fell ? { left: last.left, pace: now.pace } : null,
    pace: paceAfter(now.pace, last.left - left, at - last.at),
    quiets: withQuiet(now.quiets, { ...span, weight }),
    cycle: {
      firstUse: happenedBy(firstUse, weight >= 1, at) ?? (fell ? span : null),
      exhausted: happenedBy(exhausted, weight >= 1, at) ?? (left <= 0 ? span : null),
    },
    before: before === null ? null : { ...before, doubtful: before.doubtful || (fresh && left < before.left) },
  };
}

/** Whether what is left is (about) what was left before a rise: then the rise was a wrong reading. */
function isEcho(before: number, time: Ms, { left, full }: LeftReading): boolean {
  if (time > echoTime) return false;
  return left === before || (full !== null && left < before && left >= before - echo * full);
}

function undone(
  now: ResetEvidence,
  { cycle, left }: NonNullable<ResetEvidence['before']>,
  reading: LeftReading,
): ResetEvidence {
  const rise = now.refills.at(-1);
  const same = rise !== undefined && left === reading.left && left > 0;
  const quiets = same ? withQuiet(now.quiets, { after: rise.after, upTo: reading.at, weight: 1 }) : now.quiets;
  return { ...now, refills: now.refills.slice(0, -1), quiets, cycle, step: null, before: null };
}

/** A day after it happened a refill may have come and gone unseen, and it may have happened again since. */
function happenedBy(happened: Happened | null, quiet: boolean, at: EpochMs): Happened | null {
  if (happened === null || happened.after === null || quiet || at <= happened.after + day) return happened;
  return { after: happened.after, upTo: at };
}

/** How long there was something to see in all. */
export function watchedFor({ refills, quiets }: ResetEvidence): Ms {
  const seen = refills.reduce((sum, span) => sum + lengthOf(span), 0);
  return quiets.reduce((sum, span) => sum + span.weight * lengthOf(span), seen);
}
