import type { Plugin } from 'vite';

/** Modules whose imports a page needs at once, although it imports them only while it runs. */
const atOnce = /\/entrypoints\/dashboard\/start\.tsx$/;

type Chunk = {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
};

/**
 * Names in each of our pages all scripts it needs before it shows anything. Without that the browser learns of a script
 * only once it has read the one that imports it, and waits for one after the other.
 */
export const preloads = (): Plugin => ({
  name: 'nokori:preloads',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle, chunk }) {
      const chunks = new Map(
        Object.entries(bundle ?? {}).flatMap(([name, one]) => (isChunk(one) ? [[name, one]] : [])),
      );
      const all = new Set<string>();
      const add = (name: string): void => {
        const one = chunks.get(name);
        if (one === undefined || all.has(name)) return;
        all.add(name);
        const later = one.dynamicImports.filter((to) => atOnce.test(chunks.get(to)?.facadeModuleId ?? ''));
        for (const to of [...one.imports, ...later]) add(to);
      };
      if (chunk !== undefined) add(chunk.fileName);
      return [...all]
        .filter((name) => name !== chunk?.fileName)
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head',
        }));
    },
  },
});

const isChunk = (one: object): one is Chunk => 'type' in one && one.type === 'chunk';
