import type { AccountState } from '../domain/account.ts';
import type { Planned } from '../domain/ceilings.ts';
import { type Budget, type Envelope, envelopes } from '../domain/plans.ts';
import { budgetFor, enteredFor } from '../domain/settings.ts';
import { day } from '../domain/time.ts';
import { type Level, levelOf, type Thresholds } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';
import { quantity } from '../words/names.ts';
import { planValues, spentText } from '../words/plans.ts';
import type { WarningView } from './card.ts';
import { budgetNow, type Month, monthOf, type Planning } from './plans.ts';
import type { Selection } from './view.ts';

/** What somebody has planned is no limit: even all of it stops nothing. */
export function planLevel({ plan, spent }: Planned, thresholds: Thresholds): Level {
  const level = plan > 0 ? levelOf((spent / plan) * 100, thresholds) : 'none';
  return level === 'critical' ? 'warning' : level;
}

export function planningOf({ settings, conditions, snapshot }: Selection, facts: Facts, of: AccountState): Planning {
  const { now, offset, offsetAt } = conditions;
  return { facts, settings, entered: enteredFor(settings, of), now, offset, offsetAt, accounts: snapshot.accounts };
}

/** The budget on a card: a quiet line, or a warning once much of it is spent; envelopes only as warnings. */
export function budgetLines(account: AccountState, facts: Facts, selection: Selection) {
  const none: { notes: readonly string[]; warnings: readonly WarningView[] } = { notes: [], warnings: [] };
  const { words, settings } = selection;
  if (budgetFor(settings, account) === undefined) return none;
  const month = monthOf(account, planningOf(selection, facts, account));
  const budget = budgetNow(month);
  if (budget === null) return none;
  const level = planLevel(budget, settings.thresholds);
  const values = { ...planValues(words, budget), percent: words.percent((budget.spent / budget.plan) * 100) };
  const over = budget.spent >= budget.plan;
  const text = over ? words.t('plan.budget-over', values) : words.t('plan.budget-near', values);
  return {
    notes: level === 'none' ? [words.t('plan.budget-until', { ...values, date: words.date(month.period.to) })] : [],
    warnings: [
      ...(level === 'none' ? [] : [{ kind: 'budget', level, text } as const]),
      ...envelopeWarning(month, selection),
    ],
  };
}

/** One line at most: all that are used up, or else the one that is nearest to it. */
function envelopeWarning(month: Month, { words, settings }: Selection): WarningView[] {
  const all = envelopes
    .flatMap((one) => {
      const planned = month.envelopes?.[one];
      return planned === undefined || planned.plan <= 0 ? [] : [{ name: words.t(`envelope.${one}`), planned }];
    })
    .map((one) => ({ ...one, share: (one.planned.spent / one.planned.plan) * 100 }))
    .toSorted((a, b) => b.share - a.share);
  const [first] = all;
  const level = first === undefined ? 'none' : planLevel(first.planned, settings.thresholds);
  if (first === undefined || level === 'none') return [];
  const over = all.filter(({ share }) => share >= 100).map(({ name }) => name);
  const text =
    over.length > 0
      ? words.t('plan.envelope-over', { envelope: words.list(over) })
      : words.t('plan.envelope-near', { envelope: first.name, percent: words.percent(first.share) });
  return [{ kind: 'envelope', level, text }];
}

/** A bar of the settings page. `share`: percent spent; `null` where nothing is planned to compare with. */
export type Bar = {
  readonly id: Envelope | 'budget' | 'unattributed';
  readonly name: string;
  readonly text: string;
  readonly share: number | null;
  readonly level: Level;
};

/** An account with credits, as the budget section shows it. */
export type BudgetView = {
  /** `provider/account`, under which its budget is kept. */
  readonly key: string;
  readonly provider: string;
  readonly account: number;
  /** The account's own key. */
  readonly owner: string;
  readonly name: string;
  readonly budget: Budget | null;
  /** What an amount of money is worth, in words; `null` where there is none, or nobody has said it. */
  readonly worth: string | null;
  readonly period: string;
  /** Whether the calendar stands in for a cycle nobody knows. */
  readonly monthInstead: boolean;
  readonly since: string | null;
  readonly bars: readonly Bar[];
};

export function budgetView(account: AccountState, name: string, facts: Facts, selection: Selection): BudgetView {
  const { words } = selection;
  const month = monthOf(account, planningOf(selection, facts, account));
  const { period, spent, budget, limit } = month;
  const late = spent.since - period.from > day;
  return {
    key: `${account.provider}/${account.account}`,
    provider: account.provider,
    account: account.number,
    owner: account.account,
    name,
    budget,
    worth:
      budget?.currency == null || limit === null
        ? null
        : words.t('budget.worth', { credits: quantity(words, limit, 'credits') }),
    period: words.t('plan.period-until', { from: words.date(period.from), to: words.date(period.to) }),
    monthInstead: budget !== null && budget.period === 'cycle' && period.by === 'month',
    since: late ? words.t('plan.since', { date: words.date(spent.since) }) : null,
    bars: barsOf(month, selection),
  };
}

function barsOf(month: Month, { words, settings }: Selection): readonly Bar[] {
  const { spent } = month;
  const bar = (id: Bar['id'], name: string, planned: Planned | null): Bar[] =>
    planned === null || planned.plan <= 0
      ? []
      : [
          {
            ...{ id, name, text: spentText(words, planned), share: (planned.spent / planned.plan) * 100 },
            level: planLevel(planned, settings.thresholds),
          },
        ];
  const stray = quantity(words, spent.unattributed, 'credits');
  return [
    ...bar('budget', words.t('budget.title'), budgetNow(month)),
    ...envelopes.flatMap((one) => bar(one, words.t(`envelopes.${one}`), month.envelopes?.[one] ?? null)),
    { id: 'unattributed', name: words.t('plan.unattributed'), text: stray, share: null, level: 'none' },
  ];
}
