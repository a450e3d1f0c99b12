import { type AccountState, type StopState, stopEnd } from '../domain/account.ts';
import type { BalanceReading, StopReading } from '../domain/reading.ts';
import { alone, mostIn } from '../domain/service-room.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Outcome } from '../providers/provider.ts';
import type { Applying } from './apply.ts';

/** Whether a sighting is a whole answer that could be read. */
export function isGood({ problems }: Outcome, { phase, status }: Sighting): boolean {
  return phase === 'answer' && problems.length === 0 && status >= 200 && status < 300;
}

/** An answer replaces all that the same watch has announced before; stops whose time has come are over. */
export function withoutStops(account: AccountState, outcome: Outcome, { sighting, at }: Applying): AccountState {
  const answered = isGood(outcome, sighting);
  const stops = account.stops.filter((stop) => {
    const replaced = answered && stop.watch === sighting.watch && stop.since <= at;
    return !replaced && stopEnd(stop) > at;
  });
  return stops.length === account.stops.length ? account : { ...account, stops };
}

/** Whether the feature's own meters have said since that it may be used. */
export function isAnswered({ balances, windows }: AccountState, { feature }: StopReading, at: EpochMs): boolean {
  const newer = windows.filter((one) => one.feature === feature && one.seenAt > at);
  const free = newer.length > 0 && newer.every(({ blocked }) => blocked === false);
  return free || balances.some((one) => one.key === feature && one.seenAt > at && isSpendable(one));
}

/** Whether the service says that a balance may be spent. */
export function isSpendable({ blocked, usable }: Pick<BalanceReading, 'blocked' | 'usable'>): boolean {
  return blocked === false || (blocked === null && usable === true);
}

/** An announced stop takes the place of what was announced of its feature. */
export function withStop(
  account: AccountState,
  reading: StopReading,
  { sighting, at, most = alone }: Applying,
): readonly StopState[] {
  const { feature, label, why, until } = reading;
  const { stops } = account;
  const since = stops.find((stop) => stop.feature === feature && stop.why === why)?.since ?? at;
  const others = stops.filter((stop) => stop.feature !== feature);
  if (others.length === stops.length && others.length >= mostIn(stops, account, most)) return stops;
  return [...others, { feature, label, why, until, watch: sighting.watch, since }];
}
