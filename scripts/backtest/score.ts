import type { Scored } from './run.ts';

/** How a forecast did: errors in percentage points, shares 0..1. `null` where a method cannot say. */
export type Score = {
  readonly n: number;
  /** Mean absolute error of the median, per share of the window, and how many forecasts that were. */
  readonly mae: Readonly<Record<number, { readonly n: number; readonly error: number } | undefined>>;
  readonly all: number;
  readonly pinball: number;
  readonly below: number | null;
  readonly above: number | null;
  readonly brier: number;
};

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Loss of saying `said` for quantile `p` when `came` came true. */
export const pinball = (said: number, p: number, came: number): number =>
  came >= said ? p * (came - said) : (1 - p) * (said - came);

type Said = { readonly p10: number; readonly p50: number; readonly p90: number; readonly runsOut: number };

function scoreBy(list: readonly Scored[], said: (one: Scored) => Said): Omit<Score, 'below' | 'above'> {
  const byShare = [...new Set(list.map(({ share }) => share))].sort();
  const errors = (some: readonly Scored[]) => mean(some.map((one) => Math.abs(said(one).p50 - one.final)));
  return {
    n: list.length,
    mae: Object.fromEntries(
      byShare.map((share) => {
        const some = list.filter((one) => one.share === share);
        return [share, { n: some.length, error: errors(some) }];
      }),
    ),
    all: errors(list),
    pinball: mean(
      list.map((one) => {
        const { p10, p50, p90 } = said(one);
        return (pinball(p10, 0.1, one.final) + pinball(p50, 0.5, one.final) + pinball(p90, 0.9, one.final)) / 3;
      }),
    ),
    brier: mean(list.map((one) => (said(one).runsOut - (one.ranOut ? 1 : 0)) ** 2)),
  };
}

/** The score of our own forecast. */
export function ourScore(list: readonly Scored[]): Score {
  return {
    ...scoreBy(list, (one) => one),
    below: mean(list.map(({ p10, final }) => (final < p10 - 1e-9 ? 1 : 0))),
    above: mean(list.map(({ p90, final }) => (final > p90 + 1e-9 ? 1 : 0))),
  };
}

/** The score of a point method: all its quantiles are its point, and its alarm is 0 or 1. */
export function scoreOf(list: readonly Scored[], method: string): Score {
  const point = (one: Scored) => one.others[method] ?? one.used;
  const said = (one: Scored) => ({
    p10: point(one),
    p50: point(one),
    p90: point(one),
    runsOut: point(one) >= 99.5 ? 1 : 0,
  });
  return { ...scoreBy(list, said), below: null, above: null };
}

/** Share of outcomes whose randomised place in the forecast lies between 0.1 and 0.9, and its binomial error at 0.8. */
export function calibration(list: readonly Scored[]): {
  readonly n: number;
  readonly inside: number;
  readonly error: number;
} {
  const inside = list.map(({ pit: [low, high] }) => {
    // The expected share over all random draws, so that no draw is needed.
    if (high <= low) return low >= 0.1 && low <= 0.9 ? 1 : 0;
    return Math.max(0, Math.min(high, 0.9) - Math.max(low, 0.1)) / (high - low);
  });
  return { n: list.length, inside: mean(inside), error: Math.sqrt((0.8 * 0.2) / list.length) };
}
