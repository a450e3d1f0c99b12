import * as z from 'zod/mini';
import { type Label, labels, type TaskParameters, type Unit } from '../domain/reading.ts';

z.config({ jitless: true });

/** Names and moments as the record keeps them. */
export const name = z.string().check(z.maxLength(200));
export const moment = z.number();
export const maybe = <T extends z.core.$ZodType>(schema: T) => z.nullable(schema);

export const label = z.union([z.enum(labels), z.object({ name })]) satisfies z.ZodMiniType<Label>;
export const unit = z.enum(['percent', 'credits', 'generations', 'uses', 'dollars']) satisfies z.ZodMiniType<Unit>;
export const parameters = z.object({
  model: z.exactOptional(name),
  seconds: z.exactOptional(z.number()),
  size: z.exactOptional(name),
  variants: z.exactOptional(z.number()),
  ultra: z.exactOptional(z.boolean()),
}) satisfies z.ZodMiniType<TaskParameters>;
