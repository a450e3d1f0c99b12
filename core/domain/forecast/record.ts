import type { Shown } from './reading.ts';

/** Forecasts that were made, and what came true: the last forty, and how far ranges had to be widened. */
export type TrackRecord = {
  readonly judged: readonly Judged[];
  /** Log-odds to move the low and the high quantile outward; 0 and up. */
  readonly low: number;
  readonly high: number;
  /** How much oftener than the model thought use stopped for good, as a sum, and what that sum is worth. */
  readonly stopped: { readonly score: number; readonly information: number };
};

export type Judged = { readonly error: number; readonly held: boolean };

export const noRecord: TrackRecord = {
  judged: [],
  low: 0,
  high: 0,
  stopped: { score: 0, information: 0 },
};

const mostJudged = 40;
/** How fast misses widen: one miss by as much as nine hits take back. */
const learning = 0.15;
const widest = 2;
/** Whole percents: an outcome half a point outside is inside. */
const rounding = 0.5;

/** Adds a forecast whose window is over. `outcome` is percent used at the end. */
export function judge(record: TrackRecord, shown: Shown, outcome: number): TrackRecord {
  const below = outcome < shown.p10 - rounding;
  const above = outcome > shown.p90 + rounding;
  const judged = { error: Math.abs(outcome - shown.p50), held: !below && !above };
  return {
    judged: [...record.judged, judged].slice(-mostJudged),
    low: moved(record.low, below),
    high: moved(record.high, above),
    stopped: stoppedAfter(record.stopped, shown, outcome),
  };
}

/** Adaptive conformal: in the long run one outcome in ten stays outside on each side, whatever the person does. */
function moved(by: number, missed: boolean): number {
  return Math.min(widest, Math.max(0, by + learning * ((missed ? 1 : 0) - 0.1)));
}

/** Forecasts of one window are not independent: each counts for a little more than half. */
const worth = 0.6;
const keep = 0.985;
/** How much evidence it takes to move half way from the model to the person. */
const modelWorth = 3;

function stoppedAfter({ score, information }: TrackRecord['stopped'], { stay, used }: Shown, outcome: number) {
  const stayed = outcome - used < rounding ? 1 : 0;
  return {
    score: score * keep + worth * (stayed - stay),
    information: information * keep + worth * stay * (1 - stay),
  };
}

/** Correction of the log-odds that nothing more is used, earned by this person. */
export function tendencyToStop({ stopped: { score, information } }: TrackRecord): number {
  return score / (information + modelWorth);
}

/**
 * What a person may be told: over the last `count` forecasts the median was typically off by `typicalError` percentage
 * points (their median), and the range p10 to p90 held `held` times. `null` while fewer than eight came true.
 */
export type EarnedAccuracy = { readonly count: number; readonly typicalError: number; readonly held: number };

const enough = 8;

export function earnedAccuracy({ judged }: TrackRecord): EarnedAccuracy | null {
  if (judged.length < enough) return null;
  const errors = judged.map(({ error }) => error).sort((a, b) => a - b);
  return {
    count: judged.length,
    typicalError: errors[Math.floor(errors.length / 2)] ?? 0,
    held: judged.filter(({ held }) => held).length,
  };
}
