import { type EpochMs, hour, minute } from '../domain/time.ts';
import type { ObservationRow } from './rows.ts';

/* What two readings of a meter, one after the other, say of what happened between them. */

/** Something that happened to a meter: a limit came back, or credits arrived. */
export type Mark = { readonly kind: 'reset' | 'grant'; readonly at: EpochMs };

/** Windows of one meter lie further apart than this, and their resets jitter by less. */
const sameReset = 30 * minute;

/** An echo of another tab gives way within this time. */
const echoing = hour;

/** Without low readings of a window that were higher again at once, nor those among which they stood. */
export function withoutEchoes(all: readonly ObservationRow[]): readonly ObservationRow[] {
  const kept: ObservationRow[] = [];
  for (const [n, row] of all.entries()) if (!isEcho(kept.at(-1), row, all[n + 1])) kept.push(row);
  return kept.length === all.length ? all : withoutEchoes(kept);
}

function isEcho(before: ObservationRow | undefined, row: ObservationRow, next: ObservationRow | undefined): boolean {
  if (before === undefined || next === undefined || row.unit !== 'percent') return false;
  const fell = isSameWindow(before, row) && isLower(row.value, before.value);
  const back = next.from - row.from <= echoing && isLower(row.value, next.value);
  return fell && back && !isLower(next.value, before.value);
}

/** What is unknown is neither lower nor higher. */
export const isLower = (one: number | null, other: number | null) => one !== null && other !== null && one < other;

/** Whether two readings are of one window. */
export const isSameWindow = (a: ObservationRow, b: ObservationRow) =>
  Math.abs((a.resetsAt ?? a.from) - (b.resetsAt ?? b.from)) <= sameReset;

/** When the window of a reading came back without anybody looking; `null`: the next reading knows. */
export function overAt({ unit, resetsAt, from }: ObservationRow, next: EpochMs): EpochMs | null {
  return unit === 'percent' && resetsAt !== null && resetsAt > from && resetsAt < next - sameReset ? resetsAt : null;
}

/** What happened between two readings. */
export function markOf(before: ObservationRow, row: ObservationRow): Mark | null {
  const { unit, value, from } = row;
  if (value === null || before.value === null) return null;
  if (unit !== 'percent') return value > before.value ? { kind: 'grant', at: from } : null;
  const another = !isSameWindow(before, row);
  return value < before.value && another ? { kind: 'reset', at: Math.min(from, before.resetsAt ?? from) } : null;
}
