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

/** Whether an observation says what a row from before it, reaching beyond it, says already: it was delivered again. */
async function isCovered(
  store: Observations,
  { provider, account, meter, from, until, value, blocked }: ObservationRow,
) {
  const before = IDBKeyRange.bound([provider, account, meter], [provider, account, meter, from]);
  const known = (await store.openCursor(before, 'prev'))?.value;
  return known !== undefined && known.until >= until && known.value === value && known.blocked === blocked;
}
