import type { EpochMs } from './time.ts';

/** From the least to the most it can have been. */
export type Span = { readonly low: number; readonly high: number };

/** A cycle that is over, and was watched from its begin to its end. Credits. */
export type SeenCycle = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** What went in it; `high`: with all that may have gone while nobody looked. */
  readonly used: Span;
  /** Whether nothing was left at some time: then more may have been wanted than was used. */
  readonly ranOut: boolean;
};

/** How more than the plan's own credits is sold: in packs that last so many cycles, or by the credit. */
export type Packs =
  | { readonly size: number; readonly price: number; readonly lasts: number }
  | { readonly perCredit: number };

/**
 * What the ways on cost beside what the plan costs anyway. `included`: credits that come with the plan in each cycle.
 * `bigger`: what the next plan costs more each cycle, and the credits that come with it (`null`: unknown). `weighable`:
 * whether packs and plan are in one currency.
 */
export type Terms = {
  readonly included: number;
  readonly weighable: boolean;
  readonly packs: Packs | null;
  readonly bigger: { readonly more: number; readonly credits: number | null } | null;
};

/** Which way was cheapest of those that leave no work waiting; `open`: the ranges overlap, or a price is not known. */
export type Cheapest = 'stay' | 'packs' | 'bigger' | 'open';

/** What one cycle, or several together, would have cost beside the plan, way by way. */
export type Ways = {
  /** Credits that went beyond the plan's own: what waiting for the next cycle would have put off. */
  readonly beyond: Span;
  readonly packs: Span | null;
  /** `covers`: whether the bigger plan's credits would have been enough; `null`: not known. */
  readonly bigger: { readonly more: number; readonly covers: boolean | null } | null;
  readonly cheapest: Cheapest;
};

/** What one cycle would have cost, with the cycle itself. */
export type WaysIn = Ways & { readonly cycle: SeenCycle };

/** Each cycle by itself, the oldest first; what is left of a pack is carried into the next ones as long as it lasts. */
export function waysIn(cycles: readonly SeenCycle[], terms: Terms): readonly WaysIn[] {
  const beyond = cycles.map(({ used }) => beyondOf(used, terms.included));
  const { packs } = terms;
  const paid = { low: paidFor(beyond, packs, 'low'), high: paidFor(beyond, packs, 'high') };
  return cycles.map((cycle, n) => {
    const { used } = cycle;
    const span = packs === null ? null : sorted(paid.low[n] ?? 0, paid.high[n] ?? 0);
    return { cycle, ...judged(beyond[n] ?? { low: 0, high: 0 }, span, biggerFor(used, terms), terms) };
  });
}

/** All of them together. */
export function waysTogether(all: readonly Ways[], terms: Terms): Ways {
  const sum = (spans: readonly Span[]) =>
    spans.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), { low: 0, high: 0 });
  const bigger = all.flatMap((one) => one.bigger ?? []);
  const covers = bigger.map((one) => one.covers);
  return judged(
    sum(all.map(({ beyond }) => beyond)),
    all.some(({ packs }) => packs === null) ? null : sum(all.flatMap(({ packs }) => packs ?? [])),
    bigger.length === 0
      ? null
      : {
          more: bigger.reduce((more, one) => more + one.more, 0),
          covers: covers.includes(false) ? false : covers.includes(null) ? null : true,
        },
    terms,
  );
}

const beyondOf = ({ low, high }: Span, included: number): Span => ({
  low: Math.max(0, low - included),
  high: Math.max(0, high - included),
});

/** More need may take less in a later cycle, where what is left of an earlier pack serves. */
const sorted = (a: number, b: number): Span => ({ low: Math.min(a, b), high: Math.max(a, b) });

function biggerFor(used: Span, { bigger }: Terms): Ways['bigger'] {
  if (bigger === null) return null;
  const { more, credits } = bigger;
  return { more, covers: credits === null ? null : used.high <= credits ? true : used.low > credits ? false : null };
}

function judged(beyond: Span, packs: Span | null, bigger: Ways['bigger'], terms: Terms): Ways {
  return { beyond, packs, bigger, cheapest: cheapestOf(beyond, packs, bigger, terms) };
}

function cheapestOf(beyond: Span, packs: Span | null, bigger: Ways['bigger'], { weighable }: Terms): Cheapest {
  if (beyond.high <= 0) return 'stay';
  if (beyond.low <= 0) return 'open';
  const plan = bigger === null || bigger.covers === false ? null : bigger;
  if (packs === null) return plan?.covers === true ? 'bigger' : 'open';
  if (plan === null) return 'packs';
  if (!weighable) return 'open';
  if (packs.high < plan.more) return 'packs';
  return plan.covers === true && plan.more < packs.low ? 'bigger' : 'open';
}

/** What the packs would have cost that had to be bought in each cycle. */
function paidFor(beyond: readonly Span[], packs: Packs | null, side: keyof Span): readonly number[] {
  if (packs === null) return [];
  const needs = beyond.map((span) => span[side]);
  if ('perCredit' in packs) return needs.map((need) => need * packs.perCredit);
  return packsBought(needs, packs).map((count) => count * packs.price);
}

/** How many packs had to be bought in each cycle; the oldest are used first, and lapse after so many cycles. */
export function packsBought(
  needs: readonly number[],
  { size, lasts }: { readonly size: number; readonly lasts: number },
): readonly number[] {
  let held: readonly { readonly left: number; readonly until: number }[] = [];
  return needs.map((need, n) => {
    let open = need;
    held = held
      .filter(({ until }) => until > n)
      .map(({ left, until }) => {
        const part = Math.min(left, open);
        open -= part;
        return { left: left - part, until };
      });
    const count = Math.ceil(open / size);
    if (count > 0) held = [...held, { left: count * size - open, until: n + Math.max(1, lasts) }];
    return count;
  });
}
