import type { AccountState } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import type { Reason, Verdict } from '../domain/preflight.ts';
import type { TaskKind } from '../domain/task.ts';
import { day, type EpochMs, hour, type Ms, minute } from '../domain/time.ts';
import type { Applied } from './apply.ts';
import { type Ahead, judgementOf } from './judgement.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';

/** How long an estimate stands after its composer was opened or its request left. */
export const pendingFor: Ms = 15 * minute;

/** Reasons worth speaking up again for, should they only show once the parameters are known. */
const grave: readonly Reason[] = [
  'does-not-fit',
  'spends-credits',
  'crosses-warning',
  'near-limit',
  'over-cap',
  'over-job',
  'over-budget',
  'over-envelope',
];

/** So many times what was said is another amount: worth speaking up again. */
const dearer = 1.3;

/** Chat turns are over in seconds and cost next to nothing; of what nobody can name nothing is known. */
const unjudged: readonly TaskKind[] = ['chat', 'other'];

type HeadsUp = Pick<AccountState, 'pending' | 'headsUps'> & { readonly notices: readonly Notice[] };

/**
 * Before a costly task: estimates it, judges whether it is heavy, and says so once per visit of its composer.
 * A task that plainly fits is only shown.
 */
export function headsUp(account: AccountState, applied: Applied, warning: Warning): HeadsUp {
  const { settings, at, now } = warning;
  const ahead = aheadOf(account, applied, at);
  const standing = account.pending !== null && now - account.pending.at > pendingFor ? null : account.pending;
  const headsUps = account.headsUps.filter((one) => one.at <= at && at - one.at < day);
  const silent = { pending: standing, headsUps, notices: [] };
  if (ahead === null || unjudged.includes(ahead.task)) return silent;
  const verdict = judgementOf(account, ahead, warning);
  if (verdict === null) return silent;
  const said = isSaid({ pending: standing, headsUps }, ahead, verdict, at);
  const tell = verdict.heavy && !said && settings.notify['heavy-task'];
  const covered = said && verdict.heavy ? standing : null;
  const pending = {
    verdict,
    at,
    call: ahead.call,
    left: ahead.left,
    toldAt: tell ? at : (covered?.toldAt ?? null),
    leftAt: (tell ? null : covered?.leftAt) ?? (ahead.left ? at : null),
  };
  if (!tell) return { pending, headsUps, notices: [] };
  return {
    pending,
    headsUps: [
      ...headsUps.filter(({ task }) => task !== ahead.task),
      { task: ahead.task, at, reasons: verdict.reasons },
    ],
    notices: [noticeOf(account, ahead, verdict, at)],
  };
}

/** The heads-up as a notice. `call`: the visit of a composer, or the request that leaves it. */
export function noticeOf(
  account: AccountState,
  { call }: Pick<Coming, 'call'>,
  verdict: Verdict,
  at: EpochMs,
): Extract<Notice, { kind: 'heavy-task' }> {
  const { task, unit } = verdict.estimate;
  const label = unit === 'credits' ? 'credits' : (verdict.meter?.subject.label ?? 'videos');
  return {
    ...ownerAt(account, at),
    kind: 'heavy-task',
    key: keyOf(account, 'heavy-task', call),
    subject: { meter: task, label, length: null },
    verdict,
  };
}

type Coming = Ahead & { readonly call: string; readonly left: boolean };

/** A request sent again within this time is the same one. */
const again: Ms = minute;

/**
 * Whether what was told covers this. Of a video: its composer that is opened again, and the first request after that;
 * every later one, and every composer after it, is money of its own. Other kinds go on in many turns: told once in a
 * while. Anything clearly dearer, or with a graver reason, is told at once.
 */
function isSaid(
  { pending, headsUps }: Pick<AccountState, 'pending' | 'headsUps'>,
  { task, left }: Coming,
  { reasons, estimate }: Verdict,
  at: EpochMs,
): boolean {
  const graver = (known: readonly Reason[]) => grave.some((one) => reasons.includes(one) && !known.includes(one));
  if (task !== 'video') {
    const last = headsUps.find((one) => one.task === task);
    return last !== undefined && !graver(last.reasons) && at - last.at < (estimate.basis === 'own' ? hour : day);
  }
  if (pending === null || pending.toldAt === null || pending.toldAt > at) return false;
  const told = pending.verdict;
  if (told.estimate.task !== task || told.estimate.unit !== estimate.unit) return false;
  if (graver(told.reasons) || estimate.middle > dearer * told.estimate.middle) return false;
  return pending.leftAt === null || (left && at - pending.leftAt < again);
}

/** How long after its request has left a task may still turn out to be another one than it seemed. */
const turnsOut: Ms = 2 * minute;

/** A task whose request is leaving now, or one that is being put together (then the last one of its kind is the guess). */
function aheadOf({ tasks: known, pending }: AccountState, { tasks, composer }: Applied, at: EpochMs): Coming | null {
  const leaving = tasks.find(
    ({ what, task }) =>
      what === 'left' ||
      // A chat turn that has become a research run, or an image.
      ((what === 'started' || what === 'changed') &&
        task.end === null &&
        pending?.call !== task.key &&
        task.startedAt < at &&
        at - task.startedAt < turnsOut),
  )?.task;
  if (leaving !== undefined) {
    const { task, parameters, key } = leaving;
    return { task, parameters, call: key, left: true, guessed: false };
  }
  if (composer === null) return null;
  const last = known.findLast(({ task }) => task === composer.task);
  const parameters = last?.parameters ?? {};
  const guessed = Object.keys(parameters).length > 0;
  return { task: composer.task, parameters, call: composer.visit, left: false, guessed };
}
