import { describe, expect, test } from 'vitest';
import { dictionaryOf } from '@/core/words/words.ts';
import { type Dictionary, languages, readLocale } from '@/scripts/locales.ts';

const compiled = { en: dictionaryOf('en'), ja: dictionaryOf('ja') };
const texts: { readonly [Language in (typeof languages)[number]]: Dictionary } = {
  en: readLocale('en'),
  ja: readLocale('ja'),
};

/** Every form of a text: one, or as many as it has plurals. */
const formsOf = (text: Dictionary[string] | undefined): readonly string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);
const all = (language: (typeof languages)[number]) =>
  Object.entries(texts[language]).flatMap(([key, text]) => formsOf(text).map((form) => ({ key, form })));
const placeholdersOf = (form: string) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const offending = (language: (typeof languages)[number], pattern: RegExp) =>
  all(language)
    .filter(({ form }) => pattern.test(form))
    .map(({ key }) => key);

describe('both languages', () => {
  test('have texts at all', () => {
    expect(Object.keys(texts.en).length).toBeGreaterThan(100);
  });

  test('have the same keys', () => {
    expect(Object.keys(texts.ja).sort()).toEqual(Object.keys(texts.en).sort());
  });

  test.each(Object.keys(texts.en))('have the same placeholders in every form of %s', (key) => {
    const [wanted, ...others] = [...formsOf(texts.en[key]), ...formsOf(texts.ja[key])].map(placeholdersOf);
    for (const placeholders of others) expect(placeholders).toEqual(wanted);
  });

  test.each(languages)('%s has plural forms of its own language only', (language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories as readonly string[];
    const odd = Object.entries(texts[language]).filter(
      ([, text]) => typeof text !== 'string' && Object.keys(text).some((form) => !categories.includes(form)),
    );
    expect(odd.map(([key]) => key)).toEqual([]);
  });

  test.each(languages)('%s: what is compiled in is what stands in the file', (language) => {
    expect(compiled[language]).toEqual(texts[language]);
  });

  test.each(languages)('%s: no text is empty, padded or half a placeholder', (language) => {
    expect(offending(language, /^\s|\s$|^$|\{\W|\{\w*$|^\w*\}|undefined|null/)).toEqual([]);
  });

  test.each([
    ['en', /[ぁ-んァ-ヶ一-龠]/],
    ['ja', /^[\x20-\x7e]*\b(the|is|are|your|you|was|of)\b[\x20-\x7e]*$/],
  ] as const)('%s: no sentence was left in the other language', (language, foreign) => {
    expect(offending(language, foreign)).toEqual([]);
  });
});

describe('tone', () => {
  test.each(['ウィンドウ', 'メーター', 'ロット', '分位', 'p50', 'スナップショット', 'ドリフト', 'エクスパイア'])(
    'never says %s',
    (word) => {
      expect(offending('ja', new RegExp(word, 'i'))).toEqual([]);
    },
  );

  test.each([
    ['en', /\berrors?\b/i],
    ['ja', /エラー/],
  ] as const)('%s never speaks of errors', (language, pattern) => {
    expect(offending(language, pattern)).toEqual([]);
  });

  test('English keeps the inner terms to itself, too', () => {
    expect(offending('en', /\b(snapshot|drift|quantile|p50|lot|posterior)\b/i)).toEqual([]);
  });

  test('Japanese sentences are polite', () => {
    const plain = all('ja').filter(({ form }) => /(だ|である|しろ|ない)。/.test(form));
    expect(plain.map(({ key }) => key)).toEqual([]);
  });

  const guesses = Object.keys(texts.en).filter((key) =>
    /^preflight\.(title|over-(cap|job$|budget|envelope)|spends|after|crosses|does-not-fit)|^estimate\.(fits|heavy|unknown-left|tight|plan)/.test(
      key,
    ),
  );

  test('guesses are found, so that the next test has something to look at', () => {
    expect(guesses.length).toBeGreaterThanOrEqual(5);
  });

  test.each(guesses)('a guess says that it is one: %s', (key) => {
    for (const form of formsOf(texts.en[key])) expect(form).toMatch(/probably|about|may|might|would/i);
    for (const form of formsOf(texts.ja[key])) expect(form).toMatch(/約|見込み|目安|かもしれません/);
  });
});
