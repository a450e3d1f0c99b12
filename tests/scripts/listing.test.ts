import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { changesOf, listingIn, longest } from '@/scripts/listing.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const permissions = ['storage', 'unlimitedStorage', 'alarms', 'notifications'];
const hosts = ['chatgpt.com', 'www.genspark.ai', 'sora.chatgpt.com'];

describe.each(['en', 'ja'] as const)('what the stores say, in %s', (language) => {
  const listing = listingIn(language);

  test('fits', () => {
    for (const part of ['name', 'summary', 'description'] as const)
      expect([...listing[part]].length, part).toBeLessThanOrEqual(longest[part] ?? 0);
  });

  test('names every permission, and the closed service once with its day', () => {
    for (const one of [...permissions, ...hosts]) expect(listing.permissions, one).toContain(one);
    expect(listing.permissions).toMatch(/2026-04-26|2026年4月26日/);
  });

  test('says whose it is not', () => {
    expect(listing.description).toMatch(
      /Not affiliated with OpenAI or Genspark|OpenAIおよびGensparkとは関係ありません/,
    );
  });
});

test('what is new is in the changelog', () => {
  expect(changesOf(version).length).toBeGreaterThan(200);
  expect(() => changesOf('99.0.0')).toThrow('99.0.0');
});
