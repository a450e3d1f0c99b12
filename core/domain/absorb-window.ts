import type { WindowReading } from './reading.ts';
import { type EpochMs, type Ms, minute } from './time.ts';
import {
  type ClosedWindow,
  isFloating,
  isIdle,
  resetTolerance,
  type Seen,
  type WindowState,
  windowKey,
} from './window.ts';

/**
 * What a reading did:
 * `first` sight of this meter · `same` window, perhaps more used · `opened`: an idle window has started ·
 * `reset`: a new window has taken the place of `closed` · `restored`: the reset was a false alarm ·
 * `ignored`: an echo of the past
 */
export type WindowChange = 'first' | 'same' | 'opened' | 'reset' | 'restored' | 'ignored';

export type Absorbed = {
  readonly state: WindowState;
  readonly change: WindowChange;
  readonly closed: ClosedWindow | null;
};

/** Percentages are rounded, and parallel tabs lag a little: less than this is no fall. */
const noFall = 2;
/** Lower readings must last this long, and come this often, before they count as a correction by the service. */
const correctionAfter: Ms = 15 * minute;
const correctionTimes = 3;
/** Readings that contradict each other within this time are flapping. */
const flapping: Ms = 5 * minute;

/**
 * Takes a reading into what is believed. Total; a reading delivered twice changes nothing, and within one window the
 * order of arrival does not matter.
 */
export function absorbWindow(state: WindowState | null, reading: WindowReading, seen: Seen): Absorbed {
  const fresh = freshWindow(reading, seen);
  if (state === null) return { state: fresh, change: 'first', closed: null };
  switch (relationOf(state, reading, seen.at)) {
    case 'stale':
      return { state, change: 'ignored', closed: null };
    case 'same':
      return { state: within(state, reading, seen), change: 'same', closed: null };
    case 'moved':
      return { state: moved(state, reading, seen), change: 'same', closed: null };
    case 'opened':
      return { state: { ...fresh, previous: state.previous, owes: state.owes }, change: 'opened', closed: null };
    case 'previous':
      return { state: restored(state, reading, seen), change: 'restored', closed: null };
    case 'next':
      return succeeded(state, fresh, seen.at);
  }
}

type Relation = 'stale' | 'same' | 'moved' | 'opened' | 'previous' | 'next';

function relationOf(state: WindowState, reading: WindowReading, at: EpochMs): Relation {
  const { resetsAt } = reading;
  if (isFloating(reading, at)) return relationOfIdle(state, reading, at);
  if (resetsAt === null) return relationOfTimeless(state, reading, at);
  if (!state.floating && isNear(state, state.resetsAt, resetsAt)) return 'same';
  // Only the newest reading can tell of another window: tabs deliver late, and go on echoing what is over.
  if (at < state.seenAt || resetsAt + 2 * minute < at) return 'stale';
  if (state.previous !== null && isNear(state, state.previous.resetsAt, resetsAt))
    return isDue(state, state.previous.resetsAt, at) ? 'stale' : 'previous';
  if (state.floating) return 'opened';
  if (state.resetsAt === null) return fell(state, reading) ? 'next' : 'moved';
  return isDue(state, state.resetsAt, at) || fell(state, reading) ? 'next' : 'moved';
}

function relationOfIdle(state: WindowState, reading: WindowReading, at: EpochMs): Relation {
  if (state.floating) return at < state.openedAt ? 'stale' : 'same';
  if (at < state.seenAt) return 'stale';
  return state.resetsAt === null && !fell(state, reading) ? 'moved' : 'next';
}

/** A reading that names no reset is of the window we know, unless it could not be. */
function relationOfTimeless(state: WindowState, reading: WindowReading, at: EpochMs): Relation {
  if (at < state.openedAt) return 'stale';
  if (at < state.seenAt) return 'same';
  if (state.floating) return isIdle(reading.used ?? 0, state.length) ? 'same' : 'opened';
  return state.resetsAt !== null && at >= state.resetsAt && fell(state, reading) ? 'next' : 'same';
}

function isNear({ length }: WindowState, one: EpochMs | null, other: EpochMs): boolean {
  return one !== null && Math.abs(one - other) <= resetTolerance(length);
}

function isDue({ length }: WindowState, resetsAt: EpochMs | null, at: EpochMs): boolean {
  return resetsAt !== null && at >= resetsAt - resetTolerance(length);
}

function fell({ used: before }: WindowState, { used }: WindowReading): boolean {
  return used !== null && before !== null && used < before - noFall;
}

function freshWindow(reading: WindowReading, { at, origin }: Seen): WindowState {
  const { feature, label, length, used, amount, resetsAt, blocked } = reading;
  const floating = isFloating(reading, at);
  return {
    key: windowKey(feature, length),
    feature,
    label,
    length,
    windowId: floating ? `idle-${at}` : `${resetsAt ?? at}`,
    floating,
    used,
    settled: used,
    amount,
    resetsAt,
    blocked,
    openedAt: at,
    seenAt: at,
    changedAt: at,
    origin,
    raw: used,
    row: at,
    missingSince: null,
    dip: null,
    correctedAt: null,
    previous: null,
    owes: false,
    said: [],
  };
}

/** Another reading of the same window: the running maximum counts, since tabs echo values far too low for half a minute. */
function within(state: WindowState, reading: WindowReading, { at, origin }: Seen): WindowState {
  const { used, amount, blocked, resetsAt } = reading;
  // What comes again, or late, is no further evidence.
  const late = at <= state.seenAt;
  const base: WindowState = { ...state, openedAt: Math.min(state.openedAt, at) };
  const newer: WindowState = late
    ? base
    : {
        ...base,
        missingSince: null,
        row: state.raw === used && state.blocked === blocked ? state.row : at,
        raw: used,
        seenAt: at,
        origin,
        blocked,
        resetsAt: state.floating ? (resetsAt ?? state.resetsAt) : (state.resetsAt ?? resetsAt),
      };
  if (used === null || (late && at < (state.correctedAt ?? at))) return newer;
  const top = state.used ?? -1;
  if (used < top - noFall) return late ? newer : dipped(newer, state, reading, at);
  return {
    ...newer,
    used: Math.max(used, top),
    settled: settledAt(state, used, at, late),
    ...(used > top && { amount: amount ?? state.amount, changedAt: at }),
    ...(used === top && { changedAt: Math.min(state.changedAt, at) }),
    ...(!late && used === top && amount !== null && { amount }),
  };
}

/** The same window, of which now another reset is told, or for the first time one. */
function moved(state: WindowState, reading: WindowReading, seen: Seen): WindowState {
  const next = within(state, reading, seen);
  return { ...next, resetsAt: reading.resetsAt, floating: isFloating(reading, seen.at) };
}

/** What alerts may rely on: everything, unless readings fell within the last minutes; then only what two in a row agree on. */
function settledAt(
  { dip, raw, settled, used: top }: WindowState,
  used: number,
  at: EpochMs,
  late: boolean,
): number | null {
  if (dip === null || at - dip.last > flapping) return Math.max(settled ?? 0, used, top ?? 0);
  const agree = !late && raw !== null && Math.abs(raw - used) <= 1;
  return agree ? Math.max(settled ?? 0, Math.min(raw, used)) : settled;
}

/** A lower value in the same window: an echo, until it has lasted; then the service has corrected itself. */
function dipped(newer: WindowState, before: WindowState, { used, amount }: WindowReading, at: EpochMs): WindowState {
  const goesOn = before.dip !== null && (before.raw ?? 0) < (before.used ?? 0) - noFall;
  const { since, times } = goesOn && before.dip !== null ? before.dip : { since: at, times: 0 };
  const dip = { since, last: at, times: times + 1 };
  if (at - dip.since < correctionAfter || dip.times < correctionTimes) return { ...newer, dip };
  return { ...newer, used, settled: used, amount, changedAt: at, correctedAt: at, dip: null };
}

/** A new window takes over. It starts at 0 %, so that its first reading tells what it has already passed. */
function succeeded(state: WindowState, fresh: WindowState, at: EpochMs): Absorbed {
  const { windowId, resetsAt, used, openedAt, said, owes } = state;
  const early = resetsAt === null ? null : !isDue(state, resetsAt, at);
  return {
    state: { ...fresh, previous: { windowId, resetsAt, used, openedAt, said, owes } },
    change: 'reset',
    closed: { windowId, used, openedAt, resetsAt, closedAt: at, early },
  };
}

/** The window before is still there: another backend had answered for a moment. Alerts wait until readings agree. */
function restored(state: WindowState, reading: WindowReading, { at, origin }: Seen): WindowState {
  const { windowId, resetsAt, used, openedAt, said, owes, previous: back } = state;
  const known = [back?.used ?? null, reading.used].filter((one) => one !== null);
  return {
    ...freshWindow(reading, { at, origin }),
    windowId: back?.windowId ?? windowId,
    used: known.length === 0 ? null : Math.max(...known),
    settled: back?.used ?? null,
    // One echo of a sleeping tab must not sound an alarm: only a second one is believed that work stops.
    blocked: state.blocked,
    resetsAt: back?.resetsAt ?? reading.resetsAt,
    openedAt: back?.openedAt ?? at,
    said: back?.said ?? [],
    owes: back?.owes ?? false,
    dip: { since: at, last: at, times: 1 },
    previous: { windowId, resetsAt, used, openedAt, said, owes },
  };
}
