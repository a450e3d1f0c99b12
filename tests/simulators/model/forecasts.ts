import { runTrace, type Scored } from '../../../scripts/backtest/run.ts';
import type { Series, Trace } from '../../../scripts/backtest/trace.ts';
import { anyPerson, seeded, simulateMeters } from './usage.ts';

export type Size = { readonly people: number; readonly days: number; readonly seed: number };

/** Synthetic people as traces, one file for each. */
export function simulateTraces({ people, days, seed }: Size): Trace[] {
  return Array.from({ length: people }, (_, i) => {
    const random = seeded(seed * 1_000 + i);
    const person = anyPerson(random);
    const file = person.looksEvery === null ? `person-${i}` : `person-${i}-polled`;
    const series = simulateMeters(person, Date.UTC(2026, 2, 2), days, random).map(
      ({ name, minutes, readings }): Series => ({
        ...{ file, account: `a${i}`, meter: `plan_${name}`, unit: 'percent', minutes },
        rows: readings,
      }),
    );
    return { file, polled: person.looksEvery !== null, series, skipped: 0 };
  });
}

/** What the forecast says of synthetic people, each seen for some days, and what came true. */
export function simulateForecasts(size: Size): Scored[] {
  return simulateTraces(size).flatMap((trace) => runTrace(trace).scored);
}
