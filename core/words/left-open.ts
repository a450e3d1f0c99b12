import type { EpochMs } from '../domain/time.ts';
import type { Words } from './voice.ts';

/** Stands where a length of time will: up to (`u`) or since (`s`) a moment. No text has this character. */
const mark = (which: 'u' | 's', at: EpochMs) => `\u0001${which}${at}\u0001`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has is what marks are made of.
const marks = /\u0001([us])(-?\d+)\u0001/g;

/** The same words, but what a clock would change every minute is left open: countdowns, and how old things are. */
export function leavingOpen(words: Words, now: EpochMs): Words {
  return { ...words, until: (at) => mark('u', at), ago: (ms) => mark('s', now - ms) };
}

/** A screen, a card, a text: with all that was left open said as of now. */
export function filledIn<T>(value: T, words: Words, now: EpochMs): T {
  const fill = (one: unknown): unknown => {
    if (typeof one === 'string') return one.includes('\u0001') ? said(one, words, now) : one;
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, fill(inner)]));
  };
  return fill(value) as T;
}

function said(text: string, words: Words, now: EpochMs): string {
  return text.replace(marks, (_, which: string, at: string) =>
    which === 'u' ? words.until(Number(at), now) : words.ago(now - Number(at)),
  );
}
