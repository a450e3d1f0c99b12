import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
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

  test('is what the package itself says: Chrome takes name and summary from there', () => {
    const texts = parse(readFileSync(new URL(`../../locales/${language}.yml`, import.meta.url), 'utf8'));
    const manifest = Object.values(texts as object)[0] as { name: string; description: string };
    expect({ name: listing.name, summary: listing.summary }).toEqual({
      name: manifest.name,
      summary: manifest.description,
    });
  });

  test('says that the page is made to ask again, what is taken of requests, and what the publisher has to fill in', () => {
    expect(listing.description).toMatch(/ask for a number again|送り直して/);
    expect(listing.description).toMatch(/digest|ハッシュ/);
    expect(listing.contact.match(/TO BE FILLED IN BY THE PUBLISHER/g)).toHaveLength(2);
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
