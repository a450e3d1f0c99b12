import { type Growth, growthWithin, logistic } from './growth.ts';
import { type Peers, usedUp } from './past.ts';

/**
 * The whole distribution of percent used at one moment: the model's growth from what is used now, mixed with how
 * finished windows that came at least this far have ended (`trust`, 0..1).
 */
export type Outlook = {
  readonly used: number;
  readonly growth: Growth;
  readonly peers: Peers;
  readonly trust: number;
  /** How much further out than the model says its low and high quantiles lie, in log-odds: 0 and up. */
  readonly widen: Widening;
};

export type Widening = { readonly low: number; readonly high: number };

/** Probability that at most `percent` is used then; 1 from 100 on. */
export function probabilityWithin({ used, growth, peers, trust }: Outlook, percent: number): number {
  if (percent < used) return 0;
  if (percent >= 100) return 1;
  const model = growthWithin(growth, percent - used);
  if (peers.weight <= 0) return model;
  let below = 0;
  for (const [final, weight] of peers.ends) if (final <= percent) below += weight;
  return (1 - trust) * model + trust * (below / peers.weight);
}

/** Probability that everything is used by then, as far as whole percents tell. */
export function probabilityUsedUp(outlook: Outlook): number {
  return unit(1 - probabilityWithin(outlook, usedUp - 1e-6));
}

/**
 * Percent used at quantile `p` (0..1): between what is used now and 100, in whole points from now, since most meters
 * show no less: a growth below half a point does not show.
 */
export function quantileOf(outlook: Outlook, p: number): number {
  const wanted = widened(p, outlook.widen);
  let low = 0;
  let high = 100;
  while (low < high) {
    const points = Math.floor((low + high) / 2);
    if (probabilityWithin(outlook, outlook.used + points + 0.5) >= wanted) high = points;
    else low = points + 1;
  }
  return Math.min(100, outlook.used + low);
}

/** Moves a quantile outward where ranges have not held; the median stays where it is. */
function widened(p: number, { low, high }: Widening): number {
  const within = Math.min(1 - 1e-6, Math.max(1e-6, Number.isNaN(p) ? 0.5 : p));
  const odds = Math.log(within / (1 - within));
  // Full effect at the tenth and the ninth tenth, none at the median.
  const share = Math.min(1, Math.abs(odds) / Math.log(9));
  return logistic(odds + (odds < 0 ? -low : high) * share);
}

export const unit = (p: number): number => Math.min(1, Math.max(0, p));
