import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { closeWelcome, gone, type Rig, type RigOptions, simulatedHosts, type Tab, until } from './rig.ts';

/** Flags without which a closed network keeps Chromium busy with its maker's servers. */
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
];

type Launch = Pick<RigOptions, 'executable' | 'world' | 'language' | 'headless'> & {
  readonly profile: string;
  /** Whether the driver is told of every request, which costs each of them something. */
  readonly networkEnabled?: boolean;
};

/** Starts Chromium without any extension. Every host but the simulated ones is unknown to this browser. */
export function launchChromium({
  executable,
  world,
  language = 'en-US',
  headless = true,
  profile,
  networkEnabled = true,
}: Launch) {
  const mapped = simulatedHosts.map((host) => `MAP ${host}:443 127.0.0.1:${world.port}`);
  return puppeteer.launch({
    executablePath: executable,
    headless,
    pipe: true,
    networkEnabled,
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: null,
    acceptInsecureCerts: true,
    args: [
      ...quiet,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--lang=${language}`,
      `--accept-lang=${language}`,
      `--host-resolver-rules=${[...mapped, 'MAP * ~NOTFOUND'].join(', ')}`,
      '--ignore-certificate-errors',
    ],
    env: { ...process.env, LANGUAGE: language.slice(0, 2) },
  });
}

/**
 * Starts Chromium with the extension. Branded Chrome and Edge ignore `--load-extension`, so it is loaded over the
 * debugging pipe, which all of them accept.
 */
export async function chromiumRig({ extension, early = [], profile: kept, ...launch }: RigOptions): Promise<Rig> {
  const profile = kept ?? mkdtempSync(join(tmpdir(), 'nokori-chromium-'));
  const browser = await launchChromium({ ...launch, profile });
  for (const url of early) await opened(browser, url);
  await browser.installExtension(extension);
  const worker = await browser.waitForTarget((target) => target.type() === 'service_worker');
  const origin = new URL(worker.url()).origin.replace(/\/$/, '');
  const base = origin === 'null' ? worker.url().split('/').slice(0, 3).join('/') : origin;
  const rig: Rig = {
    name: 'chromium',
    origin: base,
    open: async (url) => tabOf(await opened(browser, url)),
    openAt: async (start) => {
      const pages = browser.targets().filter((one) => one.type() === 'page' && one.url().startsWith(start));
      return (await Promise.all(pages.map((one) => one.page()))).flatMap((page) =>
        page === null ? [] : [tabOf(page)],
      );
    },
    worker: (code) => inWorker(browser, base, code),
    killWorker: () => killWorker(browser, base),
    kill: async () => {
      const process = browser.process();
      if (process === null) throw new Error('there is no process of ours');
      process.kill('SIGKILL');
      await gone(process);
    },
    close: async () => {
      await browser.close();
      if (kept === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  // A profile that is kept has been welcomed.
  if (kept === undefined) await closeWelcome(rig);
  return rig;
}

export async function opened(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'load' });
  return page;
}

export function tabOf(page: Page): Tab {
  return {
    evaluate: <T>(code: string) => page.evaluate(`(async () => (${code}))()`) as Promise<T>,
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    reload: async () => void (await page.reload({ waitUntil: 'load' })),
    size: (width, height, scale = 2) => page.setViewport({ width, height, deviceScaleFactor: scale }),
    scheme: (scheme) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]),
    screenshot: async (file) => void (await page.screenshot({ path: file as `${string}.png` })),
    close: () => page.close(),
  };
}

async function inWorker<T>(browser: Browser, origin: string, code: string): Promise<T> {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker' && one.url().startsWith(origin));
  const worker = await target.worker();
  if (worker === null) throw new Error('the worker is gone');
  return (await worker.evaluate(`(async () => (${code}))()`)) as T;
}

async function killWorker(browser: Browser, origin: string): Promise<void> {
  const target = browser.targets().find((one) => one.type() === 'service_worker' && one.url().startsWith(origin));
  if (target === undefined) return;
  const worker = await target.worker();
  await worker?.close();
  await until('the worker is gone', async () => !browser.targets().includes(target));
}
