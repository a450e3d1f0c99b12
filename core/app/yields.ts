import { type EpochMs, minute } from '../domain/time.ts';
import type { Seen } from '../domain/window.ts';
import type { Applying } from './apply.ts';

/** Visible text is rounded and says nothing of its account: it counts only where no answer has been seen lately. */
const textYields = 10 * minute;

/** Whether visible text says less than what is known already. */
export function yields(
  known: { readonly origin: Seen['origin']; readonly seenAt: EpochMs } | undefined,
  { sighting, at }: Applying,
): boolean {
  return (
    sighting.via === 'text' && known !== undefined && known.origin.via !== 'text' && at - known.seenAt < textYields
  );
}
