import * as fc from 'fast-check';
import { absorbUse } from '@/core/domain/forecast/absorb.ts';
import type { UseReading } from '@/core/domain/forecast/reading.ts';
import { type ForecastState, freshForecast } from '@/core/domain/forecast/state.ts';
import { hour, minute } from '@/core/domain/time.ts';

export const noon = Date.UTC(2026, 10, 2, 12);
export const fiveHours = 5 * hour;

/** Readings of a five-hour window that began at noon: minutes after noon, percent used. */
export function told(...points: readonly (readonly [minutes: number, used: number | null])[]): UseReading[] {
  return points.map(([minutes, used]) => ({ at: noon + minutes * minute, used, resetsAt: noon + fiveHours }));
}

export function having(
  readings: readonly UseReading[],
  state: ForecastState = freshForecast(fiveHours),
): ForecastState {
  return readings.reduce((all, one) => absorbUse(all, one), state);
}

/** Some days of five-hour windows that all end with the same percentage, used up evenly in their first hour. */
export function habit(final: number, windows: number): UseReading[] {
  return Array.from({ length: windows }, (_, i) => {
    const start = noon - (windows - i) * 6 * hour;
    return [5, 15, 30, 45, 60, 90, 150, 230, 290].map((minutes) => ({
      at: start + minutes * minute,
      used: Math.round(final * Math.min(1, minutes / 60)),
      resetsAt: start + fiveHours,
    }));
  }).flat();
}

const number = fc.oneof(
  fc.double({ min: -20, max: 140, noNaN: true }),
  fc.constantFrom(0, 1, 2, 99.5, 100, Number.NaN, Number.POSITIVE_INFINITY, -1e300),
);

/** Any readings at all: out of order, of several windows, floating, absurd. */
export const anyReadings = fc.array(
  fc.record({
    at: fc.oneof(
      fc.integer({ min: 0, max: 900 }).map((minutes) => noon + minutes * minute),
      fc.constantFrom(0, Number.NaN, 1e18),
    ),
    used: fc.option(number),
    resetsAt: fc.option(
      fc.oneof(
        fc.integer({ min: 0, max: 1_500 }).map((minutes) => noon + minutes * minute),
        fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY),
      ),
    ),
  }),
  { maxLength: 60 },
);
