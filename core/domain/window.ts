import type { Amount, Label, WindowReading } from './reading.ts';
import type { Via } from './sighting.ts';
import { type EpochMs, hour, type Ms, minute, week } from './time.ts';

/** Where a number was read. */
export type Origin = { readonly watch: string; readonly via: Via; readonly onUsagePage: boolean };

/** When, and where, a reading was made. */
export type Seen = { readonly at: EpochMs; readonly origin: Origin };

/** What we believe of one window: a share of an allowance until its reset. */
export type WindowState = {
  /** Feature and length; slot names and order say nothing. */
  readonly key: string;
  readonly feature: string;
  readonly label: Label;
  readonly length: Ms | null;
  /** Tells this window from the one before it; jitter of the reset time does not change it. */
  readonly windowId: string;
  /** Whether the window has not started: its reset moves along with the clock. */
  readonly floating: boolean;
  /** Percent used: the highest seen in this window; `null` is unknown. */
  readonly used: number | null;
  /** The part of `used` that is beyond doubt, for alerts: not raised while readings contradict each other. */
  readonly settled: number | null;
  readonly amount: Amount | null;
  readonly resetsAt: EpochMs | null;
  readonly blocked: boolean | null;
  /** First and last reading of this window, and the first one with the present value. */
  readonly openedAt: EpochMs;
  readonly seenAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly origin: Origin;
  /** The last reading as it came, and since when it has come so. */
  readonly raw: number | null;
  readonly row: EpochMs;
  /** Since when complete answers no longer list this window. */
  readonly missingSince: EpochMs | null;
  /** Readings clearly below `used`: an echo of another tab, or in the long run a correction. */
  readonly dip: { readonly since: EpochMs; readonly last: EpochMs; readonly times: number } | null;
  /** The window before, in case it turns out not to be over. */
  readonly previous: Pick<WindowState, 'windowId' | 'resetsAt' | 'used' | 'openedAt'> | null;
  /** That it came back early is to be told, as soon as a second reading agrees. */
  readonly owes: boolean;
  /** Crossings already told, or passed before we first looked: `warning@80`. */
  readonly said: readonly string[];
};

/** A window that is over. `early`: it was reset before its time. */
export type ClosedWindow = {
  readonly windowId: string;
  readonly used: number | null;
  readonly openedAt: EpochMs;
  readonly resetsAt: EpochMs | null;
  readonly closedAt: EpochMs;
  readonly early: boolean;
};

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

/** Reset times jitter by seconds; two that are this close are one. */
export function resetTolerance(length: Ms | null): Ms {
  return length !== null && length > week ? 30 * minute : 10 * minute;
}

/** Percentages are rounded, and parallel tabs lag a little: less than this is no fall. */
const noFall = 2;
/** Lower readings must last this long, and come this often, before they count as a correction by the service. */
const correctionAfter: Ms = 15 * minute;
const correctionTimes = 3;
/** Readings that contradict each other within this time are flapping. */
const flapping: Ms = 5 * minute;

export function windowKey(feature: string, length: Ms | null): string {
  return `${feature}:${length === null ? '?' : length / 1_000}`;
}

/** An idle window has not started: (almost) nothing is used and its reset stands a full length away, whenever one looks. */
export function isFloating({ used, resetsAt, length }: WindowReading, at: EpochMs): boolean {
  if (used === null || resetsAt === null || length === null) return false;
  const idle = length <= 5 * hour ? used === 0 : used <= 1;
  return idle && Math.abs(resetsAt - (at + length)) <= 5 * minute;
}

/** Takes a reading into what is believed. Total, idempotent, and within one window independent of the order of arrival. */
export function absorbWindow(state: WindowState | null, reading: WindowReading, seen: Seen): Absorbed {
  const fresh = freshWindow(reading, seen);
  if (state === null) return { state: fresh, change: 'first', closed: null };
  switch (relationOf(state, reading, seen.at)) {
    case 'stale':
      return { state, change: 'ignored', closed: null };
    case 'same':
      return { state: within(state, reading, seen), change: 'same', closed: null };
    case 'moved':
      return { state: { ...within(state, reading, seen), resetsAt: reading.resetsAt }, change: 'same', closed: null };
    case 'opened':
      return { state: { ...fresh, previous: state.previous }, change: 'opened', closed: null };
    case 'previous':
      return { state: restored(state, reading, seen), change: 'restored', closed: null };
    case 'next':
      return succeeded(state, fresh, seen.at);
  }
}

type Relation = 'stale' | 'same' | 'moved' | 'opened' | 'previous' | 'next';

function relationOf(state: WindowState, reading: WindowReading, at: EpochMs): Relation {
  const { resetsAt } = reading;
  if (isFloating(reading, at)) return relationOfIdle(state, at);
  if (resetsAt === null) return at < state.openedAt ? 'stale' : 'same';
  const near = (other: EpochMs | null) => other !== null && Math.abs(other - resetsAt) <= resetTolerance(state.length);
  if (!state.floating && near(state.resetsAt)) return 'same';
  if (at < state.openedAt || resetsAt + 2 * minute < at) return 'stale';
  if (near(state.previous?.resetsAt ?? null)) return 'previous';
  if (state.floating || state.resetsAt === null) return 'opened';
  const due = at >= state.resetsAt - resetTolerance(state.length);
  const fell = (reading.used ?? 0) < (state.used ?? 0) - noFall;
  return due || fell ? 'next' : 'moved';
}

function relationOfIdle(state: WindowState, at: EpochMs): Relation {
  if (at < state.openedAt) return 'stale';
  return state.floating || state.resetsAt === null ? 'same' : 'next';
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
    previous: null,
    owes: false,
    said: [],
  };
}

/** Another reading of the same window: the running maximum counts, since tabs echo values far too low for half a minute. */
function within(state: WindowState, reading: WindowReading, seen: Seen): WindowState {
  const { at, origin } = seen;
  const late = at < state.seenAt;
  const unchanged = state.raw === reading.used && state.blocked === reading.blocked;
  const base: WindowState = {
    ...state,
    missingSince: null,
    row: late || unchanged ? state.row : at,
    openedAt: Math.min(state.openedAt, at),
    seenAt: Math.max(state.seenAt, at),
    ...(!late && {
      origin,
      blocked: reading.blocked,
      resetsAt: state.floating ? reading.resetsAt : (state.resetsAt ?? reading.resetsAt),
    }),
  };
  const { used } = reading;
  if (used === null) return base;
  const top = state.used ?? -1;
  if (used < top - noFall) return late ? base : dipped(base, used, reading, at);
  const raised = used > top;
  return {
    ...base,
    raw: late ? state.raw : used,
    used: Math.max(used, top),
    settled: settledAt(base, used, at),
    ...(raised && { amount: reading.amount ?? state.amount, changedAt: at }),
    ...(used === top && { changedAt: Math.min(state.changedAt, at) }),
    ...(!late && used === top && reading.amount !== null && { amount: reading.amount }),
  };
}

/** What alerts may rely on: everything, unless readings fell within the last minutes; then only what two in a row agree on. */
function settledAt({ dip, raw, settled, used: top }: WindowState, used: number, at: EpochMs): number {
  const known = settled ?? 0;
  if (dip === null || at - dip.last > flapping) return Math.max(known, used, top ?? 0);
  const agree = raw !== null && Math.abs(raw - used) <= 1;
  return agree ? Math.max(known, Math.min(raw, used)) : known;
}

/** A lower value in the same window: an echo, until it has lasted; then the service has corrected itself. */
function dipped(state: WindowState, used: number, reading: WindowReading, at: EpochMs): WindowState {
  const fresh = state.dip === null || (state.raw ?? 0) >= (state.used ?? 0) - noFall;
  const dip = fresh
    ? { since: at, last: at, times: 1 }
    : { since: state.dip?.since ?? at, last: at, times: (state.dip?.times ?? 0) + 1 };
  const lasting = at - dip.since >= correctionAfter && dip.times >= correctionTimes;
  if (!lasting) return { ...state, raw: used, dip };
  return { ...state, raw: used, used, settled: used, amount: reading.amount, changedAt: at, dip: null };
}

/** A new window takes over. It starts at 0 %, so that its first reading tells what it has already passed. */
function succeeded(state: WindowState, fresh: WindowState, at: EpochMs): Absorbed {
  const { windowId, resetsAt, used, openedAt, floating } = state;
  const early = resetsAt !== null && at < resetsAt - resetTolerance(state.length);
  const closed = floating ? null : { windowId, used, openedAt, resetsAt, closedAt: at, early };
  const previous = early ? { windowId, resetsAt, used, openedAt } : null;
  return { state: { ...fresh, previous }, change: 'reset', closed };
}

/** The window before is still there: another backend had answered for a moment. Alerts wait until readings agree. */
function restored(state: WindowState, reading: WindowReading, { at, origin }: Seen): WindowState {
  const back = state.previous;
  const used = Math.max(back?.used ?? 0, reading.used ?? 0);
  return {
    ...state,
    windowId: back?.windowId ?? state.windowId,
    floating: false,
    used,
    settled: back?.used ?? null,
    amount: reading.amount,
    resetsAt: back?.resetsAt ?? reading.resetsAt,
    blocked: reading.blocked,
    openedAt: back?.openedAt ?? at,
    seenAt: Math.max(state.seenAt, at),
    changedAt: at,
    origin,
    raw: reading.used,
    row: at,
    dip: { since: at, last: at, times: 1 },
    owes: false,
    previous: { windowId: state.windowId, resetsAt: state.resetsAt, used: state.used, openedAt: state.openedAt },
  };
}

/** What a window shows now. A reset that has passed unconfirmed never shows the old percentage. */
export type WindowPhase = 'known' | 'floating' | 'awaiting-reset' | 'unknown';

export function phaseOf(state: Pick<WindowState, 'floating' | 'used' | 'resetsAt'>, now: EpochMs): WindowPhase {
  if (state.floating) return 'floating';
  if (state.resetsAt !== null && state.resetsAt <= now) return 'awaiting-reset';
  return state.used === null ? 'unknown' : 'known';
}
