import type { AccountState, LimitState } from '../domain/account.ts';
import { type AbsorbedBalance, type BalanceState, cycleUsed } from '../domain/balance.ts';
import type { Notice } from '../domain/notice.ts';
import { nextRenewal } from '../domain/renewal.ts';
import type { Entered, Settings, Switch } from '../domain/settings.ts';
import { type EpochMs, week } from '../domain/time.ts';
import type { Absorbed, WindowState } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';
import type { Applied } from './apply.ts';
import { headsUp } from './heads-up.ts';
import { type Limit, limitKey, limitsOf, subjectOfBalance, subjectOfWindow } from './limits.ts';
import { allowanceOf } from './means.ts';

export type Warning = {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly at: EpochMs;
  readonly now: EpochMs;
  readonly entered: Entered | undefined;
  /** Minutes that local time is ahead of UTC. */
  readonly offset: number;
};

type Warned = { readonly account: AccountState; readonly notices: readonly Notice[] };

/**
 * Decides what is to be told after readings were taken in, once each: what a meter has said is kept with its window,
 * so that neither a restart nor a trembling value says it again. The first sight of a meter says nothing.
 */
export function warn(account: AccountState, applied: Applied, warning: Warning): Warned {
  const returns = applied.windows.map((one) => windowBack(account, one, warning));
  const back = [...returns.flatMap(({ notices }) => notices), ...balancesBack(account, applied, warning)];
  const limited = limitChanges(account, applied, warning);
  const windows = account.windows.map((window) => windowCrossings(limited.account, window, applied, warning));
  const balances = account.balances.map((balance) => balanceCrossings(limited.account, balance, applied, warning));
  const pending = headsUp(limited.account, applied, warning);
  const notices = [
    ...back,
    ...limited.notices,
    ...[...windows, ...balances].flatMap(({ notices }) => notices),
    ...pending.notices,
  ];
  const returned = new Set(back.map(({ subject }) => subject.meter));
  return {
    account: {
      ...limited.account,
      windows: windows.map(({ meter }) => ({
        ...meter,
        owes: returns.find((one) => one.meter === meter.key)?.owes ?? meter.owes,
      })),
      balances: balances.map(({ meter }) => meter),
      pending: pending.pending,
      tellMe: account.tellMe.filter((meter) => !returned.has(meter)),
    },
    notices,
  };
}

const keyOf = (account: AccountState, ...parts: (string | number)[]) =>
  [account.provider, account.account, ...parts].join('·');

const common = (account: AccountState, at: EpochMs) => ({ provider: account.provider, account: account.account, at });

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

type Crossing<Meter> = { readonly meter: Meter; readonly notices: readonly Notice[] };

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

function windowCrossings(
  account: AccountState,
  window: WindowState,
  applied: Applied,
  warning: Warning,
): Crossing<WindowState> {
  const touched = applied.windows.find(({ state }) => state.key === window.key);
  if (touched === undefined || touched.change === 'ignored' || window.floating) return { meter: window, notices: [] };
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
      ...common(account, warning.at),
      kind: 'near-limit',
      key: keyOf(account, 'near-limit', limitKey(window), at),
      subject: subjectOfWindow(window),
      level,
      threshold: at,
      used,
      left: window.amount?.left ?? null,
      unit: window.amount?.unit ?? 'percent',
      resetsAt: window.resetsAt,
    }),
  );
}

/** Cycles have crossings like windows; credits that are overwritten every day only show what is left. */
function balanceCrossings(
  account: AccountState,
  balance: BalanceState,
  applied: Applied,
  warning: Warning,
): Crossing<BalanceState> {
  const touched = applied.balances.find(({ state }) => state.key === balance.key);
  if (touched === undefined || touched.change === 'ignored') return { meter: balance, notices: [] };
  const { entered, facts, settings } = warning;
  const allowance = allowanceOf(account, facts, entered);
  const used = balance.unit === 'credits' ? cycleUsed(balance, allowance.monthly) : null;
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
      ...common(account, warning.at),
      kind: 'near-limit',
      key: keyOf(account, 'near-limit', balance.key, balance.cycle.since, at),
      subject: subjectOfBalance(balance),
      level,
      threshold: at,
      used: share,
      left: balance.left,
      unit: balance.unit,
      resetsAt: nextRenewal(account, entered, warning.now, warning.offset)?.at ?? null,
    }),
  );
}

/** Limits that begin are told, unless they stood there at first sight; limits that are over are forgotten. */
function limitChanges(account: AccountState, applied: Applied, warning: Warning): Warned {
  const limits = limitsOf(account, warning.now);
  const doubtful = account.balances.filter(({ rise }) => rise !== null).map(({ key }) => key);
  const kept = account.limits.filter(({ key }) => limits.some((limit) => limit.key === key) || doubtful.includes(key));
  const on = warning.settings.notify['limit-reached'];
  const notices: Notice[] = [];
  const next = limits.map((limit): LimitState => {
    const known = kept.find(({ key }) => key === limit.key);
    if (known !== undefined && (known.said !== 'off' || !on)) return known;
    const since = known?.since ?? warning.at;
    if (known === undefined && isFirstSight(limit, applied)) return { key: limit.key, since, said: 'primed' };
    if (!on) return { key: limit.key, since, said: 'off' };
    notices.push(limitNotice(account, limit, since, warning));
    return { key: limit.key, since, said: 'told' };
  });
  const waiting = kept.filter(({ key }) => !limits.some((limit) => limit.key === key));
  return { account: { ...account, limits: [...next, ...waiting] }, notices };
}

function isFirstSight({ meter }: Limit, { windows, balances }: Applied): boolean {
  return [...windows, ...balances].some(({ state, change }) => state.key === meter && change === 'first');
}

function limitNotice(
  account: AccountState,
  { key, subject, follows, credits, resetsAt }: Limit,
  since: EpochMs,
  warning: Warning,
): Notice {
  const renewal = nextRenewal(account, warning.entered, warning.now, warning.offset);
  return {
    ...common(account, warning.at),
    kind: 'limit-reached',
    key: keyOf(account, 'limit-reached', key, since),
    subject,
    follows,
    credits,
    resetsAt: resetsAt ?? (subject.length === null ? (renewal?.at ?? null) : null),
  };
}

/**
 * A window is back if somebody had reason to wait for it: past the warning, at its limit, or asked to be told. One that
 * was due is believed at once; an early one moved the wrong way, so it is owed until a second reading agrees.
 */
function windowBack(account: AccountState, { state, change, closed }: Absorbed, { settings, at }: Warning): Return {
  const { warning } = settings.thresholds;
  const none = { meter: state.key, owes: false, notices: [] };
  const notice: Notice = {
    ...common(account, at),
    kind: 'came-back',
    key: keyOf(account, 'came-back', limitKey(state)),
    subject: subjectOfWindow(state),
    left: state.amount?.left ?? (state.used === null ? null : 100 - state.used),
    unit: state.amount?.unit ?? 'percent',
    resetsAt: state.floating ? null : state.resetsAt,
    lapsed: null,
  };
  if (!settings.notify['came-back'] || (state.used ?? 0) >= warning) return none;
  if (change === 'same' && state.owes) return { ...none, notices: [notice] };
  if (change !== 'reset' || closed === null) return { ...none, owes: state.owes };
  const limited = limitKey({ key: state.key, windowId: closed.windowId });
  const waited =
    (closed.used ?? 0) >= warning ||
    account.limits.some(({ key }) => key === limited) ||
    account.tellMe.includes(state.key);
  if (!waited) return none;
  return closed.early ? { ...none, owes: true } : { ...none, notices: [notice] };
}

type Return = { readonly meter: string; readonly owes: boolean; readonly notices: readonly Notice[] };

/** A refill is believed at once; any other rise out of a limit only when a second reading agrees. */
function balancesBack(
  account: AccountState,
  applied: Applied,
  { settings, at, entered, now, offset, facts }: Warning,
): Notice[] {
  if (!settings.notify['came-back']) return [];
  const renewal = nextRenewal(account, entered, now, offset);
  return applied.balances.flatMap((one): Notice[] => {
    const { state, change, lapsed } = one;
    const limit = account.limits.find(({ key }) => key === state.key);
    const free = state.blocked !== true && state.left !== null;
    const waited = limit !== undefined || account.tellMe.includes(state.key);
    const refilled =
      change === 'refilled' &&
      (waited || wasWarned(one, settings.thresholds.warning, allowanceOf(account, facts, entered).daily));
    const confirmed = waited && free && state.rise === null && (change === 'same' || change === 'spent');
    if (!free || !(refilled || confirmed)) return [];
    return [
      {
        ...common(account, at),
        kind: 'came-back',
        key: keyOf(account, 'came-back', state.key, limit?.since ?? state.cycle.since),
        subject: subjectOfBalance(state),
        left: state.left,
        unit: state.unit,
        resetsAt: renewal?.at ?? null,
        lapsed,
      },
    ];
  });
}

/** Whether the cycle that has just ended had passed the warning. Daily credits come back every day: no news. */
function wasWarned({ lapsed, state }: AbsorbedBalance, warning: number, daily: boolean): boolean {
  const before = lapsed ?? 0;
  return !daily && state.cycle.start > 0 && 100 - (before / state.cycle.start) * 100 >= warning;
}
