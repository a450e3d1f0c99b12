import type { AccountState, Snapshot } from '../domain/account.ts';
import { type Notice, noService } from '../domain/notice.ts';
import { type Due, dueReview } from '../domain/review.ts';
import type { Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';

type When = { readonly now: EpochMs; readonly offsetAt: (at: EpochMs) => number };
type Reviewed = { readonly snapshot: Snapshot; readonly notices: readonly Notice[] };

/**
 * Looks once at each time for a review, before anything is written after it: then it is still known whether anything
 * was read since the one before. Where nothing was, nothing is told. Of several times that went by while the machine
 * slept, the last one stands for all; those before the first look at all are nobody's.
 */
export function reviewed(snapshot: Snapshot, settings: Settings, { now, offsetAt }: When): Reviewed {
  const due = dueReview(settings.review, now, offsetAt);
  // A clock that was set back since: what was looked at in the future says nothing of now.
  const before = snapshot.reviewedAt !== null && snapshot.reviewedAt > now ? 0 : snapshot.reviewedAt;
  if (due === null) return { snapshot: before === null ? { ...snapshot, reviewedAt: now } : snapshot, notices: [] };
  const { time, from } = due;
  if (before !== null && before >= time.at) return { snapshot, notices: [] };
  const worth = before !== null && hasNews(snapshot, settings, from);
  return { snapshot: { ...snapshot, reviewedAt: time.at }, notices: worth ? [reviewNotice(due, now)] : [] };
}

/** The key is the time as the clocks show it: one that comes twice, there or on a journey, is told once. */
const reviewNotice = ({ time, from }: Due, now: EpochMs): Notice => ({
  ...{ kind: 'review', key: ['review', time.id].join('·'), provider: noService, account: noService, at: now, from },
  subject: { meter: 'review', label: 'credits', length: null },
});

/** Whether anything was read of a watched service since then: what was used is seen in no other way. */
function hasNews({ accounts }: Snapshot, { stopped }: Settings, from: EpochMs): boolean {
  return accounts.some((one) => !stopped.includes(one.provider) && lastHeard(one) >= from);
}

function lastHeard({ readAt, heard, tasks }: AccountState): EpochMs {
  return Math.max(readAt ?? 0, ...heard.map(({ at }) => at), ...tasks.map(({ seenAt }) => seenAt));
}
