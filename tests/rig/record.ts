import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tab } from './rig.ts';

/**
 * Makes the record again with all that is in it, as `version` would have left it, save one store. The page keeps its
 * connection if it is told to: `window.held`. It is asked for before anybody else can open what is new.
 */
export function remake(tab: Tab, how: { version: number; without?: string; held?: 'yielding' | 'stubborn' }) {
  return tab.evaluate<boolean>(`(async () => {
    const done = (request) => new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
    });
    const old = await done(indexedDB.open('nokori'));
    const tx = old.transaction([...old.objectStoreNames]);
    const all = [];
    for (const name of old.objectStoreNames) {
      const store = tx.objectStore(name);
      const indexes = [...store.indexNames].map((one) => [one, store.index(one).keyPath]);
      const { keyPath, autoIncrement } = store;
      all.push({ name, keyPath, autoIncrement, indexes, keys: await done(store.getAllKeys()), rows: await done(store.getAll()) });
    }
    old.close();
    indexedDB.deleteDatabase('nokori');
    const made = indexedDB.open('nokori', ${how.version});
    made.onupgradeneeded = () => {
      for (const { name, keyPath, autoIncrement, indexes, keys, rows } of all) {
        if (name === ${JSON.stringify(how.without ?? null)}) continue;
        const store = made.result.createObjectStore(name, { keyPath, autoIncrement });
        for (const [one, path] of indexes) store.createIndex(one, path);
        for (const [n, row] of rows.entries()) keyPath === null ? store.put(row, keys[n]) : store.put(row);
      }
    };
    const db = await done(made);
    if (${JSON.stringify(how.held ?? null)} === null) db.close();
    else window.held = db;
    if (${JSON.stringify(how.held ?? null)} === 'yielding') db.onversionchange = () => { window.asked = true; db.close(); };
    return true;
  })()`);
}

/** A copy of the built extension whose record is one version further on: as the next update would be. */
export function updated(built: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'nokori-updated-'));
  cpSync(built, copy, { recursive: true });
  const opening = /await (\w+)\((\w+),1,(\w+)\)/g;
  let found = 0;
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.js'))) {
    const text = readFileSync(join(copy, name), 'utf8');
    const next = text.replace(opening, 'await $1($2,2,$3)');
    found += text.match(opening)?.length ?? 0;
    if (next !== text) writeFileSync(join(copy, name), next);
  }
  if (found !== 1) throw new Error(`the record is opened in ${found} places of what was built`);
  return copy;
}
