import { locate, type ReplayState, type Snapshot } from '../domain/account.ts';
import { hasRoomFor } from '../domain/room.ts';
import { accountKey } from '../domain/settings.ts';
import { type EpochMs, hour, type Ms, minute, second } from '../domain/time.ts';
import { mainReadAt } from './main-numbers.ts';

/** Why a page may read again: its number has become old, somebody asked, or a task has ended. */
export type Reason = 'timed' | 'manual' | 'task-ended';

export type Grant = { readonly granted: boolean; readonly snapshot: Snapshot };

/** At most one timed replay in this time, per service and account, over all tabs; and only of numbers older than this. */
export const timedEvery: Ms = 5 * minute;
export const manualEvery: Ms = 20 * second;
const firstRest: Ms = 5 * minute;
const longestRest: Ms = 2 * hour;

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
  const { timedAt, manualAt, restUntil } = state;
  if (reason === 'manual') return isPast(manualAt, manualEvery, now);
  if (restUntil !== null && restUntil > now && restUntil <= now + longestRest) return false;
  if (reason === 'task-ended') return true;
  return isPast(timedAt, timedEvery, now) && isPast(lastRead, timedEvery, now);
}

/** A time in the future (the clock was set back) counts as long ago. */
function isPast(at: EpochMs | null, by: Ms, now: EpochMs): boolean {
  return at === null || at > now || now - at >= by;
}

/** A replay that failed makes the next ones wait, longer each time; a success ends the waiting. */
export function noteReplay(
  snapshot: Snapshot,
  account: { provider: string; account: string },
  failed: boolean,
  now: EpochMs,
): Snapshot {
  const key = accountKey(account);
  const state = snapshot.replays.find((one) => one.key === key) ?? blank(key);
  const failures = failed ? state.failures + 1 : 0;
  const restUntil = failed ? now + Math.min(firstRest * 2 ** (failures - 1), longestRest) : null;
  return withReplay(snapshot, { ...state, failures, restUntil });
}

function withReplay(snapshot: Snapshot, next: ReplayState): Snapshot {
  return { ...snapshot, replays: [...snapshot.replays.filter(({ key }) => key !== next.key), next] };
}
