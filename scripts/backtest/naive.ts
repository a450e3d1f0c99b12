import { type Cut, usedAt } from './cut.ts';

/** What a point method says of percent used at the reset; `null` where it says nothing. */
export type Method = (moment: Moment) => number | null;

/** A window at a moment, `used` percent of it used, after finished windows that ended with `past` percent. */
export type Moment = {
  readonly cut: Cut;
  readonly at: number;
  readonly share: number;
  readonly used: number;
  readonly past: readonly PastWindow[];
};

export type PastWindow = { readonly cut: Cut; readonly final: number };

const hour = 3_600_000;
const clip = (percent: number, used: number) => Math.max(used, Math.min(100, percent));
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** The naive methods the definition of the back-test names. */
export const naive = {
  stay: ({ used }) => used,
  linear: ({ used, share }) => clip(used / share, used),
  'last hour': ({ cut, at, used, share }) => {
    const before = at - hour > cut.startsAt ? (usedAt(cut, at - hour) ?? 0) : 0;
    const span = Math.min(hour, share * cut.length);
    return clip(used + (Math.max(0, used - before) / span) * (1 - share) * cut.length, used);
  },
  'past rest': ({ used, share, past }) =>
    clip(used + (1 - share) * (past.length === 0 ? 50 : mean(past.map(({ final }) => final))), used),
} as const satisfies Record<string, Method>;

/** Methods of others, from their published formulas. Where one stays silent, it is scored as linear pace. */
export const published = {
  // A median of the person's own weekly curves, weighted by age, shifted to where one stands; from three weeks on.
  'weighted curve': ({ cut, at, used, share, past }) => {
    const weeks = past.map(({ cut: one, final }) => {
      const age = (cut.resetsAt - one.resetsAt) / (7 * 24 * hour);
      const then = usedAt(one, one.startsAt + share * one.length) ?? 0;
      return { value: clip(used + final - then, used), weight: Math.exp(-age / 3), age };
    });
    const recent = weeks.filter(({ age }) => age <= 8);
    if (recent.length < 3 || at <= cut.startsAt) return null;
    const sum = recent.reduce((all, { weight }) => all + weight, 0);
    const effective = sum ** 2 / recent.reduce((all, { weight }) => all + weight ** 2, 0);
    const lambda = Math.min(1, Math.max(0, (effective - 2) / 6));
    return lambda * weightedMedian(recent) + (1 - lambda) * clip(used / share, used);
  },
  // The median slope between all pairs of points in buckets.
  'Theil–Sen': ({ cut, at, used, share }) => {
    const bucket = cut.length <= 5 * hour ? hour / 12 : cut.length <= 24 * hour ? hour / 2 : hour;
    const buckets = new Map<number, readonly [number, number]>();
    for (const [t, value] of cut.points) if (t <= at) buckets.set(Math.floor(t / bucket), [t, value]);
    const points = [...buckets.values()].slice(-200);
    if (points.length < 4) return null;
    const slopes: number[] = [];
    for (const [i, [t, value]] of points.entries())
      for (const [later, more] of points.slice(i + 1)) slopes.push((more - value) / (later - t));
    slopes.sort((a, b) => a - b);
    const slope = slopes[Math.floor(slopes.length / 2)] ?? 0;
    return clip(used + slope * (1 - share) * cut.length, used);
  },
  // Least squares with weights that halve every 15 % of the length, through where one stands, plus the median of its
  // own misses so far.
  'recency slope': (moment) => {
    const raw = recencySlope(moment.cut, moment.at, moment.used);
    if (raw === null) return null;
    const misses = moment.past.slice(-40).flatMap(({ cut, final }) => {
      const at = cut.startsAt + moment.share * cut.length;
      const then = usedAt(cut, at);
      const said = then === null ? null : recencySlope(cut, at, then);
      return said === null ? [] : [final - said];
    });
    misses.sort((a, b) => a - b);
    const typical = misses.length < 8 ? 0 : (misses[Math.floor(misses.length / 2)] ?? 0);
    return clip(raw + typical, moment.used);
  },
} as const satisfies Record<string, Method>;

function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}

function recencySlope(cut: Cut, at: number, used: number): number | null {
  let [w, wt, wv, wtt, wtv] = [0, 0, 0, 0, 0];
  for (const [t, value] of cut.points) {
    if (t > at) break;
    const x = (t - at) / cut.length;
    const weight = 2 ** (x / 0.15);
    w += weight;
    wt += weight * x;
    wv += weight * value;
    wtt += weight * x * x;
    wtv += weight * x * value;
  }
  const spread = w * wtt - wt * wt;
  if (!(spread > 1e-9)) return null;
  const slope = Math.max(0, (w * wtv - wt * wv) / spread);
  return clip(used + slope * ((cut.resetsAt - at) / cut.length), used);
}
