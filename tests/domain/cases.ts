import type { Estimate } from '../../core/domain/estimate.ts';
import { readLots } from '../../core/domain/lot-balance.ts';
import { noLots } from '../../core/domain/lots.ts';
import { type CreditPool, chargeTo, type Spread, type TaskCost } from '../../core/domain/payer.ts';
import { type Case, judge, type Means, type PlanPayer, type Verdict } from '../../core/domain/preflight.ts';
import { day, type EpochMs, hour, week } from '../../core/domain/time.ts';

export const noon: EpochMs = Date.parse('2026-11-22T20:00:00Z');
const rules = { validMonths: 12, offset: 0 };

/** Credits that pay, or `null`: nobody has read them. */
export function poolOf(left: number | null, over: Partial<CreditPool> = {}): CreditPool {
  const lots = left === null ? noLots : readLots(noLots, { at: noon - hour, left }, rules).state;
  return { key: 'credits', lots, rules, allowance: null, used: null, usable: null, ...over };
}

export const videosLeft = (left: number | null, over: Partial<PlanPayer> = {}): PlanPayer => ({
  key: 'videos',
  unit: 'generations',
  left,
  size: null,
  resetsAt: noon + 2 * hour,
  blocked: null,
  used: null,
  subject: { meter: 'videos', label: 'videos', length: null },
  ...over,
});

export const weekUsed = (used: number | null, over: Partial<PlanPayer> = {}): PlanPayer => ({
  key: 'codex:604800',
  unit: 'percent',
  left: used === null ? null : 100 - used,
  size: 100,
  resetsAt: noon + 3 * day,
  blocked: used === null ? null : used >= 100,
  used,
  subject: { meter: 'codex:604800', label: 'codex', length: week },
  ...over,
});

export const unknownMeans: Means = {
  ...{ left: null, allowance: null, used: null, warning: 80 },
  ...{ credits: null, usable: null, unlimited: false, daily: false },
};

type Setting = Partial<Omit<Case, 'estimate' | 'means' | 'payment'>> & {
  readonly pools?: readonly CreditPool[];
  readonly cost?: TaskCost['cost'];
};

/** A case with all that is not the point left out: without meters, credits pay, as far as `means` knows them. */
export function caseOf(
  estimate: Estimate,
  means: Partial<Means> = {},
  { pools, cost, now = noon, ...more }: Setting = {},
): Case {
  const known = { ...unknownMeans, usable: means.credits == null ? null : true, ...means };
  const meters = more.meters ?? [];
  const { low, middle, high, unit, task } = estimate;
  const spread: Spread = { low, middle, high };
  const held = unit === 'credits' && meters.length === 0 ? known.left : known.credits;
  const own = pools ?? (meters.length > 0 && held === null ? [] : [poolOf(held)]);
  return {
    estimate,
    parameters: {},
    guessed: false,
    means: known,
    payment: chargeTo({ task, cost: cost ?? { [unit]: spread } }, meters, own, now),
    meters,
    exceeding: [],
    retakes: 0,
    justFailed: false,
    renewsAt: null,
    now,
    ...more,
  };
}

export function verdictOf(estimate: Estimate, means: Partial<Means> = {}, setting: Setting = {}): Verdict {
  return judge(caseOf(estimate, means, setting));
}
