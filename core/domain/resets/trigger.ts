import { day, type EpochMs, minute } from '../time.ts';
import type { Belief } from './belief.ts';
import { contradictionLikelihood } from './contradiction.ts';
import type { Piece } from './density.ts';
import type { Cycle, Happened, Refill, ResetEvidence } from './evidence.ts';
import type { Quiet } from './quiet.ts';
import type { TriggerRule } from './rule.ts';
import { lengthOf, overlapOf, type Span, slack } from './span.ts';

/** When in a gap something was used is a guess; how well it fits counts for half. */
const trust = 0.5;

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
export function triggerBelief(rule: TriggerRule, evidence: ResetEvidence): Belief {
  let [logs, contradicted, trials] = [0, 0, 0];
  for (const refill of evidence.refills) {
    const share = explained(triggerOf(rule, refill), refill, evidence.quiets);
    if (share === null) continue;
    trials++;
    if (share > 0) logs += trust * Math.log(share);
    else contradicted++;
  }
  const late = overdue(rule, evidence);
  return {
    logLikelihood: logs + contradictionLikelihood(contradicted + late, trials + late),
    next: (after) => nextOf(rule, evidence, after),
  };
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
    { after: refill.upTo, upTo: due.upTo, weight: 1 },
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

/** How surely a refill should have shown by now and has not. */
function overdue(rule: TriggerRule, { cycle, quiets }: ResetEvidence): number {
  const trigger = triggerOf(rule, cycle);
  const quiet = quiets.at(-1);
  if (trigger === null || quiet === undefined) return 0;
  return quiet.upTo > trigger.upTo + day + slack && quiet.after < trigger.upTo + day ? quiet.weight : 0;
}

/** Of the running cycle; and, as far as the last rise is doubtful, of the one before. */
function nextOf(rule: TriggerRule, evidence: ResetEvidence, after: EpochMs): readonly Piece[] {
  const { cycle, before } = evidence;
  const running = piecesOf(triggerOf(rule, cycle), after);
  const earlier = before === null ? [] : piecesOf(triggerOf(rule, before.cycle), after);
  const doubt = earlier.length === 0 ? 0 : doubtOf(rule, evidence);
  const scaled = (pieces: readonly Piece[], by: number) => pieces.map((piece) => ({ ...piece, mass: piece.mass * by }));
  return [...scaled(running, 1 - doubt), ...scaled(earlier, doubt)];
}

/** How likely it is that the last rise was a wrong reading: one that was not due is. */
function doubtOf(rule: TriggerRule, { before, refills, quiets }: ResetEvidence): number {
  const rise = refills.at(-1);
  const due = rise === undefined ? null : explained(triggerOf(rule, rise), rise, quiets);
  if (due === 0) return 0.7;
  return before?.doubtful ? 0.5 : 0.03;
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
