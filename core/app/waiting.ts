import type { AccountState } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import { accountKey } from '../domain/settings.ts';
import { day, type EpochMs, type Ms, minute } from '../domain/time.ts';
import type { WarningKind } from '../domain/warning.ts';
import { lapsing } from './expiries.ts';
import { runsOut } from './foresee.ts';
import { limitsOf } from './limits.ts';
import { restOf } from './notice-parts.ts';

/** What is told at once is younger. */
const waitedFor: Ms = minute;
/** So many that have waited are told at once: more would be read by nobody. */
const most = 3;

/** What says how a meter stands, the gravest last: of one meter, one of these is enough. */
const levels: readonly WarningKind[] = [
  'back-expected',
  'came-back',
  'near-limit',
  'low-balance',
  'will-run-out',
  'limit-reached',
];
/** What can be left out, first; what is not named here is never left out before these. */
const leastFirst: readonly WarningKind[] = [
  'retakes',
  'back-expected',
  'promise-ends',
  'failed-charge',
  'came-back',
  'near-limit',
  'low-balance',
  'will-run-out',
  'top-up',
  'credits-expire',
  'limit-reached',
];

/** Notices as they are to be told now, and those that are never told. */
export type Gathered = { readonly tell: readonly Notice[]; readonly drop: readonly Notice[] };

/**
 * What becomes of notices of which some have waited, oldest first. Only what waited through a silence (`silenced`) is
 * thinned out: of each meter the gravest level, and a few in all. Anything else is told, if it is still true and no
 * higher share of the same meter is told with it; what has
 * waited, with the numbers of now. What is dropped has not been told: the popup shows what is still true of it.
 */
export function gather(
  due: readonly Notice[],
  accounts: readonly AccountState[],
  now: EpochMs,
  silenced: (notice: Notice) => boolean,
): Gathered {
  const isOld = ({ at }: Notice) => now - at > waitedFor;
  const standing = due.flatMap((one) => (isOld(one) ? (asItStands(one, accounts, now) ?? []) : one));
  const still = standing.filter((one) => !standing.some((other) => overtakes(other, one)));
  const thinned = (one: Notice) => isOld(one) && silenced(one) && !isLastCall(one, now) && !isInvitation(one);
  const gravest = [...still.reduce(graver, new Map<string, Notice>()).values()];
  const ranked = gravest.filter(thinned).toSorted((a, b) => importance(b) - importance(a) || b.at - a.at);
  const few = new Set(ranked.slice(0, most));
  const tell = still.filter((one) => !thinned(one) || few.has(one)).toSorted((a, b) => a.at - b.at);
  const told = new Set(tell.map(({ key }) => key));
  return { tell, drop: due.filter(({ key }) => !told.has(key)) };
}

/** Who hears that 80 % is passed need not hear in the same breath that 70 % was. */
function overtakes(one: Notice, other: Notice): boolean {
  if (one.kind !== 'near-limit' || other.kind !== 'near-limit') return false;
  return subjectOf(one) === subjectOf(other) && one.threshold > other.threshold;
}

/** Credits that lapse within a day: nobody is warned of them again. */
function isLastCall(notice: Notice, now: EpochMs): boolean {
  return notice.kind === 'credits-expire' && notice.expiresAt - now <= day;
}

/** No old news: it comes at a time somebody has chosen, or once a cycle. */
const isInvitation = ({ kind }: Notice): boolean => kind === 'review' || kind === 'cycle-plan';

/** What can be left out first is the least. */
export const importance = ({ kind }: Notice): number => {
  const place = leastFirst.indexOf(kind);
  return place === -1 ? leastFirst.length : place;
};

/** Whether it tells how a meter stands, of which there may be more than one window in an hour. */
export const saysHowItStands = ({ kind }: Notice): boolean => levels.includes(kind);

/** One meter is one subject, as far as its level is concerned; anything else stands for itself. */
function subjectOf({ provider, account, kind, subject, key }: Notice): string {
  return levels.includes(kind) ? [provider, account, subject.meter].join('·') : key;
}

/** Of the same subject the later one counts, unless the one before was graver; what is back makes all before it old. */
function graver(kept: Map<string, Notice>, one: Notice): Map<string, Notice> {
  const key = subjectOf(one);
  const before = kept.get(key);
  const back = one.kind === 'came-back' || one.kind === 'back-expected';
  if (before !== undefined && !back && levels.indexOf(before.kind) > levels.indexOf(one.kind)) return kept;
  return new Map(kept).set(key, one);
}

/** A notice with the numbers of now; `null` where it is not true any more. */
function asItStands(notice: Notice, accounts: readonly AccountState[], now: EpochMs): Notice | null {
  const account = accounts.find((one) => accountKey(one) === accountKey(notice));
  if (account === undefined) return notice;
  const { meter } = notice.subject;
  const limit = limitsOf(account, now).find((one) => one.subject.meter === meter);
  switch (notice.kind) {
    case 'limit-reached':
      if (limit === undefined) return null;
      return {
        ...notice,
        follows: limit.follows,
        credits: limit.credits,
        resetsAt: limit.resetsAt ?? notice.resetsAt,
      };
    case 'came-back':
      return limit === undefined ? { ...notice, ...leftOf(account, notice) } : null;
    case 'near-limit':
      return nearLimitNow(notice, account);
    case 'will-run-out': {
      const when = runsOut(account, meter, now, accounts);
      return when === null ? null : { ...notice, ...when };
    }
    case 'low-balance':
    case 'top-up':
      return lessLeft(notice, account);
    case 'credits-expire': {
      const lot = lapsing(account, now).find(({ at }) => at === notice.expiresAt);
      return lot === undefined ? null : { ...notice, credits: lot.credits, guess: lot.guessed > 0 };
    }
    case 'unusual-use':
      return account.unseen === null ? null : notice;
    default:
      return notice;
  }
}

type Of<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;

function leftOf({ windows, balances }: AccountState, { subject, left, unit }: Of<'came-back' | 'near-limit'>) {
  const window = windows.find(({ key }) => key === subject.meter);
  if (window !== undefined) return restOf(window);
  return { left: balances.find(({ key }) => key === subject.meter)?.left ?? left, unit };
}

function nearLimitNow(notice: Of<'near-limit'>, account: AccountState): Notice | null {
  const window = account.windows.find(({ key }) => key === notice.subject.meter);
  if (window === undefined) return lessLeft(notice, account);
  const used = window.used ?? notice.used;
  return used < notice.threshold ? null : { ...notice, used, ...restOf(window) };
}

/** What was little is not any more once there is more of it. */
function lessLeft(notice: Of<'near-limit' | 'low-balance' | 'top-up'>, { balances }: AccountState): Notice | null {
  const left = balances.find(({ key }) => key === notice.subject.meter)?.left ?? null;
  if (left === null || notice.left === null) return notice;
  if (left > notice.left) return null;
  if (notice.kind !== 'low-balance') return { ...notice, left };
  const share = left / notice.left;
  return { ...notice, left, fits: { low: notice.fits.low * share, high: notice.fits.high * share } };
}
