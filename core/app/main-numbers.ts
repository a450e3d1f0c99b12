import type { AccountState } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import type { EpochMs } from '../domain/time.ts';
import type { WindowState } from '../domain/window.ts';

/** What a card is about: windows and credits. Single features of a chat are renewed by every turn and say nothing of these. */
function mainNumbers({ windows, balances }: AccountState): readonly (WindowState | BalanceState)[] {
  const listed = windows.filter(({ missingSince }) => missingSince === null);
  const main = [...listed, ...balances.filter(({ unit }) => unit !== 'uses')];
  return main.length > 0 ? main : balances;
}

/** When one of them was last read; `null` where none ever was. */
export function mainReadAt(account: AccountState): EpochMs | null {
  const times = mainNumbers(account).map(({ seenAt }) => seenAt);
  return times.length === 0 ? account.readAt : Math.max(...times);
}

/** Whether none of the main numbers can be read any more: each was last read where there is trouble now, or never. */
export function isUnreadable(account: AccountState): boolean {
  const troubled = account.problems.filter(({ about }) => about === 'numbers');
  if (troubled.length === 0) return false;
  return mainNumbers(account).every(({ origin, seenAt }) =>
    troubled.some(({ watch, at }) => watch === origin.watch && at >= seenAt),
  );
}
