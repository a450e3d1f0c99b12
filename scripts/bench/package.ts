// How large the packages are. `npm run zip` makes them; here they are made where they are not there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtFor } from './browser.ts';
import type { BrowserName, Part } from './part.ts';

const root = join(import.meta.dirname, '../..');
const output = join(root, '.output');
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
const gzipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

/** The zip of what is built now: an older one is made again. */
function zipOf(name: BrowserName): string {
  const kind = name === 'firefox' ? 'firefox' : 'chrome';
  const find = () => readdirSync(output).find((one) => one.endsWith(`-${kind}.zip`));
  const known = find();
  const built = statSync(join(builtFor(name), 'manifest.json')).mtimeMs;
  if (known === undefined || statSync(join(output, known)).mtimeMs < built)
    spawnSync('wxt', ['zip', ...(name === 'firefox' ? ['-b', 'firefox'] : [])], { cwd: root, stdio: 'ignore' });
  return join(output, find() ?? '');
}

export const packages: Part = {
  name: 'package',
  measure: async (tell) => {
    for (const name of ['chromium', 'firefox'] as const) {
      const zip = zipOf(name);
      if (existsSync(zip))
        tell({ what: 'the package (target ≤ 150 kB)', where: name, told: kilobytes(statSync(zip).size) });
      const folder = join(builtFor(name), 'content-scripts');
      const sizes = readdirSync(folder).map(
        (file) => `${file.replace('.js', '')} ${kilobytes(gzipped(join(folder, file)))}`,
      );
      tell({ what: 'what is put into pages, gzip (target ≤ 4 kB each)', where: name, told: sizes.join(', ') });
    }
  },
};
