import type { ObservationRow } from '../app/rows.ts';
import type { All } from './ledger-schema.ts';

type Observations = ReturnType<typeof observationsOf>;
const observationsOf = (tx: All) => tx.objectStore('observations');

/** Writes a fact as seen: an unchanged value extends its row and never shortens it. */
export async function addObservation(tx: All, row: ObservationRow): Promise<void> {
  const store = observationsOf(tx);
  const { provider, account, meter, from, until } = row;
  const known = await store.get([provider, account, meter, from]);
  if (known !== undefined) await store.put({ ...row, until: Math.max(known.until, until) });
  else if (!(await isCovered(store, row))) await store.put(row);
}

/**
 * The same facts in fewer rows, those of each meter by themselves: of an unchanged value that was seen several times
 * only its longest row is left.
 */
export function joined(rows: readonly ObservationRow[]): readonly (readonly ObservationRow[])[] {
  const meters = Map.groupBy(rows, ({ provider, account, meter }) => `${provider}/${account}/${meter}`);
  return [...meters.values()].map((own) => {
    const kept: ObservationRow[] = [];
    for (const row of own) {
      const last = kept.at(-1);
      const same = last?.from === row.from && last.value === row.value && last.blocked === row.blocked;
      if (same) kept[kept.length - 1] = { ...row, until: Math.max(last.until, row.until) };
      else kept.push(row);
    }
    return kept;
  });
}

/** Whether an observation says what a row from before it, reaching beyond it, says already: it was delivered again. */
async function isCovered(
  store: Observations,
  { provider, account, meter, from, until, value, blocked }: ObservationRow,
) {
  const before = IDBKeyRange.bound([provider, account, meter], [provider, account, meter, from]);
  const known = (await store.openCursor(before, 'prev'))?.value;
  return known !== undefined && known.until >= until && known.value === value && known.blocked === blocked;
}
