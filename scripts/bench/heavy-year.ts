import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { week } from '../../core/domain/time.ts';
import { baseKey, snapshotKey } from '../../core/platform/rebuilding.ts';
import { heavyDays } from '../../tests/heavy.ts';
import { recordAfter, type Stored } from '../../tests/heavy-record.ts';
import type { Tab } from '../../tests/rig/rig.ts';
import { commitNow } from './kept.ts';

const year = 52;
/** So many days are lived; the rest of the year is made of them. */
const lived = 14;

/**
 * The record of somebody who has lived a heavy year in three services, up to the beginning of this week. Making it takes
 * half a minute: it is kept until the sources change.
 */
export function heavyYear(): Stored {
  const until = Math.floor(Date.now() / week) * week;
  const file = join(import.meta.dirname, '../../.cache/bench', `heavy-${commitNow()}-${until}.v8`);
  if (existsSync(file)) return deserialize(readFileSync(file));
  const { base, ...rest } = recordAfter(year, heavyDays(until, lived), until);
  const record: Stored = { ...rest, base: [base] };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, serialize(record));
  return record;
}

/** Names of rows whose stores give them none. */
const keys: Readonly<Record<string, string>> = { snapshot: snapshotKey, base: baseKey };

/** Puts a record into the running extension, from any of its own pages, as though the worker had written it. */
export async function seedRecord(tab: Tab, record: Stored): Promise<void> {
  for (const [store, rows] of Object.entries(record))
    for (let n = 0; n < rows.length; n += 500)
      await tab.evaluate(putting(store, keys[store] ?? null, rows.slice(n, n + 500)));
}

const putting = (store: string, key: string | null, rows: readonly object[]) => `new Promise((done, failed) => {
  const open = indexedDB.open('nokori', 1);
  open.onerror = () => failed(open.error);
  open.onsuccess = () => {
    const tx = open.result.transaction('${store}', 'readwrite');
    const revived = (_, value) => (value?.bytesOf ? Uint8Array.from(value.bytesOf) : value);
    const key = ${JSON.stringify(key)};
    for (const row of JSON.parse(${JSON.stringify(JSON.stringify(rows, asList))}, revived))
      tx.objectStore('${store}').put(row, ...(key === null ? [] : [key]));
    tx.oncomplete = () => { open.result.close(); done(true); };
    tx.onerror = () => failed(tx.error);
  };
})`;

const asList = (_: string, value: unknown) => (value instanceof Uint8Array ? { bytesOf: [...value] } : value);
