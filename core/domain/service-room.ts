import type { AccountState } from './account.ts';
import { room } from './room.ts';

/** How much more an account may hold: numbers of meters (windows, balances and stops) and of running tasks in all. */
export type Most = { readonly meters: number; readonly running: number };

/** Where nothing of the same service is known beside it. */
export const alone: Most = { meters: room.ofService.meters, running: room.running };

const metersOf = ({ windows, balances, stops }: Meters) => windows.length + balances.length + stops.length;
type Meters = Pick<AccountState, 'windows' | 'balances' | 'stops'>;
const runningOf = ({ tasks }: Pick<AccountState, 'tasks'>) => tasks.filter(({ end }) => end === null).length;

/**
 * How much an account may hold beside the others of its service. What each is sure of it has, however much a page has
 * made up elsewhere; beyond it, accounts that came later give way to those that were known before them.
 */
export function mostFor(accounts: readonly AccountState[], account: AccountState): Most {
  const others = accounts.filter((one) => one.provider === account.provider && one.account !== account.account);
  const before = others.filter(({ number }) => number < account.number);
  const running = others.reduce((sum, one) => sum + runningOf(one), 0);
  const { own, ofService } = room;
  return {
    meters: Math.max(own.meters, ofService.meters - before.reduce((sum, one) => sum + metersOf(one), 0)),
    running: Math.min(room.running, Math.max(own.running, ofService.running - running)),
  };
}

/** How many entries one list of an account may have, that it may hold so many meters in all. */
export const mostIn = (list: readonly unknown[], account: Meters, { meters }: Most): number =>
  Math.min(room.meters, list.length + Math.max(0, meters - metersOf(account)));

/** Whether more run than may, and more than did. */
export const isOverrun = (before: Pick<AccountState, 'tasks'>, after: Pick<AccountState, 'tasks'>, most: Most) =>
  runningOf(after) > Math.max(most.running, runningOf(before));

/** The accounts after one of them has grown: what its service has no room for goes from those that came last. */
export function withinRoom(accounts: readonly AccountState[], grown: AccountState): readonly AccountState[] {
  const own = accounts.filter((one) => one.provider === grown.provider);
  let excess = own.reduce((sum, one) => sum + metersOf(one), 0) - room.ofService.meters;
  if (excess <= 0) return accounts;
  const next = new Map<AccountState, AccountState>();
  for (const one of own.toSorted((a, b) => b.number - a.number)) {
    const fewer = Math.min(excess, metersOf(one) - room.own.meters);
    if (one.number <= grown.number || fewer <= 0) continue;
    next.set(one, withoutLast(one, fewer));
    excess -= fewer;
  }
  return next.size === 0 ? accounts : accounts.map((one) => next.get(one) ?? one);
}

/** Without so many meters, those that were seen longest ago first, nor their forecasts. */
function withoutLast(account: AccountState, count: number): AccountState {
  const { windows, balances, stops, forecasts } = account;
  const seen = [
    ...[...windows, ...balances].map((one) => ({ one: one as unknown, at: one.seenAt })),
    ...stops.map((one) => ({ one: one as unknown, at: one.since })),
  ];
  const gone = new Set(
    seen
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ one }) => one),
  );
  const left = <T>(all: readonly T[]) => all.filter((one) => !gone.has(one));
  const meters = new Set([...left(windows), ...left(balances)].map(({ key }) => key));
  const known = new Set([...windows, ...balances].map(({ key }) => key));
  return {
    ...account,
    windows: left(windows),
    balances: left(balances),
    stops: left(stops),
    forecasts: forecasts.filter(({ meter }) => meters.has(meter) || !known.has(meter)),
  };
}
