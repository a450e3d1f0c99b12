import { en, ja } from './compiled.ts';
import { type Locale, type Texts, voiceOf, type Words } from './voice.ts';

export { asShown, type Key, type Locale, type Words } from './voice.ts';

const dictionaries: Readonly<Record<Locale, Texts>> = { en, ja };

/** Japanese for Japanese browsers, English for everybody else. */
export function localeOf(language: 'auto' | Locale, browserLanguage: string): Locale {
  if (language !== 'auto') return language;
  return browserLanguage.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

/** The dictionary of a language, spoken. */
export function wordsFor(locale: Locale, zone?: string): Words {
  return voiceOf(dictionaries[locale], locale, zone);
}

/** The texts of a language under some first parts of keys (`app`, `card`): for a page that carries no dictionary. */
export function textsUnder(locale: Locale, parts: readonly string[]): Texts {
  const all = Object.entries(dictionaries[locale]);
  return Object.fromEntries(all.filter(([key]) => parts.includes(key.slice(0, key.indexOf('.')))));
}
