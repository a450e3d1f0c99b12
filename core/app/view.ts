import type { AccountState, Snapshot } from '../domain/account.ts';
import type { Settings } from '../domain/settings.ts';
import { silentUntil, snoozeUntil } from '../domain/silence.ts';
import { type EpochMs, hour } from '../domain/time.ts';
import { type Level, worst } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';
import type { Words } from '../words/words.ts';
import { type Card, cardOf } from './card.ts';
import { currentJobOf, type JobView } from './job-views.ts';
import { clockOff } from './server-clocks.ts';

/** What the world outside the record is like while a screen is shown. */
export type Conditions = {
  readonly now: EpochMs;
  /** Minutes that local time is ahead of UTC. */
  readonly offset: number;
  /** The same at any other moment, where the clocks may be changed. */
  readonly offsetAt?: (at: EpochMs) => number;
  readonly online: boolean;
  /** Services the browser does not let us read. */
  readonly noAccess: readonly string[];
  /** Services with a tab that was open before we came. */
  readonly needsReload: readonly string[];
};

/** Services in the order of the screen. */
export type Shown = { readonly id: string; readonly facts: Facts };

/** A service that is gone, in one quiet line. */
export type RetiredLine = { readonly provider: string; readonly text: string };

/** Until when nothing is told. `snoozed`: because somebody has asked for it, so that they may take it back. */
export type SilenceLine = { readonly text: string; readonly snoozed: boolean };

/** Everything a screen shows, in words. Popup, badge and dashboard are made from this one selection. */
export type Screen = {
  readonly cards: readonly Card[];
  readonly retired: readonly RetiredLine[];
  readonly level: Level;
  readonly clock: string | null;
  readonly offline: string | null;
  readonly paused: boolean;
  /** The job that tasks count to now. */
  readonly job: JobView | null;
  readonly silence: SilenceLine | null;
  /** Whether anything has ever been read. */
  readonly fresh: boolean;
};

export function screenOf(
  snapshot: Snapshot,
  services: readonly Shown[],
  settings: Settings,
  words: Words,
  conditions: Conditions,
): Screen {
  const watched = services.filter(({ id }) => !settings.stopped.includes(id));
  const accounts = (id: string) => snapshot.accounts.filter((one) => one.provider === id);
  const cards = watched.flatMap((service) =>
    cardsOf(service, accounts(service.id), { snapshot, services, settings, words, conditions }),
  );
  const retired = watched
    .filter(({ id, facts }) => facts.retired !== null && accounts(id).every(isEmpty))
    .map(({ id, facts }) => ({ provider: id, text: retiredText(facts, services, words) }));
  return {
    cards,
    retired,
    level: worst(cards.map(({ level }) => level)),
    clock: clockText(snapshot, words, conditions.now),
    offline: conditions.online ? null : words.t('app.offline'),
    paused: settings.paused,
    job: currentJobOf({ snapshot, services, settings, words, conditions }),
    silence: silenceLine(settings, words, conditions),
    fresh: snapshot.accounts.every(isEmpty),
  };
}

/** What holds for all numbers of a screen, whatever part of it one looks at. */
export function bannersOf({ cards, retired, paused, offline, clock }: Screen, { t }: Words): readonly string[] {
  const unwatched = cards.length + retired.length === 0;
  return [paused ? t('app.paused') : null, unwatched ? t('app.nothing-watched') : null, offline, clock].filter(
    (one) => one !== null,
  );
}

function silenceLine(
  settings: Settings,
  words: Words,
  { now, offset, offsetAt = () => offset }: Conditions,
): SilenceLine | null {
  const until = silentUntil(settings, now, offsetAt);
  if (until === null) return null;
  const snoozed = snoozeUntil(settings.snoozedUntil, now) !== null;
  return {
    text: words.t(snoozed ? 'silence.snoozed' : 'silence.quiet', { moment: words.moment(until, now) }),
    snoozed,
  };
}

export type Selection = {
  readonly snapshot: Snapshot;
  readonly services: readonly Shown[];
  readonly settings: Settings;
  readonly words: Words;
  readonly conditions: Conditions;
};

function cardsOf(service: Shown, accounts: readonly AccountState[], selection: Selection): Card[] {
  if (service.facts.retired !== null && accounts.every(isEmpty)) return [];
  if (accounts.length === 0) return [cardOf(service, null, 1, selection)];
  return accounts.map((account) => cardOf(service, account, accounts.length, selection));
}

/** Nothing was ever read of it. */
export function isEmpty({ readAt, windows, balances }: AccountState): boolean {
  return readAt === null && windows.length === 0 && balances.length === 0;
}

function retiredText(facts: Facts, services: readonly Shown[], words: Words): string {
  const [service, date] = [facts.short, words.dateAndYear(Date.parse(facts.retired?.value ?? '') + 12 * hour)];
  const home = services.find((one) => one.facts.pool?.home === true && one.facts.pool.id === facts.pool?.id);
  if (home === undefined) return words.t('card.retired', { service, date });
  return words.t('card.retired-pool', { service, date, home: home.facts.short });
}

/** A clock that was off is said for as long as it matters: until an answer shows that it is right again. */
function clockText({ clocks }: Snapshot, words: Words, now: EpochMs): string | null {
  const lead = clockOff(clocks, now);
  if (lead === null) return null;
  const duration = words.duration(Math.abs(lead));
  return lead > 0 ? words.t('state.clock-ahead', { duration }) : words.t('state.clock-behind', { duration });
}
