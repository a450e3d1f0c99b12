import type { AccountState } from '../../domain/account.ts';
import { cycleAllowance } from '../../domain/cycle-use.ts';
import type { Ahead } from '../../domain/forecast/path.ts';
import { enteredFor } from '../../domain/settings.ts';
import { type EpochMs, minute } from '../../domain/time.ts';
import { resetTolerance } from '../../domain/window.ts';
import type { Card } from '../card.ts';
import { cycleMeter, pathFor } from '../forecasts.ts';
import { allowanceOf } from '../means.ts';
import type { MeterView } from '../meters.ts';
import { isDayAlone } from '../renewal-text.ts';
import type { ObservationRow } from '../rows.ts';
import type { Selection } from '../view.ts';

/** Which readings a drawing wants: those of one meter, from a moment on. */
export type Wanted = {
  readonly provider: string;
  readonly account: string;
  readonly meter: string;
  readonly from: EpochMs;
};

/** A running window or cycle: what was used of it, and where that will probably go. Percent used. */
export type FanView = {
  readonly key: string;
  readonly provider: string;
  /** The number of the account, and the meter's id: as on the card. */
  readonly account: number;
  readonly meter: string;
  readonly name: string;
  readonly finding: string;
  readonly now: EpochMs;
  readonly used: number;
  readonly seenAt: EpochMs;
  readonly resetsAt: EpochMs | null;
  /** The same as a day, where no more is known than that somebody entered it. */
  readonly resetDay: string | null;
  /** The forecast the card speaks of; none where the card has none. */
  readonly ahead: readonly Ahead[];
  readonly wanted: Wanted;
  /** Credits of the whole cycle, where readings tell what is left of them; `null`: they are percent used. */
  readonly whole: number | null;
};

/** One for each meter of a card that is known now and of which something can be foreseen. */
export function fansOf(card: Card, selection: Selection): readonly FanView[] {
  const account = selection.snapshot.accounts.find(
    (one) => one.provider === card.provider && one.account === card.owner,
  );
  if (account === undefined) return [];
  const meters = [...card.meters, ...card.more.meters, ...card.balances.flatMap(({ cycle }) => cycle ?? [])];
  return meters.flatMap((meter) => {
    const foreseen = account.forecasts.some((one) => one.meter === meter.id);
    const running = foreseen ? runningOf(meter.id, account, selection) : null;
    return meter.used === null || running === null ? [] : [fanOf(meter, meter.used, running, account, selection)];
  });
}

type Running = { readonly row: string; readonly from: EpochMs; readonly whole: number | null };

/** Since when the running window or cycle has been going on, and where its readings stand. */
function runningOf(meter: string, account: AccountState, { services, settings }: Selection): Running | null {
  const window = account.windows.find(({ key }) => key === meter);
  if (window !== undefined) {
    const { length, resetsAt, openedAt } = window;
    const from = length === null || resetsAt === null ? openedAt : resetsAt - length - resetTolerance(length);
    return { row: meter, from, whole: null };
  }
  const balance = account.balances.find(({ key }) => cycleMeter(key) === meter);
  const facts = services.find(({ id }) => id === account.provider)?.facts;
  if (balance === undefined || facts === undefined) return null;
  const { monthly } = allowanceOf(account, facts, enteredFor(settings, account));
  const whole = cycleAllowance(balance, monthly);
  return whole === null || whole <= 0 ? null : { row: balance.key, from: balance.cycle.since, whole };
}

function fanOf(
  { id, name, used: _, seenAt, lasting, reset, both }: MeterView,
  used: number,
  { row, from, whole }: Running,
  account: AccountState,
  { words, conditions, snapshot }: Selection,
): FanView {
  const { provider, account: owner, number } = account;
  const ahead = lasting === null ? [] : pathFor(account, id, lasting.forecast, snapshot.accounts);
  const told = reset === null ? null : Date.parse(reset.iso);
  return {
    key: `${provider}/${owner}/${id}`,
    ...{ provider, account: number, meter: id, name, used, seenAt, ahead, whole },
    finding: lasting?.text ?? words.t(used >= 99.5 ? 'fan.used-up' : 'fan.no-forecast', { both }),
    now: conditions.now,
    // As the card counts down to it; the forecast may have been made in another zone.
    resetsAt: told ?? lasting?.forecast.resetsAt ?? null,
    resetDay: told !== null && whole !== null && isDayAlone(account, told) ? words.date(told) : null,
    wanted: { provider, account: owner, meter: row, from },
  };
}

/** Windows of one meter lie further apart than this, and their resets jitter by less. */
const sameReset = 30 * minute;

export type PastPoint = { readonly at: EpochMs; readonly value: number };

/**
 * What was used at each reading of the running window, and now as the card says. Shares only grow within a window: a
 * lower reading is an echo of another tab, and a higher one than is believed now has been corrected.
 */
export function pastOf(fan: FanView, rows: readonly ObservationRow[]): readonly PastPoint[] {
  const { used, seenAt, whole, now } = fan;
  const past = whole === null ? ofWindow(fan, rows) : ofCycle(used, whole, rows);
  const known = past.filter(({ at }) => at <= now);
  return known.some(({ value }) => value === used) ? known : [...known, { at: Math.min(seenAt, now), value: used }];
}

function ofWindow({ used, resetsAt, wanted }: FanView, rows: readonly ObservationRow[]): readonly PastPoint[] {
  let highest = 0;
  return rows.flatMap(({ from, value, resetsAt: told }) => {
    const same = told === null || resetsAt === null || Math.abs(told - resetsAt) <= sameReset;
    if (value === null || from < wanted.from || !same) return [];
    highest = Math.min(used, Math.max(highest, value));
    return [{ at: from, value: highest }];
  });
}

/** Backwards from what is used now: what fell after a reading was not used yet at it. Credits that arrived are no use. */
function ofCycle(used: number, whole: number, rows: readonly ObservationRow[]): readonly PastPoint[] {
  const known = rows.flatMap(({ from, value }) => (value === null ? [] : [{ at: from, left: value }]));
  let value = used;
  return known
    .toReversed()
    .map(({ at, left }, n, all) => {
      const after = all[n - 1]?.left ?? left;
      value = Math.max(0, value - (Math.max(0, left - after) / whole) * 100);
      return { at, value };
    })
    .toReversed();
}
