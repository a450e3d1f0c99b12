/** p10, p50 and p90 of something. */
export type Quantiles = { readonly p10: number; readonly p50: number; readonly p90: number };

/** A measured cost as the log of its ratio to what it was priced at. */
export type Measured = {
  readonly beside: number;
  /** 0 to 1. */
  readonly weight: number;
  /** Charges with the same parameters share a group. */
  readonly group: number;
  /** Whether these are the parameters asked for. */
  readonly exact: boolean;
};

/** `learned`: which share of what is known of the median comes from one's own charges, 0 to 1. */
export type Posterior = { readonly quantiles: Quantiles; readonly learned: number };

/** How single tasks of a person scatter about their medians: variance of the log, and how many pairs of charges say so. */
export type Scatter = { readonly variance: number; readonly pairs: number };

/** Standard normal quantile at 90 %. */
const z90 = 1.2816;
/** One charge in twenty is taken for an outlier: a retry that was charged twice, use by somebody else. */
const outliers = 0.05;
/** A little more than 90 %, for the outliers that no interval of this width holds. */
const z = 1.3;
/** How far outliers lie about, as a standard deviation of the log. */
const outlierSpread = 1;
/**
 * What single tasks of one person scatter by, as a standard deviation of the log, until it has been seen; and how sure
 * that is, in pairs of charges. Chosen so that the simulated intervals hold for a true scatter of 0.2 and 0.4 (docs/costs.md).
 */
const scatter = 0.25;
const sureness = 0.8;
/** What tasks of a kind with other parameters differ by, beyond their prices; more where nobody prices them. */
const otherParameters = 0.25;
const unpriced = 0.8;
/** Where nobody says anything, the median may be anything. */
const ignorance = 3;
/** A range of a guide is never quite exact. */
const narrowest = 0.1;
const rounds = 8;
/** Of another kind only the scatter is asked for, and that roughly. */
const fewRounds = 5;

type Normal = { readonly mean: number; readonly variance: number };

/** What the scatter of other kinds is worth, and is at most, in pairs: kinds of one person are alike, not the same. */
const alike = 0.5;
const mostAlike = 4;

/**
 * Quantiles of the next cost, as logs beside the price. A normal-inverse-gamma model of the log cost in two levels: the
 * person's median for the kind, and the median for the very parameters. `spread` is the width of the published range or
 * the guide's, read as an 80 % interval of a log-normal; `null`: there is none. Outliers count for less, as in the EM
 * algorithm for contaminated normals. `others`: how this person's tasks of other kinds scatter.
 */
export function posteriorOf(
  own: readonly Measured[],
  spread: number | null,
  others: readonly Scatter[] = [],
): Posterior {
  const { fit, total } = fitOf(own, spread, scatterBefore(others));
  const { exact, variance, freedom } = fit;
  const half = Math.hypot(z * Math.sqrt(exact.variance), student(z, freedom) * Math.sqrt(variance));
  return {
    quantiles: { p10: exact.mean - half, p50: exact.mean, p90: exact.mean + half },
    learned: Math.max(0, 1 - exact.variance / total),
  };
}

/** How tasks of one kind scatter about the medians of their parameters; `null` where each stands alone. */
export function scatterOf(own: readonly Measured[]): Scatter | null {
  const { fit } = fitOf(own, null, { variance: scatter ** 2, pairs: sureness }, fewRounds);
  const pairs = (fit.freedom - 2 * sureness - fit.groups.size) / 2;
  if (!(pairs > 0)) return null;
  return { variance: (fit.variance * fit.freedom - 2 * sureness * scatter ** 2) / (fit.freedom - 2 * sureness), pairs };
}

/** What is believed of the scatter before a charge of this kind is seen. */
function scatterBefore(others: readonly Scatter[]): Scatter {
  const all = others.reduce((sum, { pairs }) => sum + pairs, 0);
  if (all === 0) return { variance: scatter ** 2, pairs: sureness };
  const seen = others.reduce((sum, { variance, pairs }) => sum + variance * pairs, 0) / all;
  const worth = Math.min(mostAlike, alike * all);
  const pairs = sureness + worth;
  return { variance: (sureness * scatter ** 2 + worth * seen) / pairs, pairs };
}

function fitOf(
  own: readonly Measured[],
  spread: number | null,
  before: Scatter,
  times = rounds,
): { fit: Fit; total: number } {
  const total = spread === null ? ignorance ** 2 : Math.max(narrowest, spread / (2 * z90)) ** 2;
  const other = Math.min((spread === null ? unpriced : otherParameters) ** 2, total / 4);
  const kind: Normal = { mean: spread === null ? middleOf(own) : 0, variance: total - other };
  let fit: Fit = {
    kind,
    groups: new Map(),
    exact: { ...kind, variance: total },
    variance: before.variance,
    freedom: 2 * before.pairs,
  };
  const prior: Prior = { kind, other, before };
  if (own.length > 0) for (let round = 0; round < times; round++) fit = refit(own, fit, prior, round === 0);
  return { fit, total };
}

/** Of the kind's median, of what parameters differ by (a variance), and of the scatter. */
type Prior = { readonly kind: Normal; readonly other: number; readonly before: Scatter };

type Fit = {
  readonly kind: Normal;
  readonly groups: ReadonlyMap<number, Normal>;
  /** The median for the parameters asked for. */
  readonly exact: Normal;
  /** Of single tasks about their median, with its degrees of freedom. */
  readonly variance: number;
  readonly freedom: number;
};

function refit(own: readonly Measured[], last: Fit, { kind: prior, other, before }: Prior, first: boolean): Fit {
  const weighed = own.map((one) => ({
    ...one,
    weight: one.weight * (first ? 1 : regular(one, meanOf(one, last), last)),
  }));
  const keys = [...new Set(weighed.map(groupOf))];
  const centres = keys.map((group) => {
    const all = weighed.filter((one) => groupOf(one) === group);
    const size = all.reduce((sum, { weight }) => sum + weight, 0);
    const mean = all.reduce((sum, { weight, beside }) => sum + weight * beside, 0) / size;
    return { group, size, mean };
  });
  const kind = centres
    .filter(({ group }) => group !== -1)
    .reduce((known, { mean, size }) => joined(known, { mean, variance: other + last.variance / size }), prior);
  const around = { mean: kind.mean, variance: kind.variance + other };
  const groups = new Map(
    centres.map(({ group, mean, size }) => {
      const from = group === -1 ? around : { mean: kind.mean, variance: other };
      return [group, joined(from, { mean, variance: last.variance / size })];
    }),
  );
  const exact = groups.get(-1) ?? around;
  const size = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const squares = weighed.reduce((sum, one) => {
    const { mean, variance } = groups.get(groupOf(one)) ?? around;
    return sum + one.weight * ((one.beside - mean) ** 2 + variance);
  }, 0);
  const freedom = 2 * before.pairs + size;
  return { kind, groups, exact, freedom, variance: (2 * before.pairs * before.variance + squares) / freedom };
}

/** Hashes are not negative, so that this is nobody's. */
const groupOf = ({ exact, group }: Measured) => (exact ? -1 : group);
const meanOf = (one: Measured, { groups, kind }: Fit) => groups.get(groupOf(one))?.mean ?? kind.mean;

/** The probability that a charge is a regular one. */
function regular({ beside }: Measured, mean: number, { variance }: Fit): number {
  const density = (of: number) => Math.exp(-((beside - mean) ** 2) / (2 * of)) / Math.sqrt(of);
  const [inside, outside] = [density(variance), density(variance + outlierSpread ** 2)];
  return Math.max(1e-3, ((1 - outliers) * inside) / ((1 - outliers) * inside + outliers * outside));
}

/** What two independent normal opinions of one number come to. */
function joined(a: Normal, b: Normal): Normal {
  const variance = 1 / (1 / a.variance + 1 / b.variance);
  return { mean: variance * (a.mean / a.variance + b.mean / b.variance), variance };
}

function middleOf(all: readonly Measured[]): number {
  const sorted = all.map(({ beside }) => beside).toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [above, below] = [sorted[half] ?? 0, sorted[sorted.length - 1 - half] ?? 0];
  return (above + below) / 2;
}

/** Student's quantile for a normal one, by the first terms of its expansion in the degrees of freedom. */
function student(normal: number, freedom: number): number {
  const [once, twice] = [normal ** 3 + normal, 5 * normal ** 5 + 16 * normal ** 3 + 3 * normal];
  return normal + once / (4 * freedom) + twice / (96 * freedom ** 2);
}
