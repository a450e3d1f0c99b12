import type { ObservationRow, Row } from '../app/rows.ts';
import type { All } from './ledger-schema.ts';

type Observations = ReturnType<typeof observationsOf>;
const observationsOf = (tx: All) => tx.objectStore('observations');

/** A fact as seen, and whether it came too late to change anything. */
export type Observed = Pick<Extract<Row, { store: 'observations' }>, 'row' | 'late'>;

/**
 * Writes a fact as seen: an unchanged value extends its row and never shortens it. What is `late` takes no other
 * value's place: of two that were told of one moment, the one that counted stays.
 */
export async function addObservation(tx: All, row: ObservationRow, late = false): Promise<void> {
  const store = observationsOf(tx);
  const { provider, account, meter, from, until } = row;
  const known = await store.get([provider, account, meter, from]);
  if (known !== undefined && late && !isAlike(known, row)) return;
  if (known !== undefined) await store.put({ ...(late ? known : row), until: Math.max(known.until, until) });
  else if (!(await isCovered(store, row))) await store.put(row);
}

/**
 * The same facts in fewer rows, those of each meter by themselves: of an unchanged value that was seen several times
 * only its longest row is left, and what is late and says no more than the row before it adds nothing.
 */
export function joined(rows: readonly Observed[]): readonly (readonly Observed[])[] {
  const meters = Map.groupBy(rows, ({ row: { provider, account, meter } }) => `${provider}/${account}/${meter}`);
  return [...meters.values()].map((own) => {
    const kept: Observed[] = [];
    for (const one of own) {
      const last = kept.at(-1);
      const same = last?.row.from === one.row.from && isAlike(last.row, one.row);
      if (same && one.late && one.row.until <= last.row.until) continue;
      if (same && !last.late && !one.late)
        kept[kept.length - 1] = { ...one, row: { ...one.row, until: Math.max(last.row.until, one.row.until) } };
      else kept.push(one);
    }
    return kept;
  });
}

const isAlike = (one: ObservationRow, other: ObservationRow) =>
  one.value === other.value && one.blocked === other.blocked;

/** Whether an observation says what a row from before it, reaching beyond it, says already: it was delivered again. */
async function isCovered(
  store: Observations,
  { provider, account, meter, from, until, value, blocked }: ObservationRow,
) {
  const before = IDBKeyRange.bound([provider, account, meter], [provider, account, meter, from]);
  const known = (await store.openCursor(before, 'prev'))?.value;
  return known !== undefined && known.until >= until && known.value === value && known.blocked === blocked;
}
