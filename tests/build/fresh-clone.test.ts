import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The tracked files as they are now, and packages of its own that lead to those here: nothing done there reaches them. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nokori-clone-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tracked = execFileSync('git', ['ls-files', '-z', '--', '.', ':!docs'], { cwd: root, encoding: 'utf8' });
  for (const file of tracked.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => one !== '.installed-lock'))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  const lock = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json')));
  writeFileSync(join(folder, 'node_modules/.installed-lock'), lock.digest('hex'));
  return folder;
}

test('what is started in a fresh clone finds all it is made of, though nothing was built there', () => {
  const cwd = clone();
  // In place of the tour itself, which needs a browser.
  writeFileSync(join(cwd, 'scripts/probe.ts'), `import './tour.ts';\nimport './real.ts';\nconsole.log('all there');\n`);
  const said = execFileSync('node', ['scripts/setup.mjs', 'probe'], { cwd, encoding: 'utf8', stdio: 'pipe' });
  expect(said).toContain('all there');
}, 60_000);
