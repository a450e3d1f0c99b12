import { type BalanceState, hasCycle } from './balance.ts';

/** A cycle of less than one credit is none: a share of next to nothing would be any number. */
const least = 1;

/**
 * Percent of the cycle's credits used, 0 and up; `null` while neither a refill was seen nor the monthly amount is known.
 * A pack adds to both sides, so it never shows below 0 %.
 */
export function cycleUsed(balance: BalanceState, monthly: number | null): number | null {
  const { cycle, left } = balance;
  if (left === null || !hasCycle(balance)) return null;
  if (cycle.refilled) {
    const all = cycle.start + cycle.granted;
    return all >= least ? Math.max(0, (cycle.spent / all) * 100) : null;
  }
  if (monthly === null || monthly <= 0) return null;
  const all = Math.max(monthly + cycle.granted, left);
  return ((all - left) / all) * 100;
}

/** The whole of the cycle's credits, or `null` where it is not known. */
export function cycleAllowance(balance: BalanceState, monthly: number | null): number | null {
  const { cycle, left } = balance;
  if (!hasCycle(balance)) return null;
  if (cycle.refilled) return cycle.start + cycle.granted;
  return monthly === null || monthly <= 0 || left === null ? null : Math.max(monthly + cycle.granted, left);
}
