import type { Snapshot } from '../domain/account.ts';
import { type NextReset, nextReset } from '../domain/resets/next-reset.ts';
import type { Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { obeyed, rowsSaid } from './answers.ts';
import { catchUp } from './catch-up.ts';
import type { Event, Heard } from './events.ts';
import { recordOne } from './record.ts';
import type { Foretell } from './refills.ts';
import { broughtDown } from './rewind.ts';
import type { Row } from './rows.ts';

/** What the events do not hold: what is known of the services, and how things stand now. */
export type Rebuilding = {
  readonly factsOf: (provider: string) => Facts | undefined;
  readonly settings: Settings;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offsetAt: (at: EpochMs) => number;
  /** Told of an event that could not be taken in; it is left out. */
  readonly failed: (error: unknown) => void;
  /** Told of the rows of the ledger that each event gives, where they are to be made again. */
  readonly rows?: (rows: readonly Row[]) => void;
};

/**
 * Takes events in again, one after the other, the way they were taken in when they happened; notices are not made
 * again. From the empty snapshot and with all events, it gives the accounts that were there before. Pure.
 */
export function rebuild(snapshot: Snapshot, events: readonly Event[], rebuilding: Rebuilding): Snapshot {
  const { foretell, settled } = laterForetold();
  let taken = snapshot;
  for (const event of events) {
    try {
      // That the clock was set back is an event of its own: it is not to be noticed a second time.
      taken = { ...again({ ...taken, savedAt: 0 }, event, { ...rebuilding, foretell }), savedAt: event.now };
    } catch (error) {
      rebuilding.failed(error);
    }
  }
  return settled(taken);
}

function again(snapshot: Snapshot, event: Event, rebuilding: Rebuilding & { readonly foretell: Foretell }): Snapshot {
  switch (event.what) {
    case 'heard':
      return heardAgain(snapshot, event, rebuilding);
    case 'woke': {
      const caught = catchUp(snapshot, rebuilding.settings, { now: event.now, offset: 0 });
      rebuilding.rows?.(caught.rows);
      return caught.snapshot;
    }
    case 'rewound':
      return broughtDown(snapshot, event.now);
    default:
      rebuilding.rows?.(rowsSaid(event));
      return obeyed(snapshot, event, rebuilding.factsOf(event.provider), rebuilding.offsetAt);
  }
}

function heardAgain(
  snapshot: Snapshot,
  { what: _, provider, now, entered, job, readings, problems, complete, ...seen }: Heard,
  { factsOf, settings, offsetAt, foretell, rows }: Rebuilding & { readonly foretell: Foretell },
): Snapshot {
  const facts = factsOf(provider);
  // A service that was taken out of the program.
  if (facts === undefined) return snapshot;
  const sighting = { ...seen, id: '', rule: null, call: '', served: null };
  const outcome = {
    readings,
    problems: problems.map((one) => ({ ...one, paths: [] })),
    ...(complete !== undefined && { complete }),
  };
  const recording = recordOne(
    snapshot,
    { sighting, outcome },
    { facts, settings: silent(settings), now, offsetAt, entered, job, foretell },
  );
  rows?.(recording.rows);
  return { ...snapshot, accounts: recording.snapshot.accounts };
}

/** Whether something will run out is only told, never kept, and takes long to say. */
const silent = (settings: Settings): Settings => ({
  ...settings,
  notify: { ...settings.notify, 'will-run-out': false },
});

/** When refills are due takes a moment to say, and only the last word counts: until `settled` something else stands there. */
function laterForetold() {
  const asked = new WeakMap<NextReset, () => NextReset | null>();
  const foretell: Foretell = (...of) => {
    const standIn: NextReset = { ...nobodyKnows };
    asked.set(standIn, () => nextReset(...of));
    return standIn;
  };
  const settled = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    accounts: snapshot.accounts.map((account) => {
      const { evidence, next } = account.refills;
      const ask = next === null ? undefined : asked.get(next);
      return ask === undefined ? account : { ...account, refills: { evidence, next: ask() } };
    }),
  });
  return { foretell, settled };
}

const nobodyKnows: NextReset = {
  rule: 'irregular',
  confidence: 0,
  refills: 0,
  due: null,
  waitsFor: null,
  visit: null,
  useFirst: false,
};
