import type { AccountState } from '../../domain/account.ts';
import type { Period } from '../../domain/period.ts';
import { type Envelope, envelopes, type Shares, wholeShares } from '../../domain/plans.ts';
import { monthsByClock } from '../../domain/renewal.ts';
import { plannedFor } from '../../domain/settings.ts';
import { day, type Ms } from '../../domain/time.ts';
import { type BudgetView, budgetView, planningOf } from '../plan-views.ts';
import { runningPeriods } from '../plans.ts';
import type { Selection } from '../view.ts';
import { costPlaces } from './costs.ts';
import { type Found, type Owned, offsetOf, ownerKey, ownersOf } from './history.ts';
import { type Range, rangeBetween } from './ranges.ts';
import { useOverTime } from './use-over-time.ts';

/** An account whose cycle is known, with the one before it. */
export type CyclePlace = {
  /** `provider/account`, under which its plan is kept. */
  readonly key: string;
  readonly account: AccountState;
  readonly owner: Owned;
  readonly period: Period;
  readonly last: Range;
  readonly budget: BudgetView;
  /** Whether somebody has made a plan for this cycle. */
  readonly planned: boolean;
};

/** Begins that differ by less are the same cycle: services and hand-entered days differ by hours. */
const sameCycle: Ms = 2 * day;

/** Accounts whose credits come with a cycle that is known. */
export function cyclePlaces(selection: Selection): readonly CyclePlace[] {
  const { settings } = selection;
  const owners = ownersOf(selection);
  return costPlaces(selection).flatMap(({ account, facts, name }): readonly CyclePlace[] => {
    const owner = owners.find((one) => ownerKey(one) === ownerKey(account));
    const period = runningPeriods(account, planningOf(selection, facts, account)).cycle;
    if (owner?.purse !== true || period.by !== 'cycle') return [];
    const planned = plannedFor(settings, account);
    return [
      {
        ...{ key: ownerKey(account), account, owner, period },
        last: rangeBetween(monthsByClock(period.from, -1, offsetOf(selection)), period.from, offsetOf(selection)),
        budget: budgetView(account, name, facts, selection),
        planned: planned !== undefined && planned > period.from - sameCycle,
      },
    ];
  });
}

/** What a kind of work took in the last cycle. `percent` of all of it; `set`: percent that is set for it now. */
export type WentRow = {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly went: string;
  readonly percent: number;
  readonly share: string;
  readonly set: number | null;
};

export type LastCycle = {
  readonly finding: string;
  readonly total: number;
  readonly rows: readonly WentRow[];
  /** The shares as they went, of what a task is known for; `null` where nothing did. */
  readonly shares: Shares | null;
};

/** The last cycle by kind of work, beside the shares that are set: the numbers of the history. */
export function lastCycle(found: Found, { last, owner }: CyclePlace, selection: Selection): LastCycle {
  const { words, conditions, settings } = selection;
  const looking = { range: last, owners: [owner], words, now: conditions.now, offsetAt: offsetOf(selection) };
  const use = useOverTime(found, 'kind', 'credits', looking);
  const sum = (key: string) => use.bars.reduce((all, { parts }) => all + (parts?.[key] ?? 0), 0);
  const went = Object.fromEntries(envelopes.map((one) => [one, sum(one)])) as Record<Envelope, number>;
  return {
    finding: use.finding,
    total: use.total,
    rows: use.series.map(({ key, name }) => {
      const part = envelopes.find((one) => one === key);
      const percent = (sum(key) / use.total) * 100;
      return {
        ...{ key, name, value: sum(key), went: words.amount(sum(key)) },
        ...{ percent, share: words.percent(percent) },
        set: part === undefined ? null : settings.shares[part],
      };
    }),
    shares: wholeShares(went),
  };
}
