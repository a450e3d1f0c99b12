import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/** What runs in the page: `show(locale, now)` puts the gallery there; nothing else stands in it. */
const entry = `
  import { h, render } from 'preact';
  import { ChartGallery } from '${root}/tests/chart-gallery.tsx';
  globalThis.show = (locale, now) => {
    document.documentElement.lang = locale;
    render(h(ChartGallery, { locale, now }), document.body);
  };
`;

/** One script of an entry given as text. */
export async function bundled(code: string): Promise<string> {
  const id = join(root, 'tests/virtual-entry.js');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root,
    oxc: jsx,
    plugins: [
      {
        name: 'entry',
        resolveId: (asked) => (asked === id ? id : null),
        load: (asked) => (asked === id ? code : null),
      },
    ],
    build: { write: false, lib: { entry: id, formats: ['iife'], name: 'charts' } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const [chunk] = outputs.flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error('nothing was built');
  return chunk.code;
}

/** A page with every chart, complete in itself. */
export async function chartPage(): Promise<string> {
  const style = ['style.css', 'charts/charts.css'].map((name) => readFileSync(join(root, 'components', name), 'utf8'));
  const script = (await bundled(entry)).replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nokori</title><meta name="viewport" content="width=device-width"><style>${style.join('\n')}</style></head><body class="dashboard-page"></body><script>${script}</script></html>`;
}
