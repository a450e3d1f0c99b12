import { type Absorbed, absorbWindow } from '@/core/domain/absorb-window.ts';
import type { WindowReading } from '@/core/domain/reading.ts';
import { type EpochMs, hour, minute } from '@/core/domain/time.ts';
import type { Origin, Seen, WindowState } from '@/core/domain/window.ts';

/** Builders for series of readings of one window. All times are minutes after a fixed noon, resets included. */
export const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
export const at = (minutes: number): EpochMs => noon + minutes * minute;
/** One millisecond, in minutes. */
export const ms = 1 / minute;
export const days = (count: number): number => count * 24 * 60;

/** The reset of a told window where a test does not care: three hours after noon. */
export const usualReset = 180;

/** When it was seen, what was used, when it resets. */
export type Told = readonly [
  seen: number,
  used: number | null,
  resets?: number | null,
  more?: Partial<WindowReading & Origin>,
];

export function reading([, used, resets = usualReset, more]: Told): WindowReading {
  const { watch: _, via: __, onUsagePage: ___, ...said } = more ?? {};
  return {
    kind: 'window',
    feature: 'codex',
    label: 'codex',
    length: 5 * hour,
    used,
    amount: null,
    resetsAt: resets === null ? null : at(resets),
    blocked: null,
    ...said,
  };
}

export function seen([minutes, , , more]: Told): Seen {
  const { watch = 'usage', via = 'page', onUsagePage = false } = more ?? {};
  return { at: at(minutes), origin: { watch, via, onUsagePage } };
}

export function take(state: WindowState | null, told: Told): Absorbed {
  return absorbWindow(state, reading(told), seen(told));
}

/** What is believed after all of these, taken in the order given. */
export function follow(first: Told, ...others: readonly Told[]): WindowState {
  return others.reduce((state, told) => take(state, told).state, take(null, first).state);
}

/** An idle 5-hour window: nothing used, its reset a full length away. */
export const idle = (seen: number, late = 0): Told => [seen, 0, seen + 300 + late];
