// `npm test`: everything, in order; every step and every test counts. The last line on stdout is the result.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'nokori-reports-'));

type Count = { readonly passed: number; readonly failed: number };

/** What failed, by name: said again at the end, where it is looked for. */
const failures: string[] = [];

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** Runs a command to its end; what it says goes to stderr, at once or, of several at the same time, in one piece. */
function run(command: string, args: readonly string[], together: boolean): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', together ? 'pipe' : 2, together ? 'pipe' : 2] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => said.push(piece));
    child.on('error', () => done(false));
    child.on('close', (status) => {
      process.stderr.write(Buffer.concat(said));
      done(status === 0);
    });
  });
}

/** A step that succeeds or fails as a whole. */
async function step(name: string, [command = '', ...args]: readonly string[], together = false): Promise<Count> {
  const begun = Date.now();
  const succeeded = await run(command, args, together);
  const seconds = Math.round((Date.now() - begun) / 1_000);
  console.error(succeeded ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)`);
  if (!succeeded) failures.push(name);
  return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Tests, counted one by one; a run that ends without a report counts as one failure. */
async function tests(name: string, project: string, together = false): Promise<Count> {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const whole = await step(name, ['vitest', 'run', '--project', project, ...reporters], together);
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    for (const { assertionResults } of testResults)
      for (const { status, fullName } of assertionResults)
        if (status === 'failed') failures.push(`${name}: ${fullName}`);
    const unseen = numFailedTests === 0 ? whole.failed : 0;
    return { passed: numPassedTests, failed: numFailedTests + unseen };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const counts = [
  await step('texts compile', ['node', 'scripts/locales.ts']),
  await step('the build tool is prepared', ['wxt', 'prepare']),
  await step('format and lint', ['biome', 'check', '--error-on-warnings', '.']),
  await step('types', ['tsc', '--noEmit']),
  await step('pure parts are pure', ['tsc', '-p', 'tsconfig.pure.json']),
  await tests('unit and property tests', 'unit'),
  await step('build for Chromium', ['wxt', 'zip']),
  await step('build for Firefox', ['wxt', 'zip', '-b', 'firefox']),
  await tests('what was built', 'build'),
  // Most of their time they wait for a browser: side by side they take little more than the slower one.
  ...(await Promise.all([
    tests('end to end in Chromium', 'chromium', true),
    tests('end to end in Firefox', 'firefox', true),
  ])),
];
rmSync(reports, { recursive: true, force: true });

const passed = counts.reduce((sum, one) => sum + one.passed, 0);
const failed = counts.reduce((sum, one) => sum + one.failed, 0);
for (const one of failures) console.error(`✗ ${one}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
