import type { Absorbed } from '../domain/absorb-window.ts';
import type { AbsorbedBalance, BalanceState } from '../domain/balance.ts';
import type { BalanceReading, WindowReading } from '../domain/reading.ts';
import { type EpochMs, localDay, minute } from '../domain/time.ts';
import { resetTolerance, type WindowState } from '../domain/window.ts';
import type { Applying } from './apply.ts';
import type { DayRow, ObservationRow, Owner, Row } from './rows.ts';

/** Rows for one window reading: the observation as it came, the window that closed, and the day's use. */
export function windowRows(
  owner: Owner,
  before: WindowState | null,
  absorbed: Absorbed,
  reading: WindowReading,
  applying: Applying,
): Row[] {
  const { state, closed } = absorbed;
  const meter = state.key;
  const unchanged =
    before !== null &&
    belongsTo(before.row, applying.at) &&
    before.raw === reading.used &&
    before.blocked === reading.blocked &&
    (before.floating
      ? state.floating
      : Math.abs((before.resetsAt ?? 0) - (reading.resetsAt ?? 0)) <= resetTolerance(state.length));
  const rows: Row[] = [
    observation(owner, meter, applying, unchanged ? before.row : applying.at, {
      unit: 'percent',
      value: reading.used,
      resetsAt: reading.resetsAt,
      blocked: reading.blocked,
    }),
  ];
  if (closed !== null) rows.push({ store: 'models', row: { ...owner, meter, ...closed } });
  const spent = spentIn(before, absorbed);
  if (spent > 0) rows.push(day(owner, meter, applying, { spent, granted: 0, last: state.used ?? 0 }));
  return rows;
}

/** Parallel tabs deliver the same value a little out of order: it is the row that has already begun. */
function belongsTo(row: EpochMs, at: EpochMs): boolean {
  return at > row - minute;
}

/** What this reading added to the use of the day; nothing on first sight, when the use is older than our look. */
function spentIn(before: WindowState | null, { state, change }: Absorbed): number {
  if (before === null || state.used === null || change === 'ignored' || change === 'restored') return 0;
  return change === 'same' ? Math.max(0, state.used - (before.used ?? state.used)) : state.used;
}

export function balanceRows(
  owner: Owner,
  before: BalanceState | null,
  { state, change, amount }: AbsorbedBalance,
  reading: BalanceReading,
  applying: Applying,
): Row[] {
  const meter = state.key;
  const unchanged =
    before !== null &&
    belongsTo(before.row, applying.at) &&
    before.raw === reading.left &&
    before.blocked === reading.blocked;
  const rows: Row[] = [
    observation(owner, meter, applying, unchanged ? before.row : applying.at, {
      unit: reading.unit,
      value: reading.left,
      resetsAt: reading.returnsAt,
      blocked: reading.blocked,
    }),
  ];
  const last = state.left ?? 0;
  if (change === 'spent') rows.push(day(owner, meter, applying, { spent: amount, granted: 0, last }));
  if (change === 'turned') rows.push(day(owner, meter, applying, { spent: 0, granted: 0, last }));
  if (change === 'refilled' || change === 'granted') {
    rows.push(day(owner, meter, applying, { spent: 0, granted: amount, last }));
    const id = `${meter}:${applying.at}`;
    rows.push({ store: 'lots', row: { ...owner, id, at: applying.at, credits: amount, expiresAt: null, by: 'rise' } });
  }
  return rows;
}

function observation(
  owner: Owner,
  meter: string,
  { at, sighting }: Applying,
  from: EpochMs,
  value: Pick<ObservationRow, 'unit' | 'value' | 'resetsAt' | 'blocked'>,
): Row {
  const { watch, via } = sighting;
  return { store: 'observations', row: { ...owner, meter, from, until: at, ...value, watch, via } };
}

function day(
  owner: Owner,
  meter: string,
  { at, sighting }: Applying,
  did: Pick<DayRow, 'spent' | 'granted' | 'last'>,
): Row {
  return { store: 'days', row: { ...owner, meter, day: localDay(at, sighting.offset), ...did } };
}
