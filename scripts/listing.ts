import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What a store shows of the extension in one language; lengths in characters. */
export type Listing = {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Addresses that whoever publishes has to fill in. */
  readonly contact: string;
  readonly permissions: string;
};

/** What the stores allow at most (Chrome Web Store and addons.mozilla.org, the stricter of both). */
export const longest: { readonly [Part in keyof Listing]?: number } = { name: 50, summary: 132, description: 15_000 };

/** The texts of `docs/store`. Throws where a part is missing. */
export function listingIn(language: 'en' | 'ja'): Listing {
  const text = readFileSync(join(root, 'docs/store', `${language}.md`), 'utf8');
  const part = (pattern: RegExp): string => {
    const found = pattern.exec(text)?.[1]?.trim();
    if (found === undefined || found === '') throw new Error(`docs/store/${language}.md has no ${pattern.source}`);
    return found;
  };
  const under = (title: string) => part(new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm'));
  return {
    name: part(/^# (.+)$/m),
    summary: under('Summary'),
    description: under('Description'),
    contact: under('Contact'),
    permissions: under('Permissions'),
  };
}

/** What is new in a version: its part of the changelog. */
export function changesOf(version: string): string {
  const text = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const begin = text.indexOf(`## ${version}`);
  if (begin === -1) throw new Error(`CHANGELOG.md says nothing of ${version}`);
  const end = text.indexOf('\n## ', begin + 1);
  return text.slice(text.indexOf('\n', begin), end === -1 ? undefined : end).trim();
}
