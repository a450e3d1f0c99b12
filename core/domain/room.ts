import type { AccountState } from './account.ts';
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
  /** Of all accounts of a service together: meters (windows, balances and stops) and running tasks. */
  ofService: { meters: 240, running: 200 },
  /** What each of its accounts has room for, whatever is made up of the others. */
  own: { meters: 12, running: 10 },
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
  if (all.length === 0) return null;
  const oldest = all.reduce((a, b) => (seenAt(b) < seenAt(a) ? b : a));
  return seenAt(oldest) < at - day ? all.filter((one) => one !== oldest) : null;
}

/** A list of `most` at most with this in the place of what was known, or added to it; `null` where there is no room. */
export function placed<T extends { readonly seenAt: EpochMs }>(
  all: readonly T[],
  known: T | undefined,
  next: T,
  at: EpochMs,
  most: number = room.meters,
): readonly T[] | null {
  if (known !== undefined) return all.map((one) => (one === known ? next : one));
  const others = withRoom(all, most, ({ seenAt }) => seenAt, at);
  return others === null ? null : [...others, next];
}

/** Whether what is read of an account can be kept: it is known already, or there is room for one more of its service. */
export function hasRoomFor(accounts: readonly AccountState[], provider: string, named: string | null): boolean {
  const own = accounts.filter((one) => one.provider === provider);
  if (own.length < room.accounts || named === null) return true;
  return own.some(({ account, aliases }) => account === named || aliases.includes(named));
}
