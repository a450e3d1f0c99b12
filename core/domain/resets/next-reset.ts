import type { EpochMs } from '../time.ts';
import { type Density, densityOf, type Interval, quantileOf, rounded, shortestInterval } from './density.ts';
import type { ResetEvidence } from './evidence.ts';
import { expected, foretoldShare, type WeighedRule, weighRules } from './posterior.ts';
import type { ResetPrior, ResetRule } from './rule.ts';
import { slack } from './span.ts';
import { bestVisit } from './visit.ts';
import type { OffsetAt } from './zone.ts';

/** When a refill comes that nobody announces. Times are UTC ms. */
export type NextReset = {
  /** The rule that explains best what was seen, and how likely it is (0 to 1). */
  readonly rule: ResetRule;
  readonly confidence: number;
  /** From how many refills this was learned. */
  readonly refills: number;
  /**
   * The refill after what was last seen, with 95 % certainty after `earliest` and not after `latest`, most likely `at`.
   * `earliest` may have passed: then it may have come already. `null`: nothing can be said.
   */
  readonly due: { readonly earliest: EpochMs; readonly at: EpochMs; readonly latest: EpochMs } | null;
  /** What the leading rule waits for before it has a time at all. */
  readonly waitsFor: 'use' | 'exhaustion' | null;
  /** When one look would tell most, if the interval is wider than an hour. */
  readonly visit: EpochMs | null;
  /** Whether something must be used before that visit: while nothing is missing, a refill does not show. */
  readonly useFirst: boolean;
};

export type ResetContext = {
  readonly prior: ResetPrior;
  /** Minutes the account's zone is ahead of UTC at a moment. */
  readonly offsetAt: OffsetAt;
};

/** A little more than 95 %, for all that the rules do not know. */
export const level = 0.96;
/** Less than this foretold by any rule, and no interval can be given. */
const certain = 0.93;
/** Less than this, and no look can be advised either. */
const worthAVisit = 0.4;

/** What is known of the next refill at `now`; `null` before anything was seen. Total. */
export function nextReset(evidence: ResetEvidence, now: EpochMs, { prior, offsetAt }: ResetContext): NextReset | null {
  const { last, refills } = evidence;
  const rules = weighRules(evidence, prior, offsetAt);
  const leading = leadingOf(rules);
  if (last === null || leading === null || !Number.isFinite(now)) return null;
  const known = { rule: leading.rule, confidence: leading.share, refills: refills.length };
  // The refill that was just seen may have been timed a little late: it is not the next one.
  const seen = Math.max(last.at, (refills.at(-1)?.upTo ?? last.at) + 2 * slack);
  const foretold = foretoldShare(rules, seen);
  const enough = refills.length > 0 ? worthAVisit : certain;
  const found = foretold >= enough ? upcoming(rules, seen, now) : null;
  const waitsFor = waitingOf(leading, seen);
  if (found === null) return { ...known, due: null, waitsFor, visit: null, useFirst: false };
  const { density, interval } = found;
  const { from, to } = interval;
  return {
    ...known,
    due: foretold >= certain ? { earliest: from, at: pointOf(density, interval), latest: to } : null,
    waitsFor,
    visit: bestVisit(density, interval, { now, last: last.at, level }),
    useFirst: evidence.cycle.firstUse === null,
  };
}

/** The likeliest rule of the likeliest kind: two clocks that tell the same time do not weaken each other. */
function leadingOf(rules: readonly WeighedRule[]): WeighedRule | null {
  const kinds = new Map<string, number>();
  for (const { rule, share } of rules) kinds.set(kindOf(rule), (kinds.get(kindOf(rule)) ?? 0) + share);
  const [kind] = [...kinds].sort(([, one], [, other]) => other - one)[0] ?? [];
  return rules.find(({ rule }) => kindOf(rule) === kind) ?? null;
}

function kindOf(rule: ResetRule): string {
  if (rule.startsWith('daily')) return 'daily';
  return rule.startsWith('monthly') || rule === 'thirty-days' ? 'monthly' : rule;
}

function waitingOf({ rule, next }: WeighedRule, after: EpochMs): NextReset['waitsFor'] {
  if (rule !== 'after-first-use' && rule !== 'after-exhaustion') return null;
  if (next(after).length > 0) return null;
  return rule === 'after-first-use' ? 'use' : 'exhaustion';
}

type Upcoming = { readonly density: Density; readonly interval: Interval };

/** The first expected refill after the last look that is not over at `now`. */
function upcoming(rules: readonly WeighedRule[], seen: EpochMs, now: EpochMs): Upcoming | null {
  let after = seen;
  for (let turn = 0; turn < 400; turn++) {
    const density = densityOf(expected(rules, after));
    const shortest = shortestInterval(density, level);
    if (shortest === null) return null;
    const interval = rounded(density, shortest);
    if (interval.to > now) return { density, interval };
    after = Math.max(interval.to, after + 1);
  }
  return null;
}

/** The middle, unless much of the probability stands on one spot. */
function pointOf(density: Density, { from, to }: Interval): EpochMs {
  const spot = shortestInterval(density, 0.3);
  if (spot !== null && spot.to - spot.from < (to - from) / 20) return Math.round((spot.from + spot.to) / 2);
  return Math.round(quantileOf(density, 0.5) ?? (from + to) / 2);
}
