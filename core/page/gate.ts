import type { Dropped, Held, Spotted, Still } from './port.ts';

/**
 * What comes of a request that waits: it goes, it is cancelled, or the page itself has given it up meanwhile.
 */
export type Leave = 'go' | 'cancel' | 'dropped';

/** The relay lets a request go after 2 s without a window; this is for a relay that is not there any more. */
const confirmedWithin = 2_500;
/** While a window is open, the relay is asked so often whether it is still there, and may be silent so many times. */
const lookEvery = 2_000;
const silences = 2;
/** A request that was cancelled and comes again within this time is cancelled, too. */
const remembered = 10_000;

type Waiting = { silent: number; readonly digest: string | null; readonly settle: (leave: Leave) => void };

/** Inherits nothing, and is read by no function: a page that has replaced those of `Map` is given none of it. */
type Bare<Value> = { [id: string]: Value };
const bare = <Value>() => ({ __proto__: null }) as unknown as Bare<Value>;

/**
 * The tap's side of asking first: requests wait here until the relay says what becomes of them. Should the relay be
 * gone, they go: nothing of ours may keep a request for ever. What decides is handed to no promise: a page may have put
 * its own functions in the place of theirs, and would answer for the person.
 */
export function gate(
  post: (message: Held | Still | Dropped) => void,
  now: () => number,
  later: (run: () => void, ms: number) => void,
) {
  const waiting = bare<Waiting>();
  const cancelled = bare<number>();
  const look = (id: string): void => {
    const one = waiting[id];
    if (one === undefined) return;
    if (one.silent++ >= silences) one.settle('go');
    else {
      post({ still: id });
      later(() => look(id), lookEvery);
    }
  };

  const wasCancelled = (digest: string): boolean =>
    now() - (cancelled[digest] ?? Number.NEGATIVE_INFINITY) <= remembered;
  /** Remembers a no, and gives it to all that ask for the same and wait already: their windows close. */
  const cancelAlike = (digest: string): void => {
    cancelled[digest] = now();
    for (const old in cancelled) if (!wasCancelled(old)) delete cancelled[old];
    for (const id in waiting)
      if (waiting[id]?.digest === digest) {
        waiting[id].settle('cancel');
        post({ drop: id });
      }
  };

  return {
    /** Whether requests are to wait. */
    on: false,
    /**
     * Asks the relay about a request that is about to leave, with the sighting that tells of it. `digest`: the same for
     * the same request; it stays in this page's memory.
     */
    ask(id: string, sent: Spotted, digest: string | null, settled: (leave: Leave) => void): void {
      const settle = (leave: Leave) => {
        delete waiting[id];
        settled(leave);
      };
      waiting[id] = { silent: silences, digest, settle };
      post({ hold: id, sent });
      later(() => look(id), confirmedWithin);
    },
    /** A window is open, or still open. */
    waits(id: string): void {
      const one = waiting[id];
      if (one !== undefined) one.silent = 0;
    },
    /** What the relay says of it. */
    settle(id: string, leave: 'go' | 'cancel'): void {
      const one = waiting[id];
      one?.settle(leave);
      if (leave === 'cancel' && one?.digest != null) cancelAlike(one.digest);
    },
    /** The page has given the request up: nobody needs to be asked any more. */
    drop(id: string): void {
      const one = waiting[id];
      one?.settle('dropped');
      if (one !== undefined) post({ drop: id });
    },
    wasCancelled,
  };
}
