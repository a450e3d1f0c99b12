import type { Habit } from './past.ts';

/**
 * What is believed before a person's own windows say more: nine weights of the log-odds that nothing more will be
 * used, six of the log of the growth, the spread of that log, and what is usual.
 *
 * Fitted once to real traces: the short ones to 239 windows of five hours of eight people that ended by themselves, the
 * long ones to 23 weekly windows and to a day ahead inside 51 windows of 14 meters. Least pinball loss over eleven
 * quantiles plus half the negative log likelihood, with a ridge; the long windows were pulled towards the short ones'
 * weights, for want of data. `own`, `sooner`, `plain` and `usual` were set by hand, round, to what helped people and
 * weeks left out of the fit. Two digits are all that the data carry.
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
    /** For a moment before the reset. */
    readonly sooner: number;
  };
  readonly growth: {
    readonly base: number;
    readonly expected: number;
    readonly typical: number;
    readonly full: number;
    readonly idle: number;
    /** How far this window's own pace so far replaces what is usual, 0..1. */
    readonly own: number;
  };
  /** Scale of the logistic around the log of the growth. */
  readonly spread: number;
  /** How far all this gives way to what is usual, 0..1: where there is little to learn from, plain is better. */
  readonly plain: number;
  /** What a used window ends with, and the share of them that is used up, until finished ones say better. */
  readonly usual: Habit;
};

/** Windows of at most a day. */
export const shortWindows: Weights = {
  stay: {
    ...{ base: 0.55, left: -0.9, idle: 0.48, typical: -0.11, pace: -0.51 },
    ...{ used: 0.22, unseen: -0.4, full: -0.16, sooner: 0 },
  },
  growth: { base: -0.45, expected: 1.12, typical: 0.36, full: 1.21, idle: 0, own: 0 },
  spread: 0.71,
  plain: 0,
  usual: { final: 35, full: 0.2 },
};

/** Windows of more than a day. */
export const longWindows: Weights = {
  stay: {
    ...{ base: -1.69, left: -1.46, idle: 0.7, typical: 0.01, pace: 0.48 },
    ...{ used: -0.28, unseen: -0.21, full: -0.3, sooner: 0.3 },
  },
  growth: { base: -0.73, expected: 0.95, typical: 0.09, full: 2.02, idle: 0.82, own: 0.5 },
  // Fitted 0.49, widened: on people left out of the fit it was too sure of itself.
  spread: 0.6,
  plain: 0.5,
  usual: { final: 50, full: 0.2 },
};
