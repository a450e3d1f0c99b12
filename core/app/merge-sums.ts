import { momentOf, weekOf } from './bundles.ts';
import type { Relation } from './merge-events.ts';
import type { Owner, TaskRow } from './rows.ts';
import type { SumRow } from './sums.ts';
import type { Table, Tables } from './whole.ts';

/* Sums meet the rows they were made of, where one record has been tidied and the other has not. */

/** Of which rows a sum tells. */
const summedTables = { spending: 'spent', tasks: 'made' } as const;
type Summed = keyof typeof summedTables;

/**
 * Two records' tables, so that no sum stands beside what it was made of: of each week of an account that either keeps
 * as sums, the rows and sums of that record stand which knows of more. Two records that have nothing in common keep
 * both: the other's rows are news, and are added to the sums when the record is tidied.
 */
export function withoutTwice(
  present: Tables,
  saved: Tables,
  relation: (provider: string) => Relation,
): { readonly present: Tables; readonly saved: Tables } {
  if (present.sums.length === 0 && saved.sums.length === 0) return { present, saved };
  const [mine, theirs] = [weeksOf(present), weeksOf(saved)];
  const [less, more] = [new Set<string>(), new Set<string>()];
  for (const [key, own] of mine) {
    const other = theirs.get(key);
    if (other === undefined || !(own.summed || other.summed)) continue;
    const how = relation(own.provider);
    if (how === 'apart' || how === 'known') continue;
    const isTheirs = other.count > own.count || (other.count === own.count && how === 'ahead');
    (isTheirs ? less : more).add(key);
  }
  return { present: without(present, less), saved: without(saved, more) };
}

type Week = { readonly provider: string; readonly count: number; readonly summed: boolean };

const keyOf = ({ provider, account }: Owner, of: SumRow['of'], week: number) =>
  JSON.stringify([provider, account, of, week]);

/** How many rows each week of each account has, or stands for. */
function weeksOf(tables: Tables): ReadonlyMap<string, Week> {
  const found = new Map<string, Week>();
  const add = (row: Owner, of: SumRow['of'], week: number, count: number, summed: boolean) => {
    const key = keyOf(row, of, week);
    const known = found.get(key);
    const all = { count: count + (known?.count ?? 0), summed: summed || known?.summed === true };
    found.set(key, { provider: row.provider, ...all });
  };
  for (const row of tables.sums) if (row.of !== 'looked') add(row, row.of, row.week, row.count, true);
  for (const table of Object.keys(summedTables) as Summed[])
    for (const row of tables[table]) if (isCounted(row)) add(row, summedTables[table], weekIn(table, row), 1, false);
  return found;
}

/** Requests that were never answered are in no sum. */
const isCounted = (row: Tables[Summed][number]) => !('accepted' in row) || (row as TaskRow).accepted;
const weekIn = (table: Summed, row: Tables[Summed][number]) => weekOf(momentOf(table, row as never) ?? 0);

function without(tables: Tables, gone: ReadonlySet<string>): Tables {
  if (gone.size === 0) return tables;
  const kept = <Of extends Summed>(table: Of) =>
    (tables[table] as readonly Tables[Summed][number][]).filter(
      (row) => !gone.has(keyOf(row, summedTables[table], weekIn(table, row))),
    );
  const sums = tables.sums.filter((row) => !gone.has(keyOf(row, row.of, row.week)));
  return { ...tables, sums, spending: kept('spending'), tasks: kept('tasks') } as { [Of in Table]: Tables[Of] };
}
