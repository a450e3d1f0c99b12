import { day, type EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import { extentOf } from './points.ts';

/** How the moments of one chart are written in words: with the year where dates alone could mean two days. */
export function momentsOf(words: Words, all: readonly EpochMs[]): (at: EpochMs) => string {
  const [first, last] = extentOf(all) ?? [0, 0];
  const date = last - first > 330 * day ? words.dateAndYear : words.date;
  return (at) => words.t('time.date-and-clock', { date: date(at), clock: words.clock(at) });
}

export const isoOf = (at: EpochMs): string => new Date(at).toISOString();
