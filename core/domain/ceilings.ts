import type { Estimate } from './estimate.ts';
import { type Counts, type Made, madeOf, wouldPreview } from './jobs.ts';
import { type Caps, type Envelope, envelopeOf } from './plans.ts';
import type { Exceeding } from './preflight.ts';
import type { TaskParameters } from './reading.ts';
import type { TaskKind } from './task.ts';

/** What was spent of something that was planned, in credits. */
export type Planned = { readonly plan: number; readonly spent: number };

/** Everything somebody has planned, as it stands before a task. What was not planned is `null`. */
export type Plans = {
  readonly caps: Caps;
  readonly budget: Planned | null;
  readonly envelopes: { readonly [Part in Envelope]: Planned } | null;
  readonly job: {
    readonly name: string;
    readonly ceiling: Planned | null;
    readonly counts: Counts;
    readonly runs: readonly Made[];
  } | null;
};

/** What is about to be made. */
export type Ahead = { readonly task: TaskKind; readonly parameters: TaskParameters };

/**
 * Which plans one more task would exceed, the narrowest first. Pure. Only what is planned in the estimate's own unit is
 * compared; counts (`job-count`, in pieces) need no estimate. Tasks that run already and have not been charged are in
 * nobody's sum. A cap is for the likely cost: the upper end of a general range is above any cap.
 */
export function exceeded(
  ahead: Ahead,
  estimate: Pick<Estimate, 'low' | 'middle' | 'high' | 'unit'> | null,
  { caps, budget, envelopes, job }: Plans,
): readonly Exceeding[] {
  const inCredits = estimate?.unit === 'credits' ? estimate : null;
  const cap = caps[ahead.task];
  const part = envelopeOf(ahead.task);
  const past = (what: Exceeding['what'], name: string | null, planned: Planned | null | undefined): Exceeding[] => {
    if (inCredits === null || planned == null) return [];
    const over = (cost: number) => cost > 0 && planned.spent + cost > planned.plan;
    const by = over(inCredits.middle) ? 'middle' : what !== 'cap' && over(inCredits.high) ? 'high' : null;
    return by === null ? [] : [{ what, name, spent: planned.spent, plan: planned.plan, by }];
  };
  return [
    ...past('cap', null, cap === undefined ? null : { plan: cap, spent: 0 }),
    ...(job === null ? [] : [...tooMany(ahead, job), ...past('job', job.name, job.ceiling)]),
    ...past('envelope', part, envelopes?.[part]),
    ...past('budget', null, budget),
  ];
}

/** Whether one more is more than the job is meant to take. Pieces are certain, so they are exceeded by the middle. */
function tooMany({ task, parameters }: Ahead, { name, counts, runs }: NonNullable<Plans['job']>): Exceeding[] {
  const planned = counts[task];
  if (planned === undefined) return [];
  const next = { task, size: parameters.size ?? null, seconds: parameters.seconds ?? null };
  const counted = wouldPreview(runs, next) ? 'previews' : 'finals';
  // The next one may make previews of shorter ones before it.
  const made = madeOf([...runs, { ...next, count: 1 }], task)[counted] - 1;
  const plan = planned[counted];
  return plan === null || made < plan ? [] : [{ what: 'job-count', name, spent: made, plan, by: 'middle' }];
}
