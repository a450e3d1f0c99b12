// `npm test`: everything, in order; every step and every test counts. The last line on stdout is the result.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'nokori-reports-'));

type Count = { readonly passed: number; readonly failed: number };

/** A step that succeeds or fails as a whole. */
function step(name: string, command: string, ...args: string[]): Count {
  const begun = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  const seconds = Math.round((Date.now() - begun) / 1_000);
  console.error(status === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)`);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Tests, counted one by one; a run that ends without a report counts as one failure. */
function tests(name: string, ...projects: string[]): Count {
  const report = join(reports, `${projects.join('-')}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const whole = step(name, 'vitest', 'run', ...chosen, ...reporters);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    const unseen = numFailedTests === 0 ? whole.failed : 0;
    return { passed: numPassedTests, failed: numFailedTests + unseen };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const counts = [
  step('texts compile', 'node', 'scripts/locales.ts'),
  step('the build tool is prepared', 'wxt', 'prepare'),
  step('format and lint', 'biome', 'check', '--error-on-warnings', '.'),
  step('types', 'tsc', '--noEmit'),
  step('pure parts are pure', 'tsc', '-p', 'tsconfig.pure.json'),
  tests('unit and property tests', 'unit'),
  step('build for Chromium', 'wxt', 'build'),
  step('build for Firefox', 'wxt', 'build', '-b', 'firefox'),
  tests('what was built', 'build'),
  tests('end to end in Chromium and Firefox', 'chromium', 'firefox'),
];
rmSync(reports, { recursive: true, force: true });

const passed = counts.reduce((sum, one) => sum + one.passed, 0);
const failed = counts.reduce((sum, one) => sum + one.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
