import type { AccountState } from '../domain/account.ts';
import type { Unit } from '../domain/reading.ts';
import type { Entered, Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import type { WindowState } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';

/** All that deciding what to tell needs beside the account and what happened to it. */
export type Warning = {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly at: EpochMs;
  readonly now: EpochMs;
  readonly entered: Entered | undefined;
  /** Minutes that local time is ahead of UTC. */
  readonly offset: number;
  /** The same at any other moment, where the clocks may be changed. */
  readonly offsetAt?: (at: EpochMs) => number;
  /** All accounts, where others of the same person are known: what is planned counts over several. */
  readonly accounts?: readonly AccountState[];
};

/** What · which window · which threshold: the same thing is told once, across restarts. */
export function keyOf(account: AccountState, ...parts: readonly (string | number)[]): string {
  return [account.provider, account.account, ...parts].join('·');
}

/** What is left of a window, in words people know: dollars of a free quota are told as a share. */
export function restOf({ amount, used }: WindowState): { readonly left: number | null; readonly unit: Unit } {
  if (amount !== null && amount.left !== null && amount.unit !== 'dollars')
    return { left: amount.left, unit: amount.unit };
  return { left: used === null ? null : Math.max(0, 100 - used), unit: 'percent' };
}

export function ownerAt({ provider, account }: AccountState, at: EpochMs) {
  return { provider, account, at };
}
