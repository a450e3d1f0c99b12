import type { EpochMs, Ms } from './time.ts';

/** Whether this machine's clock is right, by one service's answers. */
export type ClockState = {
  readonly provider: string;
  /** How far its clock is ahead of this machine's; 0 where that is within a minute. */
  readonly lead: Ms;
  /** When that was told last; of a clock that is right, when it was first. */
  readonly at: EpochMs;
  /** Once two answers of different moments agree: a single one may be an old copy. One that is right needs no second. */
  readonly sure: boolean;
};
