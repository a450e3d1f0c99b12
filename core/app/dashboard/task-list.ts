import type { Job } from '../../domain/jobs.ts';
import type { TaskEnd } from '../../domain/reading.ts';
import { type TaskKind, taskKinds } from '../../domain/task.ts';
import type { EpochMs } from '../../domain/time.ts';
import { taskText } from '../../words/last-tasks.ts';
import { quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import type { SpendingRow, TaskRow } from '../rows.ts';
import type { SumRow } from '../sums.ts';
import { type TaskCost, taskCostOf, taskCostText } from '../task-cost.ts';
import { type Found, type Owned, ownerKey } from './history.ts';
import type { OffsetAt, Range } from './ranges.ts';
import { noonOf } from './use-over-time.ts';

/** `measured`: it was the only one that could have taken them · `shared`: worked out · `unattributed`: no task is known. */
export type CostHow = TaskCost['how'] | 'unattributed';
export type Outcome = TaskEnd | 'running';

/** A task of the list, or credits of which no task is known. Whole texts. */
export type TaskLine = {
  readonly key: string;
  readonly at: EpochMs;
  readonly when: string;
  readonly what: string;
  readonly service: string;
  readonly cost: string;
  /** The same as a number; 0 where it is not known. */
  readonly credits: number;
  readonly how: CostHow;
  readonly outcome: string;
  readonly job: string | null;
};

/** What to show of the list; an empty text stands for everything. */
export type Filter = {
  readonly service: string;
  /** Everything leaves chat turns out: they are many, and cost nothing of their own. */
  readonly kind: TaskKind | 'unattributed' | '';
  readonly job: string;
  readonly outcome: Outcome | '';
  readonly search: string;
  readonly sort: 'time' | 'cost';
  /** From 0 on. */
  readonly page: number;
};

export const noFilter: Filter = { service: '', kind: '', job: '', outcome: '', search: '', sort: 'time', page: 0 };

export type TaskList = {
  readonly lines: readonly TaskLine[];
  /** How many there are in all, what they took, and which of them are shown. */
  readonly summary: string;
  readonly place: string;
  readonly page: number;
  readonly pages: number;
  /** What may be filtered by: what occurs in the range. */
  readonly kinds: readonly (TaskKind | 'unattributed')[];
  readonly services: readonly { readonly key: string; readonly name: string }[];
};

export const perPage = 25;

type Entry = {
  readonly key: string;
  readonly owner: string;
  readonly at: EpochMs;
  readonly kind: TaskKind | 'unattributed';
  /** Made only where it is looked at: a year has thousands of them. */
  readonly what: () => string;
  readonly credits: number | null;
  readonly how: CostHow;
  readonly outcome: Outcome | null;
  readonly job: string | null;
  /** Of a sum, what it stands for. */
  readonly sum: SumRow | null;
};

type Looking = {
  readonly range: Range;
  readonly owners: readonly Owned[];
  readonly jobs: readonly Job[];
  readonly words: Words;
  readonly offsetAt: OffsetAt;
};

/** Tasks of the range, filtered, sorted, one page of them. */
export function taskList(found: Found, filter: Filter, looking: Looking): TaskList {
  const { owners, words } = looking;
  const all = entriesOf(found, looking);
  const some = all.filter((one) => fits(one, filter, looking)).toSorted(filter.sort === 'time' ? byTime : byCost);
  const pages = Math.max(1, Math.ceil(some.length / perPage));
  const page = Math.min(Math.max(0, filter.page), pages - 1);
  const shown = some.slice(page * perPage, (page + 1) * perPage);
  const credits = some.reduce((sum, one) => sum + (one.credits ?? 0), 0);
  const count = some.reduce((all, { sum }) => all + (sum?.count ?? 1), 0);
  const values = { count, number: words.amount(count) };
  const kinds = new Set(all.map(({ kind }) => kind));
  const present = new Set(all.map(({ owner }) => owner));
  return {
    lines: shown.map((one) => lineOf(one, looking)),
    summary:
      credits > 0
        ? words.t('tasks.summary-credits', { ...values, credits: quantity(words, credits, 'credits') })
        : words.t('tasks.summary', values),
    place: words.t('tasks.page', { page: page + 1, pages }),
    ...{ page, pages },
    kinds: [...taskKinds, 'unattributed' as const].filter((one) => kinds.has(one)),
    services: owners.filter((one) => present.has(ownerKey(one))).map((one) => ({ key: ownerKey(one), name: one.name })),
  };
}

const byTime = (a: Entry, b: Entry) => b.at - a.at;
/** The dearest first; what nobody knows the cost of comes last. */
const byCost = (a: Entry, b: Entry) => (b.credits ?? -1) - (a.credits ?? -1) || b.at - a.at;

function entriesOf({ tasks, spending, sums }: Found, { range, owners, words, offsetAt }: Looking): readonly Entry[] {
  const purses = new Set(owners.filter(({ purse }) => purse).map(ownerKey));
  const within = (at: EpochMs) => at >= range.from && at < range.to;
  return [
    ...tasks.filter((one) => one.accepted && within(one.startedAt)).map((one) => taskEntry(one, words)),
    ...spending
      .filter((one) => one.task === null && within(one.to) && purses.has(ownerKey(one)))
      .map((one) => strayEntry(one, words)),
    ...sums
      .filter(({ of, task, ...one }) => of === 'made' || (of === 'spent' && task === null && purses.has(ownerKey(one))))
      .map((one) => ({ ...sumEntry(one, words), at: noonOf(one, offsetAt) }))
      .filter(({ at }) => within(at)),
  ];
}

function taskEntry(row: TaskRow, words: Words): Entry {
  const { key, startedAt, task, end, job } = row;
  return {
    ...{
      key: `${ownerKey(row)}/${key}`,
      owner: ownerKey(row),
      at: startedAt,
      kind: task,
      what: () => taskText(words, row),
    },
    ...{ ...taskCostOf(row), outcome: end ?? 'running', job, sum: null },
  };
}

function strayEntry(row: SpendingRow, words: Words): Entry {
  return {
    ...{ key: `${ownerKey(row)}/${row.id}`, owner: ownerKey(row), at: row.to, kind: 'unattributed' },
    ...{ what: () => words.t('tasks.stray'), credits: row.credits, how: 'unattributed', outcome: null, job: null },
    sum: null,
  };
}

/** All that was alike on one day. */
function sumEntry(row: SumRow, words: Words): Omit<Entry, 'at'> {
  const { id, week, task, parameters, credits, how: known, end, job, count } = row;
  const common = { key: `${ownerKey(row)}/${week}/${id}`, owner: ownerKey(row), credits, sum: row };
  if (task === null)
    return {
      ...common,
      kind: 'unattributed',
      what: () => words.t('tasks.stray'),
      how: 'unattributed',
      outcome: null,
      job,
    };
  const how = credits === null ? 'unknown' : known === 'shared' ? 'shared' : 'measured';
  const what = () => {
    const one = taskText(words, { task, parameters });
    return count === 1 ? one : words.t('tasks.several', { task: one, number: words.amount(count) });
  };
  return { ...common, kind: task, what, how, outcome: end ?? 'running', job };
}

function fits(one: Entry, { service, kind, job, outcome, search }: Filter, looking: Looking): boolean {
  if (kind === '' ? one.kind === 'chat' : one.kind !== kind) return false;
  if (service !== '' && one.owner !== service) return false;
  if (job !== '' && one.job !== job) return false;
  if (outcome !== '' && one.outcome !== outcome) return false;
  const terms = search
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '');
  if (terms.length === 0) return true;
  const { what, service: name, job: jobName, outcome: end } = lineOf(one, looking);
  const text = [what, name, jobName ?? '', end].join(' ').toLowerCase();
  return terms.every((term) => text.includes(term));
}

function lineOf(one: Entry, { owners, jobs, words }: Looking): TaskLine {
  const { key, at, what, how, credits, outcome } = one;
  const { t } = words;
  const date = words.dateAndYear(at);
  return {
    ...{ key, at, what: what(), how, credits: credits ?? 0 },
    when: one.sum === null ? t('time.date-and-clock', { date, clock: words.clock(at) }) : date,
    service: owners.find((owner) => ownerKey(owner) === one.owner)?.name ?? '',
    cost: costText(one, words),
    outcome: outcome === null ? '' : t(`tasks.outcome-${outcome}`),
    job: jobs.find(({ id }) => id === one.job)?.name ?? null,
  };
}

/** What it took; of several tasks all together, with the cheapest and the dearest of them where those differ. */
function costText({ how, credits, sum }: Entry, words: Words): string {
  const one = { credits, how: how === 'unattributed' ? 'measured' : how } as const;
  const say = (value: number) => (how === 'shared' ? rounded(value) : value);
  if (credits === null || sum?.low == null || sum.high === null || sum.task === null || say(sum.low) === say(sum.high))
    return taskCostText(one, words);
  const range = { low: words.amount(say(sum.low)), high: words.amount(say(sum.high)) };
  const amount = words.t('tasks.cost-each', { amount: quantity(words, say(credits), 'credits'), ...range });
  return how === 'shared' ? words.t('tasks.cost-shared', { amount }) : amount;
}
