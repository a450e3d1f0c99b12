import type { AccountState } from '../../domain/account.ts';
import { estimateOf } from '../../domain/estimate.ts';
import { costOf } from '../../domain/estimates.ts';
import { fitting, type KnownSet, knownSets, ownCosts } from '../../domain/measured.ts';
import type { TaskParameters } from '../../domain/reading.ts';
import { type TaskKind, taskKinds } from '../../domain/task.ts';
import type { CostFacts, Facts } from '../../providers/provider.ts';
import { aboutText, countRange, sourceText } from '../../words/costs.ts';
import { taskText } from '../../words/last-tasks.ts';
import { quantity } from '../../words/names.ts';
import { costText, rounded } from '../../words/warnings.ts';
import { serviceName } from '../account-names.ts';
import { creditsOf } from '../means.ts';
import { isEmpty, type Selection } from '../view.ts';

/** One kind of task with its parameters: what is said of its cost, what one's own were, and how many still fit. */
export type CostRow = {
  readonly key: string;
  readonly name: string;
  /** The published or the guide's figure; `null`: nobody has named one. */
  readonly told: { readonly text: string; readonly basis: string } | null;
  /** The median of one's own; `range`: where the next one will be, once that rests on them. `null`: nothing measured. */
  readonly own: { readonly text: string; readonly range: string | null; readonly count: string } | null;
  /** Lately, and earlier; `null` with too few. */
  readonly trend: { readonly later: string; readonly earlier: string } | null;
  readonly fits: string | null;
};

/** What things cost at one account. */
export type CostTable = {
  readonly key: string;
  readonly provider: string;
  readonly account: number;
  readonly name: string;
  /** What is left there, as the heading of what it still buys; `null`: not known. */
  readonly left: string | null;
  readonly rows: readonly CostRow[];
  /** Where the figures come from, and when they were read. */
  readonly sources: readonly string[];
};

/** An account of which costs can be spoken: something was read of it, or it is the only one of its service. */
export type CostPlace = { readonly account: AccountState; readonly facts: Facts; readonly name: string };

/** The watched accounts, with their names; those of a service that is gone only where something was measured there. */
export function costPlaces({ snapshot, services, settings, words }: Selection): readonly CostPlace[] {
  return services
    .filter(({ id }) => !settings.stopped.includes(id))
    .flatMap(({ id, facts }) => {
      const all = snapshot.accounts.filter((one) => one.provider === id && !isEmpty(one));
      const own = facts.retired === null ? all : all.filter(({ costs }) => costs.kinds.length > 0);
      return own.map((account) => ({
        ...{ account, facts },
        name: serviceName(account, facts.name, own.length, { words, settings }),
      }));
    });
}

/** What things cost, account by account. */
export function costTables(selection: Selection): readonly CostTable[] {
  const { words } = selection;
  return costPlaces(selection)
    .map(({ account, facts, name }) => {
      const left = leftOf(account);
      return {
        key: `${account.provider}/${account.account}`,
        ...{ provider: account.provider, account: account.number, name },
        left: left === null ? null : quantity(words, left, 'credits'),
        rows: setsOf(account, facts.costs).map((set) => rowOf(account, facts.costs, set, left, selection)),
        sources: [...new Set(facts.costs.filter(inCredits).map(({ range }) => sourceText(words, range)))],
      };
    })
    .filter(({ rows }) => rows.length > 0);
}

const inCredits = ({ unit }: CostFacts) => unit === 'credits';

/** Credits that can be spent; `null`: unknown, or without end. */
export function leftOf(account: AccountState): number | null {
  const credits = creditsOf(account);
  return credits === undefined || credits.unlimited || credits.left === null ? null : Math.max(0, credits.left);
}

/** What there is a figure of, kind by kind: the sets one has used, or else the kind as a whole. */
function setsOf({ costs }: AccountState, priors: readonly CostFacts[]): readonly KnownSet[] {
  const known = knownSets(costs);
  return taskKinds.flatMap((task): readonly KnownSet[] => {
    const own = known.filter((one) => one.task === task);
    if (own.length > 0) return own;
    // What is counted in uses is a limit, which stands on the card.
    const told = priors.some((one) => one.task === task && one.unit === 'credits');
    return told || costs.kinds.some(({ of }) => of === task) ? [{ task, parameters: {} }] : [];
  });
}

/** What was measured of tasks with these parameters; without any parameters, of all of that kind. */
export function ownOf(costs: AccountState['costs'], task: TaskKind, parameters: TaskParameters) {
  const exact = ownCosts(costs, task, parameters);
  return exact ?? (Object.keys(parameters).length === 0 ? ownCosts(costs, task, null) : null);
}

function rowOf(
  { costs }: AccountState,
  priors: readonly CostFacts[],
  { task, parameters }: KnownSet,
  left: number | null,
  { words }: Selection,
): CostRow {
  const { t } = words;
  const told = estimateOf(priors, task, parameters);
  const next = costOf(costs, task, parameters, priors);
  const own = ownOf(costs, task, parameters);
  const unit = told?.unit ?? 'credits';
  const learned = next?.why.by === 'own' ? next : null;
  const room = next === null || unit !== 'credits' || left === null ? null : fitting(left, next);
  return {
    key: [task, ...Object.values(parameters)].join('·'),
    name: taskText(words, { task, parameters }),
    told:
      told === null
        ? null
        : {
            text: costText(words, told),
            basis: t(told.basis === 'published' ? 'costs.basis-published' : 'costs.basis-guide'),
          },
    own:
      own === null
        ? null
        : {
            text: aboutText(words, own.median),
            range:
              learned === null ? null : t('costs.range', { low: rounded(learned.p10), high: rounded(learned.p90) }),
            count: t('costs.count', { count: own.count, number: own.count }),
          },
    trend:
      own?.trend == null
        ? null
        : {
            later: t('costs.later', { amount: rounded(own.trend.later) }),
            earlier: t('costs.earlier', { amount: rounded(own.trend.earlier) }),
          },
    fits: room === null ? null : countRange(words, room),
  };
}
