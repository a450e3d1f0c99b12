import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { watches } from '@/core/providers/watches.ts';

const output = join(import.meta.dirname, '../../.output');
const zipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

/** Everything a page loads before it can do anything: its scripts, and what they import for themselves. */
function loadedBy(build: string, page: string): ReadonlySet<string> {
  const root = join(output, build);
  const all = new Set<string>();
  const load = (path: string): void => {
    if (all.has(path)) return;
    all.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g);
    for (const [, to = ''] of imports) load(join(dirname(path), to));
  };
  const html = readFileSync(join(root, page), 'utf8');
  for (const [, from = ''] of html.matchAll(/<script[^>]+src="([^"]+)"/g)) load(join(root, from));
  return all;
}

// Bytes after gzip. Whoever makes something larger on purpose raises its limit and says why.
describe.each(['chrome-mv3', 'firefox-mv3'])('of %s', (build) => {
  test('the popup paints with less than 30 kB, the framework included', () => {
    const scripts = [...loadedBy(build, 'popup.html')];
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.map(zipped).reduce((sum, one) => sum + one, 0)).toBeLessThan(30_000);
  });

  test.each(
    watches.flatMap(({ id }) => [
      [`tap-${id}`, 8_300],
      [`relay-${id}`, 4_000],
    ]),
  )('what is put into pages stays small: %s', (script, limit) => {
    expect(zipped(join(output, build, 'content-scripts', `${script}.js`))).toBeLessThan(Number(limit));
  });

  test('the whole package stays small', () => {
    const kind = build.replace('-mv3', '');
    const [name = ''] = readdirSync(output).filter((one) => one.endsWith(`-${kind}.zip`));
    expect(readFileSync(join(output, name)).length).toBeLessThan(347_000);
  });
});
