import * as z from 'zod/mini';

// Extension pages forbid `new Function`, which zod would otherwise probe for.
z.config({ jitless: true });

/** Larger than any amount, limit or time a service tells, and small enough that sums and shares of such numbers stay numbers. */
const largest = 1e14;

/**
 * Services send numbers as numbers or decimal strings. Gives a number, `null` for null or nonsense (also for numbers
 * too large to mean anything), `undefined` if absent.
 */
export const number = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value): number | null => {
      const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof read === 'number' && Math.abs(read) <= largest ? read : null;
    }),
  ),
);

/** More frames, seconds or variants than any task has. */
const mostParts = 1e7;

/** How many parts something has, or how long it is; `null` for nonsense. */
export const count = z.optional(
  z.pipe(
    number,
    z.transform((value) => (value != null && value >= 0 && value <= mostParts ? value : null)),
  ),
);

/** `true`, `false`, or `null` for anything else. */
export const flag = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => (typeof value === 'boolean' ? value : null)),
  ),
);

/** Longer than any name, word or id a service uses. */
const longestText = 128;
/** Signs that turn a text around, hide in it, are none at all or begin markup: what is shown would not be what is there. */
const hidden = /[<>\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** A short text that can be shown, kept, and used as a key: a name of the language itself (`constructor`) is nobody's. */
function isName(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > longestText) return false;
  return !hidden.test(value) && !(value in Object.prototype);
}

/** A name, a word or an id; `null` for anything else. */
export const text = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => (isName(value) ? value : null)),
  ),
);

/** The same where nothing can be read without it. */
export const name = z.custom<string>(isName);

/** A time in whatever form; `readMoment` of the domain makes sense of it. */
export const moment = z.optional(z.unknown());

/** A record whose absence or `null` is normal; anything else than a record counts as absent. */
export function section<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.catch(z.nullish(z.object(shape)), undefined);
}

/** A list from which whatever does not fit is left out, since one odd row must not hide the others. */
export function lossyList<Row extends z.core.$ZodType>(row: Row) {
  const rows = z.pipe(
    z.array(z.unknown()),
    z.transform((values): z.output<Row>[] =>
      values.flatMap((value) => {
        const parsed = z.safeParse(row, value);
        return parsed.success ? [parsed.data] : [];
      }),
    ),
  );
  return z.catch(z.nullish(rows), undefined);
}

/** Records by whatever name; those that do not fit are left out. */
export function lossyRecord<Row extends z.core.$ZodType>(row: Row) {
  const rows = z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform((values): (readonly [string, z.output<Row>])[] =>
      Object.entries(values).flatMap(([name, value]) => {
        if (!isName(name)) return [];
        const parsed = z.safeParse(row, value);
        return parsed.success ? [[name, parsed.data] as const] : [];
      }),
    ),
  );
  return z.catch(z.nullish(rows), undefined);
}
