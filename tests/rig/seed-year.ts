// Brings an IndexedDB of its own, in which the year is written before it goes into the browser's.
import 'fake-indexeddb/auto';
import { openLedger } from '../../core/platform/ledger.ts';
import { writeYear, yearOf } from '../year.ts';
import type { Tab } from './rig.ts';
import { seed } from './seed.ts';

const stores = ['observations', 'tasks', 'lots', 'spending', 'models', 'days'] as const;

/** A year in the record of the running extension, as though the worker had written it. */
export async function seedYear(tab: Tab, now: number): Promise<void> {
  const lived = yearOf(now, { days: 40, times: 9 });
  await writeYear(lived, now);
  const ledger = await openLedger();
  for (const store of stores) {
    const all = await ledger.db.getAll(store);
    for (let n = 0; n < all.length; n += 2_000) await put(tab, store, all.slice(n, n + 2_000));
  }
  ledger.close();
  await seed(tab, lived.snapshot);
}

function put(tab: Tab, store: string, rows: readonly unknown[]): Promise<unknown> {
  return tab.evaluate(`new Promise((done, failed) => {
    const open = indexedDB.open('nokori', 1);
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const tx = open.result.transaction('${store}', 'readwrite');
      for (const row of ${JSON.stringify(rows)}) tx.objectStore('${store}').put(row);
      tx.oncomplete = () => { open.result.close(); done(true); };
      tx.onerror = () => failed(tx.error);
    };
  })`);
}
