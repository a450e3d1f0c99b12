import { day, type EpochMs, type Ms } from '../time.ts';
import { isRefill, looksNeeded, type Step, unlikelyUse, wasWrong } from './doubt.ts';
import { corrected, type Pace, paceAfter, timesUsual } from './pace.ts';
import { type Quiet, quietsUntil, quietWeight, withQuiet } from './quiet.ts';
import { lengthOf, type Span } from './span.ts';

/** Something that happened within a span; `after: null`: before we first looked. */
export type Happened = { readonly after: EpochMs | null; readonly upTo: EpochMs };

/** What has happened since the last refill. */
export type Cycle = {
  readonly firstUse: Happened | null;
  readonly exhausted: Happened | null;
};

/** A refill that happened within a span, and the cycle that it ended. */
export type Refill = Span &
  Cycle & {
    /** Within what it happened should the look at one end of the span have been wrong: one look more on either side. */
    readonly from: EpochMs;
    readonly until: EpochMs;
    /** How many looks must have been wrong if there was none: 0 (it need not have been one) to 2 (more than one). */
    readonly wrong: number;
  };

/** All that is kept of what was seen: small plain JSON, of bounded size. Times are UTC ms, oldest first. */
export type ResetEvidence = {
  readonly last: { readonly at: EpochMs; readonly left: number } | null;
  /** The look before the last. */
  readonly previous: { readonly at: EpochMs; readonly left: number } | null;
  readonly refills: readonly Refill[];
  /** Spans in which a refill would have shown, and none did. */
  readonly quiets: readonly Quiet[];
  readonly cycle: Cycle;
  readonly pace: Pace;
  /**
   * What was left before the last fall, and when, and the pace and the cycle then, if that fall was the last thing to
   * happen; `rise`: the refill that it took back, should the low look have been the wrong one.
   */
  readonly step: (Step & { readonly cycle: Cycle; readonly rise: Refill | null }) | null;
  /** The cycle before the last rise, and what was left then: the next reading may take the rise back. */
  readonly before: {
    readonly cycle: Cycle;
    readonly left: number;
    /** How many looks must have been wrong if the look before the rise was. */
    readonly low: number;
    readonly pace: Pace;
  } | null;
};

/** One look at what is left, in any unit; of a window: 100 minus the percentage used. */
export type LeftReading = {
  readonly at: EpochMs;
  readonly left: number;
  /** What is left right after a refill, where that is known. */
  readonly full: number | null;
  /** Whether something arrived since the last reading that was no refill: a pack, a refund. */
  readonly granted: boolean;
  /** Whether it is known to take back the last fall, which never was. */
  readonly undone?: boolean;
};

export const noEvidence: ResetEvidence = {
  last: null,
  previous: null,
  refills: [],
  quiets: [],
  cycle: { firstUse: null, exhausted: null },
  pace: { used: 0, over: 0 },
  step: null,
  before: null,
};

/** Two months of daily refills; what is older is forgotten, so that a rule that changed can be learned anew. */
const mostRefills = 60;
/** Takes one reading in. Total; readings that are older than the last, delivered twice, or no numbers change nothing. */
export function absorbLeft(evidence: ResetEvidence, told: LeftReading): ResetEvidence {
  const reading = sound(told);
  if (reading === null) return evidence;
  const { at, left, granted } = reading;
  const { last } = evidence;
  if (last === null) return { ...evidence, last: { at, left }, cycle: cycleBefore(reading) };
  if (at <= last.at) return evidence;
  const now = { ...evidence, last: { at, left }, previous: last, refills: confirmed(evidence, reading) };
  if (left <= last.left) return fallen(now, last, evidence.previous, reading);
  if (granted) return { ...now, step: null };
  const seen = { step: now.step, pace: now.pace, recent: now.refills.at(-1) ?? null };
  const undone = told.undone === true || !isRefill(seen, last, reading);
  return undone ? lowUndone(now, last, reading) : risen(now, last, evidence.previous, reading);
}

/** A rise that is no refill: if the look before it was wrong, all is as if it had not been. */
function lowUndone(now: ResetEvidence, last: Last, reading: LeftReading): ResetEvidence {
  const { at, left } = reading;
  const pace = corrected(now.pace, left - last.left);
  const { step } = now;
  if (step === null || left > step.left) return { ...now, pace, step: null };
  const { firstUse, exhausted } = step.cycle;
  const used = left < step.left ? { after: step.at, upTo: at } : null;
  const weight = quietWeight(step, reading, step.pace);
  const restored = { ...now, pace, step: null, cycle: { firstUse: firstUse ?? used, exhausted } };
  const { rise } = step;
  if (rise === null) return { ...restored, quiets: withQuiet(now.quiets, { after: last.at, upTo: at, weight }) };
  // The look that took a refill back was the wrong one.
  return {
    ...restored,
    refills: [...now.refills, { ...rise, until: at, wrong: 1 }],
    quiets: withQuiet(quietsUntil(now.quiets, rise.after), { after: step.at, upTo: at, weight }),
  };
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

/**
 * The next look after a rise confirms it if it still shows more than there was before; if it does not, the rise was
 * either wrong, or followed by much use.
 */
function confirmed({ refills, last, before }: ResetEvidence, { at, left }: LeftReading): readonly Refill[] {
  const rise = refills.at(-1);
  if (rise === undefined || last === null || before === null || rise.upTo !== last.at) return refills;
  const high = left > before.left ? 2 : looksNeeded(timesUsual(before.pace, last.left - before.left, at - last.at));
  return [...refills.slice(0, -1), { ...rise, until: at, wrong: Math.min(before.low, high) }];
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

function risen(now: ResetEvidence, last: Last, earlier: Last | null, { at, left, full }: LeftReading): ResetEvidence {
  const span = { after: last.at, upTo: at };
  const { firstUse, exhausted } = now.cycle;
  const from = earlier?.at ?? last.at;
  const low = looksNeeded(unlikelyUse(now.step, last, { at, left, full }));
  const rise = { ...span, firstUse, exhausted, from, until: at, wrong: Math.min(low, 1) };
  return {
    ...now,
    refills: [...now.refills, rise].slice(-mostRefills),
    pace: full !== null && left < full ? paceAfter(now.pace, full - left, at - last.at) : now.pace,
    // Less than the full amount right after a refill: some of it is already used.
    cycle: { firstUse: full !== null && left < full ? span : null, exhausted: left <= 0 ? span : null },
    step: null,
    before: { cycle: now.cycle, left: last.left, low, pace: now.pace },
  };
}

function fallen(now: ResetEvidence, last: Last, earlier: Last | null, reading: LeftReading): ResetEvidence {
  const { at, left } = reading;
  const span = { after: last.at, upTo: at };
  const { before } = now;
  const fresh = before !== null && left < last.left && now.refills.at(-1)?.upTo === last.at;
  const recent = now.refills.at(-2) ?? null;
  if (fresh && wasWrong({ ...before, recent }, last, reading)) return undone(now, before, reading);
  const { firstUse, exhausted } = now.cycle;
  // Three looks that show the same are no chance.
  const same = left > 0 && left === last.left && left === earlier?.left;
  const fell = left < last.left;
  const weight = quietWeight(last, reading, now.pace);
  return {
    ...now,
    step: fell ? { at: last.at, left: last.left, pace: now.pace, cycle: now.cycle, rise: null } : null,
    // Who has nothing left uses nothing: that time says nothing of their pace.
    pace: last.left > 0 ? paceAfter(now.pace, last.left - left, at - last.at) : now.pace,
    quiets: withQuiet(now.quiets, { ...span, weight }, same),
    cycle: {
      firstUse: happenedBy(firstUse, weight >= 1, at) ?? (fell ? span : null),
      exhausted: happenedBy(exhausted, weight >= 1, at) ?? (left <= 0 ? span : null),
    },
  };
}

function undone(
  now: ResetEvidence,
  { cycle, left, pace }: NonNullable<ResetEvidence['before']>,
  reading: LeftReading,
): ResetEvidence {
  const rise = now.refills.at(-1);
  if (rise === undefined) return now;
  const low = { at: rise.after, left };
  const span = { after: low.at, upTo: reading.at };
  const weight = quietWeight(low, reading, pace);
  return {
    ...now,
    pace,
    previous: low,
    refills: now.refills.slice(0, -1),
    quiets: withQuiet(now.quiets, { ...span, weight }),
    cycle: {
      firstUse: cycle.firstUse ?? (reading.left < left ? span : null),
      exhausted: cycle.exhausted ?? (reading.left <= 0 ? span : null),
    },
    // Perhaps not the rise was wrong, but the look that takes it back.
    step: now.previous && { ...now.previous, pace, cycle: now.cycle, rise },
    before: null,
  };
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
