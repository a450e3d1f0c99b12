import type { Unit } from '../../core/domain/reading.ts';
import { compact, quantity } from '../../core/words/names.ts';
import type { Words } from '../../core/words/words.ts';

/** How the numbers of a chart are written: in a sentence or a cell (`1,250 credits`), and beside an axis (`1,250`). */
export type Measure = { readonly say: (value: number) => string; readonly brief: (value: number) => string };

/** Up to here a number fits beside an axis as it is. */
const written = 100_000;

export function measureOf(words: Words, unit: Unit): Measure {
  if (unit === 'percent') return { say: words.percent, brief: words.percent };
  return {
    say: (value) => quantity(words, value, unit),
    brief: (value) => (Math.abs(value) < written ? words.amount(value) : compact(value)),
  };
}
