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
  const balances = account.balances.filter(({ blocked }) => blocked === true).map(limitOfBalance);
  const features = new Set([
    ...account.windows.filter((window) => isUsedUp(window, now)).map(({ feature }) => feature),
    ...account.balances.filter(({ blocked }) => blocked === true).map(({ feature }) => feature),
  ]);
  const stops = account.stops
    .filter((stop) => usedUp.includes(stop.why) && !features.has(stop.feature) && stopEnd(stop) > now)
    .map(({ feature, label, until }): Limit => {
      const subject = { meter: stopKey(feature), label, length: null };
      return {
        key: subject.meter,
        meter: subject.meter,
        feature,
        subject,
        resetsAt: until,
        follows: 'stops',
        credits: null,
      };
    });
  return [...windows, ...balances, ...stops];
}

function isUsedUp(window: WindowState, now: EpochMs): boolean {
  return phaseOf(window, now) === 'known' && (window.blocked === true || (window.settled ?? 0) >= 100);
}

function limitOfWindow(account: AccountState, window: WindowState): Limit {
  const credits = account.balances.find(({ unit, usable }) => unit === 'credits' && usable === true);
  const spendable = credits !== undefined && (credits.unlimited || credits.left === null || credits.left > 0);
  return {
    key: limitKey(window),
    meter: window.key,
    feature: window.feature,
    subject: subjectOfWindow(window),
    resetsAt: window.resetsAt,
    follows: spendable ? 'credits' : window.blocked === true ? 'stops' : 'unknown',
    credits: spendable ? (credits.left ?? null) : null,
  };
}

function limitOfBalance(balance: BalanceState): Limit {
  return {
    key: balance.key,
    meter: balance.key,
    feature: balance.feature,
    subject: subjectOfBalance(balance),
    resetsAt: balance.returnsAt,
    follows: 'stops',
    credits: null,
  };
}
