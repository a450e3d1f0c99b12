/** Milliseconds since 1970-01-01 UTC. */
export type EpochMs = number;

/** A length of time in milliseconds. */
export type Ms = number;

export const second: Ms = 1_000;
export const minute: Ms = 60 * second;
export const hour: Ms = 60 * minute;
export const day: Ms = 24 * hour;
export const week: Ms = 7 * day;

/** 2001-09-09 in seconds is 1e9; no service tells times outside 2001–2286, so smaller and larger numbers are not times. */
const firstSecond = 1e9;
const firstMs = firstSecond * 1_000;
const lastMs = 1e13;

/**
 * A moment as services write it: unix seconds (float or string), unix milliseconds, or ISO 8601.
 * Anything else is `null`. An ISO time without a zone is read as UTC, as Genspark writes them.
 */
export function readMoment(value: unknown): EpochMs | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return momentOfNumber(number);
  if (typeof value !== 'string') return null;
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(value.trim());
  if (iso === null) return null;
  const at = Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`);
  return Number.isFinite(at) && isDate(iso[1] ?? '') ? at : null;
}

/** Engines read 30 February as 2 March; nobody means that. */
function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
}

function momentOfNumber(number: number): EpochMs | null {
  if (number >= firstMs && number < lastMs) return Math.round(number);
  if (number >= firstSecond && number < lastMs / 1_000) return Math.round(number * 1_000);
  return null;
}

/**
 * The moment in a given zone when its wall clock next shows `hours:minutes`, strictly after `from`.
 * `offset` is the zone's distance from UTC in minutes (east positive) at that time of the year.
 */
export function nextWallClock(hours: number, minutes: number, from: EpochMs, offset: number): EpochMs {
  const local = from + offset * minute;
  const midnight = Math.floor(local / day) * day;
  const wanted = midnight + hours * hour + minutes * minute;
  const next = wanted > local ? wanted : wanted + day;
  return next - offset * minute;
}

/** The calendar day of a moment, `2026-11-22`, where local time is `offset` minutes ahead of UTC. */
export function localDay(at: EpochMs, offset: number): string {
  return new Date(at + offset * minute).toISOString().slice(0, 10);
}

/** When the local day of a moment began. `offset`: minutes that local time is ahead of UTC then. */
export function localMidnight(at: EpochMs, offset: number): EpochMs {
  const shift = offset * minute;
  return Math.floor((at + shift) / day) * day - shift;
}
