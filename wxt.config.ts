import { join } from 'node:path';
import { defineConfig } from 'wxt';
import { origins } from './core/providers/watches.ts';
import { chunkGroups } from './scripts/chunks.ts';
import { licences } from './scripts/licences.ts';
import { compileLocales, languages, readLocale } from './scripts/locales.ts';
import { contentScripts, pageScripts } from './scripts/page-scripts.ts';
import { preloads } from './scripts/preloads.ts';

compileLocales();
const shipped = licences();

/** What our own pages and worker may do: nothing but show themselves. They can reach no network at all. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'none'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What scales of numbers need of two packages that d3-scale brings along. */
const ofNumbers = join(import.meta.dirname, 'components/charts/of-numbers.ts');

/** What the dashboard loads when one goes there. */
const places = ['now.tsx', 'history.tsx', 'others.ts'];

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  // Made by every run, or pictures; the stores want the sources.
  zip: { excludeSources: ['tests/screens/**', '.cache/**', 'core/words/compiled.ts', 'docs/images/**'] },
  // Raw non-characters in a bundle keep Chromium from loading the whole extension.
  experimental: { escapeUnicode: true },
  vite: ({ command }) => ({
    plugins: [shipped.plugin, preloads()],
    resolve: { alias: { 'd3-interpolate': ofNumbers, 'd3-format': ofNumbers } },
    // No preset: the JSX transform is the bundler's own.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    ...(command === 'build' && {
      build: {
        modulePreload: false,
        rolldownOptions: {
          output: { codeSplitting: { groups: chunkGroups(import.meta.dirname, places) } },
        },
      },
    }),
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms', 'notifications', 'unlimitedStorage'],
    content_scripts: contentScripts,
    host_permissions: origins.map((origin) => `${origin}/*`),
    content_security_policy: { extension_pages: policy },
    incognito: 'not_allowed',
    options_ui: { page: 'dashboard.html', open_in_tab: true },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'nokori@nokori.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
  hooks: {
    'build:done': ({ config }) => shipped.write(config.outDir),
    'build:publicAssets': async ({ config }, assets) => {
      for (const { path, code } of await pageScripts(config.browser !== 'firefox'))
        assets.push({ relativeDest: path, contents: code });
      // The manifest's own two texts; everything else is in the dictionary.
      for (const language of languages) {
        const texts = readLocale(language);
        const message = (key: string) => ({ message: String(texts[`manifest.${key}`]) });
        const messages = { name: message('name'), description: message('description') };
        assets.push({ relativeDest: `_locales/${language}/messages.json`, contents: JSON.stringify(messages) });
      }
    },
  },
});
