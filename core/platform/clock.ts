import type { EpochMs } from '../domain/time.ts';

/** This machine's clock. Everything else gets the time as an argument. */
export const now = (): EpochMs => Date.now();

/** Minutes that this machine's wall clock is ahead of UTC at a moment. */
export const offsetAt = (at: EpochMs): number => -new Date(at).getTimezoneOffset();
