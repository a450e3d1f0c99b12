import { hour } from '../domain/time.ts';
import type { Witness } from '../domain/witness.ts';
import { quantity } from './names.ts';
import { rounded } from './warnings.ts';
import type { Words } from './words.ts';

/** `about 60 credits`. */
export function aboutText(words: Words, credits: number): string {
  return words.t('costs.about', { amount: quantity(words, rounded(credits), 'credits') });
}

/** How many pieces come out, whole ones: `12–30`, `7`, `at most 1`, `none`. */
export function countRange(
  { t, amount }: Words,
  { low, high }: { readonly low: number; readonly high: number },
): string {
  const [from, to] = [wholes(low), wholes(high)];
  if (to === 0) return t('costs.none');
  if (from === 0) return t('costs.at-most', { number: amount(to) });
  return from === to ? amount(to) : t('costs.from-to', { low: amount(from), high: amount(to) });
}

/** What fits is never rounded up; beyond a hundred two digits mean something. */
function wholes(count: number): number {
  const whole = Math.floor(count + 1e-9);
  if (whole < 100) return whole;
  const step = 10 ** (Math.floor(Math.log10(whole)) - 1);
  return Math.floor(whole / step) * step;
}

type Sourced = { readonly source: string; readonly from?: Witness; readonly date: string };

/** Where a figure was published, and when it was read: `example.com, January 2026`. */
export function sourceText(words: Words, { source: place, from, date }: Sourced): string {
  const whose = from === undefined ? null : words.t(`costs.witness.${from}`);
  const source =
    whose === null ? place : place === '' ? whose : words.t('costs.source-from', { source: place, from: whose });
  const at = Date.parse(date) + 12 * hour;
  const when = date.length > 7 ? words.dateAndYear(at) : words.monthAndYear(at);
  return words.t('costs.source', { source, when });
}
