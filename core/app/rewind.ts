import type { AccountState, Snapshot } from '../domain/account.ts';
import { type EpochMs, minute } from '../domain/time.ts';

/**
 * Where the machine's clock was set back, what was seen "in the future" would make every new reading look old.
 * Such times are brought down to now; the numbers stay.
 */
export function rewound(snapshot: Snapshot, now: EpochMs): Snapshot {
  if (snapshot.savedAt <= now + 2 * minute) return snapshot;
  return { ...snapshot, accounts: snapshot.accounts.map((account) => rewoundAccount(account, now)) };
}

function rewoundAccount(account: AccountState, now: EpochMs): AccountState {
  const back = (at: EpochMs) => Math.min(at, now - 1);
  const maybe = (at: EpochMs | null) => (at === null ? null : back(at));
  return {
    ...account,
    windows: account.windows.map((window) => ({
      ...window,
      openedAt: back(window.openedAt),
      seenAt: back(window.seenAt),
      changedAt: back(window.changedAt),
    })),
    balances: account.balances.map((balance) => ({
      ...balance,
      seenAt: back(balance.seenAt),
      changedAt: back(balance.changedAt),
    })),
    tasks: account.tasks.map((task) => ({ ...task, startedAt: back(task.startedAt), seenAt: back(task.seenAt) })),
    signedOutAt: maybe(account.signedOutAt),
    readAt: maybe(account.readAt),
  };
}
