import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import type { Bidi } from '../../tests/rig/bidi.ts';
import { launchChromium, opened, tabOf } from '../../tests/rig/chromium.ts';
import {
  chromeWindow,
  endEventPage,
  installInFirefox,
  isEventPageGone,
  launchFirefox,
  openTab,
} from '../../tests/rig/firefox.ts';
import { type Tab, until } from '../../tests/rig/rig.ts';
import type { World } from '../../tests/simulators/world.ts';
import { findBrowser } from '../browsers.mjs';
import type { BrowserName } from './part.ts';

const root = join(import.meta.dirname, '../..');

/** What was built for a browser. */
export const builtFor = (name: BrowserName): string =>
  join(root, '.output', name === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');

/** A browser with as many extensions as one likes, or none. */
export type Bench = {
  readonly name: BrowserName;
  readonly open: (url: string) => Promise<Tab>;
  /** Addresses of the extensions' own pages, without a trailing slash, in the order they were given in. */
  readonly origins: readonly string[];
  /** Ends the workers of all extensions (Firefox: event pages), as idleness would. */
  readonly endWorkers: () => Promise<void>;
  /** Whether the first extension's worker ends by itself within so many ms; looking does not keep it alive. */
  readonly workerGone: (patience: number) => Promise<boolean>;
  /** Chromium's own way to a tab, for what only it can be asked. */
  readonly page: (url: string) => Promise<Page>;
  readonly bidi: Bidi | null;
  readonly close: () => Promise<void>;
};

/** Starts a browser with the extensions in these folders, in a profile of its own. */
export async function startBench(name: BrowserName, world: World, folders: readonly string[]): Promise<Bench> {
  const executable = findBrowser(name);
  if (executable === undefined) throw new Error(`no ${name} is installed`);
  const profile = mkdtempSync(join(tmpdir(), `nokori-bench-${name}-`));
  const bench = await (name === 'firefox' ? firefox : chromium)({ executable, world, profile }, folders);
  return {
    ...bench,
    close: async () => {
      await bench.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

type Launch = { readonly executable: string; readonly world: World; readonly profile: string };

async function chromium(launch: Launch, folders: readonly string[]): Promise<Bench> {
  const browser = await launchChromium({ ...launch, networkEnabled: false });
  const origins: string[] = [];
  let life: ReturnType<typeof lifeOf> | undefined;
  const watched = () => {
    life ??= lifeOf(browser, origins[0] ?? '');
    return life;
  };
  for (const folder of folders) origins.push(`chrome-extension://${await browser.installExtension(folder)}`);
  for (const [n, folder] of folders.entries())
    if (welcomes(folder)) {
      const isOurs = (url: string) => url.startsWith(`${origins[n]}/dashboard.html`);
      const welcome = await browser.waitForTarget((target) => target.type() === 'page' && isOurs(target.url()));
      await (await welcome.page())?.close();
    }
  return {
    name: 'chromium',
    origins,
    open: async (url) => tabOf(await opened(browser, url)),
    page: (url) => opened(browser, url),
    bidi: null,
    // Only once it is asked for: the page from which workers are watched is one more of ours.
    endWorkers: async () => (await watched()).endWorkers(),
    workerGone: async (patience) => (await watched()).workerGone(patience),
    close: () => browser.close(),
  };
}

type Version = { readonly scriptURL: string; readonly runningStatus: string };

/**
 * Workers as the browser itself tells of them. The driver is kept from them: whatever it is attached to starts later,
 * and is kept alive.
 */
async function lifeOf(browser: Browser, origin: string): Promise<Pick<Bench, 'endWorkers' | 'workerGone'>> {
  const page = await opened(browser, `${origin}/licences.txt`);
  const session = await page.createCDPSession();
  const filter = [{ type: 'page', exclude: true }, { type: 'service_worker', exclude: true }, {}];
  const alone = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter };
  await session.connection()?.send('Target.setAutoAttach', alone);
  const running = new Set<string>();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }: { versions: readonly Version[] }) => {
    for (const { scriptURL, runningStatus } of versions)
      if (runningStatus === 'stopped') running.delete(scriptURL);
      else running.add(scriptURL);
  });
  await session.send('ServiceWorker.enable');
  const isRunning = (start: string) => [...running].some((url) => url.startsWith(start));
  return {
    endWorkers: async () => {
      await until('the workers are gone', async () => {
        // What a page says meanwhile wakes one of them again.
        if (running.size > 0) await session.send('ServiceWorker.stopAllWorkers');
        return running.size === 0;
      });
    },
    workerGone: (patience) => until('the worker is gone', async () => !isRunning(origin), patience).catch(() => false),
  };
}

async function firefox(launch: Launch, folders: readonly string[]): Promise<Bench> {
  const ids = folders.map((folder) => manifestOf(folder).browser_specific_settings?.gecko?.id ?? '');
  const uuids = Object.fromEntries(ids.map((id, n) => [id, `0f5c1d2e-7a64-4c1b-9d3a-6e0d5b1a2c3${n}`]));
  const { bidi, close } = await launchFirefox({ ...launch, uuids, prefs: { 'privacy.reduceTimerPrecision': false } });
  for (const folder of folders) await installInFirefox(bidi, folder);
  const origins = ids.map((id) => `moz-extension://${uuids[id]}`);
  for (const [n, folder] of folders.entries())
    if (welcomes(folder)) {
      const context = await until('the page after the installation', async () => {
        const { contexts } = await bidi.send<{ contexts: { context: string; url: string }[] }>(
          'browsingContext.getTree',
        );
        return contexts.find(({ url }) => url.startsWith(`${origins[n]}/dashboard.html`))?.context;
      });
      await bidi.send('browsingContext.close', { context });
    }
  return {
    name: 'firefox',
    origins,
    open: (url) => openTab(bidi, url),
    page: () => Promise.reject(new Error('only Chromium can be asked that')),
    bidi,
    endWorkers: async () => {
      for (const id of ids) await endEventPage(bidi, id);
    },
    workerGone: async (patience) => {
      const window = await chromeWindow(bidi);
      return until('it is gone', () => isEventPageGone(bidi, window, ids[0]), patience).catch(() => false);
    },
    close,
  };
}

type Manifest = { readonly browser_specific_settings?: { readonly gecko?: { readonly id?: string } } };
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
/** Whether it is ours, which opens a page once it is installed. */
const welcomes = (folder: string) => 'options_ui' in manifestOf(folder);

/** Does something with browsers that all end afterwards, whatever happens. */
export async function withBenches<T>(
  name: BrowserName,
  world: World,
  each: readonly (readonly string[])[],
  work: (benches: readonly Bench[]) => Promise<T>,
): Promise<T> {
  const benches: Bench[] = [];
  try {
    for (const folders of each) benches.push(await startBench(name, world, folders));
    return await work(benches);
  } finally {
    for (const bench of benches) await bench.close();
  }
}
