import { day, type EpochMs } from '../time.ts';
import { type Growth, growthOf, type Situation, withTendency } from './growth.ts';
import { type Outlook, probabilityUsedUp, quantileOf } from './outlook.ts';
import { type Finals, habitOf, peersOf, usedUp } from './past.ts';
import { longWindows, shortWindows, type Weights } from './prior.ts';
import type { OpenWindow } from './reading.ts';
import { tendencyToStop } from './record.ts';
import { type MomentRange, whenUsedUp } from './run-out.ts';
import { type Burn, burnAt, type ForecastState, typicalGap } from './state.ts';

/** What is known beside the meter itself. */
export type Around = {
  /** Finished windows of the same kind and length of this person's other accounts. */
  readonly siblings: readonly Finals[];
  /** What those accounts have burnt of late: whoever changes accounts goes on at the same pace. */
  readonly burns: readonly Burn[];
  /** When the same work is stopped by a longer window that is used up: the reset of that window. */
  readonly stoppedUntil: EpochMs | null;
};

export const alone: Around = { siblings: [], burns: [], stoppedUntil: null };

/** A forecast for the reset. Percent used; `used` ≤ `p10` ≤ `p50` ≤ `p90` ≤ 100. */
export type Forecast = {
  readonly at: EpochMs;
  readonly resetsAt: EpochMs;
  readonly used: number;
  /** Share of the window that has passed, 0..1. */
  readonly elapsed: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Probability, 0..1, that all is used before the reset. */
  readonly runsOut: number;
  /** When, if it does run out; `null` where that is all but impossible. */
  readonly runsOutAt: MomentRange | null;
};

/** The forecast of the window that is running, or `null` while none is: not started, over, or never told. */
export function forecast(state: ForecastState, now: EpochMs, around: Around = alone): Forecast | null {
  const window = runningWindow(state, now);
  return window === null ? null : forecastOf(state, window, now, around);
}

/** The window that is running now: the one that was seen last. */
export function runningWindow({ windows }: ForecastState, now: EpochMs): OpenWindow | null {
  const running = windows.filter(({ resetsAt, seenAt }) => resetsAt > now && seenAt <= now);
  return running.reduce<OpenWindow | null>((last, one) => (last && last.seenAt > one.seenAt ? last : one), null);
}

/** The forecast of one particular window of a meter. */
export function forecastOf(state: ForecastState, window: OpenWindow, now: EpochMs, around: Around = alone): Forecast {
  const { resetsAt, used } = window;
  const outlookAt = outlooksOf(state, window, now, around);
  const outlook = outlookAt(resetsAt);
  const runsOut = probabilityUsedUp(outlook);
  // As though the window ended then: otherwise a part of it would be forecast more timidly than the whole.
  const soon = (until: EpochMs) => probabilityUsedUp({ ...outlookAt(until, until), trust: 0 });
  return {
    ...{ at: now, resetsAt, used, elapsed: elapsedOf(state, window, now), runsOut },
    ...{ p10: quantileOf(outlook, 0.1), p50: quantileOf(outlook, 0.5), p90: quantileOf(outlook, 0.9) },
    runsOutAt: used >= usedUp || runsOut < hardlyEver ? null : whenUsedUp(soon, now, resetsAt),
  };
}

const hardlyEver = 0.01;
/** So many finished windows count as much as the model, at the start of a window. */
export const peersWorth = 12;
/** A longer window that is used up may come back early, as one in fifteen does within hours. */
const staysStopped = 0.93;

/**
 * The distribution of percent used at `until` (at most the reset), as seen at one moment. `ends`: the reset, or the
 * moment that is to be taken for it.
 */
export type OutlookAt = (until: EpochMs, ends?: EpochMs) => Outlook;

/**
 * The outlooks from `now` on. What does not hang on the moment asked for, all that finished windows say above all, is
 * worked out once: finding out when something runs out asks for dozens of moments.
 */
export function outlooksOf(
  state: ForecastState,
  window: OpenWindow,
  now: EpochMs,
  around: Around = alone,
  weights: Weights = weightsOf(state),
): OutlookAt {
  const { used, resetsAt } = window;
  const growthAt = growthsOf(state, window, now, around, weights);
  const tendency = tendencyToStop(state.record);
  const peers = peersOf(used, state.finals, around.siblings);
  const { low, high } = state.record;
  return (until, ends = resetsAt) => {
    const growth = withTendency(growthAt(until, ends), tendency);
    const toReset = until >= resetsAt ? 1 - elapsedOf(state, window, now) : 0;
    const trust = (toReset * peers.weight) / (peers.weight + peersWorth);
    if (around.stoppedUntil !== null && around.stoppedUntil >= until) {
      const stopped = { ...growth, stay: Math.max(growth.stay, staysStopped) };
      return { used, growth: stopped, peers, trust: 0, widen: unwidened };
    }
    return { used, growth, peers, trust, widen: { low, high } };
  };
}

/** The growth until a moment without what the person's record adds, as seen at `now`. */
export function growthsOf(
  state: ForecastState,
  window: OpenWindow,
  now: EpochMs,
  around: Around,
  weights: Weights = weightsOf(state),
): (until: EpochMs, ends?: EpochMs) => Growth {
  const situationAt = situationsOf(state, window, now, around, weights.usual);
  return (until, ends) => growthOf(situationAt(until, ends), weights);
}

/** The situations in which growth until a moment is asked for at `now`. */
export function situationsOf(
  state: ForecastState,
  window: OpenWindow,
  now: EpochMs,
  around: Around,
  usual: Weights['usual'],
): (until: EpochMs, ends?: EpochMs) => Situation {
  const standing = standingOf(state, window, now, around, usual);
  const fifth = state.length / 5;
  const { resetsAt } = window;
  return (until, ends = resetsAt) => {
    const left = Math.max(0, Math.min(until, resetsAt) - now) / fifth;
    return { ...standing, left, toReset: Math.max(0, ends - now) / fifth };
  };
}

const unwidened = { low: 0, high: 0 };
/** What is believed of meters of this length before they say more. */
export const weightsOf = ({ length }: Pick<ForecastState, 'length'>): Weights =>
  length <= day ? shortWindows : longWindows;

/** All of a situation that does not hang on the moment asked for. */
function standingOf(
  state: ForecastState,
  window: OpenWindow,
  now: EpochMs,
  around: Around,
  usual: Weights['usual'],
): Omit<Situation, 'left' | 'toReset'> {
  const fifth = state.length / 5;
  const sinceLook = Math.max(0, now - (state.seenAt ?? now));
  const unseen = Math.min(sinceLook, 2 * typicalGap(state));
  const startsAt = window.resetsAt - state.length;
  const still = Math.max(0, now - (window.risenAt ?? startsAt));
  return {
    used: window.used,
    elapsed: elapsedOf(state, window, now),
    idle: Math.max(0, still - unseen) / fifth,
    unseen: unseen / fifth,
    // Burn is a sum halved after half a fifth: as a rate per fifth it is that sum by ln 2 over the half.
    pace: ((burnAt(state, now) + burntElsewhere(state, now, around)) * Math.LN2) / 0.5,
    ...habitOf(state.finals, around.siblings, usual),
  };
}

/** What other accounts burnt before this one took over; 0 while another one is in use. */
function burntElsewhere({ burn: own, length }: ForecastState, now: EpochMs, { burns }: Around): number {
  if (burns.some(({ at }) => at > own.at + length / atOnce)) return 0;
  return burns.reduce((sum, burn) => sum + burnAt({ burn, length }, now), 0);
}

/** Rises within this part of the window (6 minutes of five hours) are of one look. */
const atOnce = 50;

function elapsedOf({ length }: ForecastState, { resetsAt }: OpenWindow, now: EpochMs): number {
  return length > 0 ? Math.min(1, Math.max(0, 1 - (resetsAt - now) / length)) : 1;
}
