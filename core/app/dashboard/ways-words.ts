import type { Cheapest, SeenCycle, Span, Ways, WaysIn } from '../../domain/ways-on.ts';
import { quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import type { Reckoned } from './terms.ts';

/** One cycle: what went, and what each way on would have cost beside the plan. */
export type WayRow = {
  readonly key: string;
  readonly cycle: string;
  readonly used: string;
  /** Percent of the plan's own credits that went; `null` where it has none. */
  readonly share: number | null;
  /** Whether nothing was left at some time. */
  readonly ranOut: string | null;
  readonly wait: string;
  readonly packs: string;
  readonly bigger: string;
  /** Whether the bigger plan would have been enough, where that is not plain. */
  readonly enough: string | null;
  readonly cheapest: string;
  readonly best: Cheapest;
};

const dollars = (amount: number, words: Words) => words.money({ amount, currency: 'USD' });

/** What all whole cycles together come to. `pooled`: the credits are bought ones, the plan has none of its own. */
export function findingOf(
  { length: count }: readonly SeenCycle[],
  { beyond, packs, bigger, cheapest }: Ways,
  reckoned: Reckoned & { readonly pooled: boolean },
  words: Words,
): string {
  const { t } = words;
  if (count === 0) return t('ways.too-early');
  if (cheapest === 'stay') return t(reckoned.pooled ? 'ways.found-stay-pool' : 'ways.found-stay', { count });
  const values = { count, beyond: creditsText(beyond, words) };
  const plan = reckoned.bigger ?? words.t('ways.bigger-plan');
  const paid = packs === null ? null : moneyText(packs, reckoned.currency, words);
  const more = bigger === null ? null : dollars(bigger.more, words);
  if (cheapest === 'packs' && paid !== null)
    return more === null || bigger?.covers === false
      ? t('ways.found-packs-only', { ...values, packs: paid })
      : t('ways.found-packs', { ...values, packs: paid, plan, more });
  if (cheapest === 'bigger' && more !== null)
    return paid === null
      ? t('ways.found-bigger-only', { ...values, plan, more })
      : t('ways.found-bigger', { ...values, plan, more, packs: paid });
  return t('ways.found-open', values);
}

/** How many cycles it rests on, and what may be wrong with them. */
export function sureOf(seen: readonly SeenCycle[], { t, sentences }: Words): string {
  const empty = seen.filter(({ ranOut }) => ranOut).length;
  return sentences([
    t('ways.seen', { count: seen.length }),
    seen.length === 1 ? t('ways.one-cycle') : null,
    seen.some(({ used }) => used.high > used.low) ? t('ways.gaps') : null,
    empty === 0 ? null : t('ways.ran-out-in', { count: empty }),
  ]);
}

export function rowOf(ways: WaysIn, reckoned: Reckoned, words: Words): WayRow {
  const { t } = words;
  const { cycle, beyond } = ways;
  const { included } = reckoned.terms;
  const fits = beyond.high <= 0;
  return {
    key: `${cycle.from}`,
    cycle: t('plan.period-until', { from: words.date(cycle.from), to: words.date(cycle.to) }),
    used: creditsText(cycle.used, words),
    share: included > 0 ? (cycle.used.high / included) * 100 : null,
    ranOut: cycle.ranOut ? t('ways.ran-out') : null,
    wait: fits ? t('ways.nothing-waits') : t('ways.waits', { amount: creditsText(beyond, words) }),
    packs: packsText(ways, reckoned, words),
    bigger: biggerText(ways, reckoned, words),
    enough: enoughText(ways, words),
    cheapest: cheapestText(ways, reckoned, words),
    best: ways.cheapest,
  };
}

/** A way of which nobody knows what it costs may have been cheaper still. */
function cheapestText({ cheapest, packs, bigger }: Ways, reckoned: Reckoned, { t }: Words): string {
  const way = cheapest === 'bigger' ? (reckoned.bigger ?? t('ways.bigger-plan')) : t(`ways.cheapest-${cheapest}`);
  const unknown =
    (cheapest === 'packs' && bigger === null && !reckoned.biggest) ||
    (cheapest === 'bigger' && packs === null && reckoned.packs === 'not-known');
  return unknown ? t('ways.as-known', { way }) : way;
}

function packsText({ packs, beyond }: Ways, { packs: how, currency }: Reckoned, words: Words): string {
  if (packs === null) return words.t(`ways.no-packs-${how === 'sold' ? 'not-known' : how}`);
  if (packs.high > 0) return moneyText(packs, currency, words);
  return words.t(beyond.high > 0 ? 'ways.no-packs-left' : 'ways.no-packs-needed');
}

function biggerText({ bigger }: Ways, { biggest, biggerFrom }: Reckoned, { t, money }: Words): string {
  if (bigger === null) return t(biggest ? 'ways.no-bigger-plan' : 'ways.no-bigger');
  return t(biggerFrom ? 'ways.more-from' : 'ways.more', { money: money({ amount: bigger.more, currency: 'USD' }) });
}

function enoughText({ bigger, beyond }: Ways, { t }: Words): string | null {
  if (bigger === null || bigger.covers === true || beyond.high <= 0) return null;
  return t(bigger.covers === false ? 'ways.too-small' : 'ways.maybe');
}

/** What was seen to go is told as it is; what may have gone besides is a guess. */
function creditsText({ low, high }: Span, words: Words): string {
  if (low === high) return quantity(words, high, 'credits');
  const [from, to] = [rounded(low), rounded(high)];
  return words.t('ways.credits-range', { low: words.amount(from), high: quantity(words, to, 'credits') });
}

function moneyText({ low, high }: Span, currency: string, words: Words): string {
  const [from, to] = [words.money({ amount: low, currency }), words.money({ amount: high, currency })];
  return from === to ? to : words.t('estimate.between', { low: from, high: to });
}
