import * as z from 'zod/mini';
import type { Cheaper } from '../domain/cheaper.ts';
import { type Exceeding, reasons, type Verdict } from '../domain/preflight.ts';
import { taskKinds } from '../domain/task.ts';
import { label, maybe, moment, name, parameters } from './stored-parts.ts';

z.config({ jitless: true });

const span = z.object({ low: z.number(), high: z.number() });

const cheaper = z.discriminatedUnion('way', [
  z.object({ way: z.literal('wait'), until: moment }),
  z.object({ way: z.literal('fewer'), low: z.number(), high: z.number() }),
  z.object({ way: z.enum(['draft', 'outline', 'scope', 'split']) }),
]) satisfies z.ZodMiniType<Cheaper>;

const exceeding = z.object({
  what: z.enum(['cap', 'budget', 'envelope', 'job', 'job-count']),
  name: maybe(name),
  spent: z.number(),
  plan: z.number(),
  by: z.enum(['middle', 'high']),
}) satisfies z.ZodMiniType<Exceeding>;

export const subject = z.object({ meter: name, label, length: maybe(z.number()) });

/** The judgement on a task ahead, as it was told or is shown. */
export const verdict = z.object({
  estimate: z.object({
    task: z.enum(taskKinds),
    unit: z.enum(['credits', 'generations', 'uses']),
    low: z.number(),
    middle: z.number(),
    high: z.number(),
    basis: z.enum(['published', 'guide', 'own']),
    last: z.number(),
  }),
  parameters,
  guessed: z.boolean(),
  means: z.object({
    left: maybe(z.number()),
    allowance: maybe(z.number()),
    used: maybe(z.number()),
    warning: z.number(),
    credits: maybe(z.number()),
    usable: z._default(maybe(z.boolean()), null),
    unlimited: z._default(z.boolean(), false),
    daily: z._default(z.boolean(), false),
  }),
  payer: z.enum(['free', 'plan', 'plan-then-credits', 'credits', 'nobody', 'unknown']),
  meter: maybe(z.object({ subject, used: maybe(z.number()), resetsAt: maybe(moment) })),
  credits: maybe(span),
  heavy: z.boolean(),
  reasons: z.array(z.enum(reasons)),
  exceeding: z.array(exceeding),
  retakes: z.number(),
  after: maybe(span),
  cheaper: z.array(cheaper),
}) satisfies z.ZodMiniType<Verdict>;

export const pending = maybe(
  z.object({
    verdict,
    at: moment,
    call: name,
    left: z.boolean(),
    toldAt: maybe(moment),
    leftAt: z._default(maybe(moment), null),
  }),
);

export const headsUps = z.array(z.object({ task: z.enum(taskKinds), at: moment, reasons: z.array(z.enum(reasons)) }));
