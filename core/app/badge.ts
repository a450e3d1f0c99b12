import type { Level } from '../domain/warning.ts';
import type { Words } from '../words/words.ts';
import type { Card } from './card.ts';
import type { BalanceView, MeterView } from './meters.ts';
import type { Screen } from './view.ts';

/** What the toolbar shows: at most four characters, a colour by level, and the words in the title. */
export type Badge = { readonly text: string; readonly level: Level; readonly title: string };

type Candidate = { readonly card: Card; readonly meter: MeterView };

/** A heavy task that is about to start, for a while; otherwise the most pressing meter of all services; without any percentage, the credits; empty when nothing is known. */
export function badgeOf({ cards, paused }: Screen, words: Words, followed: string | null = null): Badge {
  if (paused) return { text: '', level: 'none', title: words.t('badge.paused') };
  const lines = [
    levelLine(cards, words),
    ...cards.flatMap((card) => titleLines(card, words).map((line) => named(line, card, words))),
    ...cards.flatMap(({ estimate }) => estimate?.text ?? []),
  ];
  const title = lines.filter((line) => line !== '').join('\n');
  const stopped = cards.find(isStopped);
  if (stopped !== undefined) return { text: '!', level: 'critical', title };
  const ahead = cards.find(({ estimate }) => estimate?.short != null)?.estimate;
  if (ahead?.short != null) return { text: fitting(ahead.short), level: ahead.level, title };
  const chosen = followed === null ? null : followedOf(cards, followed);
  if (chosen !== null) return { ...chosen, title };
  const pressing = mostPressing(cards);
  if (pressing !== null) return { text: fitting(pressing.meter.figure), level: pressing.meter.level, title };
  const credits = cards.flatMap(({ balances }) => balances).find(({ short }) => short !== null);
  if (credits !== undefined) return { text: fitting(credits.short ?? ''), level: credits.level, title };
  return { text: '', level: 'none', title: title === '' ? words.t('badge.nothing') : title };
}

/** Where a service has several accounts, which one a line is about. */
function named(line: string, { accountName: account }: Card, words: Words): string {
  return account === null ? line : words.t('badge.of-account', { line, account });
}

/** The toolbar cuts longer texts off, and half a number is a wrong one: then the title alone tells it. */
function fitting(text: string): string {
  return text.length <= 4 ? text : '!';
}

function all(card: Card): { readonly meters: readonly MeterView[]; readonly balances: readonly BalanceView[] } {
  const balances = [...card.balances, ...card.more.balances];
  return { meters: [...card.meters, ...card.more.meters, ...balances.flatMap(({ cycle }) => cycle ?? [])], balances };
}

function isStopped(card: Card): boolean {
  const { meters, balances } = all(card);
  return (
    [...meters, ...balances].some(({ blocked }) => blocked) ||
    card.warnings.some(
      ({ kind, level }) =>
        kind === 'limit-reached' && level === 'critical' && card.meters.length + card.balances.length === 0,
    )
  );
}

/** The meters a toolbar can follow, by the names that settings keep. */
export function meterKeyOf({ provider, owner }: Card, meter: string): string {
  return `${provider}/${owner ?? ''}/${meter}`;
}

/** What the toolbar can be told to follow, in the order of the cards. */
export function badgeChoices(
  { cards }: Screen,
  words: Words,
): readonly { readonly value: string; readonly text: string }[] {
  return cards.flatMap((card) => {
    const { meters, balances } = all(card);
    const known = [...meters.filter(({ used }) => used !== null), ...balances.filter(({ short }) => short !== null)];
    return known.map(({ id, name }) => ({
      value: meterKeyOf(card, id),
      text: words.t('badge.choice', { service: serviceOf(card), meter: name }),
    }));
  });
}

const serviceOf = ({ name, accountName }: Card) => (accountName === null ? name : `${name}, ${accountName}`);

/** What the chosen meter says; `null` where it has nothing to say now: then the most pressing one is shown. */
function followedOf(cards: readonly Card[], followed: string): Pick<Badge, 'text' | 'level'> | null {
  for (const card of cards) {
    const { meters, balances } = all(card);
    const meter = meters.find(({ id, used }) => used !== null && meterKeyOf(card, id) === followed);
    if (meter !== undefined) return { text: fitting(meter.figure), level: meter.level };
    const balance = balances.find(({ id, short }) => short !== null && meterKeyOf(card, id) === followed);
    if (balance !== undefined) return { text: fitting(balance.short ?? ''), level: balance.level };
  }
  return null;
}

function mostPressing(cards: readonly Card[]): Candidate | null {
  const known = cards.flatMap((card) =>
    all(card)
      .meters.filter(({ used }) => used !== null)
      .map((meter) => ({ card, meter })),
  );
  return known.reduce<Candidate | null>(
    (best, one) => (best === null || (one.meter.used ?? 0) > (best.meter.used ?? 0) ? one : best),
    null,
  );
}

function levelLine(cards: readonly Card[], words: Words): string {
  if (cards.some(isStopped)) return '';
  const level = mostPressing(cards)?.meter.level ?? 'none';
  return level === 'none' ? '' : words.t(`badge.level-${level}`);
}

/** One line a service: its most pressing meter with both sides, or its balance. */
function titleLines(card: Card, words: Words): string[] {
  const service = card.service;
  const limit = card.warnings.find(({ kind, level }) => kind === 'limit-reached' && level === 'critical');
  if (isStopped(card) && limit !== undefined) return [words.t('badge.limit', { service, limit: limit.text })];
  const own = mostPressing([card]);
  const lines =
    own === null
      ? []
      : [words.t('badge.meter', { service: own.meter.product, meter: own.meter.name, both: own.meter.both })];
  const balance = card.balances.find(({ short }) => short !== null);
  return balance === undefined ? lines : [...lines, words.t('badge.balance', { service, left: balance.text })];
}
