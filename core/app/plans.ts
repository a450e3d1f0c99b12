import type { AccountState } from '../domain/account.ts';
import { hasCycle } from '../domain/balance.ts';
import type { Planned, Plans } from '../domain/ceilings.ts';
import { cycleAllowance } from '../domain/cycle-use.ts';
import { allRuns, type Job } from '../domain/jobs.ts';
import { type Period, type Periods, periodsOf } from '../domain/period.ts';
import {
  type Budget,
  creditsOf,
  defaultShares,
  type Envelope,
  envelopeOf,
  envelopes,
  filled,
} from '../domain/plans.ts';
import type { OffsetAt } from '../domain/renewal.ts';
import { budgetFor, type Entered, jobNow, type Settings } from '../domain/settings.ts';
import { jobCredits, type Spent, spentIn, totalOf, type Working } from '../domain/tally.ts';
import { type TaskKind, taskKinds } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { allowanceOf } from './means.ts';
import { workingOf } from './spending.ts';

/** All that plans need beside the account. `accounts`: the others of all services, where a job runs over several. */
export type Planning = {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly entered: Entered | undefined;
  readonly now: EpochMs;
  /** Minutes that local time is ahead of UTC, now and at any other moment. */
  readonly offset: number;
  readonly offsetAt?: OffsetAt | undefined;
  readonly accounts?: readonly AccountState[];
};

export function runningPeriods(
  account: AccountState,
  { facts, entered, now, offset, offsetAt }: Omit<Planning, 'settings'>,
): Periods {
  return periodsOf(account, entered, { now, offset, offsetAt, daily: allowanceOf(account, facts, entered).daily });
}

/** What somebody has planned to spend at one account in the period that is running, and what went. Credits. */
export type Month = {
  readonly period: Period;
  readonly spent: Spent;
  readonly budget: Budget | null;
  /** In credits; `null` where nothing was set, or its worth in credits is not known. */
  readonly limit: number | null;
  /** By envelope, filled from the budget, or else from the cycle's allowance; `null` where neither is known. */
  readonly envelopes: { readonly [Part in Envelope]: Planned } | null;
};

export function monthOf(account: AccountState, planning: Planning): Month {
  const { settings, facts, entered } = planning;
  const budget = budgetFor(settings, account) ?? null;
  const which = budget?.period ?? 'cycle';
  const period = runningPeriods(account, planning)[which];
  const spent = spentIn(account.spentBy[which], period, workingOf(account, facts.costs));
  const limit = budget === null ? null : creditsOf(budget);
  const whole = limit ?? (budget === null ? allowanceNow(account, facts, entered) : null);
  const amounts = whole === null ? null : filled(whole, settings.shares);
  const of = (part: Envelope): Planned => ({ plan: amounts?.[part] ?? 0, spent: spentOf(spent, part) });
  const [drafts, research, media, developer] = envelopes.map(of) as [Planned, Planned, Planned, Planned];
  return { period, spent, budget, limit, envelopes: amounts === null ? null : { drafts, research, media, developer } };
}

/** What tasks of an envelope took. What no task explains is in none of them. */
function spentOf({ byKind }: Spent, part: Envelope): number {
  const own = (kind: TaskKind) => (envelopeOf(kind) === part ? (byKind[kind] ?? 0) : 0);
  return taskKinds.reduce((sum, kind) => sum + own(kind), 0);
}

function allowanceNow(account: AccountState, facts: Facts, entered: Entered | undefined): number | null {
  const balance = account.balances.find((one) => one.key === 'credits' && hasCycle(one));
  const { monthly, daily } = allowanceOf(account, facts, entered);
  return balance === undefined || daily ? null : cycleAllowance(balance, monthly);
}

/** The budget of the running period with what went of it; `null` where none is set or its worth is not known. */
export function budgetNow({ limit, spent }: Month): Planned | null {
  return limit === null ? null : { plan: limit, spent: totalOf(spent) };
}

/** The accounts of one service, with who caused what in each: worked out once for all jobs. */
export type Workings = readonly { readonly account: AccountState; readonly working: Working }[];

export function workingsOf(accounts: readonly AccountState[], { facts }: Pick<Planning, 'facts'>) {
  return accounts
    .filter(({ provider }) => provider === facts.id)
    .map((account) => ({ account, working: workingOf(account, facts.costs) }));
}

/** What went on a job at one service, over all its accounts there. Credits. */
export function jobSpent(workings: Workings, job: string): number {
  return workings.reduce((sum, { account, working }) => sum + jobCredits(account.spentBy, job, working), 0);
}

/** The account as it is now among all others as they stood before. */
export function withOthers(account: AccountState, { accounts = [] }: Planning): readonly AccountState[] {
  const isIt = ({ provider, account: own }: AccountState) => provider === account.provider && own === account.account;
  return [...accounts.filter((one) => !isIt(one)), account];
}

/** A job's ceiling with what went of it; `null` where it has none at this service. */
export function ceilingNow(workings: Workings, { id, ceiling }: Job, provider: string): Planned | null {
  return ceiling?.provider !== provider ? null : { plan: ceiling.credits, spent: jobSpent(workings, id) };
}

/** Whether somebody has set shares of their own. */
export const isChosen = (shares: Settings['shares']) => envelopes.some((one) => shares[one] !== defaultShares[one]);

/** Everything planned that a task of this account counts to, for `exceeded`. What nobody has set is nobody's plan. */
export function plansOf(account: AccountState, planning: Planning): Plans {
  const { settings } = planning;
  const month = monthOf(account, planning);
  const all = withOthers(account, planning);
  const job = jobNow(settings);
  const tallies = (id: string) => all.flatMap(({ spentBy }) => spentBy.jobs.filter((one) => one.job === id));
  return {
    caps: settings.caps,
    budget: budgetNow(month),
    envelopes: month.budget !== null || isChosen(settings.shares) ? month.envelopes : null,
    job:
      job === undefined
        ? null
        : {
            name: job.name,
            ceiling: ceilingNow(workingsOf(all, planning), job, account.provider),
            counts: job.counts,
            runs: allRuns(tallies(job.id)),
          },
  };
}
