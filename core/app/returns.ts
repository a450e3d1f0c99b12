import type { Absorbed } from '../domain/absorb-window.ts';
import type { AccountState } from '../domain/account.ts';
import { type AbsorbedBalance, hasCycle } from '../domain/balance.ts';
import type { Notice } from '../domain/notice.ts';
import { isAbout } from '../domain/refill.ts';
import { nextRenewal } from '../domain/renewal.ts';
import type { Applied } from './apply.ts';
import { cycleAmount } from './hints.ts';
import { limitKey, subjectOfBalance, subjectOfWindow } from './limits.ts';
import { allowanceOf } from './means.ts';
import { keyOf, ownerAt, restOf, type Warning } from './notice-parts.ts';

/**
 * A window is back if somebody had reason to wait for it: past the warning, at its limit, or asked to be told. One that
 * was due is believed at once; an early one moved the wrong way, so it is owed until a second reading agrees.
 */
export function windowBack(
  account: AccountState,
  { state, change, closed }: Absorbed,
  { settings, at }: Warning,
): Return {
  const { warning } = settings.thresholds;
  const none = { meter: state.key, owes: false, notices: [] };
  const notice: Notice = {
    ...ownerAt(account, at),
    kind: 'came-back',
    key: keyOf(account, 'came-back', limitKey(state)),
    subject: subjectOfWindow(state),
    ...restOf(state),
    resetsAt: state.floating ? null : state.resetsAt,
    lapsed: null,
  };
  // Whoever has asked is told, whatever is switched off and however little came back.
  const asked = account.tellMe.includes(state.key);
  if (!asked && (!settings.notify['came-back'] || (state.used ?? 0) >= warning)) return none;
  // The same answer delivered again is no second reading.
  const again = (change === 'same' || change === 'opened') && at > state.openedAt;
  if (again && state.owes) return { ...none, notices: [notice] };
  if (change !== 'reset' || closed === null) return { ...none, owes: state.owes };
  const limited = limitKey({ key: state.key, windowId: closed.windowId });
  const waited = (closed.used ?? 0) >= warning || account.limits.some(({ key }) => key === limited) || asked;
  if (!waited) return none;
  return closed.early === false ? { ...none, notices: [notice] } : { ...none, owes: true };
}

type Return = { readonly meter: string; readonly owes: boolean; readonly notices: readonly Notice[] };

/** A refill is believed at once; any other rise out of a limit only when a second reading agrees. */
export function balancesBack(
  account: AccountState,
  applied: Applied,
  { settings, at, entered, now, offset, offsetAt, facts }: Warning,
): Notice[] {
  const renewal = nextRenewal(account, entered, now, offset, offsetAt);
  const amount = cycleAmount(account, facts, entered);
  return applied.balances.flatMap((one): Notice[] => {
    const { state, change, lapsed } = one;
    const limit = account.limits.find(({ key }) => key === state.key);
    const free = state.blocked !== true && state.left !== null;
    const asked = account.tellMe.includes(state.key);
    if (!asked && !settings.notify['came-back']) return [];
    const waited = limit !== undefined || asked;
    const refilled =
      change === 'refilled' &&
      (waited || wasWarned(one, settings.thresholds.warning, allowanceOf(account, facts, entered).daily));
    const confirmed = waited && free && state.rise === null && (change === 'same' || change === 'spent');
    if (!free || !(refilled || confirmed)) return [];
    return [
      {
        ...ownerAt(account, at),
        kind: 'came-back',
        key: keyOf(account, 'came-back', state.key, limit?.since ?? state.cycle.since),
        subject: subjectOfBalance(state),
        left: state.left,
        unit: state.unit,
        resetsAt: hasCycle(state) ? (renewal?.at ?? null) : null,
        // Carried over or not: only a balance set to the cycle's amount tells.
        lapsed: change === 'refilled' && isAbout(state.left ?? 0, amount) ? lapsed : null,
      },
    ];
  });
}

/** Whether the cycle that has just ended had passed the warning. Daily credits come back every day: no news. */
function wasWarned({ lapsed, state }: AbsorbedBalance, warning: number, daily: boolean): boolean {
  const before = lapsed ?? 0;
  return !daily && state.cycle.start > 0 && 100 - (before / state.cycle.start) * 100 >= warning;
}
