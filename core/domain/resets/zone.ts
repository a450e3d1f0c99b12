import { type EpochMs, minute } from '../time.ts';

/** How many minutes local time is ahead of UTC at a moment, daylight saving included. */
export type OffsetAt = (at: EpochMs) => number;

/** The offset of a zone by its IANA name (`Asia/Tokyo`); `null` where the name means nothing to this computer. */
export function offsetOfZone(zone: string): OffsetAt | null {
  const format = formatOf(zone);
  if (format === null) return null;
  return (moment) => {
    // Whole minutes: the seconds are not among the parts.
    const at = Math.floor(moment / minute) * minute;
    if (!Number.isFinite(new Date(at).getTime())) return 0;
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: string) => parts.get(name as Intl.DateTimeFormatPartTypes) ?? 0;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return Math.round((local - at) / minute);
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...numeric, hourCycle: 'h23', timeZone: zone });
  } catch {
    return null;
  }
}
