// `node scripts/fixture.ts answer.json`: a captured answer without anything of anybody's in it, for a fixture.
import { readFileSync } from 'node:fs';

/** Words that services choose among, told from what people write: lower case, joined, short. */
const word = /^[a-z][a-z0-9_]{0,30}$/;
const aTime = /^\d{4}-\d\d-\d\d([T ][\d:.]+)?(Z|[+-][\d:]+)?$/;
const aNumber = /^-?\d{1,12}(\.\d+)?$/;
/** Fields whose values a reader needs as they are: enumerations, and nothing that could name anybody. */
const chosen = /(^|_)(type|status|kind|state|plan|mode|reason|code|unit|interval|feature|model|slug)(_|$)/;
const someday = Date.parse('2026-01-01T00:00:00Z');

/**
 * The same shape with nothing of its owner's: numbers become others of the same size, times move, texts become `text-1`,
 * `text-2`…; the same text the same one. What stays: names of fields (but those of entries that all look alike), kinds,
 * zeros and ones, flags, and words of fields that are enumerations. Look it over all the same before you keep it.
 */
export function stripped(answer: unknown): unknown {
  const texts = new Map<string, string>();
  const textOf = (text: string): string => {
    const known = texts.get(text) ?? `text-${texts.size + 1}`;
    texts.set(text, known);
    return known;
  };
  const string = (text: string, key: string): string => {
    if (text === '' || (chosen.test(key) && word.test(text))) return text;
    if (aTime.test(text)) return '2026-01-01T00:00:00Z';
    return aNumber.test(text) ? `${number(Number(text))}` : textOf(text);
  };
  const strip = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return string(value, key);
    if (typeof value === 'number') return number(value);
    if (Array.isArray(value)) return value.map((one) => strip(one, key));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const alike = entries.length > 2 && new Set(entries.map(([, one]) => shapeOf(one))).size === 1;
    return Object.fromEntries(
      entries.map(([name, one], n) => {
        const kept = !alike && /^[a-z][\w.-]{0,39}$/i.test(name);
        return [kept ? name : `name_${n + 1}`, strip(one, name)];
      }),
    );
  };
  return strip(answer, '');
}

/** Records with the same fields; each other value is a shape of its own. */
let others = 0;
function shapeOf(value: unknown): string {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.keys(value).join() : `${++others}`;
}

/** Another number of the same size and precision; a time becomes another time. 0 and 1 say too much of the shape to change. */
function number(value: number): number {
  if (Math.abs(value) <= 1) return value;
  if (value > 1e12 && value < 1e13) return someday;
  if (value > 1e9 && value < 1e10) return someday / 1_000;
  const digits = `${Math.trunc(Math.abs(value))}`.length;
  const size = Number('4'.repeat(Math.min(digits, 15)));
  return Math.sign(value) * (Number.isInteger(value) ? size : size + 0.5);
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1]) {
  if (file === undefined) {
    console.error('node scripts/fixture.ts answer.json > tests/fixtures/<service>/<what>-<year>-<month>.json');
    process.exit(1);
  }
  console.log(JSON.stringify(stripped(JSON.parse(readFileSync(file, 'utf8'))), null, 2));
}
