import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { providers } from '@/core/providers/index.ts';
import type { Fact } from '@/core/providers/provider.ts';

const root = join(import.meta.dirname, '../../.output');
const builds = ['chrome-mv3', 'firefox-mv3'];
const scriptsOf = (build: string) =>
  (readdirSync(join(root, build), { recursive: true }) as string[]).filter((name) => name.endsWith('.js'));
const textOf = (build: string, name: string) => readFileSync(join(root, build, name), 'utf8');

/** Every dated figure of every provider. */
function factsIn(value: unknown): Fact<unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('source' in value && 'date' in value && 'value' in value) return [value as Fact<unknown>];
  return Object.values(value).flatMap(factsIn);
}
const facts = providers.flatMap((provider) => factsIn(provider.facts));

describe.each(builds)('the bundles of %s', (build) => {
  test('there are some', () => {
    expect(scriptsOf(build).length).toBeGreaterThan(4);
    expect(facts.length).toBeGreaterThan(20);
  });

  test.each(['tap', 'relay'])('%s carries no price, no source and no zod', (script) => {
    const text = textOf(build, `content-scripts/${script}.js`);
    expect(text).not.toMatch(/_zod|ZodError|safeParse|invalid_type/);
    for (const { source } of facts) expect(text).not.toContain(source);
    expect(text).not.toMatch(/monthly:|paid:|24\.99|249\.99|asset-inc|help\.openai/);
  });

  test('only the tap knows of requests; nothing of ours builds code or markup from text', () => {
    for (const name of scriptsOf(build)) {
      const text = textOf(build, name);
      if (!name.endsWith('tap.js'))
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
    for (const name of ['tap', 'relay'])
      expect(textOf(build, `content-scripts/${name}.js`)).not.toMatch(/wxt|content-script-started|runtime\.getURL/);
  });

  test('is text that every browser can load', () => {
    for (const name of scriptsOf(build)) {
      const bytes = readFileSync(join(root, build, name));
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), name).not.toThrow();
      expect(textOf(build, name), name).not.toMatch(/[\uFFFE\uFFFF]/);
    }
  });
});
