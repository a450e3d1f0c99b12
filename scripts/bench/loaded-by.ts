import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The scripts that one of our pages loads before it can do anything: its own, and what they import for themselves. */
export function loadedBy(folder: string, page: string): readonly string[] {
  const all = new Set<string>();
  const load = (path: string): void => {
    if (all.has(path)) return;
    all.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g);
    for (const [, to = ''] of imports) load(join(dirname(path), to));
  };
  const html = readFileSync(join(folder, page), 'utf8');
  for (const [, from = ''] of html.matchAll(/<script[^>]+src="([^"]+)"/g)) load(join(folder, from));
  return [...all];
}
