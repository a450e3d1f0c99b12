import { type Rebuilding, rebuild } from '../app/rebuild.ts';
import { providerOf } from '../providers/index.ts';
import { offsetAt } from './clock.ts';
import { warnOf } from './log.ts';
import type { Replay } from './rebuilding.ts';
import { loadSettings } from './settings.ts';

/** Builds the record again with what is known and set now. */
export const replayNow = (): Promise<Replay> =>
  replayWith({ failed: (error: unknown) => warnOf('an event could not be taken in again', error) });

/** The same, for whoever wants the rows as well, or nothing left out. */
export async function replayWith(how: Pick<Rebuilding, 'failed' | 'rows'>): Promise<Replay> {
  const settings = await loadSettings();
  const factsOf = (id: string) => providerOf(id)?.facts;
  return (snapshot, events) => rebuild(snapshot, events, { factsOf, settings, offsetAt, ...how });
}
