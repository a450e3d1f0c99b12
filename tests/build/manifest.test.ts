import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { origins, watches } from '@/core/providers/watches.ts';

const root = join(import.meta.dirname, '../../.output');
type Manifest = Record<string, unknown> & {
  content_scripts: { matches: string[]; js: string[]; world?: string; run_at: string; all_frames?: boolean }[];
};
const read = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8'));
const matches = origins.map((origin) => `${origin}/*`).sort();

describe.each(['chrome-mv3', 'firefox-mv3'])('the manifest of %s', (folder) => {
  const manifest = read(folder);

  test('asks for exactly four permissions, and for the hosts of its content scripts', () => {
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.permissions).toEqual(['storage', 'alarms', 'notifications', 'unlimitedStorage']);
    expect([...(manifest.host_permissions as string[])].sort()).toEqual(matches);
    expect(matches).toEqual(['https://chatgpt.com/*', 'https://sora.chatgpt.com/*', 'https://www.genspark.ai/*']);
    for (const key of [
      'optional_permissions',
      'optional_host_permissions',
      'externally_connectable',
      'web_accessible_resources',
    ])
      expect(manifest[key], key).toBeUndefined();
  });

  test.each(watches)('runs the relay of $id before its tap, both at document start, in the top frame only', (watch) => {
    const own = watch.origins.map((origin) => `${origin}/*`);
    const [relay, tap, ...others] = manifest.content_scripts.filter(({ matches }) =>
      matches.some((one) => own.includes(one)),
    );
    expect(others).toEqual([]);
    expect(relay).toMatchObject({ js: [`content-scripts/relay-${watch.id}.js`], run_at: 'document_start' });
    expect(relay?.world ?? 'ISOLATED').toBe('ISOLATED');
    expect(tap).toMatchObject({ js: [`content-scripts/tap-${watch.id}.js`], run_at: 'document_start', world: 'MAIN' });
    for (const script of [relay, tap]) {
      expect(script?.all_frames ?? false).toBe(false);
      expect(script?.matches).toEqual(own);
    }
  });

  test('runs nothing in any other page', () => {
    expect([...new Set(manifest.content_scripts.flatMap(({ matches }) => matches))].sort()).toEqual(matches);
  });

  test('lets its own pages and worker reach no network', () => {
    const { extension_pages: policy } = manifest.content_security_policy as { extension_pages: string };
    const directives = Object.fromEntries(
      policy.split('; ').map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
    );
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    });
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('stays out of private windows and speaks two languages', () => {
    expect(manifest.incognito).toBe('not_allowed');
    expect(manifest.default_locale).toBe('en');
    for (const language of ['en', 'ja']) {
      const messages = JSON.parse(readFileSync(join(root, folder, '_locales', language, 'messages.json'), 'utf8'));
      expect(messages.name.message).toContain('Nokori');
      expect(messages.description.message.length).toBeGreaterThan(20);
      expect(messages.description.message.length).toBeLessThanOrEqual(132);
    }
  });

  test('opens the dashboard in a tab', () => {
    expect(manifest.options_ui).toEqual({ page: 'dashboard.html', open_in_tab: true });
    expect(manifest.action).toMatchObject({ default_popup: 'popup.html' });
  });
});

test('Chromium from version 120', () => {
  expect(read('chrome-mv3').minimum_chrome_version).toBe('120');
});

test('Firefox from version 142, collecting nothing', () => {
  const { gecko } = read('firefox-mv3').browser_specific_settings as { gecko: Record<string, unknown> };
  expect(gecko).toMatchObject({ strict_min_version: '142.0', data_collection_permissions: { required: ['none'] } });
});
