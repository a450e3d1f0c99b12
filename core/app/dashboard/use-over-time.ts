import { type Envelope, envelopeOf, envelopes } from '../../domain/plans.ts';
import type { TaskKind } from '../../domain/task.ts';
import { type EpochMs, hour } from '../../domain/time.ts';
import { quantity } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import type { TaskRow } from '../rows.ts';
import type { SumRow } from '../sums.ts';
import { type Found, type Owned, ownerKey } from './history.ts';
import { midnightOf, type OffsetAt, partAt, type Range, weekHourOf } from './ranges.ts';

export const groupings = ['kind', 'service'] as const;
export type Grouping = (typeof groupings)[number];
export const measures = ['credits', 'tasks'] as const;
export type Measured = (typeof measures)[number];

/** One use: credits that went, or a task that was begun. `group`: the key of its series. */
type Use = { readonly at: EpochMs; readonly hourKnown: boolean; readonly group: string; readonly amount: number };

export type Looking = {
  readonly range: Range;
  readonly owners: readonly Owned[];
  readonly words: Words;
  readonly now: EpochMs;
  readonly offsetAt: OffsetAt;
};

/** Chat turns are over in seconds and take no credits of their own: they are not counted as tasks. */
export const isCounted = ({ task, accepted }: Pick<TaskRow, 'task' | 'accepted'>) => accepted && task !== 'chat';

/** What is counted unless somebody says otherwise: credits, save where none were seen to go and tasks were begun. */
export function measuredOf({ spending, tasks, sums }: Found, { from }: Range): Measured {
  if (spending.length > 0 || sums.some(({ of }) => of === 'spent')) return 'credits';
  const isBegun = tasks.some((one) => isCounted(one) && one.startedAt >= from) || sums.some(isCountedSum);
  return isBegun ? 'tasks' : 'credits';
}

const isCountedSum = ({ of, task }: SumRow) => of === 'made' && task !== 'chat';

const unattributed = 'unattributed';
const taskKey = ({ provider, account, key }: TaskRow) => `${provider}/${account}/${key}`;

const made = new WeakMap<Found, Map<string, readonly Use[]>>();

/** Everything used in the range, by what it is grouped by; worked out once, however many charts are made of it. */
function usesOf(found: Found, by: Grouping, measured: Measured, looking: Looking): readonly Use[] {
  const known = made.get(found) ?? new Map<string, readonly Use[]>();
  const purses = looking.owners.filter(({ purse }) => purse).map(ownerKey);
  const key = JSON.stringify([by, measured, purses]);
  const uses = known.get(key) ?? usesAnew(found, by, measured, looking);
  made.set(found, known.set(key, uses));
  return uses;
}

function usesAnew(found: Found, by: Grouping, measured: Measured, looking: Looking): readonly Use[] {
  const { spending, tasks, sums } = found;
  const { owners, offsetAt } = looking;
  const groupOf = (of: { provider: string; account: string }, kind: TaskKind | null) =>
    by === 'service' ? ownerKey(of) : kind === null ? unattributed : envelopeOf(kind);
  const ofSum = (one: SumRow, amount: number): Use => ({
    ...{ at: noonOf(one, offsetAt), hourKnown: false, amount, group: groupOf(one, one.task) },
  });
  if (measured === 'tasks') {
    const single = tasks.filter(isCounted).map((one) => ({
      ...{ at: one.startedAt, hourKnown: true, amount: 1 },
      group: groupOf(one, one.task),
    }));
    return [...single, ...sums.filter(isCountedSum).map((one) => ofSum(one, one.count))];
  }
  const wanted = new Set(spending.map(({ task }) => task));
  const known = new Map(tasks.filter(({ key }) => wanted.has(key)).map((one) => [taskKey(one), one]));
  const purses = new Set(owners.filter(({ purse }) => purse).map(ownerKey));
  const older = sums.filter((one) => one.of === 'spent' && purses.has(ownerKey(one)));
  const single = spending
    .filter((one) => purses.has(ownerKey(one)))
    .map((one) => {
      const task = one.task === null ? undefined : known.get(`${ownerKey(one)}/${one.task}`);
      return {
        ...{ at: one.to, amount: one.credits, group: groupOf(one, task?.task ?? null) },
        // When credits went that nobody watched going is not known to the hour.
        hourKnown: one.to - one.from <= 2 * hour,
      };
    });
  return [...single, ...older.map((one) => ofSum(one, one.credits ?? 0))];
}

/** A moment of the day of a sum: which one, nobody knows any more. */
export const noonOf = ({ day }: SumRow, offsetAt: OffsetAt): EpochMs => midnightOf(day, offsetAt) + 12 * hour;

export type UseOverTime = {
  readonly name: string;
  readonly finding: string;
  readonly period: Range['period'];
  /** None where nothing was used. */
  readonly series: readonly { readonly key: string; readonly name: string }[];
  readonly bars: readonly { readonly at: EpochMs; readonly parts: Readonly<Record<string, number>> | null }[];
  readonly total: number;
  /** Credits of different services are worth different amounts. */
  readonly note: string | null;
  /** That part of it is kept as sums of days. */
  readonly older: string | null;
};

/** Use by hour, day or month, in stacks. What lies ahead has no bar; what was before the first look is not known. */
export function useOverTime(found: Found, by: Grouping, measured: Measured, looking: Looking): UseOverTime {
  const { range, words, now } = looking;
  const uses = usesOf(found, by, measured, looking);
  const sums = new Map<EpochMs, Record<string, number>>();
  const totals = new Map<string, number>();
  for (const { at, group, amount } of uses) {
    const part = partAt(range, at);
    if (part === null) continue;
    const sum = sums.get(part) ?? {};
    sum[group] = (sum[group] ?? 0) + amount;
    sums.set(part, sum);
    totals.set(group, (totals.get(group) ?? 0) + amount);
  }
  const total = [...totals.values()].reduce((sum, one) => sum + one, 0);
  const series = seriesOf(by, looking).filter(({ key }) => totals.has(key));
  return {
    name: words.t(`history.bars-${measured}`),
    finding: findingOf(totals, total, by, measured, looking),
    period: range.period,
    series,
    bars: range.parts
      .filter((at) => at <= now)
      .map((at, n) => ({ at, parts: isBefore(range, n, found.since) ? null : (sums.get(at) ?? {}) })),
    total,
    note: measured === 'credits' && purseCount(found, looking) > 1 ? words.t('history.several-services') : null,
    older: found.sums.length > 0 ? words.t('history.older') : null,
  };
}

function isBefore({ parts, to }: Range, n: number, since: EpochMs | null): boolean {
  return since === null || (parts[n + 1] ?? to) <= since;
}

function purseCount({ spending, sums }: Found, { owners }: Looking): number {
  const spent = new Set([...spending, ...sums.filter(({ of }) => of === 'spent')].map(ownerKey));
  return new Set(owners.filter((one) => one.purse && spent.has(ownerKey(one))).map(({ provider }) => provider)).size;
}

function seriesOf(by: Grouping, { owners, words }: Looking): UseOverTime['series'] {
  if (by === 'service') return owners.map((one) => ({ key: ownerKey(one), name: one.name }));
  const named = envelopes.map((key: Envelope) => ({ key, name: words.t(`history.group-${key}`) }));
  return [...named, { key: unattributed, name: words.t('history.group-unattributed') }];
}

export const amountText = (words: Words, measured: Measured, amount: number) =>
  measured === 'credits'
    ? quantity(words, amount, 'credits')
    : words.t('history.tasks', { count: amount, number: words.amount(amount) });

function findingOf(
  totals: ReadonlyMap<string, number>,
  total: number,
  by: Grouping,
  measured: Measured,
  { owners, words }: Looking,
): string {
  // Of two that are as large, always the same one: rows and the sums made of them come in different orders.
  const [first] = [...totals].toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  if (first === undefined || total <= 0) return words.t('history.nothing');
  const [key, part] = first;
  const values = { total: amountText(words, measured, total), percent: words.percent((part / total) * 100) };
  if (key === unattributed) return words.t('history.most-unattributed', values);
  if (by === 'service')
    return words.t('history.most-service', {
      ...values,
      name: owners.find((one) => ownerKey(one) === key)?.name ?? '',
    });
  return words.t('history.most', { ...values, name: words.t(`envelope.${key as Envelope}`) });
}

export type WeekHours = {
  readonly name: string;
  readonly finding: string;
  readonly hours: readonly (readonly (number | null)[])[];
};

/** What went in each hour of the week. Hours the range has not had yet, or before the first look, are not known. */
export function weekHours(found: Found, measured: Measured, looking: Looking): WeekHours {
  const { range, words, now, offsetAt } = looking;
  const hours: (number | null)[][] = Array.from({ length: 7 }, () => Array<number | null>(24).fill(null));
  const name = words.t(`history.hours-${measured}`);
  if (found.sums.length > 0) return { name, finding: words.t('history.hours-gone'), hours };
  const from = Math.max(range.from, found.since ?? range.to);
  const to = Math.min(range.to, now);
  for (let at = from, n = 0; at < to && n < 8 * 24; at += hour, n++) {
    const [d, h] = weekHourOf(at, offsetAt);
    const row = hours[d];
    if (row !== undefined) row[h] = 0;
  }
  let most = { amount: 0, d: 0, h: 0 };
  for (const { at, amount, hourKnown } of usesOf(found, 'kind', measured, looking)) {
    if (!hourKnown || at < range.from || at >= range.to) continue;
    const [d, h] = weekHourOf(at, offsetAt);
    const sum = (hours[d]?.[h] ?? 0) + amount;
    const row = hours[d];
    if (row !== undefined) row[h] = sum;
    if (sum > most.amount) most = { amount: sum, d, h };
  }
  return {
    name,
    finding: most.amount > 0 ? words.t('history.busiest', { when: whenOf(most, words) }) : words.t('history.nothing'),
    hours,
  };
}

function whenOf({ d, h }: { readonly d: number; readonly h: number }, words: Words): string {
  const clock = (n: number) => words.hourOfDay(n % 24);
  return words.t('chart.weekly-hour', { day: words.weekday(d), from: clock(h), to: clock(h + 1) });
}
