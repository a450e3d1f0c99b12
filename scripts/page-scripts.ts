// What goes into pages: for each service a relay and a tap of its own, with no other service's data in them. The build
// tool would put one script with all the data into every page, wrapped in code of its own.
import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';
import type { RelayWatch, TapWatch, Watch } from '../core/providers/provider.ts';
import { watches } from '../core/providers/watches.ts';

const root = join(import.meta.dirname, '..');

/** The relay must listen before the tap speaks: scripts run in the order of the manifest. */
const kinds = ['relay', 'tap'] as const;
type Kind = (typeof kinds)[number];

/** What each world of a page gets to know of its service. */
const known = {
  relay: ({ id, headers, usagePage, texts, composers }: Watch): RelayWatch => ({
    ...{ id, headers, usagePage, texts, composers },
  }),
  tap: ({ origins, api, headers, endpoints, sockets }: Watch): TapWatch => ({
    ...{ origins, api, headers, endpoints, sockets },
  }),
};

/** A script as it goes into pages. `modules`: the files it was made of, as paths below the project. */
export type PageScript = {
  readonly path: string;
  readonly code: string;
  readonly modules: readonly string[];
  /** What became of each of them, before it was made small; no part of what ships. */
  readonly parts: Readonly<Record<string, string>>;
  /** Which of its text comes from where; no part of what ships. */
  readonly map: Rollup.SourceMap | null;
};

/** Shorter parts are not worth a name. */
const shortest = 30;

const inProject = (id: string) => id.replace(`${root}/`, '');

const pathOf = (kind: Kind, id: string) => `content-scripts/${kind}-${id}.js`;

/**
 * Bundles all of them. `nameless`: whatever the page's own scripts throw below our wrapped `fetch` carries our frame in
 * its stack. Chromium would write the extension's address there; Firefox calls such scripts anonymous by itself.
 */
export function pageScripts(nameless: boolean): Promise<PageScript[]> {
  return Promise.all(
    watches.flatMap((watch) =>
      kinds.map(async (kind) => {
        const { code, moduleIds, modules: rendered, map } = await bundled(kind, watch);
        const named = kind === 'tap' && nameless ? `${code.trimEnd()}\n//# sourceURL=anonymous\n` : code;
        const modules = moduleIds.map(inProject);
        const parts = Object.fromEntries(moduleIds.map((id) => [inProject(id), rendered[id]?.code ?? '']));
        return { path: pathOf(kind, watch.id), code: named, modules, parts, map };
      }),
    ),
  );
}

async function bundled(kind: Kind, watch: Watch): Promise<Rollup.OutputChunk> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [data(`watch:${kind}`, known[kind](watch))],
    build: {
      write: false,
      sourcemap: 'hidden',
      target: ['chrome120', 'firefox142'],
      modulePreload: false,
      rolldownOptions: {
        input: join(root, `entrypoints/page/${kind}.ts`),
        // Strict: of other functions a page that is called by one can read its caller, and what that was given.
        output: { format: 'iife', strict: true },
      },
    },
  });
  const [chunk, ...others] = (built as Rollup.RollupOutput).output.filter(isChunk);
  if (chunk === undefined) throw new Error(`nothing was made of ${kind}`);
  if (others.length > 0) throw new Error(`${kind} of ${watch.id} is more than one file`);
  return chunk;
}

const isChunk = (one: Rollup.OutputChunk | Rollup.OutputAsset): one is Rollup.OutputChunk => one.type === 'chunk';

/** A module with nothing in it but the data of a service. */
function data(name: string, watch: object): Plugin {
  return {
    name,
    resolveId: (id) => (id === name ? `\0${id}` : null),
    load: (id) => (id === `\0${name}` ? sourceOf(watch) : null),
  };
}

/** Data as source text: what stands in it more than once is written once. */
function sourceOf(watch: object): string {
  const times = new Map<string, number>();
  const count = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const text = JSON.stringify(value);
    times.set(text, (times.get(text) ?? 0) + 1);
    if (times.get(text) === 1) Object.values(value).forEach(count);
  };
  const names = new Map<string, string>();
  const parts: string[] = [];
  const written = (value: unknown): string => {
    const text = JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return text;
    const named = names.get(text);
    if (named !== undefined) return named;
    const inner = Array.isArray(value)
      ? `[${value.map(written)}]`
      : `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${written(one)}`)}}`;
    if (times.get(text) === 1 || text.length < shortest) return inner;
    const name = `part${names.size}`;
    names.set(text, name);
    parts.push(`const ${name} = ${inner};`);
    return name;
  };
  count(watch);
  const whole = written(watch);
  return [...parts, `export const watch = ${whole};`].join('\n');
}

/** Where and when each of them runs, for the manifest. */
export const contentScripts = watches.flatMap(({ id, origins }) =>
  kinds.map((kind) => ({
    matches: origins.map((origin) => `${origin}/*`),
    js: [pathOf(kind, id)],
    run_at: 'document_start' as const,
    ...(kind === 'tap' && { world: 'MAIN' as const }),
  })),
);
