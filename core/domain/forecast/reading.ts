import type { EpochMs } from '../time.ts';

/**
 * What the forecast takes from one reading of a meter. `used` is percent used (for a balance: percent of the cycle's
 * credits), `null` is unknown and says nothing. `resetsAt` is `null` while the window has not started or nobody says.
 */
export type UseReading = {
  readonly at: EpochMs;
  readonly used: number | null;
  readonly resetsAt: EpochMs | null;
};

/** One window as the forecast follows it. Several are kept, for late echoes of the one before. */
export type OpenWindow = {
  /** The reset as first told; jitter does not move it. */
  readonly resetsAt: EpochMs;
  /** The highest percent used that was seen. */
  readonly used: number;
  readonly seenAt: EpochMs;
  /** The last time the share was seen to have grown; `null` while nothing is used. */
  readonly risenAt: EpochMs | null;
  /** Whether another window took its place long before its reset. */
  readonly early: boolean;
  /** Forecasts made for it that wait for their outcome, at most one per checkpoint. */
  readonly shown: readonly Shown[];
};

/** A forecast of percent used at the reset, made after `checkpoint` of the window (0..1) had passed. */
export type Shown = {
  readonly checkpoint: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Percent used then, and the model's probability, before any correction, that it would stay so. */
  readonly used: number;
  readonly stay: number;
};
