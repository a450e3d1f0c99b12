import type { Period } from '../../domain/period.ts';
import { monthsByClock } from '../../domain/renewal.ts';
import { day, type EpochMs, hour, type Ms } from '../../domain/time.ts';
import type { SeenCycle, Span } from '../../domain/ways-on.ts';
import type { ObservationRow, SpendingRow } from '../rows.ts';
import type { OffsetAt } from './ranges.ts';

/** What the record has of an account's credits since the oldest of the cycles asked for. */
export type FoundCredits = {
  readonly spending: readonly SpendingRow[];
  readonly readings: readonly ObservationRow[];
  /** When its credits were first read; `null`: never. */
  readonly since: EpochMs | null;
};

/** How many cycles are looked back on. */
const cyclesBack = 6;

/** The cycle that is running and those before it, the oldest first. */
export function cyclesBefore(running: Period, offsetAt: OffsetAt): readonly Period[] {
  const at = (back: number) => monthsByClock(running.from, -back, offsetAt);
  const before = Array.from({ length: cyclesBack }, (_, n): Period => {
    const back = cyclesBack - n;
    return { ...running, from: at(back), to: at(back - 1) };
  });
  return [...before, running];
}

/** Refills come some hours after their boundary; who looks for the first time on the day of one has seen the cycle whole. */
const late: Ms = day;
/** What goes in so short a time is little. */
const closely: Ms = 12 * hour;

/**
 * Of each cycle that was watched from its begin to its end what went in it. `included`: credits that come with each one;
 * `null`: the credits do not come in cycles, and so nothing lapses unseen at a boundary.
 */
export function seenCycles(
  { spending, readings, since }: FoundCredits,
  cycles: readonly Period[],
  included: number | null,
  now: EpochMs,
): readonly SeenCycle[] {
  if (since === null) return [];
  return cycles
    .filter(({ from, to }) => to <= now && since <= from + late)
    .map(({ from, to }) => {
      const rows = readings.filter((row) => row.value !== null && row.until >= from && row.from < to);
      const seen = spending.filter((one) => one.to > from && one.to <= to).reduce((sum, one) => sum + one.credits, 0);
      const unseen = included === null ? 0 : unseenIn(rows, { from, to }, included);
      return { from, to, used: { low: seen, high: seen + unseen } satisfies Span, ranOut: rows.some(isNothing) };
    });
}

/** The most that can have gone between the boundaries of a cycle and the looks that are nearest to them. */
function unseenIn(
  rows: readonly ObservationRow[],
  { from, to }: Pick<Period, 'from' | 'to'>,
  included: number,
): number {
  const [first, last] = [rows[0], rows.at(-1)];
  // Nobody looked at all.
  if (first === undefined || last === undefined) return included;
  const before = first.from - from > closely ? Math.max(0, included - (first.value ?? 0)) : 0;
  const after = to - Math.max(last.from, Math.min(last.until, to)) > closely ? Math.max(0, last.value ?? 0) : 0;
  return before + after;
}

const isNothing = ({ value, blocked }: ObservationRow) => blocked === true || (value ?? 1) < 1;

/** When the first cycle will be over that was watched from its begin. */
export function firstWhole(
  cycles: readonly Period[],
  since: EpochMs | null,
  now: EpochMs,
  offsetAt: OffsetAt,
): EpochMs {
  const begun = since ?? now;
  const known = cycles.find(({ from, to }) => begun <= from + late && to > now);
  const running = cycles.at(-1);
  if (known !== undefined || running === undefined) return known?.to ?? now;
  return monthsByClock(running.to, 1, offsetAt);
}
