import { emptySnapshot, type Snapshot } from '../domain/account.ts';
import type { Base } from './base.ts';
import type { Event } from './events.ts';
import type {
  ChargeRow,
  DayRow,
  DriftRow,
  HistoryRow,
  LotRow,
  ObservationRow,
  OutboxRow,
  SpendingRow,
  TaskRow,
} from './rows.ts';
import type { SumRow } from './sums.ts';

/** The rows of the record, table by table. */
export type Tables = {
  readonly observations: readonly ObservationRow[];
  readonly tasks: readonly TaskRow[];
  readonly charges: readonly ChargeRow[];
  readonly lots: readonly LotRow[];
  readonly spending: readonly SpendingRow[];
  /** Windows that are over. */
  readonly models: readonly HistoryRow[];
  readonly days: readonly DayRow[];
  /** What tasks, charges and readings of more than two years ago came to, day by day. */
  readonly sums: readonly SumRow[];
  readonly drift: readonly DriftRow[];
  readonly outbox: readonly OutboxRow[];
};
export type Table = keyof Tables;
export type RowOf<Of extends Table> = Tables[Of][number];

/** Everything the record holds that can be read. `snapshot`: `null` where it has to be built from the events. */
export type Whole = {
  readonly tables: Tables;
  readonly events: readonly Event[];
  /** What was believed before the first of the events; `null`: nothing. */
  readonly base: Base | null;
  readonly snapshot: Snapshot | null;
};

/** Each table with the fields that tell its rows apart, as the ledger's own keys do. */
const keys = {
  observations: ['provider', 'account', 'meter', 'from'],
  tasks: ['provider', 'account', 'key'],
  charges: ['provider', 'account', 'id'],
  lots: ['provider', 'account', 'id'],
  spending: ['provider', 'account', 'id'],
  models: ['provider', 'account', 'meter', 'windowId'],
  days: ['provider', 'account', 'meter', 'day'],
  sums: ['provider', 'account', 'week', 'id'],
  drift: ['provider', 'watch', 'kind'],
  outbox: ['key'],
} as const satisfies { readonly [Of in Table]: readonly (keyof RowOf<Of>)[] };

export const tables = Object.keys(keys) as readonly Table[];

export const emptyTables: Tables = {
  ...{ observations: [], tasks: [], charges: [], lots: [], spending: [], models: [], days: [], sums: [] },
  ...{ drift: [], outbox: [] },
};
export const emptyWhole: Whole = { tables: emptyTables, events: [], base: null, snapshot: emptySnapshot };

/** What tells a row apart from the others of its table. */
export function rowKey<Of extends Table>(table: Of, row: RowOf<Of>): string {
  return JSON.stringify((keys[table] as readonly string[] as readonly (keyof RowOf<Of>)[]).map((field) => row[field]));
}

/** The field that tells most rows of a table apart by itself. */
export function lastOfKey<Of extends Table>(table: Of): keyof RowOf<Of> {
  return (keys[table] as readonly string[]).at(-1) as keyof RowOf<Of>;
}

/** Whose service's row it is. A notice's key begins with its service. */
export function providerOfRow(row: RowOf<Table>): string {
  return 'provider' in row ? row.provider : (row.key.split('·')[0] ?? '');
}

/** Whose service's event it is; `null`: it is about all of them. */
export function providerOfEvent(event: Event): string | null {
  return 'provider' in event ? event.provider : null;
}

/** How many rows there are in all. */
export function countOf(all: Tables): number {
  return tables.reduce((sum, table) => sum + all[table].length, 0);
}
