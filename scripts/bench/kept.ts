import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Measured, tablesOf } from './figures.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.cache/bench');
const fileOf = (part: string) => join(folder, `${part}.json`);

/** Which sources are measured; with `+` where they are not as they were committed. */
export function commitNow(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const changed = git('status', '--porcelain', '--untracked-files=no', 'core', 'components', 'entrypoints') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
}

const builtFile = join(folder, 'built');

/** Notes which sources have just been built. */
export function noteBuilt(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(builtFile, commitNow());
}

/** Which sources what is built now was made of, as far as it was these benchmarks that built it. */
export const builtOf = (): string => (existsSync(builtFile) ? readFileSync(builtFile, 'utf8') : commitNow());

/** Keeps what a part has measured. */
export function keep(part: string, measured: Measured): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify(measured));
}

/** Puts the tables of what is kept where the document has room for them; parts that were never measured are left out. */
export function writeTables(parts: readonly string[]): string {
  const known = parts.filter((part) => existsSync(fileOf(part)));
  const tables = tablesOf(
    new Map(known.map((part): [string, Measured] => [part, JSON.parse(readFileSync(fileOf(part), 'utf8'))])),
  );
  const path = join(root, 'docs/performance.md');
  const said = `<!-- table -->\n${tables}\n<!-- /table -->`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/<!-- table -->[\s\S]*<!-- \/table -->/, () => said),
  );
  return tables;
}
