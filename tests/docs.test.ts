import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const model = read('docs/threat-model.md').replaceAll('(e2e)', '(`tests/e2e/attack.test.ts`)');
const claims = [...model.matchAll(/\*([^*|]+)\* \(`(tests\/[^`]+)`\)/g)].map(
  ([, sentence = '', file = '']) => [sentence, file] as const,
);

describe('the threat model', () => {
  test('names tests for its claims', () => {
    expect(claims.length).toBeGreaterThan(20);
  });

  test.each(claims)('“%s” is a test of %s', (sentence, file) => {
    expect(existsSync(join(root, file)), file).toBe(true);
    const text = read(file);
    for (const part of sentence.split(/ ?…/).filter((part) => part !== ''))
      expect(text.includes(part), `${file} has no test called so`).toBe(true);
  });

  test.each(['docs/threat-model.md', 'docs/drift.md', 'docs/privacy.md'])(
    '%s speaks of files that are there',
    (path) => {
      const files = [...read(path).matchAll(/`((?:core|tests|scripts|docs|entrypoints|components)\/[\w./-]+)`/g)].map(
        ([, file = '']) => file,
      );
      expect(files.length).toBeGreaterThan(2);
      expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    },
  );
});
