import { absorbLeft, type LeftReading, noEvidence, type ResetEvidence } from '@/core/domain/resets/evidence.ts';
import { nextReset } from '@/core/domain/resets/next-reset.ts';
import { dailyGrantPrior, type ResetPrior } from '@/core/domain/resets/rule.ts';
import { day, type EpochMs, hour } from '@/core/domain/time.ts';

export const begin: EpochMs = Date.parse('2026-05-04T00:00Z');
export const at = (days: number, hours = 0): EpochMs => begin + days * day + hours * hour;

export const look = (when: EpochMs, left: number): LeftReading => ({ at: when, left, full: 100, granted: false });

export const follow = (looks: readonly LeftReading[], from: ResetEvidence = noEvidence): ResetEvidence =>
  looks.reduce(absorbLeft, from);

/** Credits come back at `resetHour` UTC; before each look but the first after that, ten of them are used. */
export function dailyLooks(days: number, hours: readonly number[], resetHour: number): readonly LeftReading[] {
  const sinceReset = hours.filter((one) => one > resetHour).length;
  return Array.from({ length: days }, (_, index) => index).flatMap((index) =>
    hours.map((hour_, turn) => {
      const uses = (turn + sinceReset) % hours.length;
      return look(at(index, hour_), 100 - 10 * uses);
    }),
  );
}

export const ask = (evidence: ResetEvidence, now: EpochMs, prior: ResetPrior = dailyGrantPrior) =>
  nextReset(evidence, now, { prior, offsetAt: () => 540 });
