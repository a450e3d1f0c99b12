// Which browsers this machine has. Plain JavaScript: it runs before anything is installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const onPath = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  firefox: ['firefox-esr', 'firefox'],
};

const programs = process.env.ProgramFiles ?? 'C:\\Program Files';
const programsX86 = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';
const elsewhere = {
  darwin: {
    chromium: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    firefox: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
  win32: {
    chromium: [
      join(programs, 'Chromium\\Application\\chrome.exe'),
      join(programs, 'Google\\Chrome\\Application\\chrome.exe'),
      join(programsX86, 'Microsoft\\Edge\\Application\\msedge.exe'),
    ],
    firefox: [join(programs, 'Mozilla Firefox\\firefox.exe')],
  },
};

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of an installed browser of a family, or `undefined`. `NOKORI_CHROMIUM` and `NOKORI_FIREFOX` name one outright.
 * @param {'chromium' | 'firefox'} family
 * @returns {string | undefined}
 */
export function findBrowser(family) {
  const named = process.env[`NOKORI_${family.toUpperCase()}`];
  if (named !== undefined) return runs(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = onPath[family].flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  const places =
    process.platform === 'darwin' || process.platform === 'win32' ? elsewhere[process.platform][family] : [];
  return found ?? places.find(runs);
}

/**
 * Chrome and Edge as their makers ship them ignore `--load-extension`.
 * @param {string} path
 */
export function isBranded(path) {
  return (
    /google[- ]?chrome|msedge|microsoft[- ]?edge|Chrome\\Application|[/\\]chrome$/i.test(path) &&
    !/chromium/i.test(path)
  );
}
