import * as z from 'zod/mini';
import type { JobTally } from '../domain/jobs.ts';
import type { Closed, SpentBy } from '../domain/tally.ts';
import { taskKinds } from '../domain/task.ts';
import { maybe, moment, name } from './stored-parts.ts';

/* What was spent on what. */

const closed = z.object({
  from: moment,
  since: moment,
  byKind: z.partialRecord(z.enum(taskKinds), z.number()) as unknown as z.ZodMiniType<Closed['byKind']>,
  unattributed: z.number(),
}) satisfies z.ZodMiniType<Closed>;
const tally = z.object({
  job: name,
  credits: z.number(),
  runs: z
    .array(
      z.object({
        ...{ task: z.enum(taskKinds), size: maybe(name), seconds: maybe(z.number()), count: z.number() },
        again: z._default(z.number(), 0),
        recent: z._default(z.array(moment).check(z.maxLength(20)), []),
      }),
    )
    .check(z.maxLength(100)),
}) satisfies z.ZodMiniType<JobTally>;
export const spentBy = z.object({
  cycle: maybe(closed),
  month: maybe(closed),
  jobs: z.array(tally).check(z.maxLength(200)),
  tasks: z.record(name, z.number()),
  said: z.array(z.object({ of: z.string().check(z.maxLength(300)), at: z.number() })).check(z.maxLength(200)),
}) satisfies z.ZodMiniType<SpentBy>;
