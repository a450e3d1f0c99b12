// `npm start`: the tour of three simulated services, or with `--real` a plain browser for the real ones.
//   --browser firefox|chromium   which browser
//   --headless                   walk the tour without a window (the default where there is no display)
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser, isBranded } from './browsers.mjs';
import { startReal } from './real.ts';
import { tour } from './tour.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    browser: { type: 'string' },
  },
});

const family =
  values.browser === 'firefox' || (values.browser === undefined && findBrowser('chromium') === undefined)
    ? 'firefox'
    : 'chromium';
const executable = findBrowser(family);
if (executable === undefined) {
  console.error(`No ${family === 'firefox' ? 'Firefox' : 'Chromium, Chrome or Edge'} was found.`);
  process.exit(1);
}

console.error('· Building the extension …');
const build = spawnSync('wxt', ['build', ...(family === 'firefox' ? ['-b', 'firefox'] : [])], {
  cwd: root,
  stdio: ['ignore', 'ignore', 2],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const extension = join(root, '.output', family === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');

const display =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
if (values.real) await startReal({ family, executable, extension, branded: isBranded(executable), display });
else await tour({ family, executable, extension, headless: values.headless || !display });
