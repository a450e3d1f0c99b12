import type { AccountState } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Words } from '../words/words.ts';

/** When credits are renewed, in words: a day that somebody has entered is a day, and no midnight. */
export function renewalText(
  { cycle, renewal }: Pick<AccountState, 'cycle' | 'renewal'>,
  at: EpochMs,
  words: Words,
  now: EpochMs,
): string {
  const told = [cycle?.from, cycle?.to, renewal?.at].includes(at);
  return told ? words.moment(at, now) : words.date(at);
}
