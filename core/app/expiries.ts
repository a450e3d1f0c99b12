import type { AccountState } from '../domain/account.ts';
import { type Expiry, lapsingBy } from '../domain/lot-balance.ts';
import type { Notice } from '../domain/notice.ts';
import { monthsByClock, type OffsetAt } from '../domain/renewal.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { creditsOf } from './means.ts';
import { keyOf, ownerAt } from './notice-parts.ts';

type When = { readonly now: EpochMs; readonly offset: number; readonly offsetAt?: OffsetAt | undefined };

/** When people are told that credits lapse: one calendar month, seven days and one day before. The last one first. */
function reminders(
  expiresAt: EpochMs,
  offsetAt: OffsetAt,
): readonly { readonly stage: string; readonly at: EpochMs }[] {
  return [
    { stage: 'day', at: expiresAt - day },
    { stage: 'week', at: expiresAt - 7 * day },
    { stage: 'month', at: monthsByClock(expiresAt, -1, offsetAt) },
  ];
}

/** All credits that lapse, soonest first. Where none are left, whatever the lots say, there are none to lapse. */
export function allLapsing(account: AccountState, now: EpochMs): readonly Expiry[] {
  if (isSpent(account)) return [];
  return lapsingBy(account.lots, now, Number.POSITIVE_INFINITY).filter(({ credits }) => credits >= 1);
}

/** Whether the balance says that no credits are left, or that some are owed. */
export function isSpent(account: AccountState): boolean {
  const credits = creditsOf(account);
  return credits !== undefined && !credits.unlimited && credits.left !== null && credits.left <= 0;
}

/** Purchased credits that lapse, soonest first; those of a cycle or a day come back with the next one. */
export function lapsing(account: AccountState, now: EpochMs): readonly Expiry[] {
  const bought = account.lots.lots.filter(({ kind }) => kind === 'purchased' || kind === 'bonus');
  return allLapsing({ ...account, lots: { ...account.lots, lots: bought } }, now);
}

type Reminded = Expiry & { readonly stage: string };

/** Purchased credits that lapse so soon that people are reminded of it, and how soon; the soonest first. */
export function remindedOf(account: AccountState, { now, offset, offsetAt = () => offset }: When): readonly Reminded[] {
  return lapsing(account, now).flatMap((next): readonly Reminded[] => {
    const stage = reminders(next.at, offsetAt).find(({ at }) => at <= now);
    // Whoever gets credits for three days need not be reminded of them a week before.
    return stage === undefined || stage.at < givenAt(account, next) ? [] : [{ ...next, stage: stage.stage }];
  });
}

/** What is to be told of credits that lapse, once for each stage; several stages at once are one, the last. */
export function expiryNotices(account: AccountState, when: When): readonly Notice[] {
  return remindedOf(account, when).map((next) => ({
    ...ownerAt(account, when.now),
    kind: 'credits-expire',
    key: keyOf(account, 'credits-expire', next.at, next.stage),
    subject: { meter: 'credits', label: 'credits', length: null },
    credits: next.credits,
    expiresAt: next.at,
    guess: next.guessed > 0,
  }));
}

/** When the first of the credits that lapse together were given. */
function givenAt({ lots }: AccountState, { lots: ids }: Expiry): EpochMs {
  return Math.min(...lots.lots.filter(({ id }) => ids.includes(id)).map(({ at }) => at));
}

/** The moments at which there will be something to tell, or to show no longer. */
export function expiryMoments(
  account: AccountState,
  { now, offset, offsetAt = () => offset }: When,
): readonly EpochMs[] {
  return lapsing(account, now).flatMap((next) => [next.at, ...reminders(next.at, offsetAt).map(({ at }) => at)]);
}
