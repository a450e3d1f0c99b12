import type { Event } from './events.ts';
import { packed } from './packing.ts';
import { unpacked } from './unpacking.ts';

/**
 * A stretch of the events, in the order in which they came; each is kept as what is new in it beside the last one of
 * its kind. A stretch can be read by itself. Plain data: `latest` only where more may be added.
 */
export type Stretch = {
  /** 1, 2, … in order. */
  readonly n: number;
  readonly count: number;
  readonly words: readonly string[];
  readonly bytes: Uint8Array;
  readonly latest?: readonly Event[];
};

/** A stretch is rewritten with every event: small enough for that, and long enough for its words to be worth it. */
const fullAt = { bytes: 8_192, words: 8_192 } as const;

export const freshStretch = (n: number): Stretch => ({ n, count: 0, words: [], bytes: new Uint8Array(), latest: [] });

/** Whether the next event begins another stretch. */
export function isFull({ bytes, words, latest }: Stretch): boolean {
  if (latest === undefined || bytes.length >= fullAt.bytes) return true;
  return words.reduce((sum, word) => sum + word.length, 0) >= fullAt.words;
}

/** As it is kept for good. */
export function sealed({ latest: _, ...stretch }: Stretch): Stretch {
  return stretch;
}

/** All these events, stretch by stretch. The last one may be added to. */
export function stretchesOf(events: readonly Event[]): readonly Stretch[] {
  const full: Stretch[] = [];
  let open = freshStretch(1);
  for (const event of events) {
    if (isFull(open)) {
      full.push(sealed(open));
      open = freshStretch(open.n + 1);
    }
    open = withEvent(open, event);
  }
  return events.length === 0 ? [] : [...full, open];
}

/** With one more event. What is added hangs on that event, not on how many there are. */
export function withEvent({ n, count, words: known, bytes, latest = [] }: Stretch, event: Event): Stretch {
  const words = [...known];
  const kind = kindOf(event);
  const place = latest.findIndex((one) => kindOf(one) === kind);
  const index = place === -1 ? latest.length : place;
  const more = [...packed(index, undefined, words), ...packed(event, latest[index], words)];
  const next = new Uint8Array(bytes.length + more.length);
  next.set(bytes);
  next.set(more, bytes.length);
  const others = [...latest];
  others[index] = event;
  return { n, count: count + 1, words, bytes: next, latest: others };
}

/** Events of a kind are like one another. */
const kindOf = (event: Event): string =>
  event.what === 'heard' ? `${event.provider} ${event.watch} ${event.phase}` : event.what;

/** The events of a stretch, one by one. What they hold is not believed yet. Throws where the bytes are none of ours. */
export function* eventsOf({ bytes, words, count }: Stretch): Generator<unknown> {
  const from = { bytes, words, at: 0 };
  const latest: unknown[] = [];
  for (let n = 0; n < count; n++) {
    const index = Number(unpacked(from, undefined));
    latest[index] = unpacked(from, latest[index]);
    yield latest[index];
  }
}
