// `npm test`: everything, in order; every step and every test counts. The last line on stdout is the result.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
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

/** `together`: with others at the same time. `nice`: how willingly it lets them go first, 0 to 19. */
type Company = { readonly together: boolean; readonly nice: number };
const alone: Company = { together: false, nice: 0 };
const beside: Company = { together: true, nice: 0 };
const behind: Company = { together: true, nice: constants.priority.PRIORITY_BELOW_NORMAL };

/** Runs a command to its end; what it says goes to stderr, at once or, of several at the same time, in one piece. */
function run(command: string, args: readonly string[], { together, nice }: Company): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', together ? 'pipe' : 2, together ? 'pipe' : 2] });
    if (nice > 0 && child.pid !== undefined) setPriority(child.pid, nice);
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
async function step(name: string, [command = '', ...args]: readonly string[], company = alone): Promise<Count> {
  const begun = Date.now();
  const succeeded = await run(command, args, company);
  const seconds = Math.round((Date.now() - begun) / 1_000);
  console.error(succeeded ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)`);
  if (!succeeded) failures.push(name);
  return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Tests, counted one by one; a run that ends without a report counts as one failure. */
async function tests(name: string, project: string, company = alone): Promise<Count> {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const whole = await step(name, ['vitest', 'run', '--project', project, ...reporters], company);
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
  await step('build for Chromium', ['wxt', 'zip']),
  await step('build for Firefox', ['wxt', 'zip', '-b', 'firefox']),
  await tests('what was built', 'build'),
  // Most of their time browsers are waited for: side by side they take little more than the slower one, and the rest is
  // done with what they leave.
  ...(await Promise.all([
    tests('end to end in Chromium', 'chromium', beside),
    tests('end to end in Firefox', 'firefox', beside),
    tests('unit and property tests', 'unit', behind),
  ])),
];
rmSync(reports, { recursive: true, force: true });

const passed = counts.reduce((sum, one) => sum + one.passed, 0);
const failed = counts.reduce((sum, one) => sum + one.failed, 0);
for (const one of failures) console.error(`✗ ${one}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
