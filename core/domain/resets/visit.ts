import { type EpochMs, hour, minute } from '../time.ts';
import { type Density, densityOf, type Interval, quantileOf, shareBefore, shortestInterval } from './density.ts';

/** Wider than this, one look at the right time is worth asking for. */
const wide = hour;
const candidates = 39;

/** So long after the last look, a refill may have come and been used up again unseen: this likely, "not yet" tells nothing. */
const hidden = { after: 2 * hour, share: 0.4 };

type Visiting = {
  readonly now: EpochMs;
  /** When somebody last looked. */
  readonly last: EpochMs;
  readonly level: number;
};

/** The one time to look that can be expected to leave the shortest interval; `null` where none is needed or none is left. */
export function bestVisit(density: Density, { from, to }: Interval, { now, last, level }: Visiting): EpochMs | null {
  if (to - from <= wide) return null;
  let best: { readonly at: EpochMs; readonly width: number } | null = null;
  for (let turn = 1; turn <= candidates; turn++) {
    const at = quantileOf(density, turn / (candidates + 1));
    if (at === null || at <= now || at >= to) continue;
    const width = widthAfter(density, {
      at,
      level,
      lost: at - last > hidden.after ? hidden.share : 0,
      before: to - from,
    });
    if (best === null || width < best.width) best = { at, width };
  }
  return best === null ? null : Math.round(best.at / minute) * minute;
}

type Looking = {
  readonly at: EpochMs;
  readonly level: number;
  /** How likely "not yet" tells nothing, and how wide the interval then still is. */
  readonly lost: number;
  readonly before: number;
};

/** How wide the interval is on average once somebody has looked: it was before, or it is still to come. */
function widthAfter(density: Density, { at, level, lost, before }: Looking): number {
  const cut = density.flatMap(({ from, to, mass }) => {
    const share = mass / (to - from);
    return [
      { from, to: Math.min(to, at), mass: share * (Math.min(to, at) - from) },
      { from: Math.max(from, at), to, mass: share * (to - Math.max(from, at)) },
    ];
  });
  const width = (part: Density) => {
    const interval = shortestInterval(part, level);
    return interval === null ? 0 : interval.to - interval.from;
  };
  const past = shareBefore(density, at);
  const earlier = densityOf(cut.filter(({ to }) => to <= at));
  const later = densityOf(cut.filter(({ from }) => from >= at));
  return past * width(earlier) + (1 - past) * (lost * before + (1 - lost) * width(later));
}
