import type { AccountState } from '../domain/account.ts';
import { serviceName } from './account-names.ts';
import { type JobView, jobViews } from './job-views.ts';
import { type BudgetView, budgetView } from './plan-views.ts';
import type { Selection } from './view.ts';

/** What the settings page shows of plans beside the settings themselves. */
export type PlanScreen = {
  readonly budgets: readonly BudgetView[];
  readonly jobs: readonly JobView[];
  /** Services that count in credits: a job's ceiling is in the credits of one of them. */
  readonly purses: readonly { readonly id: string; readonly name: string }[];
};

export function planScreenOf(selection: Selection): PlanScreen {
  const { snapshot, services, settings } = selection;
  const watched = services.filter(({ id }) => !settings.stopped.includes(id));
  const withCredits = watched.flatMap(({ id, facts }) => {
    const own = snapshot.accounts.filter((one) => one.provider === id && hasCredits(one));
    return own.map((account) => ({ account, facts, name: serviceName(account, facts.name, own.length, selection) }));
  });
  const offered = watched.filter(({ facts }) => facts.retired === null);
  return {
    budgets: withCredits.map(({ account, facts, name }) => budgetView(account, name, facts, selection)),
    jobs: jobViews(selection),
    purses: offered.map(({ id, facts }) => ({ id, name: facts.short })),
  };
}

const hasCredits = ({ balances }: AccountState) => balances.some(({ unit }) => unit === 'credits');
