// `npm run mutate [-- FILE…] [--minutes N] [--again]`: changes the domain and the readers in every small way there is and
// sees whether a test notices. Goes on where it stopped, stops by itself after 25 minutes, and writes its table into
// docs/testing.md. Only what has changed since is tried again; `--again` forgets everything, `FILE` is part of a path.

import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endsOf, type Report, scoreOf, summed } from './mutate/score.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.cache/mutate');
const given = process.argv.slice(2);
const place = given.indexOf('--minutes');
const until = Date.now() + (place === -1 ? 25 : Number(given[place + 1])) * 60_000;
const named = given.filter((one, at) => !one.startsWith('--') && given[at - 1] !== '--minutes');

const files = globSync('core/{domain,providers}/**/*.ts', { cwd: root })
  .filter((path) => !/\/(facts|index)\.ts$/.test(path))
  .sort();

/** One file is one piece: what was found about it is kept when the rest is not reached. */
const kept = (path: string) => join(folder, `${path.replaceAll('/', '-')}.json`);
const reportOf = (path: string): Report | undefined =>
  existsSync(kept(path)) ? (JSON.parse(readFileSync(kept(path), 'utf8')) as Report) : undefined;

function options(path: string) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutate.config.ts', related: true },
    mutate: [path],
    concurrency: Number(process.env.NOKORI_CORES ?? 2),
    coverageAnalysis: 'perTest',
    // What runs only while a file loads would need every test anew, in a new process, for each mutant.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: kept(path),
    reporters: [],
    tempDirName: '.cache/mutate-tmp',
    // Its way of rewriting that file needs an older compiler; nothing here is compiled by it.
    tsconfigFile: 'none.json',
    ignorePatterns: ['*', '!core/**', '!tests/**', '!locales/**', '!scripts/**', '!package.json', '!vitest*.ts'],
    allowEmpty: true,
  };
}

/** Whether Stryker came to an end. */
function tries(path: string): boolean {
  const file = join(folder, 'options.json');
  writeFileSync(file, JSON.stringify(options(path)));
  // Set when its threads begin: a zone that a test file asks for comes too late there.
  const env = { ...process.env, TZ: 'America/Los_Angeles' };
  const { status, stdout } = spawnSync('stryker', ['run', file], { cwd: root, encoding: 'utf8', env });
  if (status !== 0) console.log(stdout);
  return status === 0;
}

const percent = (value: number | null) => (value === null ? '–' : value.toFixed(1));

function table(): string {
  const rows = files.flatMap((path) => {
    const report = reportOf(path);
    return report === undefined
      ? []
      : [{ path, ends: summed(Object.values(report.files).map((one) => endsOf(one.mutants))) }];
  });
  const line = (name: string, ends: ReturnType<typeof summed>) =>
    `| ${name} | ${percent(scoreOf(ends))} | ${ends.killed} | ${ends.survived} | ${ends.uncovered} | ${ends.ignored} |`;
  return [
    `${rows.length} of ${files.length} files tried.`,
    '',
    '| | % noticed | noticed | not noticed | reached by no test | only while loading |',
    '|---|---|---|---|---|---|',
    line('**all**', summed(rows.map(({ ends }) => ends))),
    ...rows.map(({ path, ends }) => line(`\`${path}\``, ends)),
  ].join('\n');
}

/** Puts the table where the document has room for it. */
function write(): void {
  const path = join(root, 'docs/testing.md');
  const said = `<!-- table -->\n${table()}\n<!-- /table -->`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/<!-- table -->[\s\S]*<!-- \/table -->/, said));
}

if (given.includes('--again')) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let failed = 0;
const chosen = files.filter((path) => named.length === 0 || named.some((name) => path.includes(name)));
// What was never tried comes first, so that pieces of one run after the other reach every file.
for (const path of [...chosen].sort((a, b) => Number(existsSync(kept(a))) - Number(existsSync(kept(b))))) {
  if (Date.now() > until) break;
  if (!tries(path)) failed++;
  const report = reportOf(path);
  const ends = summed(Object.values(report?.files ?? {}).map((one) => endsOf(one.mutants)));
  console.log(`${path}: ${percent(scoreOf(ends))} % of ${ends.killed + ends.survived + ends.uncovered}`);
}
write();
console.log(table());
process.exit(failed === 0 ? 0 : 1);
