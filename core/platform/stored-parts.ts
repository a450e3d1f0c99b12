import * as z from 'zod/mini';
import { type Label, labels, type TaskParameters, type Unit } from '../domain/reading.ts';
import type { Entered } from '../domain/settings.ts';

z.config({ jitless: true });

/** Names and moments as the record keeps them. */
export const name = z.string().check(z.maxLength(200));
/** Between the years −6000 and 10000: what lies outside no calendar here can show, and sums of such times are none. */
export const moment = z.number().check(z.minimum(-2.6e14), z.maximum(2.6e14));
/** An ISO code: anything else `Intl` refuses to write. */
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
export const maybe = <T extends z.core.$ZodType>(schema: T) => z.nullable(schema);

/** What somebody has told of an account. */
export const entered = z.object({
  renewalDay: maybe(z.number().check(z.minimum(1), z.maximum(31))),
  monthly: maybe(z.number().check(z.positive(), z.maximum(1e9))),
  plan: z.exactOptional(z.object({ name: maybe(name), page: maybe(name) })),
  at: moment,
}) satisfies z.ZodMiniType<Entered>;

export const label = z.union([z.enum(labels), z.object({ name })]) satisfies z.ZodMiniType<Label>;
export const unit = z.enum(['percent', 'credits', 'generations', 'uses', 'dollars']) satisfies z.ZodMiniType<Unit>;
/** Larger than any task is long, or has variants: what is priced by it stays a number. */
const size = z.number().check(z.minimum(-1e9), z.maximum(1e9));
export const parameters = z.object({
  model: z.exactOptional(name),
  seconds: z.exactOptional(size),
  size: z.exactOptional(name),
  variants: z.exactOptional(size),
  ultra: z.exactOptional(z.boolean()),
}) satisfies z.ZodMiniType<TaskParameters>;
