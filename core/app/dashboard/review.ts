import type { AccountState } from '../../domain/account.ts';
import { type Review, type Stretch, stretchOf } from '../../domain/review.ts';
import { type EpochMs, minute, week } from '../../domain/time.ts';
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

export function reviewOf(
  { found, before }: Looked,
  { range, before: rangeBefore }: Reviewed,
  selection: Selection,
  screen: Screen,
): ReviewView {
  const { words, conditions, settings } = selection;
  const { now } = conditions;
  const looking = {
    range,
    owners: ownersOf(selection),
    jobs: settings.jobs,
    words,
    now,
    offsetAt: offsetOf(selection),
  };
  const measured = measuredOf(found, range);
  const use = useOverTime(found, 'kind', measured, looking);
  const say = (value: number) => amountText(words, measured, value);
  const parts = partsOf(use, say, looking);
  const earlier =
    before === null || rangeBefore === null || before.since === null || before.since > rangeBefore.from
      ? null
      : words.t('review.week-before', {
          amount: say(useOverTime(before, 'kind', measured, { ...looking, range: rangeBefore }).total),
        });
  const view = {
    heading: words.t('review.heading'),
    when: words.t('review.when', {
      from: words.t('time.date-and-clock', { date: words.date(range.from), clock: words.clock(range.from) }),
      to: words.t('time.date-and-clock', { date: words.date(range.to), clock: words.clock(range.to) }),
    }),
    asOf: words.t('review.as-of', {
      moment: words.t('time.date-and-clock', { date: words.dateAndYear(now), clock: words.clock(now) }),
    }),
    standing: standingOf(screen, words),
    use: {
      finding: use.finding,
      total: use.total,
      measured,
      parts,
      notes: [earlier, use.note].filter((one) => one !== null),
    },
    biggest: taskList(found, { ...noFilter, sort: 'cost' }, looking)
      .lines.filter(({ how }) => how === 'measured' || how === 'shared')
      .slice(0, biggest)
      .map(({ key, what, service, at, cost }) => ({
        ...{ key, what, cost },
        where: words.t('review.where', { service, date: words.date(at) }),
      })),
    unusual: unusualOf(use, range, selection, screen),
    outlook: outlookOf(selection, screen),
  };
  return { ...view, text: reviewText(view, words) };
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

/** What a person would want to have noticed: use nobody here explains, and failures that took credits. */
function unusualOf(use: UseOverTime, range: Range, selection: Selection, screen: Screen): readonly string[] {
  const { snapshot, services, words, conditions } = selection;
  const asked = screen.cards.flatMap(({ unseen, service }) =>
    unseen === null ? [] : [words.t('review.of', { service, text: unseen.text })],
  );
  const stray = use.bars.reduce((all, { parts }) => all + (parts?.unattributed ?? 0), 0);
  const strayText = words.t('review.unexplained', {
    amount: quantity(words, stray, 'credits'),
    percent: words.percent((stray / use.total) * 100),
  });
  const failed = snapshot.accounts.flatMap((account) => {
    const short = services.find(({ id }) => id === account.provider)?.facts.short;
    const credits = lostIn(account, range, conditions.now);
    return short === undefined || credits < 1
      ? []
      : [words.t('review.lost', { service: short, amount: quantity(words, credits, 'credits') })];
  });
  return [...asked, ...(stray >= 1 && stray >= muchUnexplained * use.total ? [strayText] : []), ...failed];
}

/** Credits that failed tasks took and that were not seen to come back, by when that turned out. */
function lostIn({ failures }: AccountState, { from, to }: Range, now: EpochMs): number {
  return failures.all
    .filter(({ state, settledAt }) => state === 'not-given-back' && (settledAt ?? 0) >= from)
    .filter(({ settledAt }) => (settledAt ?? now) < Math.max(to, from + minute))
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
