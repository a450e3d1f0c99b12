import type { AccountState } from '../domain/account.ts';
import { hasCycle } from '../domain/balance.ts';
import { nextRenewal, openRenewal } from '../domain/renewal.ts';
import { enteredFor } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import { phaseOf } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';
import { meterName } from '../words/names.ts';
import { allowanceOf } from './means.ts';
import { learnedDue } from './refills.ts';
import { renewalText } from './renewal-text.ts';
import type { Selection } from './view.ts';

/** Something that should have come back by now, and has not been seen to. `learned`: nobody tells its time. */
export type Overdue = {
  readonly meter: string;
  readonly name: string;
  readonly due: EpochMs;
  /** The same in words. */
  readonly when: string;
  readonly learned: boolean;
};

/** All of an account, the longest overdue first. */
export function overdueOf(account: AccountState, facts: Facts, selection: Selection): readonly Overdue[] {
  const { words, conditions } = selection;
  const { now } = conditions;
  const windows = account.windows.flatMap((window): Overdue[] => {
    const { key, resetsAt, missingSince } = window;
    if (missingSince !== null || resetsAt === null || phaseOf(window, now) !== 'awaiting-reset') return [];
    return [
      { meter: key, name: meterName(words, window), due: resetsAt, when: words.moment(resetsAt, now), learned: false },
    ];
  });
  const credits = overdueCredits(account, facts, selection);
  return [...windows, ...(credits === null ? [] : [credits])].toSorted((a, b) => a.due - b.due);
}

/** The cycle's credits: by the renewal that was told or entered, or else by what was learned. */
function overdueCredits(
  account: AccountState,
  facts: Facts,
  { words, settings, conditions }: Selection,
): Overdue | null {
  const balance = account.balances.find((one) => hasCycle(one) && one.left !== null && !one.unlimited);
  if (balance === undefined) return null;
  const { now, offset, offsetAt } = conditions;
  const entered = enteredFor(settings, account);
  const of = { meter: balance.key, name: words.t('label.credits') };
  const { daily } = allowanceOf(account, facts, entered);
  const renewal = daily ? null : openRenewal(account, entered, balance, { now, offset, offsetAt });
  if (renewal !== null) return { ...of, due: renewal, when: renewalText(account, renewal, words, now), learned: false };
  const due = learnedDue(account.refills.next);
  const told = !daily && nextRenewal(account, entered, now, offset) !== null;
  return due === null || told || due.latest > now
    ? null
    : { ...of, due: due.latest, when: words.moment(due.latest, now), learned: true };
}
