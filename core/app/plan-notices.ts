import type { AccountState } from '../domain/account.ts';
import type { Planned } from '../domain/ceilings.ts';
import type { Notice } from '../domain/notice.ts';
import { envelopes } from '../domain/plans.ts';
import { budgetFor, type Settings } from '../domain/settings.ts';
import type { SpentBy } from '../domain/tally.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import { budgetNow, ceilingNow, isChosen, type Month, monthOf, withOthers, workingsOf } from './plans.ts';

/** Something planned, as far as telling goes. `of`: what it is, of when, and how much; a new amount is a new plan. */
type Plan = {
  readonly of: string;
  readonly kind: 'budget' | 'envelope' | 'job-ceiling';
  readonly planned: Planned;
  readonly tell: (threshold: number, planned: Planned) => Notice;
};

type Told = { readonly spentBy: SpentBy; readonly notices: readonly Notice[] };

/**
 * Plans that spending has taken past a threshold or used up, each threshold once, the highest alone. A plan that is new
 * begins where it stands. One whose kind is switched off is not used up.
 */
export function planNotices(account: AccountState, before: AccountState, warning: Warning): Told {
  const plans = plansToTell(account, warning);
  if (plans.length === 0 && account.spentBy.said.length === 0) return { spentBy: account.spentBy, notices: [] };
  const earlier = new Map(plansToTell(before, warning).map((one) => [one.of, one.planned]));
  // A job runs over several accounts, and says so once.
  const siblings = withOthers(account, warning).filter(({ provider }) => provider === account.provider);
  const notices: Notice[] = [];
  const said = plans.map(({ of, kind, planned, tell }) => {
    const heard = (kind === 'job-ceiling' ? siblings : [account]).flatMap(({ spentBy }) =>
      spentBy.said.filter((one) => one.of === of),
    );
    const known =
      heard.length > 0 ? Math.max(...heard.map(({ at }) => at)) : passed(earlier.get(of) ?? planned, warning.settings);
    const now = passed(planned, warning.settings);
    if (now <= known || !warning.settings.notify[kind]) return { of, at: known };
    notices.push(tell(now, planned));
    return { of, at: now };
  });
  return { spentBy: { ...account.spentBy, said }, notices };
}

/** The highest threshold that has been passed, in percent; 0 where none has. */
function passed({ plan, spent }: Planned, { thresholds }: Settings): number {
  const share = plan > 0 ? (spent / plan) * 100 : 0;
  return Math.max(0, ...[thresholds.notice, thresholds.warning, 100].filter((at) => share >= at));
}

function plansToTell(account: AccountState, warning: Warning): readonly Plan[] {
  const { settings } = warning;
  const wanted = hasPlans(account, settings);
  const month = wanted ? monthOf(account, warning) : null;
  return [...(month === null ? [] : monthPlans(account, month, warning)), ...jobPlans(account, warning)];
}

/** What nobody has set is shown; but nobody is told that it is used up. */
function hasPlans(account: AccountState, settings: Settings): boolean {
  return budgetFor(settings, account) !== undefined || isChosen(settings.shares);
}

function monthPlans(account: AccountState, month: Month, warning: Warning): readonly Plan[] {
  const { period, budget } = month;
  const common = { ...ownerAt(account, warning.at), until: period.to } as const;
  const subject = (meter: string) => ({ meter, label: 'credits', length: null }) as const;
  const whole = budgetNow(month);
  const money =
    budget?.currency == null || whole === null ? null : { amount: budget.amount, currency: budget.currency };
  const ofBudget = (planned: Planned): Plan => {
    const of = ['budget', period.from, planned.plan].join('·');
    return {
      of,
      kind: 'budget',
      planned,
      tell: (threshold, { plan, spent }) => ({
        ...{ ...common, kind: 'budget', key: keyOf(account, of, threshold), subject: subject('budget') },
        ...{ threshold, plan, spent, money },
      }),
    };
  };
  return [
    ...(whole === null ? [] : [ofBudget(whole)]),
    ...envelopes.flatMap((envelope): Plan[] => {
      const planned = month.envelopes?.[envelope];
      if (planned === undefined || planned.plan <= 0) return [];
      const of = ['envelope', envelope, period.from, planned.plan].join('·');
      return [
        {
          of,
          kind: 'envelope',
          planned,
          tell: (threshold, { plan, spent }) => ({
            ...{ ...common, kind: 'envelope', key: keyOf(account, of, threshold), subject: subject('envelope') },
            ...{ envelope, threshold, plan, spent },
          }),
        },
      ];
    }),
  ];
}

function jobPlans(account: AccountState, warning: Warning): readonly Plan[] {
  const { provider } = account;
  const open = warning.settings.jobs.filter(
    ({ finishedAt, ceiling }) => finishedAt === null && ceiling?.provider === provider,
  );
  if (open.length === 0) return [];
  const workings = workingsOf(withOthers(account, warning), warning);
  return open.flatMap((job): Plan[] => {
    const planned = ceilingNow(workings, job, provider);
    if (planned === null) return [];
    const of = ['job-ceiling', job.id, planned.plan].join('·');
    return [
      {
        of,
        kind: 'job-ceiling',
        planned,
        tell: (threshold, { plan, spent }) => ({
          ...ownerAt(account, warning.at),
          ...{ kind: 'job-ceiling', key: [account.provider, of, threshold].join('·'), threshold, plan, spent },
          subject: { meter: 'job', label: 'credits', length: null },
          job: job.name,
        }),
      },
    ];
  });
}
