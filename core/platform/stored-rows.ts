import * as z from 'zod/mini';
import type { DayRow, ObservationRow, SpendingRow, TaskRow } from '../app/rows.ts';
import { taskState, via } from './stored.ts';
import { maybe, moment, name, unit } from './stored-parts.ts';

const owner = { provider: name, account: name };

/** Rows of the ledger, as they are read back. */
export const storedRows = {
  observations: z.object({
    ...owner,
    meter: name,
    from: moment,
    until: moment,
    unit,
    value: maybe(z.number()),
    resetsAt: maybe(moment),
    blocked: maybe(z.boolean()),
    watch: name,
    via,
  }) satisfies z.ZodMiniType<ObservationRow>,
  days: z.object({
    ...owner,
    meter: name,
    day: name,
    spent: z.number(),
    granted: z.number(),
    last: z.number(),
  }) satisfies z.ZodMiniType<DayRow>,
  tasks: z.object({ ...owner, ...taskState.shape }) satisfies z.ZodMiniType<TaskRow>,
  spending: z.object({
    ...owner,
    id: z.string(),
    from: moment,
    to: moment,
    task: maybe(name),
    credits: z.number(),
    how: z.enum(['logged', 'measured', 'shared', 'unattributed']),
    failed: z.boolean(),
    running: z.array(name),
  }) satisfies z.ZodMiniType<SpendingRow>,
};

/** Those of the rows that can be read; others are as though they were not there. */
export function readable<T>(schema: z.ZodMiniType<T>, rows: readonly unknown[]): T[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
