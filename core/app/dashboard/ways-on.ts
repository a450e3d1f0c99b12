import { periodsOf } from '../../domain/period.ts';
import { enteredFor } from '../../domain/settings.ts';
import type { EpochMs } from '../../domain/time.ts';
import { type Cheapest, type SeenCycle, type Span, type Ways, waysIn, waysTogether } from '../../domain/ways-on.ts';
import { quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import { allowanceOf, creditsOf } from '../means.ts';
import type { Selection } from '../view.ts';
import { type CostPlace, costPlaces } from './costs.ts';
import { offsetOf } from './history.ts';
import { beforeLeaving } from './leaving.ts';
import { cyclesBefore, type FoundCredits, firstWhole, seenCycles } from './seen-cycles.ts';
import { includedIn, type Reckoned, reckonedFor } from './terms.ts';

/** One cycle: what went, and what each way on would have cost beside the plan. */
export type WayRow = {
  readonly key: string;
  readonly cycle: string;
  readonly used: string;
  /** Whether nothing was left at some time. */
  readonly ranOut: string | null;
  readonly wait: string;
  readonly packs: string;
  readonly bigger: string;
  readonly cheapest: string;
  readonly best: Cheapest;
};

/** Waiting, packs or a bigger plan, for one account, with the reasoning; and what to do before a plan ends. */
export type WaysView = {
  readonly key: string;
  readonly provider: string;
  readonly account: number;
  readonly name: string;
  readonly finding: string;
  /** How sure that is. */
  readonly sure: string | null;
  readonly rows: readonly WayRow[];
  /** The heading of the bigger plan's column. */
  readonly bigger: string;
  readonly reasons: readonly string[];
  readonly before: readonly string[];
};

/** Which credits of the record are asked for: of one account, from a moment on. */
export type CreditsWanted = { readonly provider: string; readonly account: string; readonly from: EpochMs };

const keyOf = ({ provider, account }: { readonly provider: string; readonly account: string }) =>
  `${provider}/${account}`;

/** Accounts that count in credits and are paid for, or can be. */
const placesOf = (selection: Selection) =>
  costPlaces(selection).filter(({ account, facts }) => facts.retired === null && creditsOf(account) !== undefined);

function cyclesOf({ account, facts }: CostPlace, selection: Selection) {
  const entered = enteredFor(selection.settings, account);
  const { daily } = allowanceOf(account, facts, entered);
  return cyclesBefore(periodsOf(account, entered, { ...selection.conditions, daily }).cycle, offsetOf(selection));
}

/** What the comparison needs of the record. */
export function creditsWanted(selection: Selection): readonly CreditsWanted[] {
  return placesOf(selection).map((place) => ({
    ...{ provider: place.account.provider, account: place.account.account },
    from: cyclesOf(place, selection)[0]?.from ?? selection.conditions.now,
  }));
}

/** The comparison of each account, from what the record has by `provider/account`. */
export function waysOn(selection: Selection, found: ReadonlyMap<string, FoundCredits>): readonly WaysView[] {
  return placesOf(selection).flatMap((place) => {
    const own = found.get(keyOf(place.account));
    return own === undefined ? [] : [viewOf(place, own, selection)];
  });
}

function viewOf(place: CostPlace, found: FoundCredits, selection: Selection): WaysView {
  const { account, facts, name } = place;
  const { words, conditions, settings } = selection;
  const included = includedIn(account, facts, selection);
  const reckoned = reckonedFor(account, facts, included, selection);
  const cycles = cyclesOf(place, selection);
  const pool = creditsOf(account)?.pool ?? null;
  const { daily } = allowanceOf(account, facts, enteredFor(settings, account));
  // Without the amount of a cycle nobody can say what went beyond it.
  const known = !daily && (pool !== null || included !== null);
  const seen = known ? seenCycles(found, cycles, included, conditions.now) : [];
  const ways = waysIn(seen, reckoned.terms);
  const first = words.date(firstWhole(cycles, found.since, conditions.now, offsetOf(selection)));
  return {
    ...{ key: keyOf(account), provider: account.provider, account: account.number, name },
    finding: daily
      ? words.t('ways.daily')
      : known
        ? findingOf(seen, waysTogether(ways, reckoned.terms), reckoned, words)
        : words.t('ways.monthly-unknown'),
    sure: seen.length === 0 ? (known ? words.t('ways.first-whole', { date: first }) : null) : sureOf(seen, words),
    rows: seen.map((cycle, n) => rowOf(cycle, ways[n], reckoned, words)).toReversed(),
    bigger: reckoned.bigger ?? words.t('ways.bigger-plan'),
    reasons: reckoned.reasons,
    before: beforeLeaving(account, facts, selection),
  };
}

function findingOf(seen: readonly SeenCycle[], all: Ways, reckoned: Reckoned, words: Words): string {
  const { t } = words;
  const count = seen.length;
  if (count === 0) return t('ways.too-early');
  const plan = reckoned.bigger ?? '';
  const { beyond, packs, bigger, cheapest } = all;
  if (cheapest === 'stay') return t('ways.found-stay', { count });
  const values = { count, beyond: creditsText(beyond, words) };
  const packsMoney = packs === null ? null : moneyText(packs, reckoned.currency, words);
  const planMoney = bigger === null ? null : words.money({ amount: bigger.more, currency: 'USD' });
  if (cheapest === 'packs' && packsMoney !== null)
    return planMoney === null || bigger?.covers === false
      ? t('ways.found-packs-only', { ...values, packs: packsMoney })
      : t('ways.found-packs', { ...values, packs: packsMoney, plan, more: planMoney });
  if (cheapest === 'bigger' && planMoney !== null)
    return packsMoney === null
      ? t('ways.found-bigger-only', { ...values, plan, more: planMoney })
      : t('ways.found-bigger', { ...values, plan, more: planMoney, packs: packsMoney });
  return t('ways.found-open', values);
}

function sureOf(seen: readonly SeenCycle[], { t, sentences }: Words): string {
  const empty = seen.filter(({ ranOut }) => ranOut).length;
  return sentences([
    t('ways.seen', { count: seen.length }),
    seen.length === 1 ? t('ways.one-cycle') : null,
    seen.some(({ used }) => used.high > used.low) ? t('ways.gaps') : null,
    empty === 0 ? null : t('ways.ran-out-in', { count: empty }),
  ]);
}

function rowOf(cycle: SeenCycle, ways: Ways | undefined, reckoned: Reckoned, words: Words): WayRow {
  const { t } = words;
  const { beyond, packs, bigger, cheapest } = ways ?? {
    ...{ beyond: { low: 0, high: 0 }, packs: null, bigger: null },
    cheapest: 'open' as const,
  };
  const from = reckoned.biggerFrom ? 'ways.more-from' : 'ways.more';
  const more = bigger === null ? null : t(from, { money: words.money({ amount: bigger.more, currency: 'USD' }) });
  return {
    key: `${cycle.from}`,
    cycle: t('plan.period-until', { from: words.date(cycle.from), to: words.date(cycle.to) }),
    used: creditsText(cycle.used, words),
    ranOut: cycle.ranOut ? t('ways.ran-out') : null,
    wait: beyond.high <= 0 ? t('ways.nothing-waits') : t('ways.waits', { amount: creditsText(beyond, words) }),
    packs: packs === null ? t(`ways.no-packs-${without(reckoned)}`) : moneyText(packs, reckoned.currency, words),
    bigger:
      more === null
        ? t('ways.no-bigger')
        : words.sentences([
            more,
            bigger?.covers === true ? null : t(bigger?.covers === false ? 'ways.too-small' : 'ways.maybe'),
          ]),
    cheapest: cheapest === 'bigger' ? (reckoned.bigger ?? t('ways.bigger-plan')) : t(`ways.cheapest-${cheapest}`),
    best: cheapest,
  };
}

/** Why there is no price of packs. */
const without = ({ packs }: Reckoned) => (packs === 'sold' ? 'not-known' : packs);

function creditsText({ low, high }: Span, words: Words): string {
  const [from, to] = [rounded(low), rounded(high)];
  if (from === to) return quantity(words, to, 'credits');
  return words.t('ways.credits-range', { low: words.amount(from), high: quantity(words, to, 'credits') });
}

function moneyText({ low, high }: Span, currency: string, words: Words): string {
  const [from, to] = [words.money({ amount: low, currency }), words.money({ amount: high, currency })];
  return from === to ? to : words.t('estimate.between', { low: from, high: to });
}
