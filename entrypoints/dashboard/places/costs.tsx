import { Costs } from '../../../components/dashboard/cost-table.tsx';
import { costTables } from '../../../core/app/dashboard/costs.ts';
import type { Store } from '../../../core/platform/store.ts';

/** What tasks cost, and what is left still buys. */
export function CostsPlace({ store }: { readonly store: Store }) {
  const words = store.words.value;
  const tables = costTables(store.selection.value);
  return (
    <>
      {tables.length === 0 && <p class="quiet">{words.t('costs.empty')}</p>}
      {tables.map((table) => (
        <Costs key={table.key} table={table} words={words} />
      ))}
    </>
  );
}
