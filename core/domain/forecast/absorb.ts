import { type EpochMs, hour, type Ms, minute } from '../time.ts';
import { resetTolerance } from '../window.ts';
import { type Around, alone, growthsOf, outlooksOf, weightsOf } from './forecast.ts';
import { growthWithin } from './growth.ts';
import { quantileOf } from './outlook.ts';
import { inUse, usedUp, withFinal } from './past.ts';
import type { Weights } from './prior.ts';
import type { OpenWindow, UseReading } from './reading.ts';
import { judge } from './record.ts';
import { burnt, type ForecastState, lookedAt, typicalGap } from './state.ts';

/** After these shares of a window a forecast is put on record, to be judged when the window is over. */
const checkpoints = [0.25, 0.5, 0.75] as const;
const openWindows = 4;
/** Clocks differ: a window is over this long after its reset. */
const overAfter = 2 * minute;

/**
 * Takes one reading into the state; costs the same after a year as on the first day. Readings older than the last
 * one, without a share, or of windows that are over change nothing. `around` as it is for `forecast`.
 */
export function absorbUse(
  state: ForecastState,
  reading: UseReading,
  around: Around = alone,
  weights: Weights = weightsOf(state),
): ForecastState {
  const { at, used, resetsAt } = reading;
  if (used === null || !Number.isFinite(used) || !Number.isFinite(at)) return state;
  if (!(state.length > 0) || at < (state.seenAt ?? at)) return state;
  const share = Math.min(100, Math.max(0, used));
  const next = lookedAt(closeWindows(state, at), at);
  if (resetsAt === null || !Number.isFinite(resetsAt) || isFloating(share, resetsAt - at, state.length)) return next;
  if (at > resetsAt + overAfter || at < resetsAt - state.length - hour / 2) return next;
  const known = next.windows.findLast((one) => Math.abs(one.resetsAt - resetsAt) <= resetTolerance(state.length));
  const grown = known ? raised(next, known, share, at) : opened(next, resetsAt, share, at);
  return onRecord(grown, at, around, weights);
}

/** The window has not started: (almost) nothing is used, and its reset stands a full length away whenever one looks. */
function isFloating(used: number, left: Ms, length: Ms): boolean {
  if (Math.abs(left - length) > 5 * minute) return false;
  return used === 0 || (used <= 5 && length > 5 * hour);
}

function opened(state: ForecastState, resetsAt: EpochMs, used: number, at: EpochMs): ForecastState {
  const before = state.windows.map((one) => (one.resetsAt - at > 5 * minute ? { ...one, early: true } : one));
  const risenAt = used > 0 ? at : null;
  const fresh: OpenWindow = { resetsAt, used, seenAt: at, risenAt, early: false, shown: [] };
  const next = { ...state, windows: [...before, fresh].slice(-openWindows) };
  // One percent may be a stray request, or a rounding.
  return used > 1 ? burnt(next, used, at) : next;
}

function raised(state: ForecastState, window: OpenWindow, used: number, at: EpochMs): ForecastState {
  const rise = used - window.used;
  const grown = rise > 0 ? { ...window, used, risenAt: at, seenAt: at } : { ...window, seenAt: at };
  const next = { ...state, windows: state.windows.map((one) => (one === window ? grown : one)) };
  return rise > 0 ? burnt(next, rise, at) : next;
}

function onRecord(state: ForecastState, at: EpochMs, around: Around, weights: Weights): ForecastState {
  const window = state.windows.findLast(({ seenAt }) => seenAt === at);
  if (window === undefined || window.used < inUse || window.used >= usedUp) return state;
  const share = 1 - (window.resetsAt - at) / state.length;
  const checkpoint = checkpoints.findLast((one) => one <= share);
  if (checkpoint === undefined || window.shown.some((one) => one.checkpoint >= checkpoint)) return state;
  const outlook = outlooksOf(state, window, at, around, weights)(window.resetsAt);
  const [p10, p50, p90] = [quantileOf(outlook, 0.1), quantileOf(outlook, 0.5), quantileOf(outlook, 0.9)];
  const stay = growthWithin(growthsOf(state, window, at, around, weights)(window.resetsAt), 0.5);
  const noted = { ...window, shown: [...window.shown, { checkpoint, p10, p50, p90, used: window.used, stay }] };
  return { ...state, windows: state.windows.map((one) => (one === window ? noted : one)) };
}

function closeWindows(state: ForecastState, at: EpochMs): ForecastState {
  const over = state.windows.filter((one) => one.resetsAt + overAfter < at);
  return over.reduce(closed, { ...state, windows: state.windows.filter((one) => !over.includes(one)) });
}

/** A window that another one replaced early says nothing about where it would have ended. */
function closed(state: ForecastState, window: OpenWindow): ForecastState {
  if (window.early) return state;
  const final = window.used >= usedUp ? 100 : window.used;
  const next = { ...state, finals: withFinal(state.finals, final) };
  if (!isOutcomeKnown(state, window)) return next;
  return { ...next, record: window.shown.reduce((record, shown) => judge(record, shown, final), state.record) };
}

/** Somebody looked near the end, or looks so often while in use that silence means no use. */
function isOutcomeKnown(state: ForecastState, { resetsAt, seenAt, used }: OpenWindow): boolean {
  const unseen = (resetsAt - seenAt) / state.length;
  return used >= usedUp || unseen <= (state.length <= 5 * hour ? 0.35 : 0.15) || typicalGap(state) < state.length / 50;
}
