import type { Row } from './trace.ts';

/** A window as the definition of the back-test cuts it. Times in ms, percent used. */
export type Cut = {
  readonly resetsAt: number;
  readonly length: number;
  readonly startsAt: number;
  /** Running maximum. */
  readonly points: readonly (readonly [at: number, used: number])[];
  readonly end: 'natural' | 'early' | 'gap' | 'open';
  readonly exhaustedAt: number | null;
  readonly final: number;
  /** Until when it lived: its reset, or the first sign of another window. */
  readonly stopsAt: number;
};

const minute = 60_000;
const second = 1_000;

/**
 * Cuts the rows of one percent meter into windows: equal resets (within a tolerance) are one window, rows without a
 * reset or with one that floats along with the clock are idle. `polled`: rows come whether or not somebody works.
 */
export function cutWindows(rows: readonly Row[], minutes: number, polled: boolean): Cut[] {
  const length = minutes * minute;
  const tolerance = (minutes <= 10_080 ? 600 : 1_800) * second;
  const idle: number[] = [];
  const clusters: { resetsAt: number; rows: [number, number][] }[] = [];
  for (const { at, value, resetsAt } of rows) {
    if (resetsAt === null || isIdle(value, resetsAt - (at + length), minutes)) {
      idle.push(at);
      continue;
    }
    // An echo of a window that is over, or of one that cannot have begun.
    if (at > resetsAt + 120 * second || at < resetsAt - length - 1_800 * second) continue;
    const known = clusters.slice(-12).findLast((cluster) => Math.abs(cluster.resetsAt - resetsAt) <= tolerance);
    if (known) known.rows.push([at, value]);
    else clusters.push({ resetsAt, rows: [[at, value]] });
  }
  const seen: [number, number][] = idle.map((at) => [at, -1]);
  clusters.forEach((cluster, i) => {
    for (const [at] of cluster.rows) seen.push([at, i]);
  });
  seen.sort((a, b) => a[0] - b[0]);
  return clusters
    .map((cluster, i) => windowOf(cluster, i, length, seen, polled))
    .filter(({ points }) => points.length >= 2)
    .sort((a, b) => a.resetsAt - b.resetsAt);
}

function isIdle(value: number, off: number, minutes: number): boolean {
  if (Math.abs(off) > 300 * second) return false;
  return value === 0 || (value <= 5 && !(value > 0 && minutes <= 300));
}

function windowOf(
  { resetsAt, rows }: { resetsAt: number; rows: [number, number][] },
  index: number,
  length: number,
  seen: readonly [number, number][],
  polled: boolean,
): Cut {
  let highest = -1;
  const points = rows
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([at, value]) => {
      highest = Math.max(highest, value);
      return [at, highest] as const;
    });
  const last = points.at(-1)?.[0] ?? resetsAt;
  const exhaustedAt = points.find(([, used]) => used >= 99.5)?.[0] ?? null;
  const other = otherAfter(seen, last, { index, before: resetsAt - 300 * second });
  const short = length <= 18_000 * second;
  const watched = last >= resetsAt - (short ? 0.35 : 0.15) * length;
  const outlived = (seen.at(-1)?.[0] ?? 0) >= resetsAt;
  let end: Cut['end'] = 'open';
  if (watched && !(other && !short)) end = 'natural';
  else if (other) end = 'early';
  else if (outlived) end = polled ? 'gap' : 'natural';
  const stopsAt = end === 'early' && other ? Math.min(other[0], resetsAt) : resetsAt;
  const final = exhaustedAt === null ? highest : 100;
  return { resetsAt, length, startsAt: resetsAt - length, points, end, exhaustedAt, final, stopsAt };
}

/** The first entry later than `at`, and earlier than `before`, that is not of this window. Entries are in order of time. */
function otherAfter(
  seen: readonly (readonly [at: number, index: number])[],
  at: number,
  { index, before }: { readonly index: number; readonly before: number },
) {
  for (let next = firstAfter(seen, at); next < seen.length; next++) {
    const entry = seen[next];
    if (entry === undefined || entry[0] >= before) return undefined;
    if (entry[1] !== index) return entry;
  }
  return undefined;
}

/** The index of the first entry later than `at`. */
function firstAfter(seen: readonly (readonly [number, number])[], at: number): number {
  let low = 0;
  let high = seen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seen[middle]?.[0] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Percent used at a moment, as far as it was known; `null` before the first row of a window that was found in use. */
export function usedAt({ points }: Cut, at: number): number | null {
  let used: number | null = null;
  for (const [t, value] of points) {
    if (t > at) break;
    used = value;
  }
  if (used !== null) return used;
  return (points[0]?.[1] ?? 100) <= 2 ? 0 : null;
}
