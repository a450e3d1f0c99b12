/**
 * What is believed before a person's own windows say more: eight weights of the log-odds that nothing more will be
 * used, six of the log of the growth, and the spread of that log.
 *
 * Fitted once to real traces: the short ones to 239 windows of five hours of eight people that ended by themselves, the
 * long ones to 23 weekly windows and to 6 to 72 hours ahead inside 51 windows of 14 meters. Least pinball loss over
 * eleven quantiles plus half the negative log likelihood, with a ridge; the long windows were pulled towards the short
 * ones' weights, for want of data, and `own` was set by hand. Two digits are all that the data carry.
 */
export type Weights = {
  readonly stay: {
    readonly base: number;
    readonly left: number;
    readonly idle: number;
    readonly typical: number;
    readonly pace: number;
    readonly used: number;
    readonly unseen: number;
    readonly full: number;
  };
  readonly growth: {
    readonly base: number;
    readonly expected: number;
    readonly typical: number;
    readonly full: number;
    readonly idle: number;
    /** How far this window's own pace so far replaces what is usual. */
    readonly own: number;
  };
  /** Scale of the logistic around the log of the growth. */
  readonly spread: number;
};

/** Windows of at most a day. */
export const shortWindows: Weights = {
  stay: { base: 0.21, left: -0.62, idle: 0.47, typical: -0.15, pace: -0.36, used: 0.13, unseen: -0.28, full: -0.13 },
  growth: { base: -0.4, expected: 1.14, typical: 0.47, full: 1.12, idle: 0, own: 0 },
  spread: 0.71,
};

/** Windows of more than a day. */
export const longWindows: Weights = {
  stay: { base: -1.29, left: -1.13, idle: 0.66, typical: -0.01, pace: 0.24, used: -0.24, unseen: -0.23, full: -0.24 },
  growth: { base: -0.52, expected: 0.94, typical: 0.13, full: 1.76, idle: 0.62, own: 0.5 },
  // Fitted 0.54, widened: on people left out of the fit it was too sure of itself.
  spread: 0.6,
};

/** A used window ends at this percentage, and this share of them is used up, until finished ones say better. */
export const typicalUse = { final: 35, full: 0.2 } as const;
