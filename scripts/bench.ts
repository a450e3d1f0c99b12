// `npm run bench [-- NAME…] [--built] [--full] [--from-first-day] [--control]`: what we cost, each a ratio that was
// measured in turns within one run. NAME: `page`, `page-firefox`, `model`…; without, all of them. What each part has
// measured is kept in `.cache/bench`, and the tables in docs/performance.md are made of it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Figure, lineOf } from './bench/figures.ts';
import { builtOf, keep, noteBuilt, writeTables } from './bench/kept.ts';
import { model } from './bench/model/model.ts';
import { network } from './bench/network.ts';
import { packages } from './bench/package.ts';
import { page } from './bench/page/page.ts';
import { dashboard } from './bench/pages/dashboard.ts';
import { popup } from './bench/pages/popup.ts';
import type { Part } from './bench/part.ts';
import { storage } from './bench/storage.ts';
import { worker } from './bench/worker/worker.ts';
import { findBrowser } from './browsers.mjs';

const root = join(import.meta.dirname, '..');
const browsers = ['chromium', 'firefox'] as const;
const parts: readonly Part[] = [
  ...[page, worker, popup, dashboard].flatMap((part) => browsers.map(part)),
  ...[model, { name: 'storage', measure: storage }, packages, network],
];

const given = process.argv.slice(2);
const named = given.filter((one) => !one.startsWith('--'));
const isNamed = (part: string) =>
  named.length === 0 || named.some((name) => part === name || part.startsWith(`${name}-`));
const isThere = (part: string) => {
  const family = /-(chromium|firefox)$/.exec(part)?.[1] as 'chromium' | 'firefox' | undefined;
  return family === undefined || findBrowser(family) !== undefined;
};
const chosen = parts.filter(({ name }) => isNamed(name) && isThere(name));

if (!given.includes('--built')) {
  for (const browser of [[], ['-b', 'firefox']])
    spawnSync('wxt', ['build', ...browser], { cwd: root, stdio: 'ignore' });
  noteBuilt();
}

for (const { name, measure } of chosen) {
  const begun = performance.now();
  const figures: Figure[] = [];
  const tell = (figure: Figure) => {
    figures.push(figure);
    console.log(`  ${lineOf(figure)}`);
  };
  console.log(name);
  try {
    await measure(tell);
    const at = new Date().toISOString().slice(0, 10);
    if (!given.includes('--control')) keep(name, { commit: builtOf(), at, figures });
  } catch (error) {
    // The other parts have nothing to do with it.
    console.error(`${name} could not be measured:`, error);
    process.exitCode = 1;
  }
  console.log(`${name}: ${Math.round((performance.now() - begun) / 1_000)} s`);
}
if (!given.includes('--control')) console.log(`\n${writeTables(parts.map(({ name }) => name))}`);
process.exit();
