import { Costs } from '../../../components/dashboard/cost-table.tsx';
import { Planner } from '../../../components/dashboard/planner.tsx';
import { costTables } from '../../../core/app/dashboard/costs.ts';
import { planned, workshops } from '../../../core/app/dashboard/planner.ts';
import type { Store } from '../../../core/platform/store.ts';

/** What tasks cost, what is left still buys, and what an amount makes. */
export function CostsPlace({ store }: { readonly store: Store }) {
  const words = store.words.value;
  const tables = costTables(store.selection.value);
  return (
    <>
      {tables.length === 0 && <p class="quiet">{words.t('costs.empty')}</p>}
      {tables.map((table) => (
        <Costs key={table.key} table={table} words={words} />
      ))}
      <Planner
        workshops={workshops(store.selection.value)}
        words={words}
        planning={store.settings.value.planning}
        onPlanning={(planning) => void store.change((before) => ({ ...before, planning }))}
        onPlan={(at, plan) => planned(at, plan, words)}
      />
    </>
  );
}
