import type { AccountState, LimitState } from '../domain/account.ts';
import { hasCycle } from '../domain/balance.ts';
import type { Notice } from '../domain/notice.ts';
import { nextRenewal } from '../domain/renewal.ts';
import { type EpochMs, type Ms, minute } from '../domain/time.ts';
import { phaseOf, resetTolerance, type WindowState } from '../domain/window.ts';
import type { Applied } from './apply.ts';
import { balanceCrossings, windowCrossings } from './crossings.ts';
import { foresee } from './foresee.ts';
import { headsUp } from './heads-up.ts';
import { type Limit, limitKey, limitsOf, stopKey } from './limits.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import { balancesBack, windowBack } from './returns.ts';
import type { Spent } from './spending.ts';

type Warned = { readonly account: AccountState; readonly notices: readonly Notice[] };

/**
 * Decides what is to be told after readings were taken in, once each: what a meter has said is kept with its window,
 * so that neither a restart nor a trembling value says it again. The first sight of a meter says nothing.
 */
export function warn(account: AccountState, applied: Applied, spent: Spent, warning: Warning): Warned {
  const returns = applied.windows.map((one) => windowBack(account, one, warning));
  const back = [...returns.flatMap(({ notices }) => notices), ...balancesBack(account, applied, warning)];
  const limited = limitChanges(account, applied, warning);
  const windows = account.windows.map((window) => windowCrossings(limited.account, window, applied, warning));
  const balances = account.balances.map((balance) => balanceCrossings(limited.account, balance, applied, warning));
  const pending = headsUp(limited.account, applied, warning);
  const crossed = [...windows, ...balances].flatMap(({ notices }) => notices);
  const told = [...limited.notices, ...crossed].map(({ subject }) => subject.meter);
  const seen = foresee(limited.account, applied, spent, { ...warning, told });
  const notices = [...back, ...limited.notices, ...crossed, ...pending.notices, ...seen.notices];
  const returned = new Set(back.map(({ subject }) => subject.meter));
  const limits = limited.account.limits.filter(({ key }) => !returned.has(key));
  return {
    account: {
      ...seen.account,
      limits,
      windows: windows.map(({ meter }) => ({
        ...meter,
        owes: returns.find((one) => one.meter === meter.key)?.owes ?? meter.owes,
      })),
      balances: balances.map(({ meter }) => meter),
      pending: pending.pending,
      headsUps: pending.headsUps,
      tellMe: account.tellMe.filter((meter) => !returned.has(meter)),
    },
    notices,
  };
}

/** Limits that begin are told, unless they stood there at first sight; limits that are over are forgotten. */
function limitChanges(account: AccountState, applied: Applied, warning: Warning): Warned {
  const limits = limitsOf(account, warning.now);
  const kept = standing(account, limits, warning);
  const on = warning.settings.notify['limit-reached'];
  const notices: Notice[] = [];
  const next = limits.map((limit): LimitState => {
    const known = kept.find(({ key }) => key === limit.key) ?? announced(account, limit);
    const since = known?.since ?? warning.at;
    const state = (said: LimitState['said']): LimitState => ({ key: limit.key, since, freeAt: null, said });
    if (known !== undefined && (known.said !== 'off' || !on)) return state(known.said);
    if (known === undefined && isFirstSight(limit, applied)) return state('primed');
    if (!on) return state('off');
    notices.push(limitNotice(account, limit, since, warning));
    return state('told');
  });
  const waiting = kept.filter(({ key }) => !limits.some((limit) => limit.key === key));
  return { account: { ...account, limits: [...next, ...waiting] }, notices };
}

/**
 * Limits that may still be in force: those that are, those of a window that is not over, and those that have not been
 * over for long enough. A value that trembles between two tabs tells the same limit once.
 */
function standing(account: AccountState, limits: readonly Limit[], warning: Warning): readonly LimitState[] {
  const open = [...openLimits(account, warning), ...account.windows.flatMap(windowLimits)];
  return account.limits.flatMap((one): LimitState[] => {
    if (limits.some(({ key }) => key === one.key)) return [{ ...one, freeAt: null }];
    if (open.includes(one.key)) return [one];
    const freeAt = one.freeAt ?? warning.at;
    return warning.at - freeAt >= overAfter ? [] : [{ ...one, freeAt }];
  });
}

/** How long readings must say that a limit is over before the next one is news. */
const overAfter: Ms = 5 * minute;

/** The limits that belong to a window and to the one before it, which may turn out not to be over. */
function windowLimits({ key, windowId, previous }: WindowState): readonly string[] {
  return [windowId, ...(previous === null ? [] : [previous.windowId])].map((id) => limitKey({ key, windowId: id }));
}

/** Limits of which nobody can say yet whether they are over: the reset is awaited, or a rise needs a second reading. */
function openLimits({ balances, windows }: AccountState, { now }: Warning): readonly string[] {
  return [
    ...balances.filter(({ rise }) => rise !== null).map(({ key }) => key),
    ...windows.filter((window) => phaseOf(window, now) === 'awaiting-reset').map(limitKey),
  ];
}

/** The stop that was announced of the same feature, before its meter said the same: one limit, told once. */
function announced({ limits, stops }: AccountState, { feature, resetsAt }: Limit): LimitState | undefined {
  const stop = stops.find((one) => one.feature === feature);
  if (stop === undefined) return undefined;
  const another = stop.until !== null && resetsAt !== null && Math.abs(stop.until - resetsAt) > resetTolerance(null);
  return another ? undefined : limits.find(({ key }) => key === stopKey(feature));
}

function isFirstSight({ meter }: Limit, { windows, balances, first }: Applied): boolean {
  if (meter.startsWith(stopKey(''))) return first;
  return [...windows, ...balances].some(({ state, change }) => state.key === meter && change === 'first');
}

function limitNotice(
  account: AccountState,
  { key, subject, follows, credits, resetsAt, why }: Limit,
  since: EpochMs,
  warning: Warning,
): Notice {
  const balance = account.balances.find((one) => one.key === subject.meter);
  const cycle = balance !== undefined && hasCycle(balance);
  const renewal = cycle ? nextRenewal(account, warning.entered, warning.now, warning.offset, warning.offsetAt) : null;
  return {
    ...ownerAt(account, warning.at),
    kind: 'limit-reached',
    // A window's limit carries the window's id; any other is told from the next one by when it began.
    key: keyOf(account, 'limit-reached', key, ...(key.includes('#') ? [] : [since])),
    subject,
    follows,
    credits,
    resetsAt: resetsAt ?? renewal?.at ?? null,
    why,
  };
}
