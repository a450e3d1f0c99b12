import type { EpochMs } from '../domain/time.ts';

/** Sightings a tab may deliver at once, and how many are given back each second. */
const burst = 300;
const perSecond = 30;

/** A token bucket per tab: a page that floods is refused for a while, and its own relay holds what it has. */
export function throttle(now: () => EpochMs): (tab: string, sightings: number) => boolean {
  const buckets = new Map<string, { left: number; at: EpochMs }>();
  return (tab, sightings) => {
    const at = now();
    const bucket = buckets.get(tab) ?? { left: burst, at };
    const left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * perSecond);
    const cost = 1 + sightings;
    const may = left >= cost;
    buckets.set(tab, { left: may ? left - cost : left, at });
    if (buckets.size > 500) buckets.delete(buckets.keys().next().value ?? '');
    return may;
  };
}
