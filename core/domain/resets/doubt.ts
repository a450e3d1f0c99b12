import { type EpochMs, hour, type Ms } from '../time.ts';
import { likelyUse, type Pace, timesUsual } from './pace.ts';
import type { Span } from './span.ts';

/* Which rises are refills, and which come from a wrong look. */

type Look = { readonly at: EpochMs; readonly left: number };
type Shown = Look & { readonly full: number | null };

/** The look before a fall, and the pace up to it. */
export type Step = Look & { readonly pace: Pace };

/** A rise by less than this share of the full amount is a refund or a rounding, not a refill. */
const smallestRefill = 0.05;
/** Unless it leads to the full amount: then all that was used has come back. */
const smallestToFull = 0.02;
/** Two readings this close, as a share of the full amount, may show the same amount. */
const echo = 0.1;
/** Later than this, being back at the same amount is as likely a coincidence. */
const echoTime: Ms = 12 * hour;
/** So many times the usual use had to be believed, and a wrong look is likelier: a low one before a rise, a high one. */
const [mostBefore, mostAfter] = [4, 3];
/** Two refills are at least this far apart; a day has 23 hours once a year. */
const soonest: Ms = 22 * hour;
/** In a longer gap there may have been several; the last of them was not much earlier than this before its end. */
const latest: Ms = 18 * hour;
/** How likely a single look is wrong. */
const wrong = 0.03;

/** A refill that is thought to have been, and how many looks must have been wrong if it was not. */
type Recent = Span & { readonly wrong: number };

export function isRefill(
  { step, pace, recent }: { readonly step: Step | null; readonly pace: Pace; readonly recent: Recent | null },
  last: Look,
  { at, left, full }: Shown,
): boolean {
  if (full === null) return true;
  if (left - last.left < (left >= full ? smallestToFull : smallestRefill) * full) return false;
  // A wrong reading that looked like use must not make much use likely.
  if (full - left > likelyUse(step?.pace ?? pace, at - last.at)) return false;
  if (step === null || left > step.left) return true;
  // No rule brings it back twice within a day: rather the one low look was wrong.
  if (isTooSoon(recent, at)) return false;
  // Back to where it was two readings ago, which was not the full amount: the low reading between was wrong.
  if (at - last.at <= echoTime && left < full && left >= step.left - echo * full) return false;
  return (unlikelyUse(step, last, { at, left, full }) ?? mostBefore) < mostBefore;
}

/**
 * How many times the usual more must have been used if a rise was a refill than if only the low look before it was
 * wrong; `null`: a wrong low look does not explain it.
 */
export function unlikelyUse(step: Step | null, last: Look, { at, left, full }: Shown): number | null {
  if (step === null || left > step.left) return null;
  const before = timesUsual(step.pace, step.left - last.left, last.at - step.at);
  const after = timesUsual(step.pace, (full ?? left) - left, at - last.at);
  return before + after - timesUsual(step.pace, step.left - left, at - step.at);
}

/** Whether a sure refill was so short before that there can be none again. */
function isTooSoon(recent: Recent | null, at: EpochMs): boolean {
  return recent !== null && recent.wrong > 1 && at - Math.max(recent.after, recent.upTo - latest) < soonest;
}

/** How many looks must have been wrong if a rise was no refill, 0 to 2: the fewer, the more use there were to believe. */
export function looksNeeded(unlikely: number | null): number {
  return unlikely === null ? 2 : Math.log(1 + Math.exp(-unlikely) / wrong) / Math.log(1 + 1 / wrong);
}

/** Whether the look after a rise shows that it was a wrong reading: (about) what was left before it, or much less. */
export function wasWrong(
  before: { readonly left: number; readonly pace: Pace; readonly recent: Recent | null },
  last: Look,
  { at, left, full }: Shown,
): boolean {
  if (left <= before.left && isTooSoon(before.recent, last.at)) return true;
  if (left <= before.left && timesUsual(before.pace, last.left - before.left, at - last.at) > mostAfter) return true;
  // Nothing left is no mark to know an amount by.
  if (at - last.at > echoTime || left <= 0) return false;
  if (left === before.left) return true;
  // A wrong look hardly shows just the full amount.
  return full !== null && last.left < full && left < before.left && left >= before.left - echo * full;
}
