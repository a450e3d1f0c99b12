import { hour, type Ms, week } from '../time.ts';

/** How fast credits go: what was seen to be used, and in how many ms. */
export type Pace = { readonly used: number; readonly over: Ms };

/** How much is used is learned from about the last weeks. */
const memory: Ms = 3 * week;
/** Use comes in bursts: what is used in this time may be used at once. */
const burst: Ms = 6 * hour;
/** Use this many times faster than usual is not likely. */
const unlikely = 5;

export function paceAfter({ used, over }: Pace, use: number, time: Ms): Pace {
  const keep = over + time > memory ? 0.5 : 1;
  return { used: keep * (used + use), over: keep * (over + time) };
}

/** A rise that is no refill takes back what had looked like use, or a part of it. */
export function corrected({ used, over }: Pace, rise: number): Pace {
  return { used: Math.max(0, used - rise), over };
}

/** What is used in some time as a rule; `null` while that is not known. */
export function usualUse({ used, over }: Pace, time: Ms): number | null {
  return over === 0 ? null : (used / over) * Math.max(time, burst);
}

/** As much as might be used in some time, unless it is quite unlike other times. */
export function likelyUse(pace: Pace, time: Ms): number {
  const usual = usualUse(pace, time);
  return usual === null ? Number.POSITIVE_INFINITY : unlikely * usual;
}

/** How many times what is used in some time as a rule; not known is nothing unusual. */
export function timesUsual(pace: Pace, used: number, time: Ms): number {
  const usual = usualUse(pace, time);
  if (usual === null || used <= 0) return 0;
  return usual > 0 ? Math.min(100, used / usual) : 100;
}
