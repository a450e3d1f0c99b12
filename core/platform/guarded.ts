import type { Outcome, Provider } from '../providers/provider.ts';
import { readingSchema } from './stored-events.ts';

/** More readings than any one answer gives. */
const mostReadings = 300;

/**
 * A service whose readings are looked at once more before anything is made of them: one that could not be kept would
 * keep everything beside it from being written. What is left out is a named problem.
 */
export function guarded(provider: Provider): Provider {
  return { ...provider, read: (sighting) => believable(() => provider.read(sighting)) };
}

function believable(read: () => Outcome): Outcome {
  const { readings, problems, ...rest } = attempted(read);
  const kept = readings.slice(0, mostReadings).filter((one) => readingSchema.safeParse(one).success);
  if (kept.length === readings.length) return { readings, problems, ...rest };
  // A list of which something was left out is not all there is.
  return { readings: kept, problems: problems.length > 0 ? problems : [leftOut] };
}

function attempted(read: () => Outcome): Outcome {
  try {
    return read();
  } catch {
    return { readings: [], problems: [leftOut] };
  }
}

const leftOut = { kind: 'changed-shape', about: 'features', paths: [] } as const;
