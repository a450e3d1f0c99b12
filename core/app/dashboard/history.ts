import { type Period, periodsOf } from '../../domain/period.ts';
import { enteredFor } from '../../domain/settings.ts';
import type { EpochMs } from '../../domain/time.ts';
import { serviceName } from '../account-names.ts';
import { shownBalances } from '../card.ts';
import { allowanceOf } from '../means.ts';
import type { DayRow, ObservationRow, SpendingRow, TaskRow } from '../rows.ts';
import type { SumRow } from '../sums.ts';
import { isEmpty, type Selection } from '../view.ts';
import type { OffsetAt } from './ranges.ts';

/** What the record has of a range. */
export type Found = {
  readonly spending: readonly SpendingRow[];
  readonly tasks: readonly TaskRow[];
  /** Of one meter: readings, or for a year what each day did. */
  readonly readings: readonly ObservationRow[];
  readonly days: readonly DayRow[];
  /** What rows of more than two years ago came to, day by day. */
  readonly sums: readonly SumRow[];
  /** When something was first read of any account; `null`: never. */
  readonly since: EpochMs | null;
};

/** An account as the history speaks of it. */
export type Owned = {
  readonly provider: string;
  readonly account: string;
  readonly name: string;
  /** Whether its credits are its own: what several services draw on counts once. */
  readonly purse: boolean;
};

export const ownerKey = ({ provider, account }: { readonly provider: string; readonly account: string }) =>
  `${provider}/${account}`;

/** All accounts of which anything was ever read, those of stopped services too: what was, was. */
export function ownersOf(selection: Selection): readonly Owned[] {
  const { snapshot, services } = selection;
  return services.flatMap(({ id, facts }) => {
    const own = snapshot.accounts.filter((one) => one.provider === id && !isEmpty(one));
    return own.map((account) => ({
      ...{ provider: id, account: account.account },
      name: serviceName(account, facts.short, own.length, selection),
      purse: shownBalances(account, selection).some(({ unit }) => unit === 'credits'),
    }));
  });
}

export function offsetOf({ conditions }: Selection): OffsetAt {
  return conditions.offsetAt ?? (() => conditions.offset);
}

/** The billing cycle a history is cut by: that of the first account that has one, else the calendar month. */
export function cycleOf(selection: Selection): Period {
  const { snapshot, services, settings, conditions } = selection;
  const all = snapshot.accounts.flatMap((account) => {
    const facts = services.find(({ id }) => id === account.provider)?.facts;
    if (facts === undefined) return [];
    const entered = enteredFor(settings, account);
    return periodsOf(account, entered, { ...conditions, daily: allowanceOf(account, facts, entered).daily }).cycle;
  });
  const none = { cycle: null, renewal: null };
  return all.find(({ by }) => by === 'cycle') ?? periodsOf(none, undefined, conditions).month;
}
