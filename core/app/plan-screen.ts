import type { AccountState } from '../domain/account.ts';
import { accountName } from './account-names.ts';
import { type JobView, jobViews, type TaskView, taskViews } from './job-views.ts';
import { type BudgetView, budgetView } from './plan-views.ts';
import type { Selection } from './view.ts';

/** What the settings page shows of plans beside the settings themselves. */
export type PlanScreen = {
  readonly budgets: readonly BudgetView[];
  readonly jobs: readonly JobView[];
  readonly tasks: readonly TaskView[];
  /** Services that count in credits: a job's ceiling is in the credits of one of them. */
  readonly purses: readonly { readonly id: string; readonly name: string }[];
};

export function planScreenOf(selection: Selection): PlanScreen {
  const { snapshot, services, settings, words } = selection;
  const watched = services.filter(({ id }) => !settings.stopped.includes(id));
  const withCredits = watched.flatMap(({ id, facts }) => {
    const own = snapshot.accounts.filter((one) => one.provider === id && hasCredits(one));
    return own.map((account) => ({ account, facts, several: own.length > 1 }));
  });
  const offered = watched.filter(({ facts }) => facts.retired === null);
  return {
    budgets: withCredits.map(({ account, facts, several }) => {
      const name = several ? `${facts.name}, ${accountName(account, words, settings)}` : facts.name;
      return budgetView(account, name, facts, selection);
    }),
    jobs: jobViews(selection),
    tasks: taskViews(selection),
    purses: offered.map(({ id, facts }) => ({ id, name: facts.short })),
  };
}

const hasCredits = ({ balances }: AccountState) => balances.some(({ unit }) => unit === 'credits');
