// Whose code ships, under which licence: collected while bundling, written beside the bundles.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A package whose code is in a bundle, with the text of its licence. */
type Shipped = { readonly name: string; readonly version: string; readonly licence: string; readonly text: string };

const folderOf = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Collects the packages of everything that is bundled; `write` puts the list into the folder of a build. */
export function licences(): { readonly plugin: Plugin; readonly write: (outDir: string) => void } {
  const folders = new Set<string>();
  const generateBundle: Plugin['generateBundle'] = (_, bundle) => {
    for (const one of Object.values(bundle))
      for (const [id, { renderedLength }] of Object.entries(one.type === 'chunk' ? one.modules : {})) {
        const folder = folderOf.exec(id.replaceAll('\\', '/'))?.[0].replace(/^\0/, '');
        if (folder !== undefined && renderedLength > 0) folders.add(folder);
      }
  };
  return {
    plugin: { name: 'licences', generateBundle },
    write: (outDir) => writeFileSync(join(outDir, 'licences.txt'), listed([...folders].map(shipped))),
  };
}

function shipped(folder: string): Shipped {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text =
    file === undefined
      ? 'It comes without the text of its licence.'
      : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return { name, version, licence: license, text };
}

function listed(all: readonly Shipped[]): string {
  const sorted = all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const blocks = sorted.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`);
  return `Nokori contains code of these packages.\n\n${blocks.join(`\n${'-'.repeat(72)}\n\n`)}`;
}
