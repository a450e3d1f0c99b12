// Extensions that are made for the benchmarks, in folders that are gone afterwards: empty ones to compare with.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtFor } from './browser.ts';
import type { BrowserName } from './part.ts';

type Files = Readonly<Record<string, string>>;
export type Manifest = {
  readonly name: string;
  readonly content_scripts: readonly object[];
  readonly background: object;
  readonly content_security_policy: object;
  readonly [key: string]: unknown;
};

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'nokori-bench-extension-'));
  made.push(folder);
  write(folder, files);
  return folder;
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

const idOf = (id: string) => ({ browser_specific_settings: { gecko: { id, strict_min_version: '142.0' } } });

/** An extension that puts two scripts into the same pages as ours, at the same moment, and both are empty. */
export function emptyScripts(name: BrowserName): string {
  const { manifest_version, version, content_scripts } = manifestOf(builtFor(name));
  const scripts = content_scripts.map((one, n) => ({ ...one, js: [`empty${n}.js`] }));
  return folderWith({
    'manifest.json': JSON.stringify({
      ...{ manifest_version, version, name: 'Empty', content_scripts: scripts },
      ...(name === 'firefox' && idOf('empty@nokori.example')),
    }),
    ...Object.fromEntries(scripts.flatMap(({ js }) => js.map((file) => [file, '']))),
  });
}

/** A script for the isolated world of all pages that we are in. */
const everywhere = ({ host_permissions }: Manifest, script: string) => ({
  ...{ matches: host_permissions, run_at: 'document_start', js: [script] },
});

/** Ours, with more in it: scripts in pages before our own, and pages. */
export function oursWith(name: BrowserName, files: Files, script?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'nokori-bench-extension-'));
  made.push(folder);
  cpSync(builtFor(name), folder, { recursive: true });
  write(folder, files);
  if (script !== undefined) {
    const manifest = manifestOf(folder);
    const more = [...manifest.content_scripts, everywhere(manifest, script)];
    write(folder, { 'manifest.json': JSON.stringify({ ...manifest, content_scripts: more }) });
  }
  return folder;
}

/** An extension with a worker and nothing else, with ours's policy. */
export function bareWorker(name: BrowserName, worker: string, files: Files, script: string): string {
  const manifest = manifestOf(builtFor(name));
  const { manifest_version, version, background, permissions, host_permissions } = manifest;
  return folderWith({
    'manifest.json': JSON.stringify({
      ...{ manifest_version, version, name: 'Bare', background, permissions, host_permissions },
      content_scripts: [everywhere(manifest, script)],
      ...(name === 'firefox' && idOf('bare@nokori.example')),
    }),
    'background.js': worker,
    ...files,
  });
}
