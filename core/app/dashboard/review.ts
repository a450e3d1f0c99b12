import type { AccountState } from '../../domain/account.ts';
import { type Review, type Stretch, stretchOf } from '../../domain/review.ts';
import type { Settings } from '../../domain/settings.ts';
import { type EpochMs, week } from '../../domain/time.ts';
import { quantity } from '../../words/names.ts';
import { type Standing, standingOf } from '../standing.ts';
import type { Screen, Selection } from '../view.ts';
import { calendarEntries } from './calendar.ts';
import { type Found, offsetOf, ownersOf } from './history.ts';
import { type Range, rangeBetween } from './ranges.ts';
import { reviewText } from './review-text.ts';
import { noFilter, taskList } from './task-list.ts';
import { amountText, type Looking, type Measured, measuredOf, type UseOverTime, useOverTime } from './use-over-time.ts';

/** What a review is of, and the same stretch a week before. */
export type Reviewed = { readonly range: Range; readonly before: Range | null };

/** The stretch so many reviews ago; what is going on since the last one (0) has nothing it could be held against. */
export function reviewedRange(review: Review, back: number, now: EpochMs, offsetAt: (at: EpochMs) => number): Reviewed {
  const range = ({ from, to }: Stretch) => rangeBetween(from, to, offsetAt);
  const weekBefore = back + Math.max(1, review.days.length);
  return {
    range: range(stretchOf(review, back, now, offsetAt)),
    before: back === 0 ? null : range(stretchOf(review, weekBefore, now, offsetAt)),
  };
}

/** A part of what was used, the largest first. `share`: percent of all of it. */
export type ReviewPart = {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly share: number;
  readonly amount: string;
  readonly percent: string;
};

/** All that a review says, in words; page, text and picture are made of it. */
export type ReviewView = {
  readonly heading: string;
  readonly when: string;
  readonly asOf: string;
  readonly standing: readonly Standing[];
  readonly use: {
    readonly finding: string;
    readonly total: number;
    readonly measured: Measured;
    readonly parts: readonly ReviewPart[];
    /** What it is held against, and what has to be known about it. */
    readonly notes: readonly string[];
  };
  readonly biggest: readonly ReviewTask[];
  /** What was unusual; none where nothing was seen. */
  readonly unusual: readonly string[];
  readonly outlook: readonly string[];
  /** All of it, to be copied. */
  readonly text: string;
};

export type ReviewTask = { readonly key: string; readonly what: string; readonly where: string; readonly cost: string };

/** How many of the biggest tasks are named. */
const biggest = 3;
/** Of what no task explains, less than this share of all is no news. */
const muchUnexplained = 0.05;

/** Whether anything was read before a stretch was over. */
export const isWithin = ({ since }: Found, { range }: Reviewed) => since !== null && since < range.to;

type Looked = { readonly found: Found; readonly before: Found | null };

export function reviewOf(looked: Looked, reviewed: Reviewed, named: Selection, screen: Screen): ReviewView {
  // It is handed on: what somebody calls their accounts is nobody else's business.
  const selection = { ...named, settings: { ...named.settings, names: {} } };
  const { words, conditions } = selection;
  const { range } = reviewed;
  const looking = { range, owners: ownersOf(selection), words, now: conditions.now, offsetAt: offsetOf(selection) };
  const use = useOf(looked, reviewed, looking);
  const moment = (date: string, at: EpochMs) => words.t('time.date-and-clock', { date, clock: words.clock(at) });
  const { from, to } = range;
  const view = {
    heading: words.t('review.heading'),
    when: words.t('review.when', { from: moment(words.date(from), from), to: moment(words.date(to), to) }),
    asOf: words.t('review.as-of', { moment: moment(words.dateAndYear(conditions.now), conditions.now) }),
    standing: standingOf(screen, words),
    use,
    biggest: biggestOf(looked.found, { ...looking, jobs: selection.settings.jobs }),
    unusual: unusualOf(use, range, selection, screen),
    outlook: outlookOf(selection, screen),
  };
  return { ...view, text: reviewText(view, words) };
}

/** What was used, by kind of work, beside what was a week before: the numbers of the history. */
function useOf(
  { found, before }: Looked,
  { range, before: rangeBefore }: Reviewed,
  looking: Looking,
): ReviewView['use'] {
  const { words } = looking;
  const measured = measuredOf(found, range);
  const use = useOverTime(found, 'kind', measured, looking);
  const say = (value: number) => amountText(words, measured, value);
  const known = before !== null && rangeBefore !== null && before.since !== null && before.since <= rangeBefore.from;
  const total = known ? useOverTime(before, 'kind', measured, { ...looking, range: rangeBefore }).total : null;
  const weekBefore = total === null ? null : words.t('review.week-before', { amount: say(total) });
  const notes = [weekBefore, use.note].filter((one) => one !== null);
  return { finding: use.finding, total: use.total, measured, parts: partsOf(use, say, looking), notes };
}

function partsOf(use: UseOverTime, say: (value: number) => string, { words }: Looking): readonly ReviewPart[] {
  const sum = (key: string) => use.bars.reduce((all, { parts }) => all + (parts?.[key] ?? 0), 0);
  return use.series
    .map(({ key, name }) => ({ key, name, value: sum(key) }))
    .toSorted((a, b) => b.value - a.value)
    .map(({ key, name, value }) => {
      const share = use.total > 0 ? (value / use.total) * 100 : 0;
      return { key, name, value, share, amount: say(value), percent: words.percent(share) };
    });
}

/** The dearest tasks whose cost is known. */
function biggestOf(found: Found, looking: Looking & { readonly jobs: Settings['jobs'] }): readonly ReviewTask[] {
  const { words } = looking;
  return taskList(found, { ...noFilter, sort: 'cost' }, looking)
    .lines.filter(({ how }) => how === 'measured' || how === 'shared')
    .slice(0, biggest)
    .map(({ key, what, service, at, cost }) => {
      const where = words.t('review.where', { service, date: words.date(at) });
      return { key, what, cost, where };
    });
}

/** What a person would want to have noticed: use nobody here explains, and failures that took credits. */
function unusualOf(
  { parts, total }: ReviewView['use'],
  { from, to }: Range,
  { snapshot, services, words }: Selection,
  { cards }: Screen,
): readonly string[] {
  const within = (at: EpochMs) => at >= from && at < to;
  const stray = parts.find(({ key }) => key === 'unattributed');
  const lines = snapshot.accounts.flatMap((account) => {
    const card = cards.find(({ provider, owner }) => provider === account.provider && owner === account.account);
    const service = services.find(({ id }) => id === account.provider)?.facts.short ?? account.provider;
    const asked = account.unseen !== null && within(account.unseen.to) ? (card?.unseen ?? null) : null;
    const lost = lostIn(account, within);
    return [
      ...(asked === null ? [] : [words.t('review.of', { service, text: asked.text })]),
      ...(lost < 1 ? [] : [words.t('review.lost', { service, amount: quantity(words, lost, 'credits') })]),
    ];
  });
  if (stray === undefined || stray.value < Math.max(1, muchUnexplained * total)) return lines;
  return [words.t('review.unexplained', { amount: stray.amount, percent: stray.percent }), ...lines];
}

/** Credits that failed tasks took and that were not seen to come back, by when that turned out. */
function lostIn({ failures }: AccountState, within: (at: EpochMs) => boolean): number {
  return failures.all
    .filter(({ state, settledAt }) => state === 'not-given-back' && settledAt !== null && within(settledAt))
    .reduce((sum, { credits }) => sum + credits, 0);
}

/** Whether each limit lasts, and what comes in the next seven days. */
function outlookOf(selection: Selection, screen: Screen): readonly string[] {
  const { words, conditions } = selection;
  const lasts = standingOf(screen, words).flatMap(({ service, name, lasting }) =>
    lasting === null ? [] : [words.t('review.lasting', { service, name, text: lasting })],
  );
  const ahead = calendarEntries(selection)
    .filter(({ at }) => at < conditions.now + week)
    .map(({ at, title }) => words.t('review.ahead', { date: words.date(at), title }));
  return [...lasts, ...ahead];
}
