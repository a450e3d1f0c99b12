// What a heavy record takes, tidied, in the browsers themselves and year by year, beside naive rows.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { type Bundled, bundledTables, weekOf } from '../../core/app/bundles.ts';
import { week } from '../../core/domain/time.ts';
import { heavyDays, type Recorded } from '../../tests/heavy.ts';
import { bundlesOf, type HeavyRecord, heavyWeek, keptOf, recordAfter, type Stored } from '../../tests/heavy-record.ts';
import { chromiumRig } from '../../tests/rig/chromium.ts';
import { firefoxRig } from '../../tests/rig/firefox.ts';
import type { Tab } from '../../tests/rig/rig.ts';
import { startWorld } from '../../tests/simulators/world.ts';
import { findBrowser } from '../browsers.mjs';

const root = join(import.meta.dirname, '../..');
const until = 2_960 * week;
/** A year of whole weeks. */
const year = 52;
const years = [1, 2, 3, 4];

const bytesOf = (all: readonly unknown[]) => all.reduce<number>((sum, one) => sum + serialize(one).length, 0);
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

/** Prints bytes for each row, by table and age, and what the whole of it takes on the disks of browsers. */
export async function storage(): Promise<void> {
  const lived = heavyDays(until, 4);
  printRows(lived);
  const all = recordAfter(years.length * year, lived, until);
  const records = years.map((n) => lastWeeks(all, n * year));
  printGrowth(lived, all);
  for (const name of ['chromium', 'firefox'] as const) await inBrowser(name, [...records, naive(lived)]);
}

/** What a record would be, had its life begun so many weeks ago: all that is old is told week by week. */
function lastWeeks({ archive, base, ...rest }: HeavyRecord, weeks: number): Stored {
  return { ...rest, archive: archive.filter((one) => one.week >= weekOf(until) - weeks), base: [base] };
}

/** What each year adds in a month, as bytes of structured clones, beside the same rows as they came. */
function printGrowth(lived: Recorded, all: HeavyRecord): void {
  const naive = bundledTables.reduce((sum, table) => sum + bytesOf(keptOf(table, heavyWeek(lived, -1))), 0);
  const sizes = [0, ...years].map((n) => bytesOf(Object.values(lastWeeks(all, n * year)).flat()));
  for (const n of years) {
    const growth = ((sizes[n] ?? 0) - (n === 1 ? 0 : (sizes[n - 1] ?? 0))) / 12;
    const share = growth / ((naive * year) / 12);
    console.log(`year ${n}: ${(growth / 1000).toFixed(0)} kB a month, ${share.toFixed(4)} × naive rows`);
  }
}

function printRows(lived: Recorded): void {
  const rows = heavyWeek(lived, -1);
  const which = weekOf(until) - 1;
  const of = (table: Bundled, after: number) =>
    bundlesOf(rows, which, until + after).filter((one) => one.table === table);
  console.log('bytes for each row of a heavy week: as a row of its own, bundled, and after more than a year');
  for (const table of bundledTables) {
    const plain = keptOf(table, rows);
    if (plain.length === 0) continue;
    const each = [plain, of(table, 5 * week), of(table, 60 * week)].map((all) => bytesOf(all) / plain.length);
    const [alone = 0, bundled = 0, old = 0] = each;
    const told = each.map((one) => one.toFixed(1)).join(' → ');
    console.log(
      `${table}: ${told} (${(bundled / alone).toFixed(3)} ×, ${(old / alone).toFixed(3)} ×), ${plain.length} a week`,
    );
  }
}

/** What the browser says each record takes, each in a profile of its own. */
async function inBrowser(name: 'chromium' | 'firefox', records: readonly Stored[]): Promise<void> {
  const executable = findBrowser(name);
  if (executable === undefined) return;
  spawnSync('wxt', ['build', ...(name === 'firefox' ? ['-b', 'firefox'] : [])], { cwd: root, stdio: 'ignore' });
  const world = await startWorld();
  const extension = join(root, `.output/${name === 'firefox' ? 'firefox' : 'chrome'}-mv3`);
  const start = name === 'firefox' ? firefoxRig : chromiumRig;
  const taken: number[] = [];
  for (const stored of records) {
    const rig = await start({ extension, executable, world, language: 'en-US' });
    taken.push(await takes(await rig.open(`${rig.origin}/popup.html`), stored));
    await rig.close();
  }
  await world.close();
  const some = taken.pop() ?? 0;
  const [first = 0] = taken;
  // A tenth of a year of single rows stands for ten of them.
  const rows = some * (year / tenth);
  const later = taken.slice(1).map((one, n) => one - (taken[n] ?? 0));
  const added = later.map((one) => `${(one / first).toFixed(2)} × (${megabytes(one)})`);
  console.log(
    `${name}: after a year ${megabytes(first)} by its own account, ${(first / rows).toFixed(3)} × naive rows ` +
      `(${megabytes(rows)} without events); the years after it add ${added.join(', ')}`,
  );
}

/** Weeks. */
const tenth = 5;
function naive(lived: Recorded): Stored {
  const weeks = Array.from({ length: tenth }, (_, n) => heavyWeek(lived, n - tenth)).flat();
  return Object.fromEntries(bundledTables.map((table) => [table, keptOf(table, weeks)]));
}

const usage = (tab: Tab) => tab.evaluate<number>('navigator.storage.estimate().then(({ usage }) => usage)');

/** What is written last is not in its final form yet, up to some megabytes: several of each are measured at once. */
const copies = 5;

/** Puts copies of a record into databases of their own, and says how many bytes each takes. */
async function takes(tab: Tab, stored: Stored): Promise<number> {
  const before = await usage(tab);
  for (let copy = 0; copy < copies; copy++) {
    await tab.evaluate(`new Promise((done, failed) => {
      const open = indexedDB.open('bench${copy}', 1);
      open.onupgradeneeded = () => { for (const name of ${JSON.stringify(Object.keys(stored))}) open.result.createObjectStore(name, { autoIncrement: true }); };
      open.onsuccess = () => done(void (window.bench = open.result));
      open.onerror = () => failed(open.error);
    })`);
    for (const [store, rows] of Object.entries(stored))
      for (let n = 0; n < rows.length; n += 500) await tab.evaluate(adding(store, rows.slice(n, n + 500)));
    await tab.evaluate('void window.bench.close()');
  }
  return ((await settledUsage(tab)) - before) / copies;
}

/** What is written is put in order in the background: once that has not changed anything for a while, it is over. */
async function settledUsage(tab: Tab): Promise<number> {
  let [last, same] = [await usage(tab), 0];
  while (same < 12) {
    await new Promise((go) => setTimeout(go, 500));
    const next = await usage(tab);
    [last, same] = [next, next === last ? same + 1 : 0];
  }
  return last;
}

const adding = (store: string, rows: readonly object[]) => `new Promise((done, failed) => {
  const tx = window.bench.transaction('${store}', 'readwrite', { durability: 'strict' });
  const rows = JSON.parse(${JSON.stringify(JSON.stringify(rows, asList))}, (name, value) => value?.bytesOf ? Uint8Array.from(value.bytesOf) : value);
  for (const row of rows) tx.objectStore('${store}').add(row);
  tx.oncomplete = () => done(true);
  tx.onerror = () => failed(tx.error);
})`;

const asList = (_: string, value: unknown) => (value instanceof Uint8Array ? { bytesOf: [...value] } : value);
