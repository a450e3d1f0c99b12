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
    .replace(/(?<=^|\s)\/\*[\s\S]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ' '))
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

type Rule = {
  readonly of: RegExp;
  readonly why: string;
  readonly may: readonly string[];
  /** Places of which only types may be used. */
  readonly types: readonly string[];
};
const rule = (of: string, why: string, may: readonly string[], types: readonly string[] = []): Rule => ({
  of: new RegExp(`^${of}`),
  why,
  may,
  types,
});

const domain = 'core/domain/';
const contract = 'core/providers/provider.ts';
const answer = 'core/providers/answer.ts';
const each = (file: string) => ids.map((id) => `core/providers/${id}/${file}`);

/** Who may import whom. The first rule that fits a file counts. */
const rules: readonly Rule[] = [
  rule('core/domain/renewal.ts', 'Calendars are arithmetic, for which there is a library.', [
    domain,
    'date-fns/',
    '@date-fns/',
  ]),
  rule(domain, 'The domain knows nothing but itself.', [domain]),
  rule('core/words/', 'Words know the domain alone.', [domain, 'core/words/']),
  rule('core/app/', 'A use-case gets services, time and storage as arguments; it knows only their contract.', [
    ...[domain, 'core/app/', 'core/words/', contract, answer],
  ]),
  rule('core/page/', 'Pages get no readers, no facts, no zod.', ['core/page/'], [domain, contract]),
  rule('core/providers/\\w+/watch.ts', 'watch.ts goes into pages: data only.', each('watch-shapes.ts'), [contract]),
  rule('core/providers/\\w+/watch-shapes.ts', 'Goes into pages with watch.ts: data only.', [], [contract]),
  rule(contract, 'The contract is types.', [], [domain]),
  rule(answer, 'What all readers share.', [domain, 'zod/mini'], [contract]),
  rule('core/providers/lenient.ts', 'What all schemas share.', ['zod/mini']),
  rule('core/providers/watches.ts', 'List 1 is safe anywhere.', each('watch.ts'), [contract]),
  rule('core/providers/index.ts', 'List 2 names the services.', each('index.ts'), [contract]),
  ...each('').flatMap((own): Rule[] => {
    const shared = [domain, own, contract, answer, 'core/providers/lenient.ts'];
    return [
      rule(`${own}(facts|index).ts`, 'Facts and the index only put together.', shared),
      rule(own, 'A service is one folder: it knows no other one.', [...shared, 'zod/mini']),
    ];
  }),
  rule(
    'core/platform/calendar.ts',
    'Calendar files are a format, for which there is a library; nobody else needs it.',
    [...[domain, 'core/app/', 'core/platform/clock.ts', 'ts-ics']],
  ),
  rule(
    'core/platform/',
    'The outside may use the inside; of pages it knows only the messages.',
    [
      ...[domain, 'core/app/', 'core/words/', 'core/platform/', contract, answer],
      ...['core/providers/index.ts', 'core/providers/watches.ts', 'idb', 'zod/mini', 'wxt/browser', '@preact/signals'],
    ],
    ['core/page/'],
  ),
  rule('components/charts/', 'Charts are drawn from what they are given, with scales, shapes and times of a library.', [
    domain,
    'core/words/',
    'components/charts/',
    'preact',
    'd3-scale',
    'd3-shape',
    'd3-time',
  ]),
  rule(
    'components/',
    'Components get props and give JSX: no storage, no browser, no services.',
    [domain, 'core/words/', 'components/', 'preact', '@preact/signals'],
    ['core/app/'],
  ),
  rule(
    'entrypoints/page/',
    'Wiring of what goes into pages: no package.',
    ['core/page/', 'watch:'],
    [contract, 'wxt/browser'],
  ),
  rule('entrypoints/', 'Wiring.', ['core/', 'components/', 'entrypoints/', 'wxt/', 'preact', '@preact/signals']),
];

const fits = (place: string, to: string) =>
  /[/:]$/.test(place) ? to.startsWith(place) : to === place || to.startsWith(`${place}/`);

describe('imports', () => {
  test('there are files to look at', () => {
    expect(sources.length, 'No sources found: have the folders moved? Then this test guards nothing.').toBeGreaterThan(
      50,
    );
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100);
    expect(ids.length).toBeGreaterThan(0);
  });

  test.each(sources)('%s', (path) => {
    const own = rules.find(({ of }) => of.test(path));
    expect(
      own,
      `${path} stands where nobody has said what it may import. Put it elsewhere, or give its folder a rule.`,
    ).toBeDefined();
    const wrong = importsOf(path).filter(({ to, typeOnly }) => {
      const allowed = [...(own?.may ?? []), ...(typeOnly ? (own?.types ?? []) : [])];
      return !allowed.some((place) => fits(place, to));
    });
    expect(
      wrong.map(({ to, typeOnly }) => `${to}${typeOnly ? ' (types)' : ''}`),
      `${path} should not import these. ${own?.why}`,
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
  test.each(['entrypoints/page/tap.ts', 'entrypoints/page/relay.ts'])(
    '%s brings no package, no facts, no readers with it',
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
      // The data of one service is put in while bundling.
      const allowed = /^(core\/page\/|watch:)/;
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
