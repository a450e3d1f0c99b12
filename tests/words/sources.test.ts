import { expect, test } from 'vitest';
import { providers } from '@/core/providers/index.ts';
import { sourceText } from '@/core/words/costs.ts';
import { wordsFor } from '@/core/words/words.ts';

const [en, ja] = [wordsFor('en'), wordsFor('ja')];

test('whose word a figure is, is said in the language of the rest', () => {
  const fact = { source: 'example.com', from: 'buyers', date: '2026-04' } as const;
  expect(sourceText(en, fact)).toBe("example.com, buyers' reports (Apr 2026)");
  expect(sourceText(ja, fact)).toBe('example.com、購入した人の報告（2026年4月）');
  expect(sourceText(en, { ...fact, source: '' })).toBe("buyers' reports (Apr 2026)");
  expect(sourceText(en, { source: 'example.com', date: '2026-04' })).toBe('example.com (Apr 2026)');
});

/** Sources of everything published, however deep. */
const sourcesIn = (facts: unknown): readonly string[] =>
  facts === null || typeof facts !== 'object'
    ? []
    : Object.entries(facts).flatMap(([key, value]) =>
        key === 'source' && typeof value === 'string' ? [value] : sourcesIn(value),
      );

test.each(providers.map(({ watch, facts }) => [watch.id, facts] as const))(
  'sources of %s are places, not remarks in one language',
  (_, facts) => {
    for (const source of sourcesIn(facts)) expect(source).not.toMatch(/\(|buyer|report|note/i);
  },
);
