import { locate, type ReplayState, type Snapshot } from '../domain/account.ts';
import { hasRoomFor } from '../domain/room.ts';
import { accountKey } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import { day, type EpochMs, hour, type Ms, minute, second } from '../domain/time.ts';
import { mainReadAt } from './main-numbers.ts';

/** Why a page may read again: its number has become old, somebody asked, or a task has ended. */
export type Reason = 'timed' | 'manual' | 'task-ended';

export type Grant = { readonly granted: boolean; readonly snapshot: Snapshot };

/** At most one timed replay in this time, per service and account, over all tabs; and only of numbers older than this. */
export const timedEvery: Ms = 5 * minute;
export const manualEvery: Ms = 20 * second;
const firstRest: Ms = 5 * minute;
const longestRest: Ms = 2 * hour;
/** Nobody is believed who says to wait longer. */
const longestTold: Ms = day;

const blank = (key: string): ReplayState => ({ key, timedAt: null, manualAt: null, failures: 0, restUntil: null });

/** Decides whether a page may send one read-only request of its own again. What is granted is noted in the snapshot. */
export function grantReplay(
  snapshot: Snapshot,
  who: { readonly provider: string; readonly account: string | null },
  reason: Reason,
  now: EpochMs,
): Grant {
  if (!hasRoomFor(snapshot.accounts, who.provider, who.account)) return { granted: false, snapshot };
  const { account } = locate(snapshot.accounts, who.provider, who.account, now);
  const key = accountKey(account);
  const state = snapshot.replays.find((one) => one.key === key) ?? blank(key);
  if (!mayReplay(state, mainReadAt(account), reason, now)) return { granted: false, snapshot };
  const next = reason === 'manual' ? { ...state, manualAt: now } : { ...state, timedAt: now };
  return { granted: true, snapshot: withReplay(snapshot, next) };
}

function mayReplay(state: ReplayState, lastRead: EpochMs | null, reason: Reason, now: EpochMs): boolean {
  const { timedAt, manualAt } = state;
  if (reason === 'manual') return isPast(manualAt, manualEvery, now);
  if (isResting(state, now)) return false;
  if (reason === 'task-ended') return true;
  return isPast(timedAt, timedEvery, now) && isPast(lastRead, timedEvery, now);
}

/** A rest that reaches further than it can, or was asked for in the future, is none: the clock was set back. */
function isResting({ restUntil, timedAt, manualAt }: ReplayState, now: EpochMs): boolean {
  if (restUntil === null || restUntil <= now) return false;
  const asked = Math.max(timedAt ?? 0, manualAt ?? 0);
  return restUntil <= now + longestRest || (asked <= now && restUntil <= asked + longestTold + timedEvery);
}

/** A time in the future (the clock was set back) counts as long ago. */
function isPast(at: EpochMs | null, by: Ms, now: EpochMs): boolean {
  return at === null || at > now || now - at >= by;
}

/**
 * How long the service says to wait before anything is asked again (`Retry-After`): so many seconds, or until a moment
 * by its own clock. 0 where it does not say.
 */
export function restTold({ retry = '', served }: Pick<Sighting, 'retry' | 'served'>, now: EpochMs): Ms {
  const told = /^\d+$/.test(retry) ? Number(retry) * second : Date.parse(retry) - (served ?? now);
  return Number.isFinite(told) ? Math.min(Math.max(0, told), longestTold) : 0;
}

/**
 * A replay that failed makes the next ones wait, longer each time, and never shorter than the service says; a success
 * ends the waiting. `told`: how long the service says; `null`: it did not fail.
 */
export function noteReplay(
  snapshot: Snapshot,
  account: { provider: string; account: string },
  told: Ms | null,
  now: EpochMs,
): Snapshot {
  const key = accountKey(account);
  const state = snapshot.replays.find((one) => one.key === key) ?? blank(key);
  const failures = told === null ? 0 : state.failures + 1;
  const rest = Math.min(firstRest * 2 ** (failures - 1), longestRest);
  const restUntil = told === null ? null : now + Math.max(rest, told);
  return withReplay(snapshot, { ...state, failures, restUntil });
}

function withReplay(snapshot: Snapshot, next: ReplayState): Snapshot {
  return { ...snapshot, replays: [...snapshot.replays.filter(({ key }) => key !== next.key), next] };
}
