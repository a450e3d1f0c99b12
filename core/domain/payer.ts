import { lapse } from './lot-balance.ts';
import { heldIn, type LotRules, type LotsState, type Spending, spend } from './lots.ts';
import type { Unit } from './reading.ts';
import type { TaskKind } from './task.ts';
import type { EpochMs } from './time.ts';

/** An amount at best, in the middle and at worst (p10, p50, p90). A measured one is the same three times. */
export type Spread = { readonly low: number; readonly middle: number; readonly high: number };

/**
 * What a task costs, per unit in which anything that might pay counts: `{ generations: 4, credits: 40 }`.
 * Estimated before the fact, measured after it. A unit that is missing is unknown. `free`: the service says it costs
 * nothing.
 */
export type TaskCost = {
  readonly task: TaskKind;
  readonly cost: Partial<Record<Unit, Spread>>;
  readonly free?: boolean;
};

/** An allowance of the plan that the task draws on, as it stands before the task. All that are given are drawn on at once. */
export type PlanMeter = {
  readonly key: string;
  readonly unit: Unit;
  /** What is left and the whole of it, in `unit`; `null` is unknown. A percentage has a whole of 100. */
  readonly left: number | null;
  readonly size: number | null;
  readonly resetsAt: EpochMs | null;
  /** Whether the service says that it pays for nothing now; `null`: it does not say. */
  readonly blocked: boolean | null;
};

/**
 * Credits that pay once the plan does not. One pool may serve several products; it is given once. Its size is that of
 * its lots, and unknown as long as they have seen no balance.
 */
export type CreditPool = {
  readonly key: string;
  readonly lots: LotsState;
  readonly rules: LotRules;
  /** All of the cycle's credits, for shares of it; `null` is unknown or has none. */
  readonly allowance: number | null;
  /** Percent of the cycle's credits used so far; `null` is unknown. */
  readonly used: number | null;
  /** Whether the service says it may be spent now; `null`: it does not say. */
  readonly usable: boolean | null;
};

/** A threshold, in percent used, that the task moves a meter past: by its best, its middle or its worst case. */
export type Crossing = { readonly key: string; readonly threshold: number; readonly by: keyof Spread };

/** What one meter of the plan pays; `null` is unknown. */
export type PlanShare = {
  readonly key: string;
  readonly takes: Spread | null;
  readonly left: Spread | null;
};

/** What one pool pays (`null` is unknown), and out of which lots in the middle case. `left` is below zero only if it was. */
export type PoolShare = {
  readonly key: string;
  readonly takes: Spread | null;
  readonly left: Spread | null;
  readonly lots: Spending['lots'];
  readonly unexplained: number;
};

export type Payment = {
  /**
   * Who is asked first: nobody (`free`), the `plan`, `credits` (nothing of the plan is left, or there is none),
   * `nobody` (the plan is used up and no credits may be spent), or `unknown`.
   */
  readonly first: 'free' | 'plan' | 'credits' | 'nobody' | 'unknown';
  readonly plan: readonly PlanShare[];
  readonly pools: readonly PoolShare[];
  /** Whether the plan leaves a part that credits would have to pay; `null`: it cannot be said. */
  readonly spills: 'surely' | 'possibly' | 'no' | null;
  /** Credits that nobody has; `null`: unknown. */
  readonly short: Spread | null;
  readonly crossed: readonly Crossing[];
};

const cases = ['low', 'middle', 'high'] as const;
const each = (of: (one: keyof Spread) => number): Spread => ({
  low: of('low'),
  middle: of('middle'),
  high: of('high'),
});
const nothing: Spread = { low: 0, middle: 0, high: 0 };

/**
 * Who pays for a task: the plan first, then credits, soonest expiry first. Before the fact the meters are as they
 * stand and the cost is an estimate; after it, the meters as they stood before and what was measured.
 * `thresholds` are shares in percent used; 100 is "used up".
 */
export function chargeTo(
  task: TaskCost,
  meters: readonly PlanMeter[],
  pools: readonly CreditPool[],
  now: EpochMs,
  thresholds: readonly number[] = [70, 80, 100],
): Payment {
  if (task.free === true) return { first: 'free', plan: [], pools: [], spills: 'no', short: nothing, crossed: [] };
  const current = meters.map((meter) => renewed(meter, now));
  const covered = coverage(task, current);
  const usable = pools.filter(({ usable }) => usable !== false);
  const plan = current.map((meter) => planShare(task, meter, covered));
  const { shares, short } = drawn(task, covered, usable, now);
  const crossed = [
    ...current.flatMap((meter, at) => crossings(meter.key, shareOf(meter), plan[at]?.takes, meter.size, thresholds)),
    ...shares.flatMap((share, at) => {
      const pool = usable[at];
      return pool === undefined ? [] : crossings(pool.key, pool.used, share.takes, pool.allowance, thresholds);
    }),
  ];
  return {
    first: firstOf(covered, current, usable),
    plan,
    pools: shares,
    spills: spills(covered),
    short,
    crossed,
  };
}

/** A window whose reset has passed holds its whole allowance again, and what was said of it is no longer true. */
function renewed(meter: PlanMeter, now: EpochMs): PlanMeter {
  if (meter.resetsAt === null || meter.resetsAt > now) return meter;
  return { ...meter, left: meter.size, blocked: null };
}

const isEmpty = ({ left, blocked }: PlanMeter) => blocked === true || (left !== null && left <= 0 && blocked !== false);

/** The share of the task, 0 to 1, that the plan pays for in each case; `null`: it pays, nobody knows how far. */
function coverage({ cost }: TaskCost, meters: readonly PlanMeter[]): Spread | null {
  if (meters.length === 0 || meters.some(isEmpty)) return nothing;
  const known = meters.map((meter) => {
    const price = cost[meter.unit];
    const { left } = meter;
    // Nothing left, and yet the service lets it pass: then nobody knows how far it goes.
    if (price === undefined || left === null || left <= 0) return null;
    return each((one) => Math.min(1, left / price[one]));
  });
  if (known.includes(null)) return null;
  return each((one) => Math.min(...known.map((part) => part?.[one] ?? 1)));
}

function planShare({ cost }: TaskCost, meter: PlanMeter, covered: Spread | null): PlanShare {
  const { key, left, unit } = meter;
  const price = cost[unit];
  if (covered === nothing) return { key, takes: nothing, left: left === null ? null : each(() => left) };
  if (price === undefined || covered === null) return { key, takes: null, left: null };
  const takes = each((one) => price[one] * covered[one]);
  return { key, takes, left: left === null ? null : each((one) => Math.max(0, left) - takes[one]) };
}

/** What is drawn from the pools, one after the other, for what the plan does not cover. */
function drawn({ cost }: TaskCost, covered: Spread | null, pools: readonly CreditPool[], now: EpochMs) {
  const price = cost.credits;
  if (price === undefined) {
    const shares = pools.map(({ key }): PoolShare => ({ key, takes: null, left: null, lots: [], unexplained: 0 }));
    return { shares, short: null };
  }
  // How far the plan reaches is unknown, but it does reach: credits pay at worst for all of it.
  const part = covered ?? { low: 1, middle: 1, high: 0 };
  let rest = each((one) => Math.max(0, price[one] * (1 - part[one])));
  const shares = pools.map((pool): PoolShare => {
    const lots = lapse(pool.lots, now).state;
    const [held, owed] = [heldIn(lots), Math.min(0, lots.balance ?? 0)];
    const known = lots.seenAt !== null;
    const takes = known ? each((one) => Math.min(rest[one], held)) : rest;
    rest = each((one) => rest[one] - takes[one]);
    const { spending } = spend(lots, takes.middle, pool.rules);
    const left = known ? each((one) => held + owed - takes[one]) : null;
    return { key: pool.key, takes, left, lots: spending.lots, unexplained: spending.unexplained };
  });
  return { shares, short: covered === null ? null : rest };
}

function firstOf(covered: Spread | null, meters: readonly PlanMeter[], pools: readonly CreditPool[]): Payment['first'] {
  if (covered !== nothing) return meters.every(isUnknown) ? 'unknown' : 'plan';
  const [pool] = pools.filter(({ lots }) => lots.seenAt === null || heldIn(lots) > 0);
  if (pool === undefined) return 'nobody';
  return pool.usable === null && pool.lots.seenAt === null ? 'unknown' : 'credits';
}

const isUnknown = ({ left, blocked }: PlanMeter) => left === null && blocked === null;

function spills(covered: Spread | null): Payment['spills'] {
  if (covered === null) return null;
  if (covered.low < 1) return 'surely';
  return covered.high < 1 ? 'possibly' : 'no';
}

function shareOf({ left, size }: PlanMeter): number | null {
  return left === null || size === null ? null : (1 - left / size) * 100;
}

function crossings(
  key: string,
  used: number | null,
  takes: Spread | null | undefined,
  size: number | null,
  thresholds: readonly number[],
): Crossing[] {
  if (used === null || takes == null || size === null || size <= 0) return [];
  return thresholds.flatMap((threshold) => {
    if (used >= threshold) return [];
    // Percentages that meet the threshold but for a rounding of the last binary digit do meet it.
    const by = cases.find((one) => used + (takes[one] / size) * 100 >= threshold - 1e-9);
    return by === undefined ? [] : [{ key, threshold, by }];
  });
}
