import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const output = join(root, '.output');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pack = JSON.parse(read('package.json'));
const zipped = (kind: string) => readFileSync(join(output, `nokori-${pack.version}-${kind}.zip`));
const builds = ['chrome-mv3', 'firefox-mv3'];
const run = promisify(execFile);
/** Packages that say which licence they have, and come without its text. */
const withoutText = ['@wxt-dev/browser', 'wxt'];

describe('whoever unpacks the sources and builds them', () => {
  const copy = mkdtempSync(join(tmpdir(), 'nokori-sources-'));
  afterAll(() => rmSync(copy, { recursive: true }));

  beforeAll(async () => {
    for (const [path, bytes] of Object.entries(unzipSync(zipped('sources')))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), bytes);
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const wxt = join(root, 'node_modules/.bin/wxt');
    // As somebody would who has no idea of tests: bundlers leave more in for those.
    const { NODE_ENV: _, ...env } = process.env;
    await run(wxt, ['zip'], { cwd: copy, env });
    await run(wxt, ['zip', '-b', 'firefox'], { cwd: copy, env });
  }, 120_000);

  test.each(['chrome', 'firefox', 'sources'])('has the very bytes of the package: %s', (kind) => {
    const again = readFileSync(join(copy, '.output', `nokori-${pack.version}-${kind}.zip`));
    expect(again.length).toBe(zipped(kind).length);
    expect(again.equals(zipped(kind))).toBe(true);
  });

  test('finds what a reviewer needs, and nothing that was made or is private', () => {
    const names = Object.keys(unzipSync(zipped('sources')));
    for (const needed of ['README.md', 'docs/reviewers.md', 'package-lock.json', 'LICENSE', 'wxt.config.ts'])
      expect(names, needed).toContain(needed);
    expect(names.filter((name) => /node_modules|\.output|\.env|screens\/|compiled\.ts/.test(name))).toEqual([]);
  });
});

describe.each(builds)('the package of %s', (build) => {
  const kind = build.replace('-mv3', '');

  test('holds what was built, and nothing else', () => {
    const names = readdirSync(join(output, build), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(join(output, build).length + 1));
    expect(Object.keys(unzipSync(zipped(kind))).sort()).toEqual(names.sort());
    expect(names.filter((name) => !/\.(js|css|html|json|png|txt)$/.test(name))).toEqual([]);
  });

  test('has the version of the package in its manifest', () => {
    const { 'manifest.json': manifest } = unzipSync(zipped(kind));
    expect(JSON.parse(strFromU8(manifest ?? new Uint8Array())).version).toBe(pack.version);
  });

  test('names whose code it contains, each with a licence that asks for no more than its text', () => {
    const text = readFileSync(join(output, build, 'licences.txt'), 'utf8');
    const blocks = text.split(/^-{72}$/m);
    const heads = blocks.map((block) => /^(\S+) (\S+) \((.+)\)$/m.exec(block));
    const named = heads.map((head) => head?.[1]);
    for (const own of Object.keys(pack.dependencies)) expect(named, own).toContain(own);
    for (const [n, head] of heads.entries()) {
      expect(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'], head?.[0]).toContain(head?.[3]);
      const without = blocks[n]?.includes('comes without the text of its licence') ?? true;
      if (without) expect(withoutText).toContain(head?.[1]);
      else expect(blocks[n]?.length, head?.[0]).toBeGreaterThan(500);
    }
  });
});

test('the stores’ own checker finds nothing but the framework’s way to set markup', { timeout: 60_000 }, async () => {
  const folder = join(output, 'firefox-mv3');
  const lint = ['lint', '--source-dir', folder, '--output', 'json', '--no-config-discovery'];
  const { stdout } = await run(join(root, 'node_modules/.bin/web-ext'), lint, { maxBuffer: 2 ** 24 });
  const { errors, notices, warnings } = JSON.parse(stdout);
  expect([...errors, ...notices]).toEqual([]);
  expect(warnings.map(({ code }: { code: string }) => code)).toEqual(['UNSAFE_VAR_ASSIGNMENT']);
  expect(readFileSync(join(folder, warnings[0].file), 'utf8')).toContain('dangerouslySetInnerHTML');
});

describe('what we build with', () => {
  const lock = JSON.parse(read('package-lock.json')).packages as Record<
    string,
    { hasInstallScript?: boolean; integrity?: string; link?: boolean }
  >;

  test('is pinned to the digit', () => {
    const all = { ...pack.dependencies, ...pack.devDependencies, ...pack.overrides };
    expect(Object.entries<string>(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('is known by its digest', () => {
    const loose = Object.entries(lock).filter(([path, one]) => path !== '' && one.integrity === undefined);
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test('runs no script of its own when it is installed, but for what is named', () => {
    const scripts = Object.keys(lock).filter((path) => lock[path]?.hasInstallScript === true);
    expect(scripts.map((path) => path.replace('node_modules/', ''))).toEqual(Object.keys(pack.allowScripts));
  });
});

test('version and changes are in one place', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${pack.version}`);
  expect(read('wxt.config.ts')).not.toMatch(/\bversion:/);
});
