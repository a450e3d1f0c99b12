import * as z from 'zod/mini';
import type { ChargesState } from '../domain/charges.ts';
import type { CostsState } from '../domain/estimates.ts';
import type { ForecastState } from '../domain/forecast/state.ts';
import type { Lot, LotsState } from '../domain/lots.ts';
import type { ResetEvidence } from '../domain/resets/evidence.ts';
import type { NextReset } from '../domain/resets/next-reset.ts';
import type { ResetRule } from '../domain/resets/rule.ts';
import { taskKinds } from '../domain/task.ts';
import type { UnseenDays } from '../domain/unseen-days.ts';
import { currency, maybe, moment, name, parameters } from './stored-parts.ts';

/* What the consumption model remembers of an account. */

const lot = z.object({
  id: z.string().check(z.maxLength(200)),
  kind: z.enum(['purchased', 'cycle', 'daily', 'bonus']),
  by: z.enum(['reported', 'entered', 'inferred']),
  guess: z.boolean(),
  at: moment,
  credits: z.number(),
  left: z.number(),
  expiresAt: maybe(moment),
  price: maybe(z.object({ amount: z.number(), currency })),
  tracked: z.boolean(),
  unlessRenewedSince: z.exactOptional(moment),
}) satisfies z.ZodMiniType<Lot>;
const unexplained = maybe(z.object({ credits: z.number(), since: moment }));
export const lotsState = z.object({
  lots: z.array(lot),
  unexplained,
  balance: maybe(z.number()),
  seenAt: maybe(moment),
  dismissed: z.array(name),
  forgottenTo: maybe(moment),
  over: z._default(z.array(z.object({ lot, at: moment })), []),
  undo: maybe(z.object({ lots: z.array(lot), unexplained, balance: z.number(), at: moment })),
}) satisfies z.ZodMiniType<LotsState>;

export const chargesState = z.object({
  runs: z.array(z.object({ from: moment, to: moment, left: z.number() })),
  tasks: z.array(
    z.object({
      key: name,
      task: z.enum(taskKinds),
      parameters,
      startedAt: moment,
      endedAt: maybe(moment),
      failed: z.boolean(),
      job: z.exactOptional(name),
    }),
  ),
  log: z.array(z.object({ id: name, at: moment, credits: z.number(), task: maybe(name) })),
  breaks: z.array(moment),
  forgottenTo: maybe(moment),
}) satisfies z.ZodMiniType<ChargesState>;
const number = z.number();
const memories = z.array(
  z.object({
    of: z.string().check(z.maxLength(900)),
    usedAt: moment,
    taught: z.array(z.tuple([number, moment, number, number, number, number, number])),
  }),
);
export const costsState = z.object({ kinds: memories, exact: memories }) satisfies z.ZodMiniType<CostsState>;

const bounded = <T extends z.core.$ZodType>(schema: T) => z.array(schema).check(z.maxLength(200));
const shown = z.object({
  checkpoint: number,
  p10: number,
  p50: number,
  p90: number,
  used: number,
  stay: number,
});
const forecastState = z.object({
  length: number,
  windows: bounded(
    z.object({
      resetsAt: moment,
      used: number,
      seenAt: moment,
      risenAt: maybe(moment),
      early: z.boolean(),
      shown: bounded(shown),
    }),
  ),
  seenAt: maybe(moment),
  gaps: z.object({ sum: number, weight: number }),
  burn: z.object({ at: moment, percent: number }),
  finals: bounded(number),
  record: z.object({
    judged: bounded(z.object({ error: number, held: z.boolean() })),
    low: number,
    high: number,
    stopped: z.object({ score: number, information: number }),
  }),
}) satisfies z.ZodMiniType<ForecastState>;
export const forecasts = z.array(
  z.object({ meter: name, state: forecastState, today: z.object({ midnight: moment, used: maybe(number) }) }),
);

const span = { after: moment, upTo: moment };
const happened = maybe(z.object({ after: maybe(moment), upTo: moment }));
const ended = { firstUse: happened, exhausted: happened };
const pace = z.object({ used: number, over: number });
const rule = z.enum([
  'daily-utc',
  'daily-local',
  'monthly-utc',
  'monthly-local',
  'thirty-days',
  'after-first-use',
  'after-exhaustion',
  'irregular',
]) satisfies z.ZodMiniType<ResetRule>;
const look = z.object({ at: moment, left: number });
// An older snapshot knows less of a refill: with one look wrong at most, what lies around it does not count.
const refill = z.object({
  ...span,
  ...ended,
  from: z._default(moment, 0),
  until: z._default(moment, 0),
  wrong: z._default(number, 1),
});
const evidence = z.object({
  last: maybe(look),
  previous: z._default(maybe(look), null),
  refills: bounded(refill),
  quiets: bounded(z.object({ ...span, weight: number, sure: z._default(z.boolean(), false) })),
  cycle: z.object(ended),
  pace,
  step: z.catch(
    maybe(z.object({ at: moment, left: number, pace, cycle: z.object(ended), rise: z._default(maybe(refill), null) })),
    null,
  ),
  before: z.catch(maybe(z.object({ cycle: z.object(ended), left: number, low: number, pace })), null),
}) satisfies z.ZodMiniType<ResetEvidence>;
const next = z.object({
  rule,
  confidence: number,
  refills: number,
  due: maybe(z.object({ earliest: moment, at: moment, latest: moment })),
  waitsFor: maybe(z.enum(['use', 'exhaustion'])),
  visit: maybe(moment),
  useFirst: z.boolean(),
}) satisfies z.ZodMiniType<NextReset>;
export const refills = z.object({ evidence, next: maybe(next) });

export const unseenDays = z.object({
  open: bounded(z.object({ id: name, from: moment, to: moment, credits: number, most: maybe(number) })),
  next: maybe(number),
  days: number,
  histogram: bounded(z.tuple([number, number])),
}) satisfies z.ZodMiniType<UnseenDays>;
