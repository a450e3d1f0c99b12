import type { AccountState } from '../../domain/account.ts';
import type { LotPrice } from '../../domain/lots.ts';
import { type OwnPlan, planNow } from '../../domain/own-plan.ts';
import { budgetFor, enteredFor } from '../../domain/settings.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Packs, Terms } from '../../domain/ways-on.ts';
import type { Fact, Facts, PlanFacts, Price } from '../../providers/provider.ts';
import { sourceText } from '../../words/costs.ts';
import { quantity } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import { allowanceOf, creditsOf, planFacts, planTitle } from '../means.ts';
import type { Selection } from '../view.ts';

/** What the comparison reckons with, and where each figure is from, as whole sentences. */
export type Reckoned = {
  readonly terms: Terms;
  /** Name of the next bigger plan; `null`: what it costs is not known, or (`biggest`) there is none. */
  readonly bigger: string | null;
  readonly biggest: boolean;
  /** Whether its price is only the least it costs. */
  readonly biggerFrom: boolean;
  readonly packs: 'sold' | 'none' | 'not-known' | 'not-for-plan';
  /** What packs are paid in; plans are in US dollars, as they are published. */
  readonly currency: string;
  readonly reasons: readonly string[];
};

type Told = {
  readonly packs: Packs | null;
  readonly how: Reckoned['packs'];
  readonly currency: string;
  readonly reason: string;
};

const published = 'USD';

/** What somebody pays in another currency than plans are published in is shown, and never converted. */
export function reckonedFor(
  account: AccountState,
  facts: Facts,
  included: number | null,
  selection: Selection,
): Reckoned {
  const entered = enteredFor(selection.settings, account);
  const own = planFacts(account, facts, entered);
  const packs = packsFor(account, facts, selection);
  const bigger = biggerFor(own, facts, included, selection.words);
  return {
    terms: {
      included: included ?? 0,
      weighable: packs.currency === published,
      ...{ packs: packs.packs, bigger: bigger.offer },
    },
    bigger: bigger.offer === null ? null : bigger.name,
    biggest: bigger.biggest,
    biggerFrom: bigger.from,
    packs: packs.how,
    currency: packs.currency,
    reasons: [
      planReason(planNow(account, entered), own, included, selection.words),
      packs.reason,
      bigger.reason,
      ...(packs.currency === published || bigger.offer === null ? [] : [selection.words.t('ways.not-converted')]),
    ],
  };
}

/** Credits that come with each cycle, as entered, published or seen at the last refill. */
export function includedIn(account: AccountState, facts: Facts, { settings }: Selection): number | null {
  const balance = creditsOf(account);
  const { monthly, daily } = allowanceOf(account, facts, enteredFor(settings, account));
  if (balance === undefined || balance.pool !== null || daily) return null;
  return monthly ?? (balance.cycle.refilled ? balance.cycle.start : null);
}

function planReason(told: OwnPlan | null, own: PlanFacts | undefined, included: number | null, words: Words): string {
  if (told === null) return words.t('ways.plan-unknown');
  const text = planText(own?.name ?? told.name, own, included, words);
  return told.by === 'service' ? text : words.sentences([text, words.t('ways.plan-entered')]);
}

function planText(plan: string, own: PlanFacts | undefined, included: number | null, words: Words): string {
  const { t } = words;
  const amount = included === null ? null : quantity(words, included, 'credits');
  const price = own === undefined ? null : priceOf(own, included);
  if (price === null)
    return amount === null ? t('ways.plan-no-price', { plan }) : t('ways.plan-no-price-credits', { plan, amount });
  const values = { plan, price: words.money(price.value), source: sourceText(words, price) };
  return amount === null ? t('ways.plan', values) : t('ways.plan-credits', { ...values, amount });
}

/** What the plan costs in the size that was seen: the published price is that of the smallest one. */
function priceOf({ monthly, grant }: PlanFacts, included: number | null): Fact<Price> | null {
  if (grant === null || included === null) return monthly;
  return Math.abs(grant.value.credits - included) <= grant.value.credits * 0.02 ? monthly : null;
}

function packsFor(account: AccountState, facts: Facts, selection: Selection): Told {
  const { words } = selection;
  const { t } = words;
  const { purchases, short: service } = facts;
  const notFor = purchases?.notFor;
  const own = planNow(account, enteredFor(selection.settings, account));
  if (notFor !== undefined && own !== null && notFor.value.includes(own.name)) {
    const plan = planTitle(own.name, facts);
    return without('not-for-plan', t('ways.packs-not-for', { service, plan, source: sourceText(words, notFor) }));
  }
  const { offer = null, perCredit = null } = purchases ?? {};
  if (offer !== null && offer.value.sold.length === 0)
    return without('none', t('ways.packs-none', { service, source: sourceText(words, offer) }));
  const paid = ownPrice(account, selection);
  if (paid !== null) return paid;
  const [pack] = offer?.value.sold ?? [];
  if (offer !== null && pack !== undefined) {
    const amount = quantity(words, pack.credits, 'credits');
    const values = { amount, price: words.money(pack.price), source: sourceText(words, offer) };
    const lasts = purchases?.validMonths?.value ?? 1;
    const reason = offer.value.certain ? t('ways.packs', values) : t('ways.packs-unsure', values);
    return { packs: { size: pack.credits, price: pack.price.amount, lasts }, how: 'sold', currency: published, reason };
  }
  if (perCredit === null) return without('not-known', t('ways.packs-unknown', { service }));
  const values = { price: words.money(perCredit.value), source: sourceText(words, perCredit) };
  return {
    packs: { perCredit: perCredit.value.amount },
    how: 'sold',
    currency: published,
    reason: t('ways.per-credit', values),
  };
}

const without = (how: Told['how'], reason: string): Told => ({ packs: null, how, currency: published, reason });

/** What somebody has paid last, or else says in the budget. */
function ownPrice(account: AccountState, { settings, words }: Selection): Told | null {
  const [lot] = account.lots.lots
    .filter(({ price, guess, credits }) => price !== null && !guess && credits > 0)
    .toSorted((a, b) => b.at - a.at);
  if (lot?.price != null) return told(lot.price, lot.credits, words, lot.at);
  const budget = budgetFor(settings, account);
  if (budget?.price == null || budget.currency === null) return null;
  return told({ amount: budget.price.paid, currency: budget.currency }, budget.price.credits, words, null);
}

function told(price: LotPrice, credits: number, words: Words, at: EpochMs | null): Told {
  const values = { amount: quantity(words, credits, 'credits'), price: words.money(price) };
  return {
    packs: { perCredit: price.amount / credits },
    ...{ how: 'sold', currency: price.currency },
    reason:
      at === null ? words.t('ways.entered', values) : words.t('ways.paid', { ...values, date: words.dateAndYear(at) }),
  };
}

type Bigger = {
  readonly offer: Terms['bigger'];
  readonly name: string;
  readonly from: boolean;
  readonly biggest: boolean;
  readonly reason: string;
};

function biggerFor(own: PlanFacts | undefined, facts: Facts, included: number | null, words: Words): Bigger {
  const none = { offer: null, name: '', from: false, biggest: false };
  const rank = own?.rank;
  const [next] = Object.values(facts.plans)
    .filter((one) => rank !== undefined && (one.rank ?? -1) > rank)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (own === undefined || rank === undefined) return { ...none, reason: words.t('ways.bigger-unknown') };
  if (next === undefined) return { ...none, biggest: true, reason: words.t('ways.bigger-none') };
  const price = next.monthly ?? next.from ?? null;
  const paid = own.paid ? (priceOf(own, included)?.value.amount ?? null) : 0;
  if (price === null || paid === null || price.value.amount <= paid)
    return { ...none, reason: words.t('ways.bigger-no-price', { plan: next.name }) };
  // Of several prices under one name nobody knows which credits the least of them brings.
  const credits = next.monthly !== null && next.grant?.value.every === 'month' ? next.grant.value.credits : null;
  const values = { plan: next.name, price: words.money(price.value), source: sourceText(words, price) };
  return {
    offer: { more: price.value.amount - paid, credits },
    ...{ name: next.name, from: next.monthly === null, biggest: false },
    reason:
      credits === null
        ? words.t('ways.bigger', values)
        : words.t('ways.bigger-credits', { ...values, amount: quantity(words, credits, 'credits') }),
  };
}
