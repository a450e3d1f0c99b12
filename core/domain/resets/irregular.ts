import type { Belief } from './belief.ts';
import { price } from './contradiction.ts';
import { type ResetEvidence, watchedFor } from './evidence.ts';
import { lengthOf } from './span.ts';

/**
 * What remains if no rule holds: refills at any time (a Poisson process of the rate that was seen). The other rules
 * have to explain the evidence better than this. It foretells nothing.
 */
export function irregularBelief(evidence: ResetEvidence): Belief {
  const { refills, quiets } = evidence;
  const rate = (refills.length + 0.5) / Math.max(1, watchedFor(evidence));
  const seen = refills.reduce(
    (sum, span) => sum + Math.log(-Math.expm1(-rate * lengthOf(span)) + Math.exp(span.wrong * price)),
    0,
  );
  const unseen = quiets.reduce((sum, span) => sum - span.weight * rate * lengthOf(span), 0);
  return { logLikelihood: seen + unseen, next: () => [] };
}
