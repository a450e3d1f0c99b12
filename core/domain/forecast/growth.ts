import type { Weights } from './prior.ts';

/** What growth hangs on. Times in fifths of the window's length, shares in percent, burn in percent per fifth. */
export type Situation = {
  readonly used: number;
  /** From now until the moment asked for, and until the reset; and how much of the window has passed, 0..1. */
  readonly left: number;
  readonly toReset: number;
  readonly elapsed: number;
  /** How long the meter has been seen to stand still, and how long nobody has looked. */
  readonly idle: number;
  readonly unseen: number;
  /** Burn of late, half of it forgotten after a tenth of the window. */
  readonly pace: number;
  /** What windows of this person usually end with, and the share of them that is used up. */
  readonly final: number;
  readonly full: number;
};

/**
 * How much more will be used: nothing with probability `stay`, else a growth in percentage points whose log is
 * logistic around `centre` with scale `spread`.
 */
export type Growth = { readonly stay: number; readonly centre: number; readonly spread: number };

/** A burst goes on for about this long, in fifths of the window. */
const burst = 0.75;
const fifths = 5;

export function growthOf(s: Situation, { stay, growth, spread, plain }: Weights): Growth {
  const idle = Math.log1p(s.idle / 0.25);
  const typical = Math.log(s.final / 30);
  const whole = partOfRest(s) ** 4;
  const odds =
    stay.base +
    stay.left * Math.log(s.left + 0.05) +
    stay.idle * idle +
    stay.typical * typical +
    stay.pace * Math.log(s.pace + 2) +
    stay.used * Math.log(s.used + 2) +
    stay.unseen * Math.log1p(s.unseen / 0.25) +
    stay.full * s.full +
    stay.sooner * (1 - whole);
  const goingOn = s.pace * burst * (1 - Math.exp(-s.left / burst));
  const asUsual = usualGrowth(s, growth.own);
  const centre =
    growth.base +
    growth.expected * Math.log(goingOn + 0.5 * asUsual + 0.5) +
    growth.typical * typical +
    growth.full * s.full +
    growth.idle * idle;
  const plainly = Math.log(asUsual + 0.5);
  const pull = plain * whole;
  return { stay: (1 - pull) * logistic(odds), centre: (1 - pull) * centre + pull * plainly, spread };
}

/** What is usual in the time left, in points: what windows end with, and as far as `own` says, this one's own pace. */
function usualGrowth(s: Situation, own: number): number {
  const weight = own * partOfRest(s);
  const pace = Math.min(fastest, s.used / Math.max(s.elapsed, 0.03));
  const perWindow = weight * pace + (1 - weight) * s.final;
  return (perWindow * (s.left + 0.7 * s.unseen)) / fifths;
}

/** Percent per window: a pace beyond this is that of a beginning. */
const fastest = 250;

/** How much of the window's rest is asked for, 0..1. Its pace so far says more of its whole rest than of a day. */
const partOfRest = ({ left, toReset }: Situation) => (toReset > left ? left / toReset : 1);

/** Probability that at most `points` more are used. */
export function growthWithin({ stay, centre, spread }: Growth, points: number): number {
  if (!(points > 0)) return points === 0 ? stay : 0;
  return stay + (1 - stay) * logistic((Math.log(points) - centre) / spread);
}

/** The same with its odds of nothing more moved by `by`. */
export function withTendency(growth: Growth, by: number): Growth {
  return { ...growth, stay: logistic(Math.log(growth.stay / (1 - growth.stay)) + by) };
}

/** Never quite 0 or 1, whatever comes in. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-Math.min(30, Math.max(-30, x))));
}
