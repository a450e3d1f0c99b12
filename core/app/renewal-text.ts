import type { AccountState } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Words } from '../words/words.ts';

type Renewing = Pick<AccountState, 'cycle' | 'renewal'>;

/** Whether no service has told this moment: then it is the begin of a day that somebody has entered. */
export const isDayAlone = ({ cycle, renewal }: Renewing, at: EpochMs): boolean =>
  ![cycle?.from, cycle?.to, renewal?.at].includes(at);

/** When credits are renewed, in words: a day that somebody has entered is a day, and no midnight. */
export function renewalText(account: Renewing, at: EpochMs, words: Words, now: EpochMs): string {
  return isDayAlone(account, at) ? words.date(at) : words.moment(at, now);
}
