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

export function growthOf(s: Situation, { stay, growth, spread }: Weights): Growth {
  const idle = Math.log1p(s.idle / 0.25);
  const typical = Math.log(s.final / 30);
  const odds =
    stay.base +
    stay.left * Math.log(s.left + 0.05) +
    stay.idle * idle +
    stay.typical * typical +
    stay.pace * Math.log(s.pace + 2) +
    stay.used * Math.log(s.used + 2) +
    stay.unseen * Math.log1p(s.unseen / 0.25) +
    stay.full * s.full;
  const goingOn = s.pace * burst * (1 - Math.exp(-s.left / burst));
  const asUsual = (s.final * (s.left + 0.7 * s.unseen)) / fifths;
  const expected = Math.log(goingOn + 0.5 * asUsual + 0.5);
  const centre =
    growth.base +
    growth.expected * expected +
    growth.typical * typical +
    growth.full * s.full +
    growth.idle * idle +
    growth.own * ownPace(s);
  return { stay: logistic(odds), centre, spread };
}

/** Probability that at most `points` more are used. */
export function growthWithin({ stay, centre, spread }: Growth, points: number): number {
  if (!(points > 0)) return points === 0 ? stay : 0;
  return stay + (1 - stay) * logistic((Math.log(points) - centre) / spread);
}

/**
 * How much faster (log) this window goes than is usual, leaning on what is usual while it is young. Its own pace says
 * more of its whole rest than of the next day.
 */
function ownPace({ used, final, left, toReset, elapsed }: Situation): number {
  if (!(toReset > 0)) return 0;
  const pace = (used + 0.3 * final) / (elapsed + 0.3);
  const growth = (perWindow: number) => Math.log((perWindow * left) / fifths + 0.5);
  return (growth(pace) - growth(final)) * (left / toReset);
}

/** The same with its odds of nothing more moved by `by`. */
export function withTendency(growth: Growth, by: number): Growth {
  return { ...growth, stay: logistic(Math.log(growth.stay / (1 - growth.stay)) + by) };
}

/** Never quite 0 or 1, whatever comes in. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-Math.min(30, Math.max(-30, x))));
}
