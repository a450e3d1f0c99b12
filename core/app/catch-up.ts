import { type AccountState, type Snapshot, stopEnd } from '../domain/account.ts';
import { absorbCharge } from '../domain/charges.ts';
import type { Notice } from '../domain/notice.ts';
import { nextRenewal, type OffsetAt } from '../domain/renewal.ts';
import { enteredFor, type Settings } from '../domain/settings.ts';
import { settle } from '../domain/tally.ts';
import { expireTasks } from '../domain/task.ts';
import { type EpochMs, week } from '../domain/time.ts';
import { eventRows } from './events.ts';
import { expiryMoments, expiryNotices } from './expiries.ts';
import { pendingFor } from './heads-up.ts';
import { limitKey, subjectOfBalance, subjectOfWindow } from './limits.ts';
import { badgeFor } from './pending.ts';
import { learnedDue } from './refills.ts';
import { rewindRows, rewound } from './rewind.ts';
import { type Row, taskRow } from './rows.ts';
import { taskEvent, workingOf } from './spending.ts';

/** `offset`: minutes that local time is ahead of UTC now; `offsetAt`: at any other moment. */
type When = { readonly now: EpochMs; readonly offset: number; readonly offsetAt?: OffsetAt | undefined };
type Caught = { readonly snapshot: Snapshot; readonly rows: readonly Row[]; readonly notices: readonly Notice[] };

/**
 * What time alone has done since the last wake: tasks nobody speaks of any more are over, estimates are old, and
 * whoever asked to be told of a return hears that its time has come. Run at every wake; running it twice changes nothing.
 */
export function catchUp(snapshot: Snapshot, settings: Settings, when: When): Caught {
  const { now } = when;
  const back = rewound(snapshot, now);
  const rows = rewindRows(snapshot, back, now);
  const notices: Notice[] = [];
  const accounts = back.accounts.map((account) => {
    const { tasks, changes } = expireTasks(account.tasks, now);
    for (const { task } of changes) rows.push(taskRow(account, task));
    notices.push(...expectedBack(account, now));
    if (settings.notify['credits-expire']) notices.push(...expiryNotices(account, when));
    const pending = account.pending !== null && now - account.pending.at > pendingFor ? null : account.pending;
    const charges = changes
      .filter(({ task }) => task.accepted)
      .map(({ task }) => taskEvent(task))
      .reduce(absorbCharge, account.charges);
    const caught = { ...account, tasks, pending, charges, unseen: stillUnseen(account, now) };
    if (charges === account.charges) return caught;
    const [before, after] = [workingOf(account, []), workingOf(caught, [])];
    return { ...caught, spentBy: settle(account.spentBy, before, after, null) };
  });
  const events = eventRows({ before: back.accounts, after: accounts }, () => ({ what: 'woke', now }));
  return { snapshot: { ...snapshot, accounts, savedAt: now }, rows: [...rows, ...events], notices };
}

/** Nobody has answered for a week: it is no news any more. */
function stillUnseen({ unseen }: AccountState, now: EpochMs): AccountState['unseen'] {
  return unseen !== null && now - unseen.to > week ? null : unseen;
}

/** Only for those who asked, once, and in words that say that nobody has confirmed it. */
function expectedBack(account: AccountState, now: EpochMs): Notice[] {
  const { provider, account: owner, tellMe } = account;
  const base = { kind: 'back-expected', provider, account: owner, at: now } as const;
  const key = (of: string, at: EpochMs) => [provider, owner, 'back-expected', of, at].join('·');
  const windows = account.windows.flatMap((window): Notice[] => {
    const { resetsAt } = window;
    if (
      !tellMe.includes(window.key) ||
      window.missingSince !== null ||
      window.floating ||
      resetsAt === null ||
      resetsAt > now
    )
      return [];
    return [{ ...base, key: key(limitKey(window), resetsAt), subject: subjectOfWindow(window), resetsAt }];
  });
  const balances = account.balances.flatMap((balance): Notice[] => {
    const { returnsAt } = balance;
    if (!tellMe.includes(balance.key) || returnsAt === null || returnsAt > now) return [];
    return [{ ...base, key: key(balance.key, returnsAt), subject: subjectOfBalance(balance), resetsAt: returnsAt }];
  });
  return [...windows, ...balances];
}

/**
 * The next moment at which what is shown changes by itself, or one of `others`: a silence ends and what waits is to be
 * told, a review is due; `null` when nothing is waiting.
 */
export function nextChange(
  snapshot: Snapshot,
  settings: Settings,
  when: When,
  ...others: readonly (EpochMs | null)[]
): EpochMs | null {
  const { now, offset, offsetAt } = when;
  const moments = snapshot.accounts.flatMap((account) => [
    ...account.windows.filter(({ floating }) => !floating).map(({ resetsAt }) => resetsAt),
    ...account.balances.map(({ returnsAt }) => returnsAt),
    ...account.stops.map(stopEnd),
    ...expiryMoments(account, when),
    // By then what was learned to come back is overdue.
    learnedDue(account.refills.next)?.latest ?? null,
    nextRenewal(account, enteredFor(settings, account), now, offset, offsetAt)?.at ?? null,
    account.pending === null ? null : account.pending.at + badgeFor,
    account.pending === null ? null : account.pending.at + pendingFor,
  ]);
  const ahead = [...moments, ...others].filter((at) => at !== null && at > now && Number.isFinite(at)) as EpochMs[];
  return ahead.length === 0 ? null : Math.min(...ahead);
}
