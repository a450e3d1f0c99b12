import * as z from 'zod/mini';
import type { Json, Sighting } from '../domain/sighting.ts';
import { day, type EpochMs, minute } from '../domain/time.ts';
import type { Ack } from '../page/outbox.ts';

z.config({ jitless: true });

const shortText = z.string().check(z.maxLength(200));
const longestText = 500;
const mostValues = 5_000;
const mostText = 200_000;
const deepest = 12;

/** JSON of a bounded size and depth: content scripts run beside hostile pages, and a page script is never believed. */
export function isBoundedJson(value: unknown): value is Json {
  let left = mostValues;
  let text = mostText;
  const fits = (value: unknown, depth: number): boolean => {
    if (--left < 0 || depth > deepest) return false;
    if (value === null || typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value === 'string') {
      text -= value.length;
      return value.length <= longestText && text >= 0;
    }
    if (typeof value !== 'object' || !isPlain(value, left)) return false;
    return Object.entries(value).every(([key, inner]) => key.length <= 100 && fits(inner, depth + 1));
  };
  return fits(value, 0);
}

/** A record or a list of JSON, and nothing else that a browser can send: no bytes, no maps, no list with names in it. */
function isPlain(value: object, most: number): boolean {
  if (!Array.isArray(value)) return [Object.prototype, null].includes(Object.getPrototypeOf(value));
  return value.length <= most && Object.keys(value).length === value.length;
}

/** Salted hash of an account id, or none. */
const account = z.nullable(z.string().check(z.regex(/^[0-9a-f]{16}$/)));
const json = z.optional(z.custom<Json>(isBoundedJson));

/** A sighting as it may arrive; times far from now are no times. */
export const sightingSchema = z.object({
  id: shortText,
  watch: shortText,
  phase: z.enum(['sent', 'answer', 'event', 'end', 'text', 'opened']),
  rule: z.nullable(shortText),
  call: shortText,
  at: z.number(),
  offset: z.number().check(z.minimum(-1_000), z.maximum(1_000)),
  status: z.number().check(z.minimum(0), z.maximum(999)),
  served: z.catch(z.nullable(z.number().check(z.minimum(1e12), z.maximum(1e13))), null),
  retry: z.catch(z.optional(z.string().check(z.maxLength(64))), undefined),
  via: z.enum(['page', 'replay', 'text']),
  onUsagePage: z.boolean(),
  account,
  fields: json,
  asked: json,
  unread: z.optional(z.enum(['not-json', 'too-large'])),
  outline: z.optional(z.array(shortText).check(z.maxLength(100))),
}) satisfies z.ZodMiniType<Sighting>;

/** The two messages that pages' scripts may send: what they saw, and a request that waits until it is judged. */
export const sawMessage = z.object({
  say: z.literal('saw'),
  sightings: z.array(z.unknown()).check(z.maxLength(100)),
  account,
  visible: z.boolean(),
});

export const mayMessage = z.object({ say: z.literal('may'), sighting: z.unknown(), account });

/** Messages of our own pages. */
const own = { provider: shortText, account: shortText };
const purchase = {
  credits: z.number().check(z.positive(), z.maximum(1e9)),
  at: z.number().check(z.minimum(1e12), z.maximum(1e13)),
  paid: z.nullable(z.number().check(z.minimum(0), z.maximum(1e9))),
};
/** Ids of services. */
const known = z.array(shortText).check(z.maxLength(100));
export const command = z.discriminatedUnion('say', [
  z.object({ say: z.literal('refresh'), provider: shortText, account: z.nullable(shortText) }),
  z.object({ say: z.literal('tell-me'), ...own, meter: shortText, on: z.boolean() }),
  z.object({ say: z.literal('belongs-to'), ...own }),
  z.object({ say: z.literal('answer-purchase'), ...own, id: shortText, yes: z.boolean() }),
  z.object({ say: z.literal('was-me'), ...own, id: shortText, mine: z.boolean() }),
  z.object({
    say: z.literal('add-purchase'),
    ...own,
    ...purchase,
    entered: z.number().check(z.minimum(1e12), z.maximum(1e13)),
  }),
  z.object({ say: z.literal('correct-purchase'), ...own, id: shortText, to: z.nullable(z.object(purchase)) }),
  z.object({
    say: z.literal('split-purchase'),
    ...own,
    id: shortText,
    parts: z.array(purchase.credits).check(z.maxLength(9)),
  }),
  z.object({ say: z.literal('move-task'), ...own, key: shortText, job: z.nullable(shortText) }),
  z.object({ say: z.literal('test-notification') }),
  /** A page of ours has changed the record itself. */
  z.object({ say: z.literal('changed') }),
  z.object({ say: z.literal('not-asked'), id: shortText }),
  /** The popup asks for what it is to show, and says what only a page knows. */
  z.object({ say: z.literal('paint'), online: z.boolean(), noAccess: known, needsReload: known }),
]);
export type Command = z.infer<typeof command>;

/** Sightings that can be believed to be sightings; a malformed one is dropped, it would be malformed for ever. */
export function sightingsOf({ sightings }: { readonly sightings: readonly unknown[] }, now: EpochMs): Sighting[] {
  return sightings.flatMap((one) => {
    const parsed = sightingSchema.safeParse(one);
    if (!parsed.success) return [];
    const { at } = parsed.data;
    return at > now + minute || at < now - 7 * day ? [] : [parsed.data];
  });
}

export const refused: Ack = { ok: false, salt: '', named: false, quiet: false, holds: false, replay: [] };
