import * as z from 'zod/mini';
import type { Base } from '../app/base.ts';
import type { AccountState, Snapshot } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { problemKinds, topics } from '../domain/problem.ts';
import { type Amount, stopReasons, type TaskEnd } from '../domain/reading.ts';
import { type TaskState, taskKinds } from '../domain/task.ts';
import type { Origin, WindowState } from '../domain/window.ts';
import { costRecord, failures, said, taskCost } from './stored-aftermath.ts';
import { chargesState, costsState, forecasts, lotsState, refills, unseenDays } from './stored-model.ts';
import { label, maybe, moment, name, parameters, unit } from './stored-parts.ts';
import { spentBy } from './stored-tally.ts';
import { headsUps, pending } from './stored-verdict.ts';

z.config({ jitless: true });

/*
 * What was stored is not believed before it has been looked at, either: an older version, a half-written profile or
 * a hand in the developer tools may have been there. A schema narrower than its type would lose data silently:
 * tests send one sample of each kind around.
 */

export const via = z.enum(['page', 'replay', 'text']);
const origin = z.object({ watch: name, via, onUsagePage: z.boolean() }) satisfies z.ZodMiniType<Origin>;
export const amount = z.object({
  unit,
  used: maybe(z.number()),
  limit: maybe(z.number()),
  left: maybe(z.number()),
}) satisfies z.ZodMiniType<Amount>;

const windowState = z.object({
  key: name,
  feature: name,
  label,
  length: maybe(z.number()),
  windowId: name,
  floating: z.boolean(),
  used: maybe(z.number()),
  settled: maybe(z.number()),
  amount: maybe(amount),
  resetsAt: maybe(moment),
  blocked: maybe(z.boolean()),
  openedAt: moment,
  seenAt: moment,
  changedAt: moment,
  origin,
  raw: maybe(z.number()),
  row: moment,
  missingSince: maybe(moment),
  dip: maybe(z.object({ since: moment, last: moment, times: z.number() })),
  correctedAt: maybe(moment),
  previous: maybe(
    z.object({
      windowId: name,
      resetsAt: maybe(moment),
      used: maybe(z.number()),
      openedAt: moment,
      said: z.array(name),
      owes: z.boolean(),
    }),
  ),
  owes: z.boolean(),
  said: z.array(name),
}) satisfies z.ZodMiniType<WindowState>;

const balanceState = z.object({
  key: name,
  feature: name,
  label,
  unit,
  pool: maybe(name),
  left: maybe(z.number()),
  raw: maybe(z.number()),
  unlimited: z.boolean(),
  usable: maybe(z.boolean()),
  blocked: maybe(z.boolean()),
  returnsAt: maybe(moment),
  seenAt: moment,
  changedAt: moment,
  row: moment,
  origin,
  cycle: z.object({ since: moment, refilled: z.boolean(), start: z.number(), spent: z.number(), granted: z.number() }),
  fall: maybe(z.object({ from: z.number(), at: moment })),
  rise: maybe(
    z.object({
      from: z.number(),
      at: moment,
      by: z.enum(['granted', 'undone']),
      since: z.exactOptional(moment),
    }),
  ),
  doubt: z._default(
    maybe(
      z.object({
        at: moment,
        left: z.number(),
        usable: maybe(z.boolean()),
        blocked: maybe(z.boolean()),
        returnsAt: maybe(moment),
      }),
    ),
    null,
  ),
  said: z.array(name),
}) satisfies z.ZodMiniType<BalanceState>;

export const taskEnd = z.enum(['done', 'failed', 'stopped', 'unknown']) satisfies z.ZodMiniType<TaskEnd>;
export const taskState = z.object({
  key: name,
  refs: z.array(name),
  task: z.enum(taskKinds),
  parameters,
  startedAt: moment,
  seenAt: moment,
  accepted: z.boolean(),
  endedAt: maybe(moment),
  end: maybe(taskEnd),
  list: maybe(name),
  job: z._default(maybe(name), null),
  said: z._default(maybe(said), null),
  cost: z._default(maybe(taskCost), null),
}) satisfies z.ZodMiniType<TaskState>;

const account = z.object({
  provider: name,
  account: name,
  number: z.number(),
  aliases: z._default(z.array(name), []),
  plan: maybe(z.object({ name, at: moment })),
  renewal: maybe(z.object({ at: moment, willRenew: maybe(z.boolean()) })),
  cycle: maybe(z.object({ from: moment, to: moment })),
  windows: z.array(windowState),
  balances: z.array(balanceState),
  stops: z.array(
    z.object({ feature: name, label, why: z.enum(stopReasons), until: maybe(moment), watch: name, since: moment }),
  ),
  limits: z.array(
    z.object({ key: name, since: moment, freeAt: maybe(moment), said: z.enum(['told', 'primed', 'off']) }),
  ),
  tasks: z.array(taskState),
  takes: z.array(
    z.object({
      key: name,
      like: z.string(),
      seconds: maybe(z.number()),
      at: moment,
      told: z._default(z.boolean(), false),
    }),
  ),
  problems: z.array(
    z.object({ watch: name, kind: z.enum(problemKinds), about: z.enum(topics), since: moment, at: moment }),
  ),
  heard: z.array(z.object({ watch: name, at: moment })),
  lots: lotsState,
  charges: chargesState,
  costs: costsState,
  spentBy: z._default(spentBy, () => ({ cycle: null, month: null, jobs: [], tasks: {}, said: [] })),
  costRecord: z._default(costRecord, []),
  failures: z._default(failures, { all: [], given: [] }),
  forecasts,
  refills,
  unseen: maybe(
    z.object({ id: name, from: moment, to: moment, credits: z.number(), usual: z._default(maybe(z.number()), null) }),
  ),
  unseenDays: z._default(unseenDays, () => ({ open: [], next: null, days: 0, histogram: [] })),
  usualUnseen: maybe(z.number()),
  banked: maybe(z.object({ available: z.number(), nextExpiry: maybe(moment) })),
  topUp: maybe(z.object({ enabled: z.boolean(), threshold: maybe(z.number()), target: maybe(z.number()) })),
  signedOutAt: maybe(moment),
  readAt: maybe(moment),
  firstHeavy: z._default(maybe(z.object({ day: name, call: name })), null),
  // An estimate of a moment ago is no loss where it was written by another version.
  pending: z.catch(pending, null),
  headsUps: z.catch(headsUps, []),
  takesUnnamedUntil: maybe(moment),
  tellMe: z.array(name),
}) satisfies z.ZodMiniType<AccountState>;

export const snapshotSchema = z.object({
  version: z.literal(1),
  accounts: z.array(account),
  clocks: z._default(z.array(z.object({ provider: name, lead: z.number(), at: moment, sure: z.boolean() })), []),
  replays: z.array(
    z.object({
      key: name,
      timedAt: maybe(moment),
      manualAt: maybe(moment),
      failures: z.number(),
      restUntil: maybe(moment),
    }),
  ),
  reviewedAt: z._default(maybe(moment), null),
  savedAt: moment,
}) satisfies z.ZodMiniType<Snapshot>;

/** What was believed before the first event that is kept. */
export const baseSchema = z.object({
  snapshot: snapshotSchema,
  of: z.record(name, z.object({ until: moment, marks: z._default(z.record(name, z.array(z.number())), () => ({})) })),
}) satisfies z.ZodMiniType<Base>;
