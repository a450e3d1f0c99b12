import { day, type EpochMs, type Ms, minute } from './time.ts';

/*
 * How much somebody uses elsewhere on a day: phone, teammates, programs. Kept as a histogram of days on a logarithmic
 * scale whose weights fade: of fixed size, the same in whatever order a day's charges come, and forgetting. Markers that
 * follow one quantile (P²) are led astray by the many days without any use; a drawn sample needs chance and forgets
 * rare days by chance.
 */

/** A charge that no task of this browser explains, over the time in which it came. */
export type UnseenUse = {
  readonly id: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly credits: number;
  /** It was asked about and nobody has answered: as the person's own counts only so much of a day. */
  readonly most: number | null;
};

export type UnseenDays = {
  /** Charges of days that are not taught yet: they may still turn out otherwise. */
  readonly open: readonly UnseenUse[];
  /** The first local day, counted from 1970, that is not taught yet. */
  readonly next: number | null;
  /** How many days have been taught so far. */
  readonly days: number;
  /** Weight of days by the logarithm of their amount; `none` stands for days without any. */
  readonly histogram: readonly (readonly [step: number, weight: number])[];
};

export const noUnseenDays: UnseenDays = { open: [], next: null, days: 0, histogram: [] };

/** What is usual is only said after so many days: four of each day of the week. */
export const enoughDays = 28;
/** A day counts half after so many further ones. */
const halfLife = 120;
/** Amounts that differ by less than this factor are alike. */
const ratio = 2 ** 0.25;
const none = -1;
const share = 0.99;
/** Charges of a day may be worked out anew for so long. */
const settling: Ms = day;
/** After a longer absence nothing is known of the days between. */
const longestAbsence = 60;
const openKept = 100;

/** Local days from 1970 on. `offset`: minutes that local time is ahead of UTC. */
const dayOf = (at: EpochMs, offset: number) => Math.floor((at + offset * minute) / day);

/** What has been worked out just now: new or changed charges, and those that are none any more. */
export type UnseenNews = { readonly put: readonly UnseenUse[]; readonly drop: readonly string[] };

/** Takes in what came to light at a reading, and teaches the days that are over for good. The first day was only seen in part. */
export function absorbUnseen(state: UnseenDays, news: UnseenNews, now: EpochMs, offset: number): UnseenDays {
  const today = dayOf(now, offset);
  const gone = new Set([...news.drop, ...news.put.map(({ id }) => id)]);
  const kept = state.open.filter(({ id }) => !gone.has(id));
  const open = [...kept, ...news.put].toSorted((a, b) => a.to - b.to).slice(-openKept);
  const begun = state.next ?? today + 1;
  const next = today - begun > longestAbsence ? today - 1 : begun;
  return taught({ ...state, open, next }, now, offset);
}

function taught(state: UnseenDays, now: EpochMs, offset: number): UnseenDays {
  let { next, days, histogram } = state;
  if (next === null) return state;
  const isOpen = (one: UnseenUse) => one.to > now - settling;
  while (next < dayOf(now, offset) - 1) {
    const that = next;
    const own = state.open.filter((one) => on(that, one, offset) > 0);
    if (own.some(isOpen)) break;
    histogram = withDay(faded(histogram), answeredFor(own, that, offset), 1);
    days++;
    next++;
  }
  const from = next;
  return { open: state.open.filter(({ to }) => dayOf(to, offset) >= from), next, days, histogram };
}

/** Credits of a charge that count for a local day: that of its end; of one that took longer, by its share of the time. */
function on(which: number, { from, to, credits }: UnseenUse, offset: number): number {
  if (to - from <= day) return dayOf(to, offset) === which ? credits : 0;
  const begins = which * day - offset * minute;
  return (credits * Math.max(0, Math.min(to, begins + day) - Math.max(from, begins))) / (to - from);
}

/** What of a day counts as the person's own. */
function answeredFor(all: readonly UnseenUse[], which: number, offset: number): number {
  const sum = (some: readonly UnseenUse[]) => some.reduce((credits, one) => credits + on(which, one, offset), 0);
  const asked = all.filter(({ most }) => most !== null);
  return sum(all.filter(({ most }) => most === null)) + Math.min(sum(asked), ...asked.map(({ most }) => most ?? 0));
}

const stepOf = (credits: number) => (credits < 1 ? none : Math.floor(Math.log(credits) / Math.log(ratio)));

function faded(histogram: UnseenDays['histogram']): UnseenDays['histogram'] {
  const fade = 2 ** (-1 / halfLife);
  return histogram.map(([step, weight]) => [step, weight * fade] as const).filter(([, weight]) => weight > 1e-3);
}

function withDay(histogram: UnseenDays['histogram'], credits: number, weight: number): UnseenDays['histogram'] {
  const step = stepOf(credits);
  const known = histogram.find(([one]) => one === step)?.[1] ?? 0;
  const others = histogram.filter(([one]) => one !== step);
  return [...others, [step, known + weight] as const].toSorted(([a], [b]) => a - b);
}

/**
 * What the person uses elsewhere in 99 of 100 days, in credits; `null` until enough days were seen. From fewer than
 * some hundred days the largest one has to stand for it: it is given up once it weighs less than a hundredth.
 */
export function usualDay({ days, histogram }: UnseenDays): number | null {
  if (days < enoughDays) return null;
  const all = histogram.reduce((sum, [, weight]) => sum + weight, 0);
  let above = 0;
  for (const [step, weight] of histogram.toReversed()) {
    above += weight;
    if (above > (1 - share) * all) return step === none ? 0 : ratio ** (step + 1);
  }
  return 0;
}

/** The fullest of the local days that a charge counts for: the sum of all that count for it so far. */
export type FullestDay = { readonly credits: number; readonly all: readonly UnseenUse[] };

export function fullestDay({ open }: UnseenDays, charge: UnseenUse, offset: number): FullestDay {
  const [first, last] = [dayOf(charge.from, offset), dayOf(charge.to, offset)];
  let fullest: FullestDay = { credits: 0, all: [] };
  for (let which = Math.max(first, last - longestAbsence); which <= last; which++) {
    if (on(which, charge, offset) <= 0) continue;
    const all = open.filter((one) => on(which, one, offset) > 0);
    const credits = all.reduce((sum, one) => sum + on(which, one, offset), 0);
    if (credits > fullest.credits) fullest = { credits, all };
  }
  return fullest;
}

/** Charges that are asked about count as the person's own only up to `most` credits a day, until somebody answers. */
export function askedAbout(state: UnseenDays, ids: readonly string[], most: number): UnseenDays {
  return { ...state, open: state.open.map((one) => (ids.includes(one.id) ? { ...one, most } : one)) };
}

/** Somebody has answered. What was their own is taught in full, even after its day; what was not is not taught at all. */
export function answeredUnseen(
  state: UnseenDays,
  asked: { readonly from: EpochMs; readonly to: EpochMs; readonly credits: number },
  mine: boolean,
): UnseenDays {
  const isMeant = ({ from, to, most }: UnseenUse) => most !== null && from < asked.to && to > asked.from;
  if (!mine) return { ...state, open: state.open.filter((one) => !isMeant(one)) };
  if (state.open.some(isMeant))
    return { ...state, open: state.open.map((one) => (isMeant(one) ? { ...one, most: null } : one)) };
  const days = Math.max(1, (asked.to - asked.from) / day);
  return { ...state, histogram: withDay(state.histogram, asked.credits / days, 1) };
}
