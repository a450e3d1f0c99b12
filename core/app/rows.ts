import type { Charge } from '../domain/charge-ledger.ts';
import type { ProblemKind } from '../domain/problem.ts';
import type { Unit } from '../domain/reading.ts';
import type { Via } from '../domain/sighting.ts';
import type { TaskState } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import type { ClosedWindow } from '../domain/window.ts';
import type { Event } from './events.ts';

/** Whose row it is. */
export type Owner = { readonly provider: string; readonly account: string };

/** A fact as seen. An unchanged value extends `until` instead of adding a row. */
export type ObservationRow = Owner & {
  readonly meter: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly unit: Unit;
  /** Percent used for windows, the rest for balances; `null`: told to exist, size unknown. */
  readonly value: number | null;
  readonly resetsAt: EpochMs | null;
  readonly blocked: boolean | null;
  readonly watch: string;
  readonly via: Via;
};

export type TaskRow = Owner & TaskState;

/** One line of the service's own log. */
export type ChargeRow = Owner & {
  readonly id: string;
  readonly at: EpochMs | null;
  readonly credits: number;
  readonly what: string | null;
};

/** Credits that arrived: `log` the service's own log says so, `rise` we saw the balance go up. */
export type LotRow = Owner & {
  readonly id: string;
  readonly at: EpochMs;
  readonly credits: number;
  readonly expiresAt: EpochMs | null;
  readonly by: 'log' | 'rise';
};

/** Who caused a part of a fall of the credits, as it was worked out; written again when more is known. */
export type SpendingRow = Owner & Charge;

/** A window that is over: what forecasts learn from. */
export type HistoryRow = Owner & ClosedWindow & { readonly meter: string };

/** What one day did to a meter; added to what the day's row already holds. */
export type DayRow = Owner & {
  readonly meter: string;
  /** `2026-11-22`, in the zone of the machine. */
  readonly day: string;
  readonly spent: number;
  readonly granted: number;
  readonly last: number;
};

/** An answer we could not read: paths and kinds, never values. */
export type DriftRow = {
  readonly provider: string;
  readonly watch: string;
  readonly kind: ProblemKind;
  readonly paths: readonly string[];
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly times: number;
};

/** A notification: due until the browser has taken it (then kept as told), or until it is too late. The key says what it is about. */
export type OutboxRow = {
  readonly key: string;
  readonly state: 'due' | 'sent' | 'missed';
  readonly notice: unknown;
  readonly at: EpochMs;
  readonly sentAt: EpochMs | null;
  readonly title: string | null;
  readonly message: string | null;
};

export function taskRow({ provider, account }: Owner, task: TaskState): Row {
  return { store: 'tasks', row: { provider, account, ...task } };
}

/** `late`: it changed nothing of what is believed, and takes no row's place that stands there already. */
type Late = { readonly late?: true };

/** Rows of what was seen too late to change anything. */
export function asLate(rows: readonly Row[]): readonly Row[] {
  return rows.map((one) =>
    one.store === 'observations' || one.store === 'charges' || one.store === 'lots' ? { ...one, late: true } : one,
  );
}

/** What a recording adds to the ledger beside the snapshot. */
export type Row =
  | (Late & { readonly store: 'observations'; readonly row: ObservationRow })
  | { readonly store: 'tasks'; readonly row: TaskRow }
  | (Late & { readonly store: 'charges'; readonly row: ChargeRow })
  | (Late & { readonly store: 'lots'; readonly row: LotRow })
  | { readonly store: 'models'; readonly row: HistoryRow }
  | { readonly store: 'days'; readonly row: DayRow }
  | { readonly store: 'drift'; readonly row: DriftRow }
  | { readonly store: 'spending'; readonly row: SpendingRow }
  /** What all the others, and the snapshot, can be made from again. */
  | { readonly store: 'events'; readonly row: Event }
  /** A charge that was worked out otherwise since. */
  | { readonly store: 'unspent'; readonly row: Owner & { readonly id: string } }
  /** A task counts to another job from now on, or to none. */
  | { readonly store: 'moved'; readonly row: Owner & { readonly key: string; readonly job: string | null } }
  /** The unnamed account turned out to be this one. */
  | { readonly store: 'rename'; readonly row: Owner & { readonly to: string } };
