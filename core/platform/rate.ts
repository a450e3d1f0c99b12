import type { EpochMs } from '../domain/time.ts';

/** How much a tab may do at once, and how much of that is given back each second. */
type Rate = { readonly burst: number; readonly perSecond: number };

const sightings: Rate = { burst: 300, perSecond: 30 };
/** Requests a tab may hold back, whatever else it tells: no page opens windows without end, and no person makes as many. */
export const holds: Rate = { burst: 20, perSecond: 20 / 60 };

/** A token bucket per tab: a page that floods is refused for a while, and its own relay holds what it has. */
export function throttle(
  now: () => EpochMs,
  { burst, perSecond }: Rate = sightings,
): (tab: string, more?: number) => boolean {
  const buckets = new Map<string, { left: number; at: EpochMs }>();
  return (tab, more = 0) => {
    const at = now();
    const bucket = buckets.get(tab) ?? { left: burst, at };
    const left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * perSecond);
    const cost = 1 + more;
    const may = left >= cost;
    buckets.set(tab, { left: may ? left - cost : left, at });
    if (buckets.size > 500) buckets.delete(buckets.keys().next().value ?? '');
    return may;
  };
}
