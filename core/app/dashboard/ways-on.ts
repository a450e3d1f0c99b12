import { periodsOf } from '../../domain/period.ts';
import { enteredFor } from '../../domain/settings.ts';
import type { EpochMs } from '../../domain/time.ts';
import { waysIn, waysTogether } from '../../domain/ways-on.ts';
import { allowanceOf, creditsOf } from '../means.ts';
import type { Selection } from '../view.ts';
import { type CostPlace, costPlaces } from './costs.ts';
import { offsetOf } from './history.ts';
import { beforeLeaving } from './leaving.ts';
import { cyclesBefore, type FoundCredits, firstWhole, seenCycles } from './seen-cycles.ts';
import { includedIn, reckonedFor } from './terms.ts';
import { findingOf, rowOf, sureOf, type WayRow } from './ways-words.ts';

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
        ? findingOf(seen, waysTogether(ways, reckoned.terms), { ...reckoned, pooled: pool !== null }, words)
        : words.t('ways.monthly-unknown'),
    sure: seen.length === 0 ? (known ? words.t('ways.first-whole', { date: first }) : null) : sureOf(seen, words),
    rows: ways.map((one) => rowOf(one, reckoned, words)).toReversed(),
    bigger: reckoned.bigger ?? words.t('ways.bigger-plan'),
    // Months that stand in for cycles nobody knows are told as such; bought credits have no boundary.
    reasons: [
      ...reckoned.reasons,
      ...(pool === null && cycles[0]?.by === 'month' ? [words.t('budget.period-unknown')] : []),
    ],
    before: beforeLeaving(account, facts, selection),
  };
}
