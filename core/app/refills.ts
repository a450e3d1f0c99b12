import type { AccountState } from '../domain/account.ts';
import { hasCycle } from '../domain/balance.ts';
import { nextRenewal } from '../domain/renewal.ts';
import { absorbLeft } from '../domain/resets/evidence.ts';
import type { NextReset, nextReset } from '../domain/resets/next-reset.ts';
import { billingDayPrior, billingPrior, dailyGrantPrior } from '../domain/resets/rule.ts';
import { day, type EpochMs, hour, minute } from '../domain/time.ts';
import type { Words } from '../words/words.ts';
import type { Applied } from './apply.ts';
import { cycleAmount } from './hints.ts';
import type { Keeping } from './keeping.ts';
import { allowanceOf } from './means.ts';

/** Minutes that local time is ahead of UTC at a moment: daylight saving moves it. */
type Zoned = Keeping & { readonly offsetAt: (at: EpochMs) => number; readonly foretell: Foretell };

/** Says from the evidence when the next refill comes. It takes a moment, so that a rebuilding asks it only once. */
export type Foretell = typeof nextReset;

/**
 * Learns when credits come back where nobody tells it. Worked out once for each reading, since it takes a moment; shown
 * from what is stored.
 */
export function keepRefills(account: AccountState, applied: Applied, keeping: Zoned): AccountState {
  const { at, facts, entered, offset, offsetAt, foretell } = keeping;
  const read = applied.balances.find(
    ({ state, change }) => hasCycle(state) && state.left !== null && change !== 'ignored',
  );
  if (read?.state.left == null) return account;
  const { state, change } = read;
  const full = cycleAmount(account, facts, entered) ?? (state.cycle.refilled ? state.cycle.start : null);
  const evidence = absorbLeft(account.refills.evidence, {
    at: state.seenAt,
    left: state.left ?? 0,
    full,
    // Where nobody tells the renewal, a rise may be just that: the learner weighs it.
    granted: change === 'granted' && nextRenewal(account, entered, at, offset) !== null,
    undone: change === 'undone',
  });
  if (evidence === account.refills.evidence) return account;
  const { daily } = allowanceOf(account, facts, entered);
  const told = !daily && nextRenewal(account, entered, at, offset)?.by === 'service';
  const day = entered?.renewalDay;
  const prior = daily ? dailyGrantPrior : day == null ? billingPrior : billingDayPrior(day);
  return {
    ...account,
    refills: { evidence, next: told ? null : foretell(evidence, at, { prior, offsetAt }) },
  };
}

/** A range wider than this, to one side, helps nobody. */
const widest = 2 * day;

/** What is learned, where it says something: it rests on a refill that was seen, and is no mere "within a month". */
export function learnedDue(next: NextReset | null): NextReset['due'] {
  if (next === null || next.due === null || next.refills === 0) return null;
  const { earliest, at, latest } = next.due;
  return Math.max(at - earliest, latest - at) > widest ? null : next.due;
}

/** When credits will probably be back, how sure that is, and which look would tell it better; empty where nobody knows. */
export function learnedNotes(
  { refills }: AccountState,
  service: string,
  words: Words,
  now: EpochMs,
): readonly string[] {
  const { next } = refills;
  if (next === null) return [];
  const told = learnedText(next, words, now);
  // Before anything has come back there is nothing yet that one look could tell better.
  const look = next.refills === 0 ? null : lookText(next, told !== null, { service, words, now });
  return [told, look].filter((one) => one !== null);
}

function learnedText(next: NextReset, words: Words, now: EpochMs): string | null {
  const due = learnedDue(next);
  if (due === null || due.latest <= now) return null;
  const { earliest, at, latest } = due;
  const [half, count] = [Math.max(at - earliest, latest - at), next.refills];
  return half <= 6 * hour
    ? words.t('reset.learned', { moment: words.moment(at, now), margin: words.duration(Math.max(minute, half)), count })
    : words.t('reset.learned-range', { from: words.moment(earliest, now), to: words.moment(latest, now), count });
}

/** The one look that would tell it better, or, where nothing can be said yet, would help to learn it. */
function lookText(
  { visit, useFirst }: NextReset,
  told: boolean,
  { service, words, now }: { readonly service: string; readonly words: Words; readonly now: EpochMs },
): string | null {
  if (visit === null || visit <= now) return null;
  const values = { service, moment: words.moment(visit, now) };
  if (!told) return words.t(useFirst ? 'reset.visit-first-used' : 'reset.visit-first', values);
  return words.t(useFirst ? 'reset.visit-used' : 'reset.visit', values);
}

/** Which rule explains best what was seen, how likely it is, and what the range means. */
export function learnedWhy({ refills: { next } }: AccountState, words: Words): string | null {
  if (next === null || next.refills === 0) return null;
  const rule = words.t(`reset.rule.${next.rule}`);
  return words.t('reset.why', { rule, percent: words.percent(next.confidence * 100) });
}
