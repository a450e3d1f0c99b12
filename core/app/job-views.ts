import { allRuns, type Job, madeOf, retakesIn } from '../domain/jobs.ts';
import { jobNow } from '../domain/settings.ts';
import { taskKinds } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import { type Level, worst } from '../domain/warning.ts';
import { quantity } from '../words/names.ts';
import { spentText } from '../words/plans.ts';
import { planLevel } from './plan-views.ts';
import { ceilingNow, jobSpent, type Workings, workingsOf } from './plans.ts';
import type { TaskRow } from './rows.ts';
import { taskCostOf, taskCostText } from './task-cost.ts';
import type { Selection } from './view.ts';

/** What has come together for a job, in words. */
export type JobView = {
  readonly id: string;
  readonly name: string;
  /** Per service: what it took, against the ceiling where there is one. */
  readonly spent: readonly string[];
  readonly level: Level;
  /** Tasks by kind, and retakes; `null` where nothing has counted to it. */
  readonly made: string | null;
  readonly retakes: string | null;
  readonly current: boolean;
  readonly finished: boolean;
};

/** A task at hand that can be moved to another job. */
export type TaskView = {
  readonly provider: string;
  readonly owner: string;
  readonly key: string;
  readonly startedAt: EpochMs;
  readonly text: string;
  readonly cost: string;
  readonly job: string | null;
};

/** So many of the last tasks are offered to be moved. */
const tasksShown = 12;

type Service = { readonly id: string; readonly short: string; readonly workings: Workings };

function servicesOf({ services, snapshot }: Selection): readonly Service[] {
  return services.map(({ id, facts }) => ({
    id,
    short: facts.short,
    workings: workingsOf(snapshot.accounts, { facts }),
  }));
}

/** The one that is gone on with; `null` where there is none. */
export function currentJobOf(selection: Selection): JobView | null {
  const job = jobNow(selection.settings);
  return job === undefined ? null : jobView(job, servicesOf(selection), selection);
}

/** All jobs, the newest first. */
export function jobViews(selection: Selection): readonly JobView[] {
  const services = servicesOf(selection);
  return selection.settings.jobs
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .map((job) => jobView(job, services, selection));
}

function jobView(job: Job, services: readonly Service[], { snapshot, settings, words }: Selection): JobView {
  const lines = services.flatMap(({ id, short, workings }) => {
    const ceiling = ceilingNow(workings, job, id);
    const spent = jobSpent(workings, job.id);
    if (ceiling === null && spent < 1) return [];
    const amount = quantity(words, spent, 'credits');
    const text = ceiling === null ? words.t('plan.spent-only', { plan: amount }) : spentText(words, ceiling);
    const level: Level = ceiling === null ? 'none' : planLevel(ceiling, settings.thresholds);
    return [{ text: words.t('job.spent-at', { service: short, spent: text }), level }];
  });
  const runs = allRuns(snapshot.accounts.flatMap(({ spentBy }) => spentBy.jobs.filter((one) => one.job === job.id)));
  const kinds = taskKinds.flatMap((kind) => {
    const { finals, previews } = madeOf(runs, kind);
    return finals + previews === 0 ? [] : [{ kind: words.t(`task.${kind}`), number: finals + previews }];
  });
  const count = kinds.reduce((sum, { number }) => sum + number, 0);
  const retakes = retakesIn(runs);
  return {
    id: job.id,
    name: job.name,
    spent: lines.map(({ text }) => text),
    level: worst(lines.map(({ level }) => level)),
    made:
      count === 0
        ? null
        : words.t('job.made', { count, kinds: words.list(kinds.map((one) => words.t('job.kind-count', one))) }),
    retakes: retakes === 0 ? null : words.t('job.retakes', { count: retakes }),
    current: settings.currentJob?.id === job.id && job.finishedAt === null,
    finished: job.finishedAt !== null,
  };
}

/** Since when the record is to be asked for the tasks that can be moved; `null`: there is none. */
export function tasksSince({ services, snapshot }: Selection): EpochMs | null {
  const watched = new Set(services.map(({ id }) => id));
  const all = snapshot.accounts.filter(({ provider }) => watched.has(provider)).flatMap(({ charges }) => charges.tasks);
  const last = all.map(({ startedAt }) => startedAt).toSorted((a, b) => b - a);
  return last[Math.min(last.length, tasksShown) - 1] ?? null;
}

/** The last tasks whose charges are at hand, the newest first. `rows`: what the record has of them since `tasksSince`. */
export function taskViews(selection: Selection, rows: readonly TaskRow[]): readonly TaskView[] {
  const { services, snapshot, settings, words, conditions } = selection;
  const known = new Set(settings.jobs.map(({ id }) => id));
  const all = snapshot.accounts.flatMap((account) => {
    const facts = services.find(({ id }) => id === account.provider)?.facts;
    if (facts === undefined) return [];
    const own = rows.filter((row) => row.provider === account.provider && row.account === account.account);
    return account.charges.tasks.flatMap(({ key, task, startedAt, job }): TaskView[] => {
      const row = own.find((one) => one.key === key);
      if (row === undefined) return [];
      const moment = words.moment(startedAt, conditions.now);
      return [
        {
          ...{ provider: account.provider, owner: account.account, key, startedAt },
          text: words.t('job.task', { kind: words.t(`task.${task}`), service: facts.short, moment }),
          cost: words.t('job.task-cost', { cost: taskCostText(taskCostOf(row), words) }),
          job: job !== undefined && known.has(job) ? job : null,
        },
      ];
    });
  });
  return all.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, tasksShown);
}
