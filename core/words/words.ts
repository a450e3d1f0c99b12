import { en, ja, keys } from './compiled.ts';
import { type Locale, type Texts, voiceOf, type Words } from './voice.ts';

export { asShown, type Key, type Locale, type Words } from './voice.ts';

const lists = { en, ja };
const dictionaries: Partial<Record<Locale, Texts>> = {};

/** The texts of a language by their keys; put together when they are wanted first. */
export function dictionaryOf(locale: Locale): Texts {
  dictionaries[locale] ??= Object.fromEntries(allKeys().map((key, n) => [key, lists[locale][n]]));
  return dictionaries[locale];
}

function allKeys(): readonly string[] {
  return keys.split('\n').flatMap((line) => {
    const [first, ...rest] = line.split(' ');
    return rest.map((one) => `${first}.${one}`);
  });
}

/** Japanese for Japanese browsers, English for everybody else. */
export function localeOf(language: 'auto' | Locale, browserLanguage: string): Locale {
  if (language !== 'auto') return language;
  return browserLanguage.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

/** The dictionary of a language, spoken. */
export function wordsFor(locale: Locale, zone?: string): Words {
  return voiceOf(dictionaryOf(locale), locale, zone);
}

/** The texts of a language under some first parts of keys (`app`, `card`): for a page that carries no dictionary. */
export function textsUnder(locale: Locale, parts: readonly string[]): Texts {
  const all = Object.entries(dictionaryOf(locale));
  return Object.fromEntries(all.filter(([key]) => parts.includes(key.slice(0, key.indexOf('.')))));
}
