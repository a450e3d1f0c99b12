import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
/** Compiled from `locales/` at every build and kept out of git; nobody reads it. */
const generated = ['core/words/compiled.ts'];

function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(root, join(one.parentPath, one.name)))
    .sort();
}

const all = ['core', 'components', 'entrypoints'].flatMap(filesIn);
const sources = all.filter((path) => /\.tsx?$/.test(path));
const ids = readdirSync(join(root, 'core/providers'), { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

const texts = new Map(all.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
/** Code without its comments, so that one may write about what one may not do. */
const codeOf = (path: string) =>
  (texts.get(path) ?? '')
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{(,])\/\/[^\n]*/g, '$1');

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

/** What a file imports or passes on: a path of ours, or the name of a package. */
function importsOf(path: string): Import[] {
  const statements = codeOf(path).matchAll(
    /^\s*(?:import|export)\s+(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return [...statements].map(([, clause, from, dynamic]) => {
    const to = dynamic ?? from ?? '';
    const own = to.startsWith('.') ? relative(root, join(root, dirname(path), to)) : to.replace(/^@\//, '');
    return { from: path, to: own, typeOnly: clause !== undefined && isTypeOnly(clause) };
  });
}

/** `type X`, `type { X }`, and `{ type X, type Y }`: gone when the program runs. */
function isTypeOnly(clause: string): boolean {
  if (clause.startsWith('type ')) return true;
  const names = /^\{([^}]*)\}$/
    .exec(clause.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '));
}

const contract = ['core/providers/provider.ts', 'core/providers/answer.ts'];
const domain = 'core/domain/';

/** Who may import whom. `types` are places of which only types may be used. The first rule that fits a file counts. */
type Rule = {
  readonly of: RegExp;
  readonly may: readonly string[];
  readonly types?: readonly string[];
  readonly why: string;
};
const rules: readonly Rule[] = [
  { of: /^core\/domain\//, may: [domain], why: 'The domain knows nothing but itself.' },
  { of: /^core\/words\//, may: [domain, 'core/words/'], why: 'Words know the domain alone.' },
  {
    of: /^core\/app\//,
    may: [domain, 'core/app/', 'core/words/', ...contract],
    why: 'A use-case gets services, time and storage as arguments; it knows only their contract.',
  },
  {
    of: /^core\/page\//,
    may: ['core/page/'],
    types: [domain, 'core/providers/provider.ts'],
    why: 'What runs in pages carries no readers, no facts, no zod.',
  },
  {
    of: /^core\/providers\/\w+\/watch\.ts$/,
    may: [],
    types: ['core/providers/provider.ts'],
    why: 'watch.ts goes into pages: data only.',
  },
  { of: /^core\/providers\/provider\.ts$/, may: [], types: [domain], why: 'The contract is types.' },
  {
    of: /^core\/providers\/answer\.ts$/,
    may: [domain, 'zod/mini'],
    types: ['core/providers/provider.ts'],
    why: 'What all readers share.',
  },
  { of: /^core\/providers\/lenient\.ts$/, may: ['zod/mini'], why: 'What all schemas share.' },
  {
    of: /^core\/providers\/watches\.ts$/,
    may: ids.map((id) => `core/providers/${id}/watch.ts`),
    types: ['core/providers/provider.ts'],
    why: 'List 1 is safe anywhere.',
  },
  {
    of: /^core\/providers\/index\.ts$/,
    may: ids.map((id) => `core/providers/${id}/index.ts`),
    types: ['core/providers/provider.ts'],
    why: 'List 2 names the services.',
  },
  ...ids.flatMap((id): Rule[] => {
    const own = `core/providers/${id}/`;
    const shared = [domain, own, ...contract, 'core/providers/lenient.ts'];
    return [
      { of: new RegExp(`^${own}(facts|index)\\.ts$`), may: shared, why: 'Facts and the index only put together.' },
      {
        of: new RegExp(`^${own}`),
        may: [...shared, 'zod/mini'],
        why: 'A service is one folder: it knows no other one.',
      },
    ];
  }),
  {
    of: /^core\/platform\//,
    may: [
      domain,
      'core/app/',
      'core/words/',
      'core/providers/index.ts',
      'core/providers/watches.ts',
      ...contract,
      'core/platform/',
      'idb',
      'zod/mini',
      'wxt/browser',
      '@preact/signals',
    ],
    types: ['core/page/'],
    why: 'The outside may use the inside; of pages it knows only the messages.',
  },
  {
    of: /^components\//,
    may: [domain, 'core/words/', 'components/', 'preact', '@preact/signals'],
    types: ['core/app/'],
    why: 'Components get props and give JSX: no storage, no browser, no services.',
  },
  {
    of: /^entrypoints\//,
    may: ['core/', 'components/', 'entrypoints/', 'wxt/', 'preact', '@preact/signals'],
    why: 'Wiring.',
  },
];

const fits = (place: string, to: string) =>
  place.endsWith('/') ? to.startsWith(place) : to === place || to.startsWith(`${place}/`);

describe('imports', () => {
  test('there are files to look at', () => {
    expect(sources.length, 'No sources found: have the folders moved? Then this test guards nothing.').toBeGreaterThan(
      50,
    );
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100);
    expect(ids.length).toBeGreaterThan(0);
  });

  test.each(sources)('%s', (path) => {
    const rule = rules.find(({ of }) => of.test(path));
    expect(
      rule,
      `${path} stands where nobody has said what it may import. Put it elsewhere, or give its folder a rule.`,
    ).toBeDefined();
    const wrong = importsOf(path).filter(({ to, typeOnly }) => {
      const allowed = [...(rule?.may ?? []), ...(typeOnly ? (rule?.types ?? []) : [])];
      return !allowed.some((place) => fits(place, to));
    });
    expect(
      wrong.map(({ to, typeOnly }) => `${to}${typeOnly ? ' (types)' : ''}`),
      `${path} should not import these. ${rule?.why}`,
    ).toEqual([]);
  });

  test('nothing imports an entrypoint from outside', () => {
    const found = sources
      .flatMap(importsOf)
      .filter(({ from, to }) => to.startsWith('entrypoints/') && !from.startsWith('entrypoints/'));
    expect(found).toEqual([]);
  });

  test('everything imported is there', () => {
    const ours = sources.flatMap(importsOf).filter(({ to }) => /^(core|components|entrypoints)\//.test(to));
    expect(ours.filter(({ to }) => !texts.has(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

describe('what runs in pages', () => {
  test.each(['entrypoints/tap.content.ts', 'entrypoints/relay.content.ts'])(
    '%s brings no zod, no facts, no readers with it',
    (entry) => {
      expect(texts.has(entry), `${entry} is gone; is the page side called something else now?`).toBe(true);
      const seen = new Set<string>();
      const walk = (path: string): void => {
        if (seen.has(path)) return;
        seen.add(path);
        if (texts.has(path)) for (const { to, typeOnly } of importsOf(path)) if (!typeOnly) walk(to);
      };
      walk(entry);
      expect(seen.size).toBeGreaterThan(5);
      const allowed = /^(core\/page\/|core\/providers\/watches\.ts|core\/providers\/\w+\/watch\.ts|wxt\/)/;
      expect(
        [...seen].filter((path) => path !== entry && !allowed.test(path)),
        'These would be shipped into somebody’s page',
      ).toEqual([]);
    },
  );
});

describe('a service is one folder and one line in each of two lists', () => {
  test.each(ids)('%s is named nowhere else', (id) => {
    const literal = new RegExp(`(['"\`])${id}\\1|^\\s*${id}\\s*:|[.]${id}\\b(?!\\.)`, 'm');
    const elsewhere = all.filter(
      (path) =>
        !path.startsWith(`core/providers/${id}/`) && !/\.(svg|png|ico)$/.test(path) && literal.test(codeOf(path)),
    );
    expect(
      elsewhere,
      `Branching on "${id}" makes a fourth service cost more than a folder; let the provider declare it`,
    ).toEqual([]);
  });
});

describe('time, chance and the console', () => {
  const pure = sources.filter((path) => /^(core\/(domain|providers|app|words)|components)\//.test(path));

  test.each([
    ['Date.now()', /\bDate\.now\b/],
    ['new Date() without a time', /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|(?<!new )\bDate\(\)/],
    ['chance', /\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues)\b/],
    ['a clock of its own', /\bperformance\.now\b|\bsetTimeout\(/],
  ])('%s comes in as an argument, or stays outside', (what, pattern) => {
    const core = pure.filter((path) => what !== 'a clock of its own' || path.startsWith('core/'));
    expect(core.length).toBeGreaterThan(30);
    expect(
      core.filter((path) => pattern.test(codeOf(path))),
      'These would give another answer tomorrow',
    ).toEqual([]);
  });

  test('only core/platform/log.ts speaks to the console', () => {
    expect(texts.has('core/platform/log.ts')).toBe(true);
    const found = sources.filter((path) => path !== 'core/platform/log.ts' && /\bconsole\b\s*[.[]/.test(codeOf(path)));
    expect(found, 'Say it with warnOf(), which never prints a value').toEqual([]);
  });

  test('content scripts make no request but the replay', () => {
    const calls = /\b(sendBeacon|EventSource|importScripts)\b|\bnew\s+(XMLHttpRequest|WebSocket)\b|(?<![.\w])fetch\(/;
    expect(sources.filter((path) => calls.test(codeOf(path)))).toEqual([]);
  });
});

test('every file in core can be read in one sitting: at most 250 lines', () => {
  const long = sources
    .filter((path) => path.startsWith('core/') && !generated.includes(path))
    .map((path) => [path, (texts.get(path) ?? '').trimEnd().split('\n').length] as const)
    .filter(([, lines]) => lines > 250);
  expect(
    long.map(([path, lines]) => `${path}: ${lines}`),
    'These want to be two files',
  ).toEqual([]);
});
