import * as z from 'zod/mini';
import type { Said } from '../app/answers.ts';
import type { Stretch } from '../app/event-log.ts';
import type { Event, Heard } from '../app/events.ts';
import { problemKinds, topics } from '../domain/problem.ts';
import { type Reading, stopReasons, type TaskNews } from '../domain/reading.ts';
import { taskKinds } from '../domain/task.ts';
import { amount, taskEnd, via } from './stored.ts';
import { entered, label, maybe, moment, name, parameters, unit } from './stored-parts.ts';

/* What happened, as it is kept for building the record again. A field that is new needs a default here. */

/** What services tell goes up to 1e14, and what is worked out of two such numbers stays within this. */
const number = z.number().check(z.minimum(-1e15), z.maximum(1e15));
const yesOrNo = z.boolean();
const task = z.enum(taskKinds);
/** Minutes that a place on Earth may be ahead of UTC, and some more. */
const offset = number.check(z.minimum(-1_000), z.maximum(1_000));
const feature = { feature: name, label };
/** What the services' own logs call a line. */
const line = z.string().check(z.maxLength(1_000));

const news = z.union([
  z.enum(['leaving', 'withheld', 'started', 'named']),
  z.object({ moved: z.array(name) }),
  z.object({ ended: taskEnd }),
]) satisfies z.ZodMiniType<TaskNews>;

/** What is believed of an answer. */
export const readingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('window'),
    ...feature,
    length: maybe(number),
    used: maybe(number),
    amount: maybe(amount),
    resetsAt: maybe(moment),
    blocked: maybe(yesOrNo),
  }),
  z.object({
    kind: z.literal('balance'),
    ...feature,
    unit,
    left: maybe(number),
    unlimited: yesOrNo,
    usable: maybe(yesOrNo),
    blocked: maybe(yesOrNo),
    returnsAt: maybe(moment),
    pool: maybe(name),
  }),
  z.object({ kind: z.literal('plan'), plan: maybe(name), renewsAt: maybe(moment), willRenew: maybe(yesOrNo) }),
  z.object({ kind: z.literal('task'), refs: z.array(name), task: maybe(task), parameters: maybe(parameters), news }),
  z.object({
    kind: z.literal('running'),
    list: name,
    tasks: z.array(z.object({ ref: name, task, parameters: maybe(parameters) })),
    complete: yesOrNo,
  }),
  z.object({ kind: z.literal('stop'), ...feature, why: z.enum(stopReasons), until: maybe(moment) }),
  z.object({ kind: z.literal('banked'), available: number, nextExpiry: maybe(moment) }),
  z.object({ kind: z.literal('charge'), id: name, at: maybe(moment), credits: number, what: maybe(line) }),
  z.object({ kind: z.literal('grant'), id: name, at: moment, credits: number, expiresAt: maybe(moment) }),
  z.object({ kind: z.literal('cycle'), from: moment, to: moment }),
  z.object({ kind: z.literal('top-up'), enabled: yesOrNo, threshold: maybe(number), target: maybe(number) }),
  z.object({ kind: z.literal('composer'), task, visit: name }),
  z.object({ kind: z.literal('signed-out') }),
]) satisfies z.ZodMiniType<Reading>;

const heard = z.object({
  what: z.literal('heard'),
  provider: name,
  now: moment,
  watch: name,
  phase: z.enum(['sent', 'answer', 'event', 'end', 'text', 'opened']),
  at: moment,
  offset,
  status: number,
  via,
  onUsagePage: yesOrNo,
  account: maybe(name),
  entered: maybe(entered),
  job: z._default(maybe(name), null),
  readings: z.array(readingSchema),
  problems: z.array(z.object({ kind: z.enum(problemKinds), about: z.enum(topics) })),
  complete: z.exactOptional(z.union([z.array(name), z.object({ but: z.array(name) })])),
}) satisfies z.ZodMiniType<Heard>;

const said = { provider: name, account: name, now: moment, offset };
const purchase = { credits: number, at: moment, paid: maybe(number) };
const answer = z.discriminatedUnion('what', [
  z.object({ what: z.literal('purchase-answered'), ...said, id: name, yes: yesOrNo }),
  z.object({ what: z.literal('unseen-answered'), ...said, id: name, mine: yesOrNo }),
  z.object({ what: z.literal('purchase-entered'), ...said, ...purchase, entered: z.exactOptional(moment) }),
  z.object({ what: z.literal('purchase-corrected'), ...said, id: name, to: maybe(z.object(purchase)) }),
  z.object({ what: z.literal('purchase-split'), ...said, id: name, parts: z.array(number) }),
  z.object({ what: z.literal('tell-me'), ...said, meter: name, on: yesOrNo }),
  z.object({ what: z.literal('task-moved'), ...said, key: name, job: maybe(name) }),
  z.object({ what: z.literal('belongs-to'), ...said }),
  z.object({ what: z.literal('merged'), ...said, from: name }),
]) satisfies z.ZodMiniType<Said>;

export const eventSchema = z.discriminatedUnion('what', [
  heard,
  answer,
  z.object({ what: z.enum(['woke', 'rewound']), now: moment }),
]) satisfies z.ZodMiniType<Event>;

/** Whether there is more to be added to a stretch: one that another program has left behind is let alone. */
export function isOpen(stored: unknown): stored is Stretch {
  return openStretch.safeParse(stored).success;
}

const openStretch = z.object({
  n: number,
  count: number,
  words: z.array(z.string()),
  bytes: z.instanceof(Uint8Array),
  latest: z.array(z.looseObject({ what: z.string() })),
});
