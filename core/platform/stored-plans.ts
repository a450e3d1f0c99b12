import * as z from 'zod/mini';
import { type Counts, type Job, jobsKept } from '../domain/jobs.ts';
import { type Planning, sharedOut, workingStyles } from '../domain/planner.ts';
import { addUp, type Budget, type Caps, type Shares } from '../domain/plans.ts';
import type { Settings } from '../domain/settings.ts';
import { taskKinds } from '../domain/task.ts';
import { typedName } from '../domain/typed-name.ts';
import { currency, maybe, moment, name } from './stored-parts.ts';

/* What somebody has planned, as settings keep it. */

const credits = z.number().check(z.positive(), z.maximum(1e9));
const pieces = maybe(z.number().check(z.int(), z.positive(), z.maximum(1_000)));
const kind = z.enum(taskKinds);
const share = z.number().check(z.int(), z.minimum(0), z.maximum(100));

const budget = z.object({
  amount: credits,
  currency: maybe(currency),
  price: maybe(z.object({ paid: credits, credits })),
  period: z.enum(['cycle', 'month']),
}) satisfies z.ZodMiniType<Budget>;

const counts = z.partialRecord(kind, z.object({ finals: pieces, previews: pieces }));
const jobName = z.pipe(
  z.string().check(z.maxLength(jobsKept.name)),
  z.pipe(
    z.transform((given: string) => typedName(given, jobsKept.name)),
    z.string().check(z.minLength(1)),
  ),
) as unknown as z.ZodMiniType<string>;
const job = z.object({
  id: name,
  name: jobName,
  ceiling: maybe(z.object({ provider: name, credits })),
  counts: counts as unknown as z.ZodMiniType<Counts>,
  createdAt: moment,
  finishedAt: maybe(moment),
}) satisfies z.ZodMiniType<Job>;

/** The readable ones of a list: one that is not costs only itself. */
const jobs = z.pipe(
  z.array(z.unknown()),
  z.transform((all) =>
    all
      .flatMap((one) => {
        const parsed = job.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      })
      .slice(0, jobsKept.jobs),
  ),
);

export const planFields = {
  caps: z.partialRecord(kind, credits) as unknown as z.ZodMiniType<Caps>,
  budgets: z.record(z.string(), budget),
  shares: z
    .object({ drafts: share, research: share, media: share, developer: share })
    .check(z.refine(addUp)) satisfies z.ZodMiniType<Shares>,
  planned: z.record(z.string(), moment),
  planning: z.object({
    style: z.enum([...workingStyles, 'own']),
    own: z.object({ deck: share, article: share, script: share }).check(z.refine((mix) => sharedOut(mix) <= 100)),
  }) satisfies z.ZodMiniType<Planning>,
  jobs: jobs as unknown as z.ZodMiniType<Settings['jobs']>,
  currentJob: maybe(z.object({ id: name, since: moment })),
};
