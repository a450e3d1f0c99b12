// Makes a fresh machine ready, then runs a task with the project's own Node. Plain JavaScript for Node 20; safe to run again.
//   node scripts/setup.mjs start|test [arguments]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browsers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules/.bin/node');
const [task = 'start', ...rest] = process.argv.slice(2);

/** @param {string} text */
const say = (text) => console.error(`· ${text}`);

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined || status !== 0) {
    say(`\`${[command, ...args].join(' ')}\` did not succeed${error === undefined ? '' : `: ${error.message}`}.`);
    process.exit(status || 1);
  }
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules/.installed-lock');
  if (existsSync(mark) && existsSync(node) && readFileSync(mark, 'utf8') === lock) return;
  say('Installing packages (a minute or two) …');
  // Progress goes to stderr: the last line of `npm test` on stdout is the result.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['inherit', 2, 'inherit'],
    shell: process.platform === 'win32',
  });
  writeFileSync(mark, lock);
}

/** Whether Japanese text can be drawn. Systems other than Linux bring fonts for it; what cannot be asked is not in doubt. */
function drawsJapanese() {
  if (process.platform !== 'linux') return true;
  const { status, stdout } = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' });
  return status !== 0 || stdout.trim() !== '';
}

/** @param {readonly ('chromium' | 'firefox')[]} families */
function installBrowsers(families) {
  const missing = families.filter((family) => findBrowser(family) === undefined);
  if (missing.length === 0 && drawsJapanese()) return;
  const debian = process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) return installOnDebian();
  if (missing.length === 0)
    return say(
      'No font here draws Japanese: what is laid out in it will not be what people see (fonts-noto-cjk does).',
    );
  const names = missing.map((family) => (family === 'chromium' ? 'Chromium, Chrome or Edge' : 'Firefox'));
  say(`Please install ${names.join(' and ')}, then run this again.`);
  process.exit(1);
}

function installOnDebian() {
  say('Installing chromium, firefox-esr and fonts-noto-cjk (a few minutes) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 2, 'inherit'] });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'firefox-esr', 'fonts-noto-cjk'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** What the task needs: tests drive both families, the tour the one that was asked for. */
function families() {
  if (task === 'test') return /** @type {const} */ (['chromium', 'firefox']);
  const asked = rest[rest.indexOf('--browser') + 1];
  if (rest.includes('--browser')) return /** @type {const} */ ([asked === 'firefox' ? 'firefox' : 'chromium']);
  const onlyFirefox = findBrowser('chromium') === undefined && findBrowser('firefox') !== undefined;
  return /** @type {const} */ ([onlyFirefox ? 'firefox' : 'chromium']);
}

installPackages();
installBrowsers(families());
run(node, [join(root, 'tests/simulators/certificate.ts')], { stdio: ['ignore', 2, 'inherit'] });
// The tour speaks the extension's own words, which are compiled from their texts.
run(node, [join(root, 'scripts/locales.ts')], { stdio: ['ignore', 2, 'inherit'] });
const { status } = spawnSync(node, [join(root, `scripts/${task}.ts`), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  },
});
process.exit(status ?? 1);
