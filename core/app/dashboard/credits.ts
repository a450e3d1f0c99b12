import type { AccountState } from '../../domain/account.ts';
import { costOf } from '../../domain/estimates.ts';
import type { Expiry } from '../../domain/lot-balance.ts';
import { isCorrectable } from '../../domain/lot-entries.ts';
import type { Lot } from '../../domain/lots.ts';
import { fitting, ownCosts, usualSet } from '../../domain/measured.ts';
import { monthsLater } from '../../domain/renewal.ts';
import { type TaskKind, taskKinds } from '../../domain/task.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { CostFacts, Facts } from '../../providers/provider.ts';
import { countRange, sourceText } from '../../words/costs.ts';
import { taskText } from '../../words/last-tasks.ts';
import { lapseText } from '../../words/lots.ts';
import { quantity } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import { allLapsing, isSpent } from '../expiries.ts';
import { creditsOf } from '../means.ts';
import type { Selection } from '../view.ts';
import { costPlaces, leftOf } from './costs.ts';

/** Credits that came together, as a chart draws them. `at`, `expiresAt`: `null` where not known (or never). */
export type LotView = {
  readonly key: string;
  readonly name: string;
  readonly at: EpochMs | null;
  readonly expiresAt: EpochMs | null;
  readonly amount: number;
  readonly left: number;
};

/** A purchase that may be corrected by hand. `paid` in US dollars. */
export type PurchaseView = {
  readonly id: string;
  readonly text: string;
  readonly credits: number;
  readonly at: EpochMs;
  readonly paid: number | null;
};

/** The credits of one account: where they come from, when they lapse, and what they could still make. */
export type CreditPlace = {
  readonly key: string;
  readonly provider: string;
  readonly account: number;
  /** The account's own key, for commands. */
  readonly owner: string;
  readonly name: string;
  /** What there is to see, as a sentence. */
  readonly finding: string;
  readonly lots: readonly LotView[];
  /** What would lapse, soonest first, and what it could still make. */
  readonly lapsing: readonly { readonly key: string; readonly text: string; readonly makes: string | null }[];
  /** What no lot explains, how long purchases are valid. */
  readonly notes: readonly string[];
  readonly purchases: readonly PurchaseView[];
  /** Purchases of before this have lapsed; `null`: the validity is unknown. */
  readonly earliest: EpochMs | null;
};

/** Accounts that count in credits. */
export function creditPlaces(selection: Selection): readonly CreditPlace[] {
  return costPlaces(selection)
    .filter(({ account }) => creditsOf(account) !== undefined || account.lots.lots.length > 0)
    .map(({ account, facts, name }) => placeOf(account, facts, name, selection));
}

function placeOf(account: AccountState, facts: Facts, name: string, { words, conditions }: Selection): CreditPlace {
  const { now, offset } = conditions;
  const lots = account.lots.lots.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const expiries = allLapsing(account, now);
  const spent = isSpent(account);
  const months = facts.purchases?.validMonths?.value ?? null;
  return {
    key: `${account.provider}/${account.account}`,
    provider: account.provider,
    account: account.number,
    owner: account.account,
    name,
    finding: findingOf(account, expiries, words, now),
    lots: lots.map((lot) => ({ ...lotView(lot, words), amount: lot.credits, left: spent ? 0 : lot.left })),
    lapsing: expiries.map((one) => ({
      key: `${one.at}`,
      text: lapseText(words, one, now),
      makes: makesText(account, facts.costs, one.credits, words),
    })),
    notes: notesOf(account, facts, words),
    purchases: lots.filter(isCorrectable).map((lot) => purchaseView(lot, words)),
    earliest: months === null ? null : monthsLater(now, -months, offset),
  };
}

const lotView = (lot: Lot, words: Words) => ({
  key: lot.id,
  name: lotName(lot, words),
  at: lot.at,
  expiresAt: lot.expiresAt,
});

function lotName({ kind, at, guess }: Lot, words: Words): string {
  const date = words.date(at);
  if (kind === 'purchased') return words.t(guess ? 'credits.lot-guess' : 'credits.lot-purchased', { date });
  return kind === 'bonus' ? words.t('credits.lot-bonus', { date }) : words.t(`credits.lot-${kind}`);
}

function findingOf(account: AccountState, [next]: readonly Expiry[], words: Words, now: EpochMs): string {
  // As on the card: an account can be overdrawn.
  const left = leftOf(account) === null ? null : (creditsOf(account)?.left ?? null);
  const amount = left === null ? null : quantity(words, left, 'credits');
  const has = amount === null ? words.t('credits.left-unknown') : words.t('credits.left', { amount });
  return words.sentences([has, next === undefined ? words.t('credits.no-end') : lapseText(words, next, now)]);
}

/** How many kinds are named. */
const kindsNamed = 3;

/** What so many credits could still make: of one kind each, those that are made most often first. */
function makesText(
  { costs }: AccountState,
  priors: readonly CostFacts[],
  credits: number,
  words: Words,
): string | null {
  const often = (task: TaskKind) => ownCosts(costs, task, null)?.count ?? 0;
  const all = taskKinds
    .filter((task) => task !== 'chat' && task !== 'other')
    .toSorted((a, b) => often(b) - often(a))
    .flatMap((task) => {
      const parameters = usualSet(costs, task);
      const cost = costOf(costs, task, parameters, priors);
      if (cost === null || cost.unit !== 'credits') return [];
      const room = fitting(credits, cost);
      const name = taskText(words, { task, parameters });
      return room.high < 1 ? [] : [words.t('credits.make', { task: name, number: countRange(words, room) })];
    })
    .slice(0, kindsNamed);
  return all.length === 0 ? null : words.t('credits.makes', { all: words.either(all) });
}

function notesOf({ lots }: AccountState, { purchases, short }: Facts, words: Words): readonly string[] {
  const { unexplained } = lots;
  const months = purchases?.validMonths;
  return [
    ...(unexplained === null || unexplained.credits < 1
      ? []
      : [words.t('credits.unexplained', { amount: quantity(words, unexplained.credits, 'credits') })]),
    months == null
      ? words.t('credits.validity-unknown', { service: short })
      : words.t('credits.validity', { service: short, months: months.value, source: sourceText(words, months) }),
  ];
}

function purchaseView({ id, credits, at, price, guess }: Lot, words: Words): PurchaseView {
  const values = { amount: quantity(words, credits, 'credits'), date: words.dateAndYear(at) };
  const paid = price?.amount ?? null;
  const text =
    price === null
      ? words.t(guess ? 'credits.purchase-guess' : 'credits.purchase', values)
      : words.t('credits.purchase-paid', { ...values, paid: words.money(price) });
  return { id, text, credits, at, paid };
}
