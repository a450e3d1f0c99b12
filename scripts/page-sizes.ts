// `node scripts/page-sizes.ts`: what goes into pages, file by file, as a table for docs/performance.md.
import { SourceMap } from 'node:module';
import { gzipSync } from 'node:zlib';
import { type PageScript, pageScripts } from './page-scripts.ts';

const zipped = (text: string) => gzipSync(text, { level: 9 }).length;

/** What comes from no file of ours. */
const rest = 'data of the service';

/** The text of a script that comes from each file, in its order. */
function textsOf({ code, map }: PageScript): Map<string, Set<number>> {
  if (map === null) throw new Error('bundled without a map');
  const from = new SourceMap({ ...map, file: '', sourceRoot: '', sourcesContent: [] } as never);
  const places = new Map<string, Set<number>>();
  let line = 0;
  let column = 0;
  for (let at = 0; at < code.length; at++) {
    const entry = from.findEntry(line, column);
    const file = 'originalSource' in entry ? entry.originalSource : undefined;
    const source = file?.replace(/^.*?(core|entrypoints)\//, '$1/') ?? rest;
    if (!places.has(source)) places.set(source, new Set());
    places.get(source)?.add(at);
    column++;
    if (code[at] === '\n') {
      line++;
      column = 0;
    }
  }
  return places;
}

for (const script of await pageScripts(false)) {
  const { path, code } = script;
  const whole = zipped(code);
  console.log(
    `\n${path}: ${code.length} characters, ${whole} bytes after gzip\n\n| file | characters | gzip |\n|---|---|---|`,
  );
  const rows = [...textsOf(script)].map(([name, places]) => {
    const without = code
      .split('')
      .filter((_, at) => !places.has(at))
      .join('');
    return [name, places.size, whole - zipped(without)] as const;
  });
  for (const row of rows.toSorted((a, b) => b[2] - a[2])) console.log(`| ${row.join(' | ')} |`);
}
