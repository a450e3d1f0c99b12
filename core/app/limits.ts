import { type AccountState, stopEnd } from '../domain/account.ts';
import type { BalanceState } from '../domain/balance.ts';
import type { Follows, Subject } from '../domain/notice.ts';
import type { StopReason } from '../domain/reading.ts';
import type { EpochMs } from '../domain/time.ts';
import { phaseOf, type WindowState } from '../domain/window.ts';

/** Something that is used up now, or of which the service says that work stops. */
export type Limit = {
  /** Tells this time from the next: a window carries its id. */
  readonly key: string;
  readonly meter: string;
  readonly feature: string;
  readonly subject: Subject;
  readonly resetsAt: EpochMs | null;
  readonly follows: Follows;
  readonly credits: number | null;
  /** The service's own reason, where it has announced a stop. */
  readonly why: StopReason | null;
};

/** Reasons of a stop that are the end of an allowance, rather than "not now" or "not in your plan". */
const usedUp: readonly StopReason[] = [
  'limit-reached',
  'credits-used-up',
  'workspace-credits-used-up',
  'workspace-limit-reached',
];

export const limitKey = ({ key, windowId }: Pick<WindowState, 'key' | 'windowId'>) => `${key}#${windowId}`;

export const stopKey = (feature: string) => `stop:${feature}`;

export const subjectOfWindow = ({ key, label, length }: WindowState): Subject => ({ meter: key, label, length });
export const subjectOfBalance = ({ key, label }: BalanceState): Subject => ({ meter: key, label, length: null });

/** All limits in force now. A stop announced for a feature whose meter says the same is one limit, not two. */
export function limitsOf(account: AccountState, now: EpochMs): readonly Limit[] {
  const windows = account.windows
    .filter((window) => isUsedUp(window, now))
    .map((window) => limitOfWindow(account, window));
  const balances = account.balances
    .filter(({ blocked }) => blocked === true)
    .map((one) => limitOfBalance(account, one));
  const features = new Set([
    ...account.windows.filter((window) => isUsedUp(window, now)).map(({ feature }) => feature),
    ...account.balances.filter(({ blocked }) => blocked === true).map(({ feature }) => feature),
  ]);
  const stops = account.stops
    .filter((stop) => usedUp.includes(stop.why) && !features.has(stop.feature) && stopEnd(stop) > now)
    .map(({ feature, label, until, why }): Limit => {
      const subject = { meter: stopKey(feature), label, length: null };
      return {
        key: subject.meter,
        meter: subject.meter,
        feature,
        subject,
        resetsAt: until,
        follows: 'stops',
        credits: null,
        why,
      };
    });
  return [...windows, ...balances, ...stops];
}

function isUsedUp(window: WindowState, now: EpochMs): boolean {
  return (
    window.missingSince === null &&
    phaseOf(window, now) === 'known' &&
    (window.blocked === true || (window.settled ?? 0) >= 100)
  );
}

/** Purchased credits that pay from here on: only where the service says that they may be used. */
function purseOf({ balances }: AccountState): BalanceState | undefined {
  const credits = balances.find(({ unit, usable }) => unit === 'credits' && usable === true);
  const some = credits !== undefined && (credits.unlimited || credits.left === null || credits.left > 0);
  return some ? credits : undefined;
}

function limitOfWindow(account: AccountState, window: WindowState): Limit {
  const isDoubted = account.balances.some(({ unit, doubt }) => unit === 'credits' && doubt !== null);
  const purse = isDoubted ? undefined : purseOf(account);
  return {
    key: limitKey(window),
    meter: window.key,
    feature: window.feature,
    subject: subjectOfWindow(window),
    resetsAt: window.resetsAt,
    follows: purse !== undefined ? 'credits' : window.blocked === true && !isDoubted ? 'stops' : 'unknown',
    credits: purse?.left ?? null,
    why: null,
  };
}

function limitOfBalance(account: AccountState, balance: BalanceState): Limit {
  const purse = balance.unit === 'credits' ? undefined : purseOf(account);
  return {
    key: balance.key,
    meter: balance.key,
    feature: balance.feature,
    subject: subjectOfBalance(balance),
    resetsAt: balance.returnsAt,
    follows: purse === undefined ? 'stops' : 'credits',
    credits: purse?.left ?? null,
    why: null,
  };
}
