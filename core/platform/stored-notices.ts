import * as z from 'zod/mini';
import { type Notice, promises } from '../domain/notice.ts';
import { envelopes } from '../domain/plans.ts';
import { stopReasons } from '../domain/reading.ts';
import { taskKinds } from '../domain/task.ts';
import { currency, maybe, moment, name, unit } from './stored-parts.ts';
import { subject, verdict } from './stored-verdict.ts';

const common = {
  key: z.string().check(z.maxLength(400)),
  provider: name,
  account: name,
  at: moment,
  subject,
};
const exhausting = { threshold: z.number(), plan: z.number(), spent: z.number() };
export const noticeSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('near-limit'),
    level: z.enum(['notice', 'warning']),
    threshold: z.number(),
    used: z.number(),
    left: maybe(z.number()),
    unit,
    resetsAt: maybe(moment),
  }),
  z.object({
    ...common,
    kind: z.literal('limit-reached'),
    follows: z.enum(['credits', 'stops', 'unknown']),
    credits: maybe(z.number()),
    resetsAt: maybe(moment),
    why: maybe(z.enum(stopReasons)),
  }),
  z.object({
    ...common,
    kind: z.literal('came-back'),
    left: maybe(z.number()),
    unit,
    resetsAt: maybe(moment),
    lapsed: maybe(z.number()),
  }),
  z.object({ ...common, kind: z.literal('back-expected'), resetsAt: moment }),
  z.object({ ...common, kind: z.literal('heavy-task'), verdict }),
  z.object({ ...common, kind: z.literal('will-run-out'), low: moment, middle: moment, high: moment, resetsAt: moment }),
  z.object({
    ...common,
    kind: z.literal('low-balance'),
    left: z.number(),
    task: z.enum(taskKinds),
    fits: z.object({ low: z.number(), high: z.number() }),
  }),
  z.object({
    ...common,
    kind: z.literal('credits-expire'),
    credits: z.number(),
    expiresAt: moment,
    guess: z.boolean(),
  }),
  z.object({
    ...common,
    kind: z.literal('unusual-use'),
    from: moment,
    to: moment,
    spent: z.number(),
    usual: z._default(maybe(z.number()), null),
  }),
  z.object({
    ...common,
    kind: z.literal('top-up'),
    left: z.number(),
    threshold: z.number(),
    target: maybe(z.number()),
  }),
  z.object({ ...common, kind: z.literal('promise-ends'), what: z.enum(promises), until: moment }),
  z.object({
    ...common,
    kind: z.literal('retakes'),
    task: z.enum(taskKinds),
    count: z.number(),
    spent: maybe(z.number()),
  }),
  z.object({
    ...common,
    kind: z.literal('failed-charge'),
    task: z.enum(taskKinds),
    credits: z.number(),
    endedAt: z._default(maybe(moment), null),
  }),
  z.object({
    ...common,
    ...exhausting,
    kind: z.literal('budget'),
    money: maybe(z.object({ amount: z.number(), currency })),
    until: moment,
  }),
  z.object({ ...common, ...exhausting, kind: z.literal('envelope'), envelope: z.enum(envelopes), until: moment }),
  z.object({ ...common, ...exhausting, kind: z.literal('job-ceiling'), job: name }),
  z.object({ ...common, kind: z.literal('review'), from: moment }),
  z.object({ ...common, kind: z.literal('cycle-plan'), until: moment }),
]) satisfies z.ZodMiniType<Notice>;
