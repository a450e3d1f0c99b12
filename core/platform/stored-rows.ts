import * as z from 'zod/mini';
import type { ObservationRow, OutboxRow } from '../app/rows.ts';
import { sumKinds } from '../app/sums.ts';
import type { RowOf, Table } from '../app/whole.ts';
import { problemKinds } from '../domain/problem.ts';
import { taskKinds } from '../domain/task.ts';
import { taskEnd, taskState, via } from './stored.ts';
import { noticeSchema } from './stored-notices.ts';
import { maybe, moment, name, parameters, unit } from './stored-parts.ts';

/* The rows of the record's tables, as they are in a file. A field that is new needs a default here. */

const number = z.number();
const yesOrNo = z.boolean();
const owner = { provider: name, account: name };
const words = maybe(z.string().check(z.maxLength(1_000)));
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));
const key = z.string().check(z.maxLength(400));

const observation = z.object({
  ...owner,
  meter: name,
  from: moment,
  until: moment,
  unit,
  value: maybe(number),
  resetsAt: maybe(moment),
  blocked: maybe(yesOrNo),
  watch: name,
  via,
}) satisfies z.ZodMiniType<ObservationRow>;

/** A notice and its row carry the same key. */
const outbox = z
  .object({
    key,
    state: z.enum(['due', 'sent', 'missed']),
    notice: noticeSchema,
    at: moment,
    sentAt: maybe(moment),
    title: words,
    message: words,
  })
  .check(z.refine((row) => row.notice.key === row.key)) satisfies z.ZodMiniType<OutboxRow>;

/** What one row of each table must be. */
export const rowSchemas: { readonly [Of in Table]: z.ZodMiniType<RowOf<Of>> } = {
  observations: observation,
  tasks: z.extend(taskState, owner) as unknown as z.ZodMiniType<RowOf<'tasks'>>,
  charges: z.object({ ...owner, id: name, at: maybe(moment), credits: number, what: words }),
  lots: z.object({
    ...{ ...owner, id: name, at: moment, credits: number, expiresAt: maybe(moment) },
    by: z.enum(['log', 'rise']),
  }),
  spending: z.object({
    ...{ ...owner, id: name, from: moment, to: moment, task: maybe(name), credits: number, failed: yesOrNo },
    how: z.enum(['logged', 'measured', 'shared', 'unattributed']),
    running: z.array(name),
  }),
  models: z.object({
    ...{ ...owner, meter: name, windowId: name, used: maybe(number), openedAt: moment, resetsAt: maybe(moment) },
    ...{ closedAt: moment, early: maybe(yesOrNo) },
  }),
  days: z.object({
    ...{ ...owner, meter: name, day },
    ...{ spent: number, granted: number, last: number },
  }),
  sums: z.object({
    ...{ ...owner, of: z.enum(sumKinds), week: z.number().check(z.minimum(-1e6), z.maximum(1e6)), id: key, day },
    ...{ task: maybe(z.enum(taskKinds)), parameters, end: maybe(taskEnd), job: maybe(name) },
    ...{ how: maybe(z.enum(['logged', 'measured', 'shared'])), count: number },
    ...{ credits: maybe(number), low: maybe(number), high: maybe(number) },
  }),
  drift: z.object({
    ...{ provider: name, watch: name, kind: z.enum(problemKinds), paths: z.array(z.string().check(z.maxLength(400))) },
    ...{ firstAt: moment, lastAt: moment, times: number },
  }),
  outbox,
};

/** Those of the rows that can be read; others are as though they were not there. */
export function readable<T>(schema: z.ZodMiniType<T>, rows: readonly unknown[]): T[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
