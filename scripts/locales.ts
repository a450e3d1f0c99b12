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
  const parts = languages.map(
    (language) => `export const ${language} = ${JSON.stringify(readLocale(language), null, 2)} as const;`,
  );
  const text = `// Made from locales/*.yml by scripts/locales.ts. Not to be edited.\n${parts.join('\n')}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

if (process.argv[1] === import.meta.filename) compileLocales();
