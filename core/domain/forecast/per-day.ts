import { day, type EpochMs } from '../time.ts';

/** Amounts in any one unit: percent, credits, dollars. */
export type Cycle = {
  readonly used: number;
  /** What was used when today began, or `null` if that is not known. */
  readonly usedAtMidnight: number | null;
  readonly limit: number;
  readonly now: EpochMs;
  /** The last local midnight. */
  readonly midnight: EpochMs;
  readonly resetsAt: EpochMs;
};

/** How much a day may cost so that it lasts, and how much of today's part is used: 1 is all, `null` is unknown. */
export type PerDay = {
  readonly perDay: number;
  readonly usedToday: number | null;
  readonly shareOfToday: number | null;
};

/**
 * Spreads what was left when today began evenly over the days until the reset, in the cycle's unit. A part of a day
 * counts as that part; on the last day all that is left is today's. `null` where there is no limit or no reset ahead.
 */
export function perDayOf({ used, usedAtMidnight, limit, now, midnight, resetsAt }: Cycle): PerDay | null {
  const numbers = [used, limit, now, midnight, resetsAt, usedAtMidnight ?? 0];
  if (!numbers.every(Number.isFinite) || limit <= 0 || resetsAt <= now || midnight > now) return null;
  const from = usedAtMidnight === null ? now : midnight;
  const left = Math.max(0, limit - Math.max(0, usedAtMidnight ?? used));
  const perDay = left / Math.max(1, (resetsAt - from) / day);
  if (usedAtMidnight === null) return { perDay, usedToday: null, shareOfToday: null };
  // A reset or a correction since midnight is no negative use.
  const usedToday = Math.max(0, used - Math.max(0, usedAtMidnight));
  return { perDay, usedToday, shareOfToday: perDay > 0 ? usedToday / perDay : null };
}
