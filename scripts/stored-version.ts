// Writes down a database as the present version leaves it: tests/fixtures/stored/version-N.json. Once a version is
// released its file is never written again; a later version gets a file, and a step of the upgrade, of its own.
import { spawnSync } from 'node:child_process';

const args = ['run', '--project', 'unit', 'tests/platform/stored-version.test.ts', '-t', 'is written down$'];
const env = { ...process.env, NOKORI_STORED_VERSION: 'write' };
const { status } = spawnSync('vitest', args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
process.exitCode = status ?? 1;
