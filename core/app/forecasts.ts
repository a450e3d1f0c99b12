import { type AccountState, unknownAccount } from '../domain/account.ts';
import type { AbsorbedBalance, BalanceState } from '../domain/balance.ts';
import { cycleUsed } from '../domain/cycle-use.ts';
import { absorbUse } from '../domain/forecast/absorb.ts';
import { type Around, type Forecast, forecast } from '../domain/forecast/forecast.ts';
import { type Ahead, pathTo } from '../domain/forecast/path.ts';
import type { OpenWindow } from '../domain/forecast/reading.ts';
import { type ForecastState, freshForecast } from '../domain/forecast/state.ts';
import { monthsByClock, nextRenewal, openRenewal } from '../domain/renewal.ts';
import { room, withRoom } from '../domain/room.ts';
import { day, type EpochMs, hour, localMidnight, type Ms } from '../domain/time.ts';
import { resetTolerance, type WindowState } from '../domain/window.ts';
import type { Applied } from './apply.ts';
import type { Keeping } from './keeping.ts';
import { allowanceOf } from './means.ts';

export type MeterForecast = AccountState['forecasts'][number];

type Use = {
  readonly meter: string;
  readonly length: Ms;
  readonly used: number | null;
  readonly resetsAt: EpochMs | null;
  /** Whether the whole has changed, of which `used` is the share. */
  readonly rebased: boolean;
};

export const cycleMeter = (key: string) => `${key}:cycle`;

/** All accounts of the snapshot: those of the same service are the same person's. */
type Accounts = readonly AccountState[];

/** Takes what was read into the forecasts. The same reading twice, and a late one, change nothing. */
export function keepForecasts(
  account: AccountState,
  applied: Applied,
  keeping: Keeping,
  accounts: Accounts = [],
): AccountState {
  const uses = [
    ...applied.windows.flatMap(({ state, change }) => (change === 'ignored' ? [] : useOfWindow(state))),
    ...applied.balances.flatMap((one) =>
      one.change === 'ignored' ? [] : useOfCycle(account, one.state, isRebased(one), keeping),
    ),
  ];
  const forecasts = uses.reduce(
    (all, use) => absorbed(all, use, aroundOf(account, use.meter, keeping.at, accounts), keeping),
    account.forecasts,
  );
  return forecasts === account.forecasts ? account : { ...account, forecasts };
}

const rebasing: readonly AbsorbedBalance['change'][] = ['granted', 'undone', 'refilled', 'turned'];

/** Whether the cycle's credits are others than before, so that its share is one of another whole: a refill may be late. */
const isRebased = ({ change, lapsed }: AbsorbedBalance) =>
  rebasing.includes(change) || (change === 'spent' && lapsed !== null);

function useOfWindow({ key, length, raw, resetsAt, correctedAt, seenAt }: WindowState): readonly Use[] {
  // A service that corrects itself takes back what was read before: this is the first reading that is believed for it.
  const rebased = correctedAt === seenAt;
  return length === null ? [] : [{ meter: key, length, used: raw, resetsAt, rebased }];
}

function useOfCycle(
  account: AccountState,
  balance: BalanceState,
  rebased: boolean,
  { at, facts, entered, offset, offsetAt }: Keeping,
): readonly Use[] {
  const { monthly, daily } = allowanceOf(account, facts, entered);
  const used = daily ? null : cycleUsed(balance, monthly);
  const renewal = nextRenewal(account, entered, at, offset, offsetAt);
  if (used === null || renewal === null) return [];
  // What is used until the refill is seen is the last cycle's: as the new one's, it would stand there for a month.
  if (openRenewal(account, entered, balance, { now: at, offset, offsetAt }) !== null) return [];
  // A cycle of which only the end is known began on the same day of the month before.
  const told = account.cycle?.to === renewal.at ? account.cycle : null;
  const length = renewal.at - (told?.from ?? monthsByClock(renewal.at, -1, offsetAt ?? (() => offset)));
  const meter = cycleMeter(balance.key);
  // A day that was entered begins at local midnight, which daylight saving moves: the cycle is still the same one.
  const running = account.forecasts.find((one) => one.meter === meter)?.state.windows.at(-1)?.resetsAt;
  const same = running !== undefined && Math.abs(running - renewal.at) <= 2 * hour;
  return [{ meter, length, used, resetsAt: same ? running : renewal.at, rebased }];
}

function absorbed(
  all: readonly MeterForecast[],
  use: Use,
  around: Around,
  { at, offset }: Keeping,
): readonly MeterForecast[] {
  const known = all.find(({ meter, state }) => meter === use.meter && isAsLong(state, use));
  // Months differ: what was learned goes on in one of another length.
  const state = known === undefined ? freshForecast(use.length) : { ...known.state, length: use.length };
  const midnight = localMidnight(at, offset);
  const before = state.windows.at(-1);
  const after = absorbUse(use.rebased ? rebased(state, use) : state, { ...use, at }, around);
  const isNext = before !== undefined && after.windows.at(-1)?.resetsAt !== before.resetsAt;
  const same = known !== undefined && known.today.midnight >= midnight;
  const used = isNext ? 0 : same ? known.today.used : usedBefore(before, midnight);
  const next: MeterForecast = {
    meter: use.meter,
    state: after,
    today: { midnight, used: use.rebased && !isNext ? null : used },
  };
  // In its place: the same answer told twice leaves no trace.
  const place = all.findIndex(({ meter }) => meter === use.meter);
  if (place !== -1) return all.with(place, next);
  const others = withRoom(all, room.meters, (one) => one.state.seenAt ?? 0, at);
  return others === null ? all : [...others, next];
}

/** What was used when the day began: only a look not long before it can say. */
function usedBefore(before: OpenWindow | undefined, midnight: EpochMs): number | null {
  return before !== undefined && midnight - before.seenAt <= evening && before.seenAt < midnight ? before.used : null;
}

/**
 * A pack, a lapse or a correction changes what the share is a share of: the window goes on from the new one, and what
 * was forecast of the old one is not held against it.
 */
function rebased(state: ForecastState, { used, resetsAt }: Use): ForecastState {
  const window = state.windows.findLast(
    (one) => Math.abs(one.resetsAt - (resetsAt ?? 0)) <= resetTolerance(state.length),
  );
  if (used === null || window === undefined) return state;
  const burnt = window.used > 0 ? state.burn.percent * (used / window.used) : 0;
  return {
    ...state,
    burn: { ...state.burn, percent: Math.min(100, burnt) },
    windows: state.windows.map((one) => (one === window ? { ...one, used, shown: [] } : one)),
  };
}

const evening: Ms = 6 * hour;

/** What is known beside a meter. Work that a longer window has stopped already uses nothing up. */
function aroundOf(account: AccountState, meter: string, now: EpochMs, accounts: Accounts): Around {
  const { windows } = account;
  const own = windows.find(({ key }) => key === meter);
  const longer = windows.filter(
    (one) =>
      one.feature === own?.feature &&
      (one.length ?? 0) > (own.length ?? 0) &&
      one.missingSince === null &&
      (one.used ?? 0) >= 99.5 &&
      one.resetsAt !== null &&
      one.resetsAt > now,
  );
  const ends = longer.map(({ resetsAt }) => resetsAt ?? 0);
  const same = sameElsewhere(account, meter, accounts);
  return {
    siblings: same.map(({ finals }) => finals),
    burns: same.map(({ burn }) => burn),
    stoppedUntil: ends.length === 0 ? null : Math.max(...ends),
  };
}

/** The same limit in this person's other accounts. Somebody still unknown may be this one under no name. */
function sameElsewhere(account: AccountState, meter: string, accounts: Accounts): readonly ForecastState[] {
  const named = accounts.filter((one) => one.provider === account.provider && one.account !== unknownAccount);
  const others = account.account === unknownAccount ? [] : named.filter((one) => one.account !== account.account);
  const own = account.forecasts.find((one) => one.meter === meter)?.state;
  return others.flatMap(({ forecasts }) =>
    forecasts.flatMap((one) => (one.meter === meter && own && isAsLong(one.state, own) ? [one.state] : [])),
  );
}

const isAsLong = (one: { readonly length: Ms }, other: { readonly length: Ms }) =>
  Math.abs(one.length - other.length) <= 3 * day;

/** The forecast of a meter as of now; `null` while no window of it is running or nothing of it is known. */
export function forecastFor(
  account: AccountState,
  meter: string,
  now: EpochMs,
  accounts: Accounts = [],
): Forecast | null {
  const known = account.forecasts.find((one) => one.meter === meter);
  // Of a window whose reset nobody tells any more, the reset that was told before is another one's.
  if (account.windows.some(({ key, resetsAt }) => key === meter && resetsAt === null)) return null;
  return known === undefined ? null : forecast(known.state, now, aroundOf(account, meter, now, accounts));
}

/** The way to a forecast that was made of this meter, for drawing. Its end is the forecast itself. */
export function pathFor(
  account: AccountState,
  meter: string,
  seen: Forecast,
  accounts: Accounts = [],
): readonly Ahead[] {
  const known = account.forecasts.find((one) => one.meter === meter);
  return known === undefined ? [] : pathTo(seen, known.state, aroundOf(account, meter, seen.at, accounts));
}
