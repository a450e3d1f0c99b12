import { day, type EpochMs, minute } from '../time.ts';
import type { Belief } from './belief.ts';
import { price } from './contradiction.ts';
import type { Piece } from './density.ts';
import type { Cycle, Happened, Refill, ResetEvidence } from './evidence.ts';
import type { Quiet } from './quiet.ts';
import type { TriggerRule } from './rule.ts';
import { lengthOf, overlapOf, type Span, slack } from './span.ts';

/** When in a gap something was used is a guess; how well it fits counts for two thirds. */
const trust = 0.65;

/** How likely a wrong look, or use that hid a refill, has moved what a day counts from: then it tells nothing. */
const mistaken = 0.1;

const justBefore = 2 * minute + 2 * slack;

/** What the rule counts from, in one cycle. */
export function triggerOf(rule: TriggerRule, { firstUse, exhausted }: Cycle): Happened | null {
  return rule === 'after-first-use' ? firstUse : exhausted;
}

/** When a refill is due 24 hours after something that happened in a known span. */
function dueOf({ after, upTo }: Happened): Span | null {
  return after === null ? null : { after: after + day - slack, upTo: upTo + day + slack };
}

/** What a rule that counts 24 hours from use makes of the evidence. */
export function triggerBelief(rule: TriggerRule, { refills, quiets, cycle }: ResetEvidence): Belief {
  let logs = 0;
  let doubted: Doubted | null = null;
  for (const refill of refills) {
    const { share, trigger } = judged(rule, refill, doubted, quiets);
    const chance = Math.min(1, lengthOf(refill) / day);
    const fit = (share ?? chance) ** trust * Math.exp(price * waited(trigger, refill.after, quiets));
    logs += Math.log(fit + Math.exp(refill.wrong * price) + mistaken * chance);
    doubted = { trigger, doubt: doubtOf(share, refill) };
  }
  const running = triggerOf(rule, cycle);
  const earlier = doubted?.trigger ?? null;
  logs += Math.log(Math.exp(price * waited(running, Number.POSITIVE_INFINITY, quiets)) + mistaken);
  return {
    logLikelihood: logs,
    next: (after) => {
      const before = piecesOf(earlier, after);
      const doubt = before.length === 0 ? 0 : (doubted?.doubt ?? 0);
      return [...scaled(piecesOf(running, after), 1 - doubt), ...scaled(before, doubt)];
    },
  };
}

const scaled = (pieces: readonly Piece[], by: number): readonly Piece[] =>
  pieces.map((piece) => ({ ...piece, mass: piece.mass * by }));

/** What the cycle before a rise counted from, and how likely it is that this rise was a wrong reading. */
type Doubted = { readonly trigger: Happened | null; readonly doubt: number };

/** How well a refill fits what its cycle counts from, or, if the rise before it is doubtful, what the cycle before does. */
function judged(rule: TriggerRule, refill: Refill, doubted: Doubted | null, quiets: readonly Quiet[]) {
  const trigger = triggerOf(rule, refill);
  const share = explained(trigger, refill, quiets);
  if (doubted === null || doubted.doubt < 0.5 || doubted.trigger === null) return { share, trigger };
  const other = explained(doubted.trigger, refill, quiets);
  return (other ?? 0) > (share ?? 0) || (share === 0 && other === 0)
    ? { share: other, trigger: doubted.trigger }
    : { share, trigger };
}

/**
 * How much of the time at which the rule expects a refill lies where one happened, of all of it that was watched;
 * `null` where it says nothing.
 */
function explained(trigger: Happened | null, refill: Refill, quiets: readonly Quiet[]): number | null {
  // Use and refill may both have gone unseen in a gap longer than the rule's day.
  if (trigger === null) return lengthOf(refill) > day ? null : 0;
  const due = dueOf(trigger);
  if (due === null) return refill.after >= trigger.upTo + day ? 0 : null;
  const watched = [
    ...quiets.filter(({ upTo }) => upTo <= refill.after),
    { after: refill.upTo, upTo: due.upTo, weight: 1, sure: true },
  ];
  let [inside, outside] = [0, 0];
  for (const { span, mass } of dueWithin(due, 0.5)) {
    const share = (other: Span) => (mass * overlapOf(span, other)) / lengthOf(span);
    inside += share(refill);
    for (const other of watched) outside += other.weight * share(other);
  }
  return inside > 0 ? inside / (inside + outside) : 0;
}

/** People look when they have just used something: in this share of cases, use came right before the look that shows it. */
function dueWithin(due: Span, share: number): readonly { readonly span: Span; readonly mass: number }[] {
  const justNow = { after: Math.max(due.after, due.upTo - justBefore), upTo: due.upTo };
  return [
    { span: due, mass: 1 - share },
    { span: justNow, mass: share },
  ];
}

/** For how many days, begun ones included, no refill was seen though it was due. */
function waited(trigger: Happened | null, until: EpochMs, quiets: readonly Quiet[]): number {
  if (trigger === null) return 0;
  const late = { after: trigger.upTo + day + slack, upTo: until };
  return quiets.reduce((sum, quiet) => {
    const overlap = late.upTo > late.after ? overlapOf(quiet, late) : 0;
    return overlap > 0 ? sum + quiet.weight * Math.max(quiet.sure ? 2 : 1, overlap / day) : sum;
  }, 0);
}

/** How likely it is that a rise was a wrong reading: how likely that is of so many looks, against how much was due then. */
function doubtOf(share: number | null, rise: Refill): number {
  const chance = Math.min(1, lengthOf(rise) / day);
  const wrong = Math.exp(rise.wrong * price);
  return wrong / (wrong + Math.max(share ?? chance, mistaken * chance));
}

/** What is left of the time at which a refill is due; together 1, or nothing. */
function piecesOf(trigger: Happened | null, after: EpochMs): readonly Piece[] {
  const due = trigger === null ? null : dueOf(trigger);
  if (due === null) return [];
  const ahead = dueWithin(due, 0.2).flatMap(({ span, mass }) => {
    const from = Math.max(span.after, after);
    return span.upTo > from ? [{ from, to: span.upTo, mass: (mass * (span.upTo - from)) / lengthOf(span) }] : [];
  });
  const total = ahead.reduce((sum, { mass }) => sum + mass, 0);
  return ahead.map((piece) => ({ ...piece, mass: piece.mass / total }));
}
