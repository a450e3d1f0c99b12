import type { Entered } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';

/** What the model needs beside a reading, to keep up with it. */
export type Keeping = {
  readonly at: EpochMs;
  readonly facts: Facts;
  readonly entered: Entered | undefined;
  /** Minutes that local time is ahead of UTC. */
  readonly offset: number;
  /** The same at any other moment, where the clocks may be changed. */
  readonly offsetAt?: ((at: EpochMs) => number) | undefined;
};
