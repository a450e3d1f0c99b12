// Compiles locales/*.yml to core/words/compiled.ts, so that keys and placeholders are types and nothing is parsed at run time.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
export const languages = ['en', 'ja'] as const;

type Plural = Record<string, string>;
export type Dictionary = Record<string, string | Plural>;

/** The texts of one language with dotted keys. A record whose keys are plural categories is one text. */
export function readLocale(language: (typeof languages)[number]): Dictionary {
  const texts: Dictionary = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts[path] = value;
    else if (isPlural(value)) texts[path] = value;
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    else throw new Error(`locales/${language}.yml: ${path} is no text`);
  };
  walk(parse(readFileSync(join(root, 'locales', `${language}.yml`), 'utf8')), '');
  return texts;
}

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];

function isPlural(value: unknown): value is Plural {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'other')) return false;
  return Object.keys(value).every((key) => categories.includes(key));
}

/** Writes the compiled dictionary where it has changed. */
export function compileLocales(): void {
  const file = join(root, 'core/words/compiled.ts');
  const english = readLocale('en');
  const keys = Object.keys(english);
  const lists = languages.map((language) => {
    const texts = readLocale(language);
    return `/** In the order of the keys. */\nexport const ${language}: List = ${JSON.stringify(keys.map((key) => texts[key] ?? ''))};`;
  });
  const parts = [
    '// Made from locales/*.yml by scripts/locales.ts. Not to be edited.',
    'type List = readonly (string | Readonly<Record<string, string>>)[];',
    `export type English = ${JSON.stringify(english, null, 2)};`,
    '/** Each line: the first part of some keys, and their remaining parts. */',
    `export const keys = ${JSON.stringify(grouped(keys))};`,
    ...lists,
  ];
  const text = `${parts.join('\n')}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Keys as they ship: first parts once. The texts of both languages follow their order, so that no key ships twice. */
function grouped(keys: readonly string[]): string {
  const lines: string[][] = [];
  for (const key of keys) {
    const [first = '', ...rest] = key.split('.');
    if (lines.at(-1)?.[0] !== first) lines.push([first]);
    lines.at(-1)?.push(rest.join('.'));
  }
  if (new Set(lines.map(([first]) => first)).size < lines.length) throw new Error('locales/en.yml: a part comes twice');
  return lines.map((line) => line.join(' ')).join('\n');
}

if (process.argv[1] === import.meta.filename) compileLocales();
