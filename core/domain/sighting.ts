import type { EpochMs } from './time.ts';

/** JSON after whitelisting: what the page script lets through. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Which moment of a request (or page) was seen.
 *
 * - `sent`: the page's request is about to leave
 * - `answer`: a whole answer arrived
 * - `event`: one event of a stream or socket arrived
 * - `end`: a stream is over
 * - `text`: something was read from the visible page instead of an answer
 * - `opened`: a costly composer's address is open
 */
export type Phase = 'sent' | 'answer' | 'event' | 'end' | 'text' | 'opened';

/** How an observation came about: the page's own request, our replay of it, or the page's visible text. */
export type Via = 'page' | 'replay' | 'text';

/** What a page saw, before anyone has believed it. `watch` names an entry of the provider's `watch.ts`. */
export type Sighting = {
  /** Unique to this sighting; saying it twice changes nothing. */
  readonly id: string;
  readonly watch: string;
  readonly phase: Phase;
  /** The rule of the watch that matched, for events and sockets; how a stream ended, for ends (`withheld`: its request never left). */
  readonly rule: string | null;
  /** The same for all sightings of one request. */
  readonly call: string;
  /** When it was seen, by this machine's clock. */
  readonly at: EpochMs;
  /** Minutes that the wall clock of this machine is ahead of UTC. */
  readonly offset: number;
  /** HTTP status; 0 where there is none. */
  readonly status: number;
  /** What the server's `Date` header said; `null` without one. */
  readonly served: EpochMs | null;
  /** What the server's `Retry-After` header said to a request of our own, as it came; absent without one. */
  readonly retry?: string | undefined;
  readonly via: Via;
  /** Whether the tab shows the service's own usage page. */
  readonly onUsagePage: boolean;
  /** Salted hash of the service's account id; `null` where nothing in this document has told it. */
  readonly account: string | null;
  /** Whitelisted fields of the answer; absent where the body was not JSON. */
  readonly fields?: Json | undefined;
  /** Whitelisted parameters of the request. */
  readonly asked?: Json | undefined;
  /** Why there are no fields: the body was not JSON, or too large to read. */
  readonly unread?: 'not-json' | 'too-large' | undefined;
  /** Key paths and kinds of an answer in which a needed field was missing; never values. */
  readonly outline?: readonly string[] | undefined;
};

/** Whether an id is that of a request, made up by our own page script, and so means nothing to the service. */
export function isOwnCall(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:/.test(id);
}
