import type { EpochMs, Ms } from '../domain/time.ts';
import { isLower, isSameWindow, markOf, overAt, withoutEchoes } from './meter-steps.ts';
import type { ObservationRow } from './rows.ts';

/**
 * Readings of one meter, the oldest first, without those that a drawing with one point for each `grain` does not miss.
 * What is kept are readings as they were: the lowest, the highest and the last of each stretch of that length, and
 * those around everything that happened (a reset, credits that arrived, a fall, a window that ended unseen, a size
 * that was not told). Thinned twice is thinned once.
 */
export function thinned(all: readonly ObservationRow[], grain: Ms): readonly ObservationRow[] {
  const rows = withoutEchoes(all);
  const needed = new Set([...extremes(rows, grain), ...turns(rows)]);
  const kept: ObservationRow[] = [];
  for (const [n, row] of rows.entries()) {
    const [before, next] = [kept.at(-1), rows[n + 1]];
    const alone = before === undefined || next === undefined;
    // Without it, the window of the one before would seem to have ended unseen.
    if (alone || needed.has(row) || overAt(before, next.from) !== null) kept.push(row);
  }
  return kept;
}

/** The lowest, the highest and the last reading of each stretch of time. */
function extremes(rows: readonly ObservationRow[], grain: Ms): readonly ObservationRow[] {
  const found = new Map<EpochMs, Record<'low' | 'high' | 'last', ObservationRow>>();
  for (const row of rows) {
    const bucket = Math.floor(row.from / grain);
    const { low, high } = found.get(bucket) ?? { low: row, high: row };
    found.set(bucket, {
      low: low.value === null || isLower(row.value, low.value) ? row : low,
      high: high.value === null || isLower(high.value, row.value) ? row : high,
      last: row,
    });
  }
  return [...found.values()].flatMap(({ low, high, last }) => [low, high, last]);
}

/** Readings beside which something happened: with the one after, by which a fall is told from an echo. */
function turns(rows: readonly ObservationRow[]): readonly ObservationRow[] {
  return rows.flatMap((row, n) => {
    const before = rows[n - 1];
    if (before === undefined || !isTurn(before, row)) return [];
    return rows.slice(n - 1, n + 2);
  });
}

function isTurn(before: ObservationRow, row: ObservationRow): boolean {
  if ((before.value === null) !== (row.value === null) || before.blocked !== row.blocked) return true;
  if (row.unit !== 'percent') return markOf(before, row) !== null;
  return isLower(row.value, before.value) || isOtherWindow(before, row) || overAt(before, row.from) !== null;
}

/** A reading that tells no reset stands beside any. */
function isOtherWindow(before: ObservationRow, row: ObservationRow): boolean {
  if (before.resetsAt === null || row.resetsAt === null) return before.resetsAt !== row.resetsAt;
  return !isSameWindow(before, row);
}
