import type { CostSeen } from '../domain/charge-costs.ts';
import type { TaskEnd, TaskParameters } from '../domain/reading.ts';
import type { TaskKind } from '../domain/task.ts';
import { type EpochMs, week } from '../domain/time.ts';
import { digestOf } from './digest.ts';
import type { DayRow, ObservationRow, Owner, SpendingRow, TaskRow } from './rows.ts';

/* What old rows become: one row for all that were alike on one calendar day. docs/retention.md */

/** `spent`: credits that were seen to go · `made`: tasks that began · `looked`: the first look of a week. */
export const sumKinds = ['spent', 'made', 'looked'] as const;

export type SumRow = Owner & {
  readonly of: (typeof sumKinds)[number];
  /** The week of the rows it stands for: a calendar day may lie in two. */
  readonly week: number;
  /** `2026-11-22`, in the zone of the machine. */
  readonly day: string;
  /** Told by all that its rows have in common. */
  readonly id: string;
  /** `null`: no task is known. */
  readonly task: TaskKind | null;
  readonly parameters: TaskParameters;
  readonly end: TaskEnd | null;
  readonly how: CostSeen['how'];
  readonly job: string | null;
  /** How many rows it stands for. */
  readonly count: number;
  /** All of them together, the cheapest and the dearest; `null`: no cost is known. */
  readonly credits: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** A calendar day's name, where a moment lies in it. */
export type DayOf = (at: EpochMs) => string;

type Alike = Pick<SumRow, 'of' | 'day' | 'task' | 'parameters' | 'end' | 'how' | 'job'>;

/** What tells a sum from the others of its week. */
export function sumId({ of, day, task, parameters, end, how, job }: Alike): string {
  const { model, seconds, size, variants, ultra } = parameters;
  const known = [model, seconds, size, variants, ultra];
  const details = known.every((one) => one === undefined) ? '' : JSON.stringify(known);
  const parts = [of, day, task, details, end, how, job];
  return parts.map((one) => (one == null ? '' : one.length > longest ? `#${digestOf(one)}` : one)).join('·');
}

/** Ids are keys, and keys have bounds; names of models, which pages tell, may be longer. */
const longest = 48;

const nothing = { task: null, parameters: {}, end: null, how: null, job: null } as const;

/** A charge as a sum of one. `task`: the kind of its task, where one is known. */
export function spentSum(row: SpendingRow, task: TaskKind | null, dayOf: DayOf): SumRow {
  return sumOf(row, { ...nothing, of: 'spent', day: dayOf(row.to), task }, row.to, row.credits);
}

/** A task as a sum of one. */
export function madeSum(row: TaskRow, dayOf: DayOf): SumRow {
  const { task, parameters, end, job, startedAt, cost } = row;
  const credits = cost?.credits ?? null;
  const how = credits === null ? null : (cost?.how ?? null);
  return sumOf(row, { of: 'made', day: dayOf(startedAt), task, parameters, end, how, job }, startedAt, credits);
}

/** That somebody looked. */
export function lookedSum(row: ObservationRow, dayOf: DayOf): SumRow {
  return sumOf(row, { ...nothing, of: 'looked', day: dayOf(row.from) }, row.from, null);
}

function sumOf({ provider, account }: Owner, alike: Alike, at: EpochMs, credits: number | null): SumRow {
  const spread = { credits, low: credits, high: credits };
  return { provider, account, ...alike, week: Math.floor(at / week), id: sumId(alike), count: 1, ...spread };
}

/** So many kinds of a day are told apart by their details; of what comes beyond these, only kind, end and how. */
const mostOfDay = 32;

/** Sums of one account and one week together: those that are alike are one, and there are only so many. */
export function summed(...all: readonly SumRow[]): readonly SumRow[] {
  const found = new Map<string, SumRow>();
  const days = new Map<string, number>();
  for (const one of all) {
    const alike = found.get(one.id);
    const told = days.get(one.day) ?? 0;
    if (alike === undefined && told < mostOfDay) {
      days.set(one.day, told + 1);
      found.set(one.id, one);
      continue;
    }
    const next = alike === undefined ? withoutDetails(one) : one;
    const known = found.get(next.id);
    found.set(next.id, known === undefined ? next : added(known, next));
  }
  return [...found.values()];
}

function withoutDetails(one: SumRow): SumRow {
  const next = { ...one, parameters: {}, job: null };
  return { ...next, id: sumId(next) };
}

/** Two sums that are alike as one. That somebody looked is no number. */
export function added(one: SumRow, { count, credits, low, high }: SumRow): SumRow {
  if (one.of === 'looked') return one;
  const of = (a: number | null, b: number | null, join: (a: number, b: number) => number) =>
    a === null || b === null ? (a ?? b) : join(a, b);
  return {
    ...one,
    count: one.count + count,
    credits: of(one.credits, credits, (a, b) => a + b),
    low: of(one.low, low, Math.min),
    high: of(one.high, high, Math.max),
  };
}

/** Two rows of one day that are both true, as one. */
export function bothOf<Of extends DayRow | SumRow>(one: Of, other: Of): Of {
  if ('count' in one && 'count' in other) return added(one, other) as Of;
  const [a, b] = [one, other] as [DayRow, DayRow];
  return { ...b, spent: b.spent + a.spent, granted: b.granted + a.granted } as Of;
}
