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
  /** Since when the present share is a correction: what was read before it does not raise it again. */
  readonly correctedAt: EpochMs | null;
  /** The window before: it may turn out not to be over, and other tabs go on echoing it for a while. */
  readonly previous: Pick<WindowState, 'windowId' | 'resetsAt' | 'used' | 'openedAt' | 'said' | 'owes'> | null;
  /** That it came back early is to be told, as soon as a second reading agrees. */
  readonly owes: boolean;
  /** Crossings already told, or passed before we first looked: `warning@80`. */
  readonly said: readonly string[];
};

/** A window that is over. `early`: it was reset before its time; `null`: nobody had told its time. */
export type ClosedWindow = {
  readonly windowId: string;
  readonly used: number | null;
  readonly openedAt: EpochMs;
  readonly resetsAt: EpochMs | null;
  readonly closedAt: EpochMs;
  readonly early: boolean | null;
};

/** Reset times jitter by seconds; two that are this close are one. */
export function resetTolerance(length: Ms | null): Ms {
  return length !== null && length > week ? 30 * minute : 10 * minute;
}

export function windowKey(feature: string, length: Ms | null): string {
  return `${feature}:${length === null ? '?' : length / 1_000}`;
}

/** An idle window has not started: (almost) nothing is used and its reset stands a full length away, whenever one looks. */
export function isFloating({ used, resetsAt, length }: WindowReading, at: EpochMs): boolean {
  if (used === null || resetsAt === null || length === null) return false;
  return isIdle(used, length) && Math.abs(resetsAt - (at + length)) <= 5 * minute;
}

/** Whether so little is used that the window need not have started. */
export function isIdle(used: number, length: Ms | null): boolean {
  return length === null || length <= 5 * hour ? used === 0 : used <= 1;
}

/** What a window shows now. A reset that has passed unconfirmed never shows the old percentage. */
export type WindowPhase = 'known' | 'floating' | 'awaiting-reset' | 'unknown';

export function phaseOf(state: Pick<WindowState, 'floating' | 'used' | 'resetsAt'>, now: EpochMs): WindowPhase {
  if (state.floating) return 'floating';
  if (state.resetsAt !== null && state.resetsAt <= now) return 'awaiting-reset';
  return state.used === null ? 'unknown' : 'known';
}
