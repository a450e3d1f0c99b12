import { type EpochMs, hour, type Ms } from '../time.ts';
import { likelyUse, type Pace, timesUsual } from './pace.ts';

/* Which rises are refills, and which come from a wrong look. */

type Look = { readonly at: EpochMs; readonly left: number };
type Shown = Look & { readonly full: number | null };

/** The look before a fall, and the pace up to it. */
export type Step = Look & { readonly pace: Pace };

/** A rise by less than this share of the full amount is a refund or a rounding, not a refill. */
const smallestRefill = 0.05;
/** Two readings this close, as a share of the full amount, may show the same amount. */
const echo = 0.1;
/** Later than this, being back at the same amount is as likely a coincidence. */
const echoTime: Ms = 12 * hour;
/** So many times the usual use had to be believed, and a wrong look is likelier: a low one before a rise, a high one. */
const [mostBefore, mostAfter] = [4, 3];
/** How likely a single look is wrong. */
const wrong = 0.03;

export function isRefill(
  { step, pace }: { readonly step: Step | null; readonly pace: Pace },
  last: Look,
  { at, left, full }: Shown,
): boolean {
  if (full === null) return true;
  if (left - last.left < smallestRefill * full) return false;
  // A wrong reading that looked like use must not make much use likely.
  if (full - left > likelyUse(step?.pace ?? pace, at - last.at)) return false;
  if (step === null || left > step.left) return true;
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

/** How many looks must have been wrong if a rise was no refill, 0 to 2: the fewer, the more use there were to believe. */
export function looksNeeded(unlikely: number | null): number {
  return unlikely === null ? 2 : Math.log(1 + Math.exp(-unlikely) / wrong) / Math.log(1 + 1 / wrong);
}

/** Whether the look after a rise shows that it was a wrong reading: (about) what was left before it, or much less. */
export function wasWrong(
  before: { readonly left: number; readonly pace: Pace },
  last: Look,
  { at, left, full }: Shown,
): boolean {
  if (left <= before.left && timesUsual(before.pace, last.left - before.left, at - last.at) > mostAfter) return true;
  // Nothing left is no mark to know an amount by.
  if (at - last.at > echoTime || left <= 0) return false;
  return left === before.left || (full !== null && left < before.left && left >= before.left - echo * full);
}
