import type { AccountState } from '../domain/account.ts';
import type { WindowReading } from '../domain/reading.ts';
import { day, type EpochMs, hour } from '../domain/time.ts';
import { resetTolerance, windowKey } from '../domain/window.ts';
import type { Outcome } from '../providers/provider.ts';
import type { Applying } from './apply.ts';

/** How long a window that is no longer listed is remembered. */
const forgottenAfter = 45 * day;

/**
 * A window whose length was left out is the one of its feature that comes back at the same time, or the only one there
 * is; one that is further away than a day is the long one.
 */
export function withLength(account: AccountState, reading: WindowReading, at: EpochMs): WindowReading {
  if (reading.length !== null) return reading;
  const known = account.windows.filter(({ feature, length }) => feature === reading.feature && length !== null);
  const { resetsAt } = reading;
  const near = known.find(
    (one) =>
      resetsAt !== null && one.resetsAt !== null && Math.abs(one.resetsAt - resetsAt) <= resetTolerance(one.length),
  );
  const long = known.filter(({ length }) => (length ?? 0) > longAway);
  const far = resetsAt !== null && resetsAt - at > longAway && long.length === 1 ? long[0] : undefined;
  const length = (near ?? far ?? (known.length === 1 ? known[0] : undefined))?.length;
  return length === undefined ? reading : { ...reading, length };
}

/** A reset further away than this cannot be that of a short window (as clients of the service measured, 2026-07). */
const longAway = 30 * hour;

/**
 * Layouts change overnight: a window that a complete answer no longer lists is not shown any more. It is remembered for
 * a while, since it may be back, and what was told of it has been told.
 */
export function withoutGone(account: AccountState, outcome: Outcome, { at, sighting }: Applying): AccountState {
  const { complete, readings, problems } = outcome;
  if (complete === undefined || problems.length > 0) return account;
  const listed = new Set(
    readings.flatMap((one) =>
      one.kind === 'window' ? windowKey(one.feature, withLength(account, one, at).length) : [],
    ),
  );
  const windows = account.windows.flatMap((window) => {
    if (!owns(complete, window.feature)) return [window];
    if (listed.has(window.key)) return window.missingSince === null ? [window] : [{ ...window, missingSince: null }];
    if (window.missingSince === null) return [{ ...window, missingSince: at }];
    return at - window.missingSince >= forgottenAfter ? [] : [window];
  });
  // Purchased credits that are not listed any more: nobody says that they may still be spent.
  const told = readings.flatMap((one) => (one.kind === 'balance' ? one.feature : []));
  const balances = account.balances.map((one) =>
    one.usable !== null && one.origin.watch === sighting.watch && !told.includes(one.feature)
      ? { ...one, usable: null }
      : one,
  );
  return { ...account, windows, balances };
}

function owns(complete: Exclude<Outcome['complete'], undefined>, feature: string): boolean {
  return 'but' in complete ? !complete.but.includes(feature) : complete.includes(feature);
}
