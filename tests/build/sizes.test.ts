import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { watches } from '@/core/providers/watches.ts';

const output = join(import.meta.dirname, '../../.output');
const zipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

const root = (build: string) => join(output, build);

/** Everything a page ever loads: its scripts, and what they import for themselves, at once or later. */
function loadedBy(build: string, page: string): ReadonlySet<string> {
  const html = readFileSync(join(root(build), page), 'utf8');
  return loaded([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, from = '']) => join(root(build), from)));
}

function loaded(scripts: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const load = (path: string): void => {
    if (all.has(path)) return;
    all.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'`](\.[^"'`]+)["'`]/g);
    for (const [, to = ''] of imports) load(join(dirname(path), to));
  };
  for (const script of scripts) load(script);
  return all;
}

// Bytes after gzip. Whoever makes something larger on purpose raises its limit and says why.
describe.each(['chrome-mv3', 'firefox-mv3'])('of %s', (build) => {
  const scriptsOf = (page: string) => [...loadedBy(build, page)];
  const sumOf = (page: string) =>
    scriptsOf(page)
      .map(zipped)
      .reduce((sum, one) => sum + one, 0);

  test('the popup is small with all it ever loads, the framework included', () => {
    expect(scriptsOf('popup.html').length).toBeGreaterThan(2);
    expect(sumOf('popup.html')).toBeLessThan(22_000);
    const texts = scriptsOf('popup.html').map((path) => readFileSync(path, 'utf8'));
    // No model, no schema, no dictionary: the worker has those.
    for (const text of texts) expect(text).not.toMatch(/safeParse|\bopenDB\b|残り/);
  });

  test('the worker, and the dashboard with all its places, stay as large as they have to be', () => {
    const worker = [...loaded([join(root(build), 'background.js')])];
    expect(worker.length).toBeGreaterThan(2);
    // 200 bytes of it keep what was shown on a full disk from being shown again; 400 are what Now says of what to do: the
    // worker has the dictionary.
    expect(worker.map(zipped).reduce((sum, one) => sum + one, 0)).toBeLessThan(166_000);
    // 2.5 kB of it is that the first place is drawn before the others are there; 1.2 are what Now says of what to do.
    expect(sumOf('dashboard.html')).toBeLessThan(252_700);
  });

  test('what a page loads later is counted, too', () => {
    const later = scriptsOf('dashboard.html').filter((path) => readFileSync(path, 'utf8').includes('VCALENDAR'));
    expect(later.length).toBeGreaterThan(0);
  });

  test.each(
    watches.flatMap(({ id }) => [
      // 130 and 100 bytes of these keep the port from the page, and what is no plain JSON from what waits behind it.
      // 100 and 50 pay for chunks that are searched as a whole, and for what is seen to wait until the page is done.
      // 150 of the relay's let everything go that waits when a page is left, and only when the browser says it is; 30
      // of the tap's take promises of a page's own kind.
      [`tap-${id}`, 8_530],
      [`relay-${id}`, 4_280],
    ]),
  )('what is put into pages stays small: %s', (script, limit) => {
    expect(zipped(join(output, build, 'content-scripts', `${script}.js`))).toBeLessThan(Number(limit));
  });

  test('the whole package stays small', () => {
    const kind = build.replace('-mv3', '');
    const [name = ''] = readdirSync(output).filter((one) => one.endsWith(`-${kind}.zip`));
    // 1.5 kB of it is what Now says of what to do, in two languages.
    expect(readFileSync(join(output, name)).length).toBeLessThan(323_000);
  });
});
