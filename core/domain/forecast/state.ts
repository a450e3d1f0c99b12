import { type EpochMs, hour, type Ms, minute } from '../time.ts';
import type { Finals } from './past.ts';
import type { OpenWindow } from './reading.ts';
import { noRecord, type TrackRecord } from './record.ts';

/** Everything the forecast of one meter remembers. Plain data of bounded size. */
export type ForecastState = {
  readonly length: Ms;
  /** The windows that may still be spoken of, at most four, newest last. */
  readonly windows: readonly OpenWindow[];
  readonly seenAt: EpochMs | null;
  /** Logs of the gaps between readings in minutes, forgotten slowly: how often somebody looks. */
  readonly gaps: { readonly sum: number; readonly weight: number };
  readonly burn: Burn;
  readonly finals: Finals;
  readonly record: TrackRecord;
};

/** Percent burnt of late, as of the last rise: half of it is forgotten after a tenth of the length. */
export type Burn = { readonly at: EpochMs; readonly percent: number };

/** A meter nothing is known of yet. `length` in ms. */
export const freshForecast = (length: Ms): ForecastState => ({
  length,
  windows: [],
  seenAt: null,
  gaps: { sum: 0, weight: 0 },
  burn: { at: 0, percent: 0 },
  finals: [],
  record: noRecord,
});

const keepPerGap = 0.97;

/** Notes that somebody looked. Readings of the same second are one look. */
export function lookedAt(state: ForecastState, at: EpochMs): ForecastState {
  const gap = state.seenAt === null ? 0 : at - state.seenAt;
  if (gap < 1_000) return { ...state, seenAt: state.seenAt ?? at };
  const { sum, weight } = state.gaps;
  return {
    ...state,
    seenAt: at,
    gaps: { sum: sum * keepPerGap + Math.log(gap / minute), weight: weight * keepPerGap + 1 },
  };
}

/** How long it usually takes until somebody looks again, in ms; an hour while nothing is known. */
export function typicalGap({ gaps }: Pick<ForecastState, 'gaps'>): Ms {
  return gaps.weight > 0 ? Math.exp(gaps.sum / gaps.weight) * minute : hour;
}

/** Percent burnt of late, as of now. */
export function burnAt({ burn, length }: Pick<ForecastState, 'burn' | 'length'>, at: EpochMs): number {
  return burn.percent * 0.5 ** (Math.max(0, at - burn.at) / (length / 10));
}

export function burnt(state: ForecastState, rise: number, at: EpochMs): ForecastState {
  return { ...state, burn: { at, percent: burnAt(state, at) + rise } };
}
