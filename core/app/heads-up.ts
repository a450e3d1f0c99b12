import type { AccountState, PendingState } from '../domain/account.ts';
import { bestEstimate } from '../domain/estimates.ts';
import { type HeavyReason, judge } from '../domain/heavy.ts';
import type { Notice } from '../domain/notice.ts';
import type { TaskParameters } from '../domain/reading.ts';
import type { TaskKind } from '../domain/task.ts';
import { type EpochMs, type Ms, minute } from '../domain/time.ts';
import type { Applied } from './apply.ts';
import { meansOf } from './means.ts';
import type { Warning } from './notice-parts.ts';

/** How long an estimate stands after its composer was opened or its request left. */
export const pendingFor: Ms = 15 * minute;

/** Reasons worth speaking up again for, should they only show once the parameters are known. */
const grave: readonly HeavyReason[] = ['does-not-fit', 'spends-credits', 'crosses-warning'];

type HeadsUp = { readonly pending: PendingState | null; readonly notices: readonly Notice[] };

/**
 * Before a costly task: estimates it, judges whether it is heavy, and says so once per visit of its composer.
 * A task that plainly fits is only shown.
 */
export function headsUp(account: AccountState, applied: Applied, warning: Warning): HeadsUp {
  const ahead = aheadOf(account, applied);
  const standing = account.pending !== null && warning.now - account.pending.at > pendingFor ? null : account.pending;
  // Guides' ranges for other kinds are so wide that every run would look heavy: only videos are judged by them.
  if (ahead?.task !== 'video') return { pending: standing, notices: [] };
  const { facts, entered, settings, at } = warning;
  const estimate = bestEstimate(account.costs, ahead.task, ahead.parameters, facts.costs);
  if (estimate === null) return { pending: standing, notices: [] };
  const means = meansOf(account, estimate.unit, { facts, entered, thresholds: settings.thresholds });
  const verdict = judge(estimate, means);
  const said = standing !== null && isSaid(standing, ahead, at);
  const graver = grave.some((one) => verdict.reasons.includes(one) && !standing?.verdict.reasons.includes(one));
  const tell = verdict.heavy && (!said || graver) && settings.notify['heavy-task'];
  const toldAt = tell ? at : said && verdict.heavy ? standing.toldAt : null;
  const pending = { verdict, at, call: ahead.call, left: ahead.left, toldAt };
  if (!tell) return { pending, notices: [] };
  const { provider, account: owner } = account;
  return {
    pending,
    notices: [
      {
        kind: 'heavy-task',
        key: [provider, owner, 'heavy-task', ahead.call].join('·'),
        provider,
        account: owner,
        at,
        subject: { meter: estimate.task, label: estimate.unit === 'credits' ? 'credits' : 'videos', length: null },
        verdict,
      },
    ],
  };
}

type Ahead = {
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  readonly call: string;
  readonly left: boolean;
};

/** A request sent again within this time is the same one. */
const again: Ms = minute;

/**
 * Whether what was told covers this: a composer that is opened again, and the first request that leaves it. Every later
 * request is money of its own.
 */
function isSaid({ toldAt, left }: PendingState, ahead: Ahead, at: EpochMs): boolean {
  if (toldAt === null) return false;
  return !ahead.left || !left || at - toldAt < again;
}

/** A task whose request is leaving now, or one that is being put together (then the last one of its kind is the guess). */
function aheadOf(account: AccountState, { tasks, composer }: Applied): Ahead | null {
  const leaving = tasks.find(({ what }) => what === 'left')?.task;
  if (leaving !== undefined)
    return { task: leaving.task, parameters: leaving.parameters, call: leaving.key, left: true };
  if (composer === null) return null;
  const last = account.tasks.findLast(({ task }) => task === composer.task);
  return { task: composer.task, parameters: last?.parameters ?? {}, call: composer.visit, left: false };
}
