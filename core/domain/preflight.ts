import { type Cheaper, cheaperWays } from './cheaper.ts';
import type { Estimate } from './estimate.ts';
import type { Subject } from './notice.ts';
import type { Payment, PlanMeter } from './payer.ts';
import type { TaskParameters } from './reading.ts';
import type { EpochMs } from './time.ts';

/** What is left before a task, and of how much, in the unit of its estimate. `null` is unknown. */
export type Means = {
  readonly left: number | null;
  /** The whole of the cycle's allowance. */
  readonly allowance: number | null;
  /** Percent of the cycle used so far. */
  readonly used: number | null;
  /** The share at which a warning is given. */
  readonly warning: number;
  /** Credits that pay once the plan's allowance is gone; `null`: none, or not known how many. */
  readonly credits: number | null;
  /** Whether the service lets credits be spent once the plan is used up; `null`: it does not say. */
  readonly usable: boolean | null;
  /** The credits are not limited. */
  readonly unlimited: boolean;
  /** The credits are those of one day, overwritten by the next. */
  readonly daily: boolean;
};

/** A meter of the plan that pays for the task, with what people call it, and percent used where that is known. */
export type PlanPayer = PlanMeter & { readonly subject: Subject; readonly used: number | null };

/** Something the person has set for themselves, and that this task would exceed. Amounts in `unit`. */
export type Exceeding = {
  readonly what: 'cap' | 'budget' | 'envelope' | 'job' | 'job-count';
  /** The person's own name of a job, or the group of an envelope; `null` where there is only one. */
  readonly name: string | null;
  readonly spent: number;
  readonly plan: number;
  /** Whether already the middle case exceeds it, or only the worst. */
  readonly by: 'middle' | 'high';
};

/** Why a task is worth a word before it starts, the gravest first. */
export const reasons = [
  'does-not-fit',
  'spends-credits',
  'over-cap',
  'over-job',
  'over-budget',
  'over-envelope',
  'near-limit',
  'crosses-warning',
  'large-share',
  'large-of-cycle',
  'just-failed',
  'retakes',
] as const;
export type Reason = (typeof reasons)[number];

/** From the third alike on it is worth a word; a second try is nothing unusual. */
const manyAlike = 3;

/** Worth a word in a heads-up, but no reason for one. */
const light: readonly Reason[] = ['just-failed', 'retakes'];

/** `unknown`: nobody can say. `nobody`: the plan is used up, and no credits may be spent. */
export type Payer = Payment['first'] | 'plan-then-credits';

export type Verdict = {
  readonly estimate: Estimate;
  readonly parameters: TaskParameters;
  /** The parameters are those of the last task of its kind: what is put together now may be another. */
  readonly guessed: boolean;
  readonly means: Means;
  readonly payer: Payer;
  /** The plan's meter that matters: the one that pays, or that is nearly used up. */
  readonly meter: { readonly subject: Subject; readonly used: number | null; readonly resetsAt: EpochMs | null } | null;
  /** Credits it would take beside the plan, at best and at worst; `null`: none, or unknown. */
  readonly credits: { readonly low: number; readonly high: number } | null;
  readonly heavy: boolean;
  readonly reasons: readonly Reason[];
  readonly exceeding: readonly Exceeding[];
  /** How many alike there have been lately, this one included; 0 where that does not matter. */
  readonly retakes: number;
  /** What would be left, at worst and at best; `null` where the balance is unknown, or something else pays. */
  readonly after: { readonly low: number; readonly high: number } | null;
  readonly cheaper: readonly Cheaper[];
};

/** All that a task is judged by. */
export type Case = Pick<Verdict, 'estimate' | 'parameters' | 'guessed' | 'means' | 'exceeding' | 'retakes'> & {
  /** Who pays, as `chargeTo` has it. */
  readonly payment: Payment;
  /** The plan's meters that pay for this kind. */
  readonly meters: readonly PlanPayer[];
  /** Whether the last of its kind has just failed. */
  readonly justFailed: boolean;
  /** When the credits themselves come back, where they do. */
  readonly renewsAt: EpochMs | null;
  readonly now: EpochMs;
};

/** Whether a task is heavy enough to speak up before it starts, and why. Pure; what is unknown never makes it heavy. */
export function judge(task: Case): Verdict {
  const { estimate, means, payment, exceeding, retakes, justFailed } = task;
  const counted = isCounted(task);
  const tight = nearlyUsedUp(task);
  const found = new Set<Reason>([
    ...(counted ? byAmount(task) : []),
    ...(spendsCredits(task) ? ['spends-credits' as const] : []),
    ...(tight === null ? [] : ['near-limit' as const]),
    ...exceeding.map(({ what }) => reasonOf[what]),
    ...(justFailed ? ['just-failed' as const] : []),
    ...(retakes >= manyAlike ? ['retakes' as const] : []),
  ]);
  const own = reasons.filter((one) => found.has(one));
  const left = counted ? means.left : null;
  return {
    estimate,
    parameters: task.parameters,
    guessed: task.guessed,
    means,
    payer: payerOf(task),
    meter: meterOf(tight ?? bindingMeter(task)),
    credits: creditsOf(task),
    heavy: own.some((one) => !light.includes(one)),
    reasons: own,
    exceeding,
    retakes,
    after: left === null ? null : { low: left - estimate.high, high: left - estimate.low },
    cheaper: cheaperWays(task, found, payment.first === 'plan' || payment.first === 'credits'),
  };
}

const reasonOf = {
  cap: 'over-cap',
  budget: 'over-budget',
  envelope: 'over-envelope',
  job: 'over-job',
  'job-count': 'over-job',
} as const satisfies Record<Exceeding['what'], Reason>;

/** Whether what the estimate counts in is what pays: a plan that pays in percent leaves the credits alone. */
function isCounted({ estimate, meters, payment }: Case): boolean {
  if (estimate.unit !== 'credits') return meters.some(({ unit }) => unit === estimate.unit);
  // Where there is no plan but the credits, and none of them are left, nobody pays: that is what is to be said.
  return payment.first === 'credits' || payment.first === 'unknown' || meters.length === 0;
}

/** By the likely cost for shares, by the worst for what fits and what it may lead to. */
function byAmount(task: Case): Reason[] {
  const { middle, high } = task.estimate;
  const { left, allowance, used, warning } = task.means;
  const found: Reason[] = [];
  if (!fits(task)) found.push('does-not-fit');
  if (left !== null && left > 0 && middle >= 0.2 * left) found.push('large-share');
  if (allowance !== null && middle >= 0.03 * allowance) found.push('large-of-cycle');
  if (allowance !== null && used !== null && used < warning && used + (high / allowance) * 100 >= warning)
    found.push('crosses-warning');
  return found;
}

function fits({ estimate, means, payment }: Case): boolean {
  if (means.left === null || estimate.high <= means.left) return true;
  // What the plan leaves, credits may pay.
  if (estimate.unit === 'credits' || payment.pools.length === 0) return false;
  return payment.short === null || payment.short.high <= 0;
}

/** Whether it would begin to cost credits. Once the plan is used up that has been said: then only videos are. */
function spendsCredits({ estimate, means, meters, payment }: Case): boolean {
  const some = means.credits === null ? means.usable === true : means.credits > 0;
  if (meters.length === 0 || !some) return false;
  const spills = payment.spills === 'surely' || payment.spills === 'possibly';
  return payment.first === 'plan' ? spills : payment.first === 'credits' && estimate.task === 'video';
}

/** So much used that any single task may take the rest, percent. */
const almostAll = 95;

/** A window whose share nobody can foretell: worth a word where it is nearly used up, and sooner for several at once. */
function nearlyUsedUp({ estimate, meters, means, parameters, payment, now }: Case): PlanPayer | null {
  if (payment.first !== 'plan') return null;
  const from = (parameters.variants ?? 1) > 1 ? means.warning : almostAll;
  const tight = meters.filter(
    ({ unit, used, resetsAt }) =>
      unit !== estimate.unit && used !== null && used >= from && used < 100 && (resetsAt === null || resetsAt > now),
  );
  return tight.toSorted((a, b) => (b.used ?? 0) - (a.used ?? 0))[0] ?? null;
}

function payerOf({ payment }: Case): Payer {
  const spills = payment.spills === 'surely' || payment.spills === 'possibly';
  return payment.first === 'plan' && spills && payment.pools.length > 0 ? 'plan-then-credits' : payment.first;
}

/** The meter that gives out first. */
function bindingMeter({ meters, payment }: Case): PlanPayer | null {
  if (payment.first === 'free') return null;
  return meters.toSorted((a, b) => (b.used ?? -1) - (a.used ?? -1))[0] ?? null;
}

function meterOf(payer: PlanPayer | null): Verdict['meter'] {
  return payer === null ? null : { subject: payer.subject, used: payer.used, resetsAt: payer.resetsAt };
}

/** Only where it is the plan that pays first: otherwise the estimate says it all. */
function creditsOf({ payment, meters }: Case): Verdict['credits'] {
  const takes = payment.pools[0]?.takes;
  const spills = payment.spills === 'surely' || payment.spills === 'possibly';
  return meters.length === 0 || takes == null || takes.high <= 0 || !spills
    ? null
    : { low: takes.low, high: takes.high };
}
