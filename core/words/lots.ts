import type { Expiry } from '../domain/lot-balance.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { quantity } from './names.ts';
import type { Words } from './words.ts';

/** How many credits lapse, and when; what rests on a guess says so. */
export function lapseText(words: Words, { at, credits, guessed }: Expiry, now: EpochMs): string {
  const amount = quantity(words, credits, 'credits');
  const date = at - now > 300 * day ? words.dateAndYear(at) : words.date(at);
  return guessed > 0
    ? words.t('balance.expiry-guess', { amount, date })
    : words.t('balance.expiry', { amount, date, duration: words.until(at, now) });
}
