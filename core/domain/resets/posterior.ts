import type { EpochMs } from '../time.ts';
import { type Belief, calendarBelief } from './belief.ts';
import { clockOf } from './clock.ts';
import type { Piece } from './density.ts';
import type { ResetEvidence } from './evidence.ts';
import { irregularBelief } from './irregular.ts';
import { clockRules, type ResetPrior, type ResetRule, triggerRules } from './rule.ts';
import { triggerBelief } from './trigger.ts';
import type { OffsetAt } from './zone.ts';

/** How likely a rule is now (0 to 1), and when it expects the next refill. */
export type WeighedRule = { readonly rule: ResetRule; readonly share: number; readonly next: Belief['next'] };

/** Looks hang together, and what a rule makes of them is a guess: between rules they count for less than they seem to. */
const trust = 0.7;

/** Weighs all rules against each other, likeliest first. No rule has any weight: none. */
export function weighRules(evidence: ResetEvidence, prior: ResetPrior, offsetAt: OffsetAt): readonly WeighedRule[] {
  const judged = Object.entries(prior.weights)
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => {
      const rule = name as ResetRule;
      const belief = beliefOf(rule, evidence, prior, offsetAt);
      return { rule, next: belief.next, log: Math.log(weight) + trust * belief.logLikelihood };
    });
  const top = Math.max(...judged.map(({ log }) => log));
  const total = judged.reduce((sum, { log }) => sum + Math.exp(log - top), 0);
  return judged
    .map(({ rule, next, log }) => ({ rule, next, share: Math.exp(log - top) / total }))
    .sort((one, other) => other.share - one.share);
}

function beliefOf(rule: ResetRule, evidence: ResetEvidence, prior: ResetPrior, offsetAt: OffsetAt): Belief {
  if (rule === 'irregular') return irregularBelief(evidence);
  const trigger = triggerRules.find((one) => one === rule);
  if (trigger !== undefined) return triggerBelief(trigger, evidence);
  const clock = clockRules.find((one) => one === rule) ?? 'daily-utc';
  const guesses = prior.guesses.filter((guess) => guess.rule === clock);
  return calendarBelief(clockOf(clock, offsetAt), evidence, guesses);
}

/** Rules less likely than this are out. */
const negligible = 0.005;

/** How surely the rules together foretell a time after a moment, 0 to 1. */
export function foretoldShare(rules: readonly WeighedRule[], after: EpochMs): number {
  return rules.reduce((sum, { share, next }) => sum + share * massOf(next(after)), 0);
}

const massOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { mass }) => sum + mass, 0);

/** When the rules together expect the first refill after a moment. */
export function expected(rules: readonly WeighedRule[], after: EpochMs): readonly Piece[] {
  return rules
    .filter(({ share }) => share >= negligible)
    .flatMap(({ share, next }) => next(after).map((piece) => ({ ...piece, mass: piece.mass * share })));
}
