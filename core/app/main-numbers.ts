import type { AccountState, Snapshot } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { accountKey } from '../domain/settings.ts';
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

/** After so many replays that gave nothing, it is not for want of asking that a number has become old. */
const inVain = 3;

/** Whether pages keep asking for the numbers again, and get none. */
export function isAskedInVain(account: AccountState, { replays }: Pick<Snapshot, 'replays'>): boolean {
  return replays.some(({ key, failures }) => key === accountKey(account) && failures >= inVain);
}

/** Whether none of the main numbers can be read any more: each was last read where there is trouble now, or never. */
export function isUnreadable(account: AccountState): boolean {
  const troubled = account.problems.filter(({ about }) => about === 'numbers');
  if (troubled.length === 0) return false;
  return mainNumbers(account).every(({ origin, seenAt }) =>
    troubled.some(({ watch, at }) => watch === origin.watch && at >= seenAt),
  );
}
