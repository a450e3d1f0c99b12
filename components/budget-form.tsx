import { useState } from 'preact/hooks';
import type { BudgetView } from '../core/app/plan-views.ts';
import type { Budget } from '../core/domain/plans.ts';
import { budgetFor, type Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AmountField } from './amount-field.tsx';
import { Bars } from './bars.tsx';
import { Choice } from './choice.tsx';

type Props = {
  readonly view: BudgetView;
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** Currencies that are offered, and the one that is likely. */
const currencies = ['JPY', 'USD', 'EUR', 'GBP', 'KRW', 'TWD', 'CNY', 'INR', 'AUD', 'CAD'];
const likely = { ja: 'JPY', en: 'USD' } as const;

type Draft = Omit<Budget, 'amount' | 'price'> & {
  readonly amount: number | null;
  readonly paid: number | null;
  readonly credits: number | null;
};

/** What one is willing to spend at one account, and how much of it is spent. */
export function BudgetForm({ view, settings, words, onChange }: Props) {
  const { t } = words;
  const [draft, setDraft] = useState<Draft>(() => draftOf(ownOf(settings, view)));
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    onChange((before) => withBudget(before, view, budgetOf(next)));
  };
  const id = `budget-${view.provider}-${view.account}`;
  return (
    <fieldset class="wide" data-section="budget" data-provider={view.provider} data-account={view.account}>
      <legend>{t('budget.amount', { service: view.name })}</legend>
      <div class="fields">
        <AmountField
          id={`${id}-amount`}
          label={t('budget.field')}
          value={draft.amount}
          invalid={t('budget.amount-invalid')}
          onValue={(amount) => set({ amount })}
        />
        <Choice
          id={`${id}-unit`}
          label={t('budget.unit')}
          value={draft.currency ?? 'credits'}
          options={[
            { value: 'credits', text: t('budget.unit-credits') },
            ...ordered(likely[words.locale]).map((value) => ({ value, text: words.currency(value) })),
          ]}
          onValue={(unit) => set({ currency: unit === 'credits' ? null : unit })}
        />
        <Choice
          id={`${id}-period`}
          label={t('budget.period')}
          value={draft.period}
          options={(['cycle', 'month'] as const).map((value) => ({ value, text: t(`budget.period-${value}`) }))}
          onValue={(period) => set({ period: period === 'month' ? 'month' : 'cycle' })}
        />
      </div>
      {draft.currency !== null && (
        <div class="fields">
          <AmountField
            id={`${id}-paid`}
            label={t('budget.paid', { currency: draft.currency })}
            value={draft.paid}
            invalid={t('budget.price-invalid')}
            onValue={(paid) => set({ paid })}
          />
          <AmountField
            id={`${id}-credits`}
            label={t('budget.paid-for')}
            value={draft.credits}
            invalid={t('budget.price-invalid')}
            onValue={(credits) => set({ credits })}
          />
        </div>
      )}
      <Said view={view} draft={draft} words={words} />
      <Bars bars={view.bars} words={words} />
    </fieldset>
  );
}

function Said({ view, draft, words }: { readonly view: BudgetView; readonly draft: Draft; readonly words: Words }) {
  const { t } = words;
  const priceless = draft.amount !== null && draft.currency !== null && (draft.paid === null || draft.credits === null);
  const notes = [view.worth, view.period, view.since, view.monthInstead ? t('budget.period-unknown') : null];
  return (
    <div role="status">
      {priceless && <p class="line level-notice">{t('budget.price-needed')}</p>}
      {notes
        .filter((note) => note !== null)
        .map((note) => (
          <p key={note} class="quiet small">
            {note}
          </p>
        ))}
    </div>
  );
}

const ordered = (first: string) => [first, ...currencies.filter((one) => one !== first)];

function draftOf(budget: Budget | null): Draft {
  const { amount = null, currency = null, price = null, period = 'cycle' } = budget ?? {};
  return { amount, currency, period, paid: price?.paid ?? null, credits: price?.credits ?? null };
}

function budgetOf({ amount, currency, period, paid, credits }: Draft): Budget | null {
  if (amount === null) return null;
  const price = currency === null || paid === null || credits === null ? null : { paid, credits };
  return { amount, currency, period, price };
}

const ownOf = (settings: Settings, { provider, account, owner }: BudgetView): Budget | null =>
  budgetFor(settings, { provider, account: owner, number: account }) ?? null;

/** What was set before the account had a name goes with it. */
function withBudget(settings: Settings, { key, provider, account }: BudgetView, budget: Budget | null): Settings {
  const old = [key, ...(account === 1 ? [`${provider}/unknown`] : [])];
  const others = Object.fromEntries(Object.entries(settings.budgets).filter(([one]) => !old.includes(one)));
  return { ...settings, budgets: budget === null ? others : { ...others, [key]: budget } };
}
