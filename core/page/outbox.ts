import type { Phase } from '../domain/sighting.ts';

/** What the worker answers once everything in a message is safely stored (or why not now). */
export type Ack = {
  readonly ok: boolean;
  /** The installation's salt for account ids. */
  readonly salt: string;
  /** Whether an account of this service is known by name: then an unnamed number may be somebody else's. */
  readonly named: boolean;
  /** Stop watching this page: paused, or the service is not to be watched. */
  readonly quiet: boolean;
  /** Costly requests are to wait in the page until they have been judged. */
  readonly holds: boolean;
  /** Watches the page may ask again, and after how many ms. */
  readonly replay: readonly { readonly watch: string; readonly after: number }[];
};

/** What the worker answers about a request that is held back. `ask`: a window is being opened, even where `ok` is not; otherwise it may go. */
export type MayAck = Ack & { readonly ask: boolean };

/** Everything that may wait here; beyond it the oldest answer that a newer one of the same watch has overtaken goes first. */
const room = 200;
const perMessage = 25;
const firstWait = 500;
const longestWait = 30_000;
/** So long what is seen waits for what comes with it, and until the page has the answer to the request it has just sent. */
const gathering = 100;

/**
 * Holds sightings until the worker has stored them. The worker may die between any two lines: what was not
 * acknowledged is sent again, with growing pauses, and the worker's keys make a second arrival harmless. `gather`:
 * whether what comes waits a moment.
 */
export function outbox<Item extends { readonly phase: Phase; readonly watch: string }>(
  send: (items: readonly Item[]) => Promise<Ack | undefined>,
  later: (run: () => void, ms: number) => void,
  gather: () => boolean = () => false,
) {
  let waiting: Item[] = [];
  let busy = false;
  let pause = firstWait;
  let planned = false;

  const plan = (ms: number): void => {
    if (planned) return;
    planned = true;
    later(() => {
      planned = false;
      void flush();
    }, ms);
  };
  /** Whether the worker has stored these. */
  const deliver = async (batch: readonly Item[]): Promise<boolean> => {
    const ack = await send(batch).catch(() => undefined);
    if (ack?.ok !== true) return false;
    waiting = waiting.filter((item) => !batch.includes(item));
    return true;
  };
  const flush = async (): Promise<void> => {
    if (busy || waiting.length === 0) return;
    busy = true;
    const stored = await deliver(waiting.slice(0, perMessage));
    busy = false;
    if (stored) {
      pause = firstWait;
      return flush();
    }
    plan(pause);
    pause = Math.min(pause * 2, longestWait);
  };

  return {
    add(item: Item): void {
      if (waiting.length >= room) waiting.splice(dispensable(waiting), 1);
      waiting.push(item);
      if (busy || planned) return;
      if (gather()) plan(gathering);
      else void flush();
    },
    /** The page is left: all that waits goes now, past a message that is under way and past any pause. */
    leave(): void {
      for (let from = 0; from < waiting.length; from += perMessage)
        void deliver(waiting.slice(from, from + perMessage));
    },
    get size(): number {
      return waiting.length;
    },
  };
}

/** An answer that a later one of the same watch repeats; else the oldest. Ends and starts of tasks are kept longest. */
function dispensable(waiting: readonly { readonly phase: Phase; readonly watch: string }[]): number {
  const at = waiting.findIndex(
    ({ phase, watch }, place) =>
      phase === 'answer' &&
      waiting.some((later, there) => there > place && later.phase === phase && later.watch === watch),
  );
  return Math.max(at, 0);
}
