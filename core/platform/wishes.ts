import * as z from 'zod/mini';
import type { Wish } from '../domain/wishes.ts';
import { entered, maybe, name } from './stored-parts.ts';

z.config({ jitless: true });

const of = { say: z.literal('enter'), provider: name, account: maybe(name), number: z.number() };
const { monthly, renewalDay } = entered.shape;

/** What somebody wishes, as our own pages send it. */
export const wishSchema = z.union([
  z.object({ say: z.literal('pause'), paused: z.boolean() }),
  z.object({ say: z.literal('silence'), how: maybe(z.enum(['hour', 'tomorrow'])) }),
  z.object({ say: z.literal('stop'), provider: name }),
  z.object({ ...of, ask: z.literal('monthly'), value: monthly }),
  z.object({ ...of, ask: z.literal('renewal-day'), value: renewalDay }),
  z.object({ ...of, ask: z.literal('plan'), value: z.null() }),
  z.object({ say: z.literal('pick-job'), id: maybe(name) }),
  // What is too long is cut, not refused.
  z.object({ say: z.literal('type-job'), name: z.string().check(z.maxLength(10_000)) }),
  z.object({ say: z.literal('notification-appeared'), appeared: z.enum(['yes', 'no']) }),
  z.object({ say: z.literal('dismiss-first-run') }),
]) satisfies z.ZodMiniType<Wish>;
