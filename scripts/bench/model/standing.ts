// Long histories of the made-up life, and what one more reading of it does.
import { eventsOf, freshStretch, isFull, type Stretch, sealed, withEvent } from '../../../core/app/event-log.ts';
import { type Event, heard } from '../../../core/app/events.ts';
import { type Rebuilding, rebuild } from '../../../core/app/rebuild.ts';
import { record } from '../../../core/app/record.ts';
import type { Snapshot } from '../../../core/domain/account.ts';
import { defaultSettings as settings } from '../../../core/domain/settings.ts';
import { snapshotSchema } from '../../../core/platform/stored.ts';
import { eventSchema } from '../../../core/platform/stored-events.ts';
import { providers } from '../../../core/providers/index.ts';
import { told } from './years.ts';

const offsetAt = () => 540;
/** Whether something will run out is only told, never kept: leaving it out makes long histories shorter to wait for. */
export const silent = { ...settings, notify: { ...settings.notify, 'will-run-out': false } };

/** Where a history stands: what is believed, and the stretch of events that is being written. */
export type Standing = { readonly snapshot: Snapshot; readonly open: Stretch };

/** Takes the n-th reading in. Full stretches go to `closed`. */
export function taken({ snapshot, open }: Standing, n: number, how = settings, closed = (_: Stretch) => {}): Standing {
  const { provider, read, now } = told(n);
  const next = record(snapshot, [read], { facts: provider.facts, settings: how, now, offsetAt });
  let last = open;
  for (const row of next.rows) {
    if (row.store !== 'events') continue;
    if (isFull(last)) {
      closed(sealed(last));
      last = freshStretch(last.n + 1);
    }
    last = withEvent(last, row.row);
  }
  return { snapshot: next.snapshot, open: last };
}

/** The same as the worker does it: what is stored is read and looked at before, and written after. */
export function stored(standing: Standing, n: number): Standing {
  const { snapshot, open } = structuredClone(standing);
  return structuredClone(taken({ snapshot: snapshotSchema.parse(snapshot), open }, n));
}

const failed = (error: unknown) => {
  throw error;
};
const factsOf = (id: string) => providers.find(({ watch }) => watch.id === id)?.facts;
export const rebuilding: Rebuilding = { settings, offsetAt, factsOf, failed };

/** The n-th reading as an event. */
function event(snapshot: Snapshot, n: number): Event {
  const { provider, read, now } = told(n);
  return heard(snapshot, read, { provider: provider.facts.id, settings, now });
}

/** Readings from `from` up to `to`, without the rest of what a worker does: the way to a long history. */
export function hurried(snapshot: Snapshot, from: number, to: number): Snapshot {
  let next = snapshot;
  for (let n = from; n < to; n += 1_000) {
    const events = Array.from({ length: Math.min(1_000, to - n) }, (_, place) => event(next, n + place));
    next = rebuild(next, events, rebuilding);
    if (n > 0 && n % 100_000 === 0) console.error(`  ${n} readings`);
  }
  return next;
}

export const unpacked = (stretch: Stretch): readonly Event[] =>
  [...eventsOf(stretch)].map((one) => eventSchema.parse(one) as Event);
