import type { Estimate } from './estimate.ts';

/** What is left before a task, and of how much. `null` is unknown. */
export type Means = {
  readonly left: number | null;
  /** The whole of the cycle's allowance. */
  readonly allowance: number | null;
  /** Percent of the cycle used so far. */
  readonly used: number | null;
  /** The share at which a warning is given. */
  readonly warning: number;
  /** Purchased credits that would pay once the allowance is gone; `null`: none, or not known to be usable. */
  readonly credits: number | null;
};

export const heavyReasons = [
  'does-not-fit',
  'large-share',
  'large-of-cycle',
  'crosses-warning',
  'spends-credits',
  'over-cap',
] as const;
export type HeavyReason = (typeof heavyReasons)[number];

export type Verdict = {
  readonly estimate: Estimate;
  readonly means: Means;
  readonly heavy: boolean;
  readonly reasons: readonly HeavyReason[];
  /** What would be left, at worst and at best; `null` where the balance is unknown. */
  readonly after: { readonly low: number; readonly high: number } | null;
};

/** The guide's example of a ceiling for one task, in credits; the user will be able to move it. */
export const taskCap = 300;
const capped: readonly string[] = ['video', 'developer'];

/** Whether a task is heavy enough to speak up before it starts, and why. Pure; unknown means never make it heavy. */
export function judge(estimate: Estimate, means: Means): Verdict {
  const { middle, high, low, unit, task } = estimate;
  const { left, allowance, used, warning, credits } = means;
  const reasons: HeavyReason[] = [];
  if (left !== null && high > left) reasons.push('does-not-fit');
  if (left !== null && left > 0 && middle >= 0.2 * left) reasons.push('large-share');
  if (allowance !== null && middle >= 0.03 * allowance) reasons.push('large-of-cycle');
  if (allowance !== null && used !== null && used < warning && used + (high / allowance) * 100 >= warning)
    reasons.push('crosses-warning');
  if (left !== null && credits !== null && credits > 0 && high > left) reasons.push('spends-credits');
  if (unit === 'credits' && capped.includes(task) && middle > taskCap) reasons.push('over-cap');
  const after = left === null ? null : { low: left - high, high: left - low };
  return { estimate, means, heavy: reasons.length > 0, reasons, after };
}
