import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

type Real = {
  readonly family: 'chromium' | 'firefox';
  readonly executable: string;
  readonly extension: string;
  readonly branded: boolean;
  readonly display: boolean;
};

const root = join(import.meta.dirname, '..');

/**
 * Starts a browser for the real services: a plain process with a profile that is kept, without debugging port or
 * automation flag, since sign-in pages refuse those. Branded Chrome and Edge take no extension from the command line:
 * they show their extensions page, and we say which folder to load.
 */
export async function startReal({ family, executable, extension, branded, display }: Real): Promise<void> {
  if (!display) {
    console.error(
      'The real services need a window, and there is no display here. `npm start` without --real walks the tour.',
    );
    process.exit(1);
  }
  const profile = join(root, '.cache', `profile-${family}`);
  mkdirSync(profile, { recursive: true });
  const [command, args] =
    family === 'firefox' ? firefox(executable, extension, profile) : chromium(executable, extension, profile, branded);
  if (branded)
    console.error(`· Switch on “Developer mode”, choose “Load unpacked”, and pick this folder:\n  ${extension}`);
  console.error(`· The profile is kept in ${profile}. Sign in once; close the browser to end.`);
  const browser = spawn(command, args, { stdio: 'ignore', cwd: root });
  process.exitCode = await new Promise<number>((done) => browser.on('exit', (code) => done(code ?? 0)));
}

function chromium(executable: string, extension: string, profile: string, branded: boolean): [string, string[]] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const common = [`--user-data-dir=${profile}`, '--no-first-run', ...sandbox];
  if (branded) return [executable, [...common, 'chrome://extensions']];
  return [
    executable,
    [
      ...common,
      `--load-extension=${extension}`,
      'https://chatgpt.com/codex/settings/usage',
      'https://www.genspark.ai/',
    ],
  ];
}

function firefox(executable: string, extension: string, profile: string): [string, string[]] {
  const flags = [
    '--source-dir',
    extension,
    '--firefox',
    executable,
    '--firefox-profile',
    profile,
    '--profile-create-if-missing',
    '--keep-profile-changes',
  ];
  return ['web-ext', ['run', ...flags, '--start-url', 'https://www.genspark.ai/']];
}
