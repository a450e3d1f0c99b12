import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { watches } from '@/core/providers/watches.ts';
import { samples as chatgpt } from './providers/chatgpt.samples.ts';
import { samples as genspark } from './providers/genspark.samples.ts';
import { samples as sora } from './providers/sora.samples.ts';

const root = join(import.meta.dirname, 'fixtures');
const tested: Record<string, Readonly<Record<string, unknown>>> = { chatgpt, genspark, sora };
/** Beside the services’ answers: what older versions have stored. */
const folders = readdirSync(root).filter((name) => name !== 'stored');
const dataOf = (folder: string) => readdirSync(join(root, folder)).filter((name) => !name.endsWith('.source.txt'));

describe('fixtures', () => {
  test('every service has some', () => {
    expect(folders.sort()).toEqual(watches.map(({ id }) => id).sort());
    for (const folder of folders) expect(dataOf(folder).length).toBeGreaterThan(10);
  });

  test.each(folders)('%s: each says where it comes from, in a way anyone can look up', (folder) => {
    for (const name of dataOf(folder)) {
      const stem = join(root, folder, name.replace(/(\.\w+)+$/, ''));
      const source = [`${stem}.source.txt`, `${stem}.sse.source.txt`].find(existsSync);
      expect(source, `${folder}/${name} has no .source.txt`).toBeDefined();
      const text = readFileSync(source ?? '', 'utf8');
      expect(text.trim().length, `${folder}/${name}: an empty source`).toBeGreaterThan(20);
      expect(text, `${folder}/${name} cites a number nobody can look up`).not.toMatch(/\bidx:\d|\bid \d{6,}/);
    }
  });

  test.each(folders)('%s: each is read by a test', (folder) => {
    const named = Object.keys(tested[folder] ?? {}).sort();
    expect(named).toEqual(dataOf(folder).sort());
  });
});
