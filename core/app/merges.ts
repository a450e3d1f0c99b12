import type { Said } from './answers.ts';
import { knownBefore, withoutOwner } from './base.ts';
import type { Event } from './events.ts';
import { mergedRows } from './merge.ts';
import { asOneAccount } from './owners.ts';
import { type RowOf, type Table, type Tables, tables, type Whole } from './whole.ts';

type Merge = Said & { readonly what: 'merged' };

/** Who was said to be the same account as another, in the order in which it was said. */
export function mergesIn(...logs: readonly (readonly Event[])[]): readonly Merge[] {
  const all = logs.flat().filter((event): event is Merge => event.what === 'merged');
  return all.toSorted((a, b) => a.now - b.now);
}

/**
 * A record in which these accounts are one, as they are in another record already: otherwise a file from before would
 * bring the other one back. Its state has to be built from the events then. The same record, where they are one.
 */
export function withMerges(whole: Whole, merges: readonly Merge[]): Whole {
  return merges.reduce((before, merge) => {
    const is = (one: { readonly provider: string; readonly account: string }) =>
      one.provider === merge.provider && one.account === merge.from;
    const known = before.snapshot?.accounts.some(is) ?? before.events.some((one) => 'account' in one && isOf(one, is));
    if (!known) return before;
    const gone = { provider: merge.provider, account: merge.from };
    const base = before.base === null ? null : withoutOwner(before.base, gone, merge.account);
    return {
      events: asOneAccount(before.events, merge, knownBefore(before.base, base)),
      base,
      snapshot: null,
      tables: Object.fromEntries(tables.map((table) => [table, renamed(table, before.tables, merge)])) as Tables,
    };
  }, whole);
}

const isOf = (event: Event, is: (one: { provider: string; account: string }) => boolean) =>
  'provider' in event && event.account !== null && is({ provider: event.provider, account: event.account });

function renamed<Of extends Table>(table: Of, all: Tables, { provider, account, from }: Merge): readonly RowOf<Of>[] {
  const rows = all[table] as readonly RowOf<Of>[];
  const isOther = (row: RowOf<Of>) => 'account' in row && row.provider === provider && row.account === from;
  const others = rows.filter(isOther).map((row) => ({ ...row, account }));
  if (others.length === 0) return rows;
  return mergedRows(
    table,
    rows.filter((row) => !isOther(row)),
    others,
    () => 'apart',
  );
}
