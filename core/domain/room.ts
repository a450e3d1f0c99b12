import { day, type EpochMs } from './time.ts';

/**
 * How much a page can make the record remember of it: more than any service has, and little enough that the whole of it
 * can be read and written within a moment.
 */
export const room = {
  /** Accounts of one service. */
  accounts: 30,
  /** Windows, balances, stops and forecasts of an account, each. */
  meters: 60,
  /** Tasks of an account that are running. */
  running: 100,
  /** Ids by which news of one task may come. */
  refs: 16,
} as const;

/**
 * A list with room for one more, or `null` where it is full: then only what has not been seen for a day gives way, so
 * that what is made up in numbers never drives out what is there.
 */
export function withRoom<T>(
  all: readonly T[],
  most: number,
  seenAt: (one: T) => EpochMs,
  at: EpochMs,
): readonly T[] | null {
  if (all.length < most) return all;
  const oldest = all.reduce((a, b) => (seenAt(b) < seenAt(a) ? b : a));
  return seenAt(oldest) < at - day ? all.filter((one) => one !== oldest) : null;
}
