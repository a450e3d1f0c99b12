import { type EpochMs, type Ms, second } from '../time.ts';

/** The moments after `after` and up to and including `upTo`. */
export type Span = { readonly after: EpochMs; readonly upTo: EpochMs };

export function lengthOf({ after, upTo }: Span): Ms {
  return upTo - after;
}

/** Servers and this computer disagree by seconds about what time it is, and refills take seconds. */
export const slack: Ms = 30 * second;

/** The span with `by` more on either side; a span that is narrowed away is `null`. */
export function widened({ after, upTo }: Span, by: Ms): Span | null {
  return upTo + by > after - by ? { after: after - by, upTo: upTo + by } : null;
}

export function overlapOf(one: Span, other: Span): Ms {
  return Math.max(0, Math.min(one.upTo, other.upTo) - Math.max(one.after, other.after));
}
