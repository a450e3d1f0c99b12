import type { EpochMs } from '../domain/time.ts';
import { momentOf } from './bundles.ts';
import type { DayRow, ObservationRow, Owner, Row } from './rows.ts';
import { bothOf } from './sums.ts';
import { type RowOf, rowKey, type Tables } from './whole.ts';

/** The tables whose rows are an account's own. */
export const ownTables = ['observations', 'tasks', 'charges', 'lots', 'spending', 'models', 'days', 'sums'] as const;
type Own = (typeof ownTables)[number];
/** What is worked out of two looks one after the other: of two accounts that are one, it holds only where it is made again. */
const workedOut: readonly Own[] = ['spending', 'days'];
export type OwnTables = Pick<Tables, Own>;
type Kept = { readonly [Of in Own]: Map<string, RowOf<Of>> } & {
  /** Of each meter, when its rows begin, in order. */
  readonly begins: Map<string, number[]>;
};

/**
 * Keeps rows as the ledger does when they are written to it one after the other: what an account's tables would hold,
 * had its events happened as they are told now.
 */
export function remaking(): { readonly write: (rows: readonly Row[]) => void; readonly of: (of: Owner) => OwnTables } {
  const tables = Object.fromEntries(ownTables.map((table) => [table, new Map()]));
  const kept = { ...tables, begins: new Map() } as unknown as Kept;
  return {
    write: (rows) => {
      for (const row of rows) write(kept, row);
    },
    of: ({ provider, account }) => {
      const isOwn = (row: Owner) => row.provider === provider && row.account === account;
      const tables = ownTables.map((table) => [table, [...(kept[table] as Map<string, Owner>).values()].filter(isOwn)]);
      return Object.fromEntries(tables) as OwnTables;
    },
  };
}

/**
 * The tables of two accounts that are one: all that either has seen, also what came too late to change anything, with
 * what has been made again.
 */
export function united(
  all: Tables,
  remade: OwnTables,
  isEither: (row: Owner) => boolean,
  to: string,
  madeFrom: EpochMs = 0,
): OwnTables {
  const tables = ownTables.map((table) => {
    const own = (all[table] as readonly RowOf<Own>[]).filter(isEither);
    // What lies before the first event that is kept cannot be made again.
    const seen = workedOut.includes(table) ? own.filter((row) => (momentOf(table, row) ?? 0) < madeFrom) : own;
    return [table, onceEach(table, seen, to, remade[table])];
  });
  return Object.fromEntries(tables) as OwnTables;
}

/** Days and sums of both are true; of everything else, the later row with one key. What was made again stands. */
function onceEach(table: Own, seen: readonly RowOf<Own>[], to: string, remade: readonly RowOf<Own>[]) {
  const rows = new Map<string, RowOf<Own>>();
  for (const one of seen) {
    const row = { ...one, account: to } as RowOf<Own>;
    const key = rowKey(table, row as never);
    const known = rows.get(key);
    const adds = known !== undefined && (table === 'days' || table === 'sums');
    rows.set(key, adds ? bothOf(known as RowOf<'days' | 'sums'>, row as RowOf<'days' | 'sums'>) : row);
  }
  for (const row of remade) rows.set(rowKey(table, row as never), row);
  return [...rows.values()];
}

function write(kept: Kept, { store, row }: Row): void {
  switch (store) {
    case 'events':
    case 'drift':
      break;
    case 'observations':
      addObservation(kept, row);
      break;
    case 'days':
      addDay(kept, row);
      break;
    case 'unspent':
      kept.spending.delete(rowKey('spending', row as RowOf<'spending'>));
      break;
    case 'moved': {
      const known = kept.tasks.get(rowKey('tasks', row as unknown as RowOf<'tasks'>));
      if (known !== undefined) put(kept, 'tasks', { ...known, job: row.job });
      break;
    }
    case 'rename':
      rename(kept, row);
      break;
    default:
      put(kept, store, row as RowOf<typeof store>);
  }
}

function put<Of extends Own>(kept: Kept, table: Of, row: RowOf<Of>): void {
  (kept[table] as Map<string, RowOf<Of>>).set(rowKey(table, row), row);
}

/** An unchanged value extends its row; what an earlier, longer row says already is not written again. */
function addObservation(kept: Kept, row: ObservationRow): void {
  const known = kept.observations.get(rowKey('observations', row));
  if (known !== undefined) put(kept, 'observations', { ...row, until: Math.max(known.until, row.until) });
  else if (!isCovered(kept, row)) begin(kept, row);
}

const seriesOf = ({ provider, account, meter }: ObservationRow) => JSON.stringify([provider, account, meter]);

function isCovered({ begins, observations }: Kept, row: ObservationRow): boolean {
  const from = begins.get(seriesOf(row))?.findLast((one) => one < row.from);
  const before = from === undefined ? undefined : observations.get(rowKey('observations', { ...row, from }));
  if (before === undefined) return false;
  return before.until >= row.until && before.value === row.value && before.blocked === row.blocked;
}

function begin(kept: Kept, row: ObservationRow): void {
  const begins = kept.begins.get(seriesOf(row)) ?? [];
  begins.splice(begins.findLastIndex((from) => from <= row.from) + 1, 0, row.from);
  kept.begins.set(seriesOf(row), begins);
  put(kept, 'observations', row);
}

function addDay(kept: Kept, row: DayRow): void {
  const known = kept.days.get(rowKey('days', row));
  const [spent, granted] = [row.spent + (known?.spent ?? 0), row.granted + (known?.granted ?? 0)];
  put(kept, 'days', { ...row, spent, granted });
}

function rename(kept: Kept, { provider, account, to }: Owner & { readonly to: string }): void {
  for (const table of ownTables)
    for (const [key, row] of [...(kept[table] as Map<string, RowOf<Own>>)]) {
      if (row.provider !== provider || row.account !== account) continue;
      kept[table].delete(key);
      const next = { ...row, account: to };
      if (table === 'days') addDay(kept, next as DayRow);
      else if (table === 'observations') begin(kept, next as ObservationRow);
      else put(kept, table, next as never);
      if (table === 'observations') kept.begins.delete(seriesOf(row as ObservationRow));
    }
}
