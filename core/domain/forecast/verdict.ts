import type { Forecast } from './forecast.ts';
import { usedUp } from './past.ts';
import type { MomentRange } from './run-out.ts';

/**
 * Whether it lasts, as a value; the words are elsewhere. `runs-out`: `at` is when, or `null` where it already has.
 * `unknown`: no window is running, or nobody told.
 */
export type LastsVerdict =
  | { readonly kind: 'lasts' | 'tight' | 'unknown' }
  | { readonly kind: 'runs-out'; readonly at: MomentRange | null };

/** Nobody wants to be warned of what happens in one case of ten; from one in five on it is worth a look. */
const tightFrom = 0.2;
/** More likely than not, with a margin: two alarms in three are to be true. */
const runsOutFrom = 0.6;

export function lastsVerdict(forecast: Forecast | null): LastsVerdict {
  if (forecast === null || !Number.isFinite(forecast.runsOut)) return { kind: 'unknown' };
  if (forecast.used >= usedUp) return { kind: 'runs-out', at: null };
  if (forecast.runsOut >= runsOutFrom) return { kind: 'runs-out', at: forecast.runsOutAt };
  return { kind: forecast.runsOut >= tightFrom ? 'tight' : 'lasts' };
}
