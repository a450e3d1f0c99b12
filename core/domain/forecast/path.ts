import type { EpochMs } from '../time.ts';
import { type Around, alone, type Forecast, outlooksOf, runningWindow } from './forecast.ts';
import { quantileOf } from './outlook.ts';
import type { ForecastState } from './state.ts';

/** Where the share will probably be at a time between now and the reset. Percent used. */
export type Ahead = { readonly at: EpochMs; readonly p10: number; readonly p50: number; readonly p90: number };

/** Moments told of one forecast: enough for a line to bend where all will be used up. */
const steps = 8;

/**
 * The way to a forecast, for drawing: the last moment is the reset with the forecast's own numbers, and those before it
 * are worked out as the time of running out is. Nothing ever falls on the way, nor rises beyond the end.
 */
export function pathTo(seen: Forecast, state: ForecastState, around: Around = alone): readonly Ahead[] {
  const { at: now, resetsAt, used, p10, p50, p90 } = seen;
  const window = runningWindow(state, now);
  const end: Ahead = { at: resetsAt, p10, p50, p90 };
  if (window === null) return [end];
  const outlookAt = outlooksOf(state, window, now, around);
  let last: Ahead = { at: now, p10: used, p50: used, p90: used };
  const between = Array.from({ length: steps - 1 }, (_, n): Ahead => {
    const at = now + ((n + 1) / steps) * (resetsAt - now);
    const outlook = { ...outlookAt(at, at), trust: 0 };
    const next = (which: 'p10' | 'p50' | 'p90', share: number) =>
      Math.min(end[which], Math.max(last[which], quantileOf(outlook, share)));
    last = { at, p10: next('p10', 0.1), p50: next('p50', 0.5), p90: next('p90', 0.9) };
    return last;
  });
  return [...between, end];
}
