import type { AccountState } from '../domain/account.ts';
import type { Entered, Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
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
};

/** What · which window · which threshold: the same thing is told once, across restarts. */
export function keyOf(account: AccountState, ...parts: readonly (string | number)[]): string {
  return [account.provider, account.account, ...parts].join('·');
}

export function ownerAt({ provider, account }: AccountState, at: EpochMs) {
  return { provider, account, at };
}
