import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { providers } from '@/core/providers/index.ts';
import type { Fact } from '@/core/providers/provider.ts';
import { watches } from '@/core/providers/watches.ts';
import { pageScripts } from '@/scripts/page-scripts.ts';

const root = join(import.meta.dirname, '../../.output');
const builds = ['chrome-mv3', 'firefox-mv3'];
const scriptsOf = (build: string) =>
  (readdirSync(join(root, build), { recursive: true }) as string[]).filter((name) => name.endsWith('.js'));
/** What is put into pages: for each service a script in our world there, and one in the page's own. */
const inPages = watches.flatMap(({ id }) => ['relay', 'tap'].map((kind) => `content-scripts/${kind}-${id}.js`));
const textOf = (build: string, name: string) => readFileSync(join(root, build, name), 'utf8');

/** What may name a network in the page's own world: the wraps of what the page sends, and our repeat of it. */
const namesNetwork = ['core/page/fetch.ts', 'core/page/xhr.ts', 'core/page/socket.ts', 'core/page/replay.ts'];

/** Every dated figure of every provider. */
function factsIn(value: unknown): Fact<unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('source' in value && 'date' in value && 'value' in value) return [value as Fact<unknown>];
  return Object.values(value).flatMap(factsIn);
}
const facts = providers.flatMap((provider) => factsIn(provider.facts));
/** Some facts have none but the service's own answers: its address may stand in a page's script for other reasons. */
const sources = facts.map(({ source }) => source).filter((source) => /[\s/]/.test(source));

describe.each(builds)('the bundles of %s', (build) => {
  test('there are some', () => {
    expect(scriptsOf(build).length).toBeGreaterThan(4);
    expect(sources.length).toBeGreaterThan(20);
  });

  test.each(inPages)('%s carries no price, no source and no zod', (script) => {
    const text = textOf(build, script);
    expect(text).not.toMatch(/_zod|ZodError|safeParse|invalid_type/);
    for (const source of sources) expect(text).not.toContain(source);
    expect(text).not.toMatch(/monthly:|paid:|24\.99|249\.99|asset-inc|help\.openai/);
  });

  test('what goes into pages is there, made of our own files alone, and knows one service', async () => {
    const made = await pageScripts(build !== 'firefox-mv3');
    expect(made.map(({ path }) => path).sort()).toEqual(inPages.toSorted());
    for (const { path, code, modules } of made) {
      expect(textOf(build, path), path).toBe(code);
      expect(modules.length, path).toBeGreaterThan(5);
      const others = modules.filter((one) => !/^(core\/page|entrypoints\/page)\/|^\0watch:/.test(one));
      expect(others, `${path} brings these into pages`).toEqual([]);
      for (const watch of watches)
        for (const text of [...watch.endpoints.map((one) => one.path), ...watch.texts.map(({ within }) => within)])
          if (!path.endsWith(`-${watch.id}.js`)) expect(code.includes(`\`${text}\``), `${path}: ${text}`).toBe(false);
    }
  });

  test('of the tap only its replay calls a network by itself, and only what follows the page’s own requests names one', async () => {
    const network =
      /\b(?:fetch|XMLHttpRequest|WebSocket|sendBeacon|EventSource|WebTransport|importScripts|Worker|Image|RTCPeerConnection)\b|\bimport\(/;
    for (const { path, parts } of await pageScripts(build !== 'firefox-mv3')) {
      const texts = Object.entries(parts);
      expect(texts.filter(([, text]) => text.length > 20).length, path).toBeGreaterThan(5);
      const naming = texts.filter(([, text]) => network.test(text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')));
      const allowed = path.includes('/tap-') ? namesNetwork : [];
      expect(
        naming.map(([name]) => name).filter((name) => !allowed.includes(name)),
        path,
      ).toEqual([]);
    }
    for (const file of namesNetwork.filter((one) => one !== 'core/page/replay.ts')) {
      const text = readFileSync(join(root, '..', file), 'utf8');
      // They stand in the page's way, and call what the page has called.
      expect(text, file).not.toMatch(
        /\bfetch\(|new (?:XMLHttpRequest|WebSocket|EventSource)|\bapply\((?:page\.)?fetch\b/,
      );
    }
  });

  test('only the tap knows of requests; nothing of ours builds code or markup from text', () => {
    for (const name of scriptsOf(build)) {
      const text = textOf(build, name);
      if (!name.startsWith('content-scripts/tap-'))
        expect(text, name).not.toMatch(/\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|EventSource|importScripts/);
      // The framework's own, which `trusted-types 'none'` stops.
      const ofFramework = text.includes('dangerouslySetInnerHTML') && text.includes('__html');
      if (!ofFramework) expect(text, name).not.toMatch(/innerHTML|outerHTML/i);
      expect(text, name).not.toMatch(/\beval\(|new Function|document\.write|insertAdjacentHTML/);
      expect(text, name).not.toMatch(/http:\/\/(?!www\.w3\.org)/);
      expect(text, name).not.toMatch(/console\.(log|debug|info)/);
    }
  });

  test('has the framework in it once', () => {
    expect(scriptsOf(build).filter((name) => textOf(build, name).includes('dangerouslySetInnerHTML'))).toHaveLength(1);
  });

  test('tells the page nothing of itself', () => {
    for (const name of inPages) expect(textOf(build, name)).not.toMatch(/wxt|content-script-started|runtime\.getURL/);
  });

  test('is text that every browser can load', () => {
    for (const name of scriptsOf(build)) {
      const bytes = readFileSync(join(root, build, name));
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), name).not.toThrow();
      expect(textOf(build, name), name).not.toMatch(/[\uFFFE\uFFFF]/);
    }
  });
});
