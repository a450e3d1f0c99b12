import type { EpochMs } from '../time.ts';

/** When it runs out, if it does: 10 %, 50 % and 90 % of those cases are over by then. */
export type MomentRange = { readonly p10: EpochMs; readonly p50: EpochMs; readonly p90: EpochMs };

/** Inverts the probability of having run out by a moment, `by`, between now and the reset. */
export function whenUsedUp(by: (until: EpochMs) => number, now: EpochMs, resetsAt: EpochMs): MomentRange | null {
  const all = by(resetsAt);
  if (!(all > 0) || !(resetsAt > now)) return null;
  const at = (share: number) => earliest((until) => by(until) >= share * all, now, resetsAt);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

function earliest(is: (at: EpochMs) => boolean, from: EpochMs, to: EpochMs): EpochMs {
  let [low, high] = [from, to];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (is(middle)) high = middle;
    else low = middle;
  }
  return Math.round(high);
}
