/** What was said of the cost of tasks, and what they then cost: the last forty. Plain JSON, bounded. */
export type CostRecord = readonly {
  /** The task's key. */
  readonly key: string;
  /** How far the middle was off, in percent of itself. */
  readonly off: number;
  /** Whether the cost lay in the range. */
  readonly held: boolean;
}[];

/** How estimates did. `held` of `count` ranges held; the middle was typically (in the median) `off` percent off. */
export type EarnedCostAccuracy = { readonly count: number; readonly off: number; readonly held: number };

const kept = 40;
const enough = 5;
/** Costs come in whole credits: half of one outside is inside. */
const rounding = 0.5;

type Range = { readonly low: number; readonly middle: number; readonly high: number };

/** With the cost of a task beside what was said of it; the same task again corrects what was there. */
export function judgeCost(record: CostRecord, key: string, { low, middle, high }: Range, cost: number): CostRecord {
  const judged = {
    key,
    off: middle > 0 ? (Math.abs(cost - middle) / middle) * 100 : 100,
    held: cost >= low - rounding && cost <= high + rounding,
  };
  const known = record.findIndex((one) => one.key === key);
  return known === -1 ? [...record, judged].slice(-kept) : record.with(known, judged);
}

/** Without a task whose cost turned out to be nobody's business: it failed, or nobody knows. */
export function unjudged(record: CostRecord, key: string): CostRecord {
  return record.some((one) => one.key === key) ? record.filter((one) => one.key !== key) : record;
}

/** `null` while too few have ended to say anything. */
export function earnedCostAccuracy(record: CostRecord): EarnedCostAccuracy | null {
  if (record.length < enough) return null;
  const sorted = record.map(({ off }) => off).toSorted((a, b) => a - b);
  return {
    count: record.length,
    off: sorted[Math.floor(sorted.length / 2)] ?? 0,
    held: record.filter(({ held }) => held).length,
  };
}

/** Ranges are made to hold eight times in ten; this is so much less that it is worth a word. */
export function holdsTooSeldom({ count, held }: EarnedCostAccuracy): boolean {
  return count >= 10 && held < 0.6 * count;
}
