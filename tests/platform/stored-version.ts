import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IDBPDatabase, openDB } from 'idb';

/* A whole database in a file: what each version of this program has left on people's disks. */

const folder = join(import.meta.dirname, '../fixtures/stored');
const fileOf = (version: number) => join(folder, `version-${version}.json`);

type Index = {
  readonly name: string;
  readonly keyPath: string | string[];
  readonly unique: boolean;
  readonly multiEntry: boolean;
};
export type StoreShape = {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly Index[];
};
type Rows = readonly { readonly key: IDBValidKey; readonly value: unknown }[];
export type StoredVersion = {
  readonly version: number;
  readonly stores: readonly StoreShape[];
  readonly rows: { readonly [store: string]: Rows };
};

type Any = IDBPDatabase<unknown>;

/** How the stores of a database are made. */
export function shapesOf(db: Any): StoreShape[] {
  return [...db.objectStoreNames].map((name) => {
    const store = db.transaction(name).store;
    const indexes = [...store.indexNames].map((one): Index => {
      const { keyPath, unique, multiEntry } = store.index(one);
      return { name: one, keyPath: keyPath as string | string[], unique, multiEntry };
    });
    return { name, keyPath: store.keyPath as string | string[] | null, autoIncrement: store.autoIncrement, indexes };
  });
}

/** Everything that stands in a database. */
export async function rowsOf(db: Any): Promise<StoredVersion['rows']> {
  const all: Record<string, Rows> = {};
  for (const name of db.objectStoreNames) {
    const [keys, values] = [await db.getAllKeys(name), await db.getAll(name)];
    all[name] = keys.map((key, n) => ({ key, value: values[n] }));
  }
  return all;
}

/** Puts a database of that version in place, as that version made it. */
export async function restore({ version, stores, rows }: StoredVersion): Promise<void> {
  const db = await openDB('nokori', version, {
    upgrade: (fresh) => {
      for (const { name, keyPath, autoIncrement, indexes } of stores) {
        const store = fresh.createObjectStore(name, { keyPath, autoIncrement });
        for (const { name: of, keyPath: by, ...options } of indexes) store.createIndex(of, by, options);
      }
    },
  });
  for (const { name, keyPath } of stores)
    for (const { key, value } of rows[name] ?? []) await db.put(name, value, keyPath === null ? key : undefined);
  db.close();
}

/** JSON knows no bytes: they stand in it as numbers under a name of their own. */
const bytes = '$bytes';
const packed = (_: string, value: unknown) => (value instanceof Uint8Array ? { [bytes]: [...value] } : value);
const unpacked = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && bytes in value ? Uint8Array.from(value[bytes] as number[]) : value;

/** The versions that are kept, oldest first. */
export const keptVersions: readonly number[] = readdirSync(folder)
  .map((name) => Number(/^version-(\d+)\.json$/.exec(name)?.[1]))
  .toSorted((a, b) => a - b);

export function readVersion(version: number): StoredVersion {
  return JSON.parse(readFileSync(fileOf(version), 'utf8'), unpacked);
}

/** One row to a line. */
export function writeVersion({ version, stores, rows }: StoredVersion): void {
  const lines = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one, packed)).join(',\n');
  const tables = Object.entries(rows).map(([name, all]) => `${JSON.stringify(name)}:[\n${lines(all)}\n]`);
  writeFileSync(
    fileOf(version),
    `{"version":${version},"stores":[\n${lines(stores)}\n],"rows":{\n${tables.join(',\n')}\n}}\n`,
  );
}
