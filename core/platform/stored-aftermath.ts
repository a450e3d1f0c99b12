import * as z from 'zod/mini';
import type { CostSeen } from '../domain/charge-costs.ts';
import type { CostRecord } from '../domain/cost-record.ts';
import { type Failure, type FailuresState, failuresKept } from '../domain/failures.ts';
import { type Said, taskKinds } from '../domain/task.ts';
import { maybe, moment, name, parameters } from './stored-parts.ts';

/* What is kept of tasks that are over: what was said of their cost, what it was, and what became of failed ones. */

const number = z.number();

export const said = z.object({
  unit: z.enum(['credits', 'generations', 'uses']),
  low: number,
  middle: number,
  high: number,
  basis: z.enum(['published', 'guide', 'own']),
  last: number,
}) satisfies z.ZodMiniType<Said>;

export const taskCost = z.object({
  credits: maybe(number),
  how: maybe(z.enum(['logged', 'measured', 'shared'])),
  final: z.boolean(),
}) satisfies z.ZodMiniType<CostSeen>;

export const costRecord = z
  .array(z.object({ key: name, off: number, held: z.boolean() }))
  .check(z.maxLength(200)) satisfies z.ZodMiniType<CostRecord>;

const failure = z.object({
  key: name,
  task: z.enum(taskKinds),
  parameters,
  reference: maybe(name),
  end: z.enum(['failed', 'stopped']),
  startedAt: moment,
  endedAt: moment,
  credits: number,
  balance: maybe(z.object({ before: number, after: number })),
  state: z.enum(['pending', 'given-back', 'not-given-back', 'unclear']),
  settledAt: maybe(moment),
  rise: maybe(moment),
  line: maybe(name),
}) satisfies z.ZodMiniType<Failure>;
export const failures = z.object({
  all: z.array(failure).check(z.maxLength(10 * failuresKept)),
  given: z.array(z.object({ id: name, at: moment, credits: number })).check(z.maxLength(200)),
}) satisfies z.ZodMiniType<FailuresState>;
