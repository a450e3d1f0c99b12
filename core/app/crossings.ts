import type { AccountState } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import { cycleUsed } from '../domain/cycle-use.ts';
import type { Notice } from '../domain/notice.ts';
import { nextRenewal, openRenewal } from '../domain/renewal.ts';
import type { Settings, Switch } from '../domain/settings.ts';
import { week } from '../domain/time.ts';
import { phaseOf, type WindowState } from '../domain/window.ts';
import type { Applied } from './apply.ts';
import { limitKey, subjectOfBalance, subjectOfWindow } from './limits.ts';
import { allowanceOf } from './means.ts';
import { keyOf, ownerAt, restOf, type Warning } from './notice-parts.ts';

/** Which crossings a share has passed, the highest first: `warning@80`. */
function passed(
  used: number | null,
  { thresholds }: Settings,
): { readonly id: string; readonly level: 'notice' | 'warning'; readonly at: number }[] {
  const all = [
    { level: 'warning', at: thresholds.warning },
    { level: 'notice', at: thresholds.notice },
  ] as const;
  return all.filter(({ at }) => used !== null && used >= at).map((one) => ({ ...one, id: `${one.level}@${one.at}` }));
}

export type Crossing<Meter> = { readonly meter: Meter; readonly notices: readonly Notice[] };

/**
 * One jump past several thresholds gives one message, the highest. A crossing whose kind is switched off is not used
 * up: it is told should the kind be switched on while it still holds.
 */
function crossings<Meter extends WindowState | BalanceState>(
  meter: Meter,
  used: number | null,
  how: {
    readonly first: boolean;
    readonly covered: boolean;
    readonly kind: Switch | null;
    readonly settings: Settings;
  },
  tell: (crossed: { readonly level: 'notice' | 'warning'; readonly at: number }, used: number) => Notice,
): Crossing<Meter> {
  const open = passed(used, how.settings).filter(({ id }) => !meter.said.includes(id));
  const [highest] = open;
  if (highest === undefined || used === null) return { meter, notices: [] };
  const silent = how.first || how.covered;
  if (!silent && (how.kind === null || !how.settings.notify[how.kind])) return { meter, notices: [] };
  const said = [...meter.said, ...open.map(({ id }) => id)];
  // A higher one has been told before (a threshold was moved down): nothing new to say.
  const lower = meter.said.some((id) => Number(id.split('@')[1]) > highest.at);
  return { meter: { ...meter, said }, notices: silent || lower ? [] : [tell(highest, used)] };
}

/** A window past the thresholds. Shorter ones than a week only if the user wants it. */
export function windowCrossings(
  account: AccountState,
  window: WindowState,
  applied: Applied,
  warning: Warning,
): Crossing<WindowState> {
  const touched = applied.windows.find(({ state }) => state.key === window.key);
  // A late reading may tell of a window that is over by now.
  const known = phaseOf(window, warning.now) === 'known';
  if (touched === undefined || touched.change === 'ignored' || !known) return { meter: window, notices: [] };
  const long = window.length === null || window.length >= week;
  return crossings(
    window,
    window.settled,
    {
      first: touched.change === 'first',
      covered: account.limits.some(({ key, said }) => key === limitKey(window) && said === 'told'),
      kind: long ? 'near-limit' : 'near-limit-short',
      settings: warning.settings,
    },
    ({ level, at }, used) => ({
      ...ownerAt(account, warning.at),
      kind: 'near-limit',
      key: keyOf(account, 'near-limit', limitKey(window), at),
      subject: subjectOfWindow(window),
      level,
      threshold: at,
      used,
      ...restOf(window),
      resetsAt: window.resetsAt,
    }),
  );
}

/** Cycles have crossings like windows; credits that are overwritten every day only show what is left. */
export function balanceCrossings(
  account: AccountState,
  balance: BalanceState,
  applied: Applied,
  warning: Warning,
): Crossing<BalanceState> {
  const touched = applied.balances.find(({ state }) => state.key === balance.key);
  if (touched === undefined || touched.change === 'ignored') return { meter: balance, notices: [] };
  const { entered, facts, settings } = warning;
  const allowance = allowanceOf(account, facts, entered);
  // While a refill is awaited, what was read before or since says nothing of the new cycle.
  const open = openRenewal(account, entered, balance, warning);
  const used = open === null ? cycleUsed(balance, allowance.monthly) : null;
  return crossings(
    balance,
    used,
    {
      first: touched.change === 'first',
      covered: account.limits.some(({ key, said }) => key === balance.key && said === 'told'),
      kind: allowance.daily ? null : 'near-limit',
      settings,
    },
    ({ level, at }, share) => ({
      ...ownerAt(account, warning.at),
      kind: 'near-limit',
      key: keyOf(account, 'near-limit', balance.key, balance.cycle.since, at),
      subject: subjectOfBalance(balance),
      level,
      threshold: at,
      used: share,
      left: balance.left,
      unit: balance.unit,
      resetsAt: nextRenewal(account, entered, warning.now, warning.offset, warning.offsetAt)?.at ?? null,
    }),
  );
}
