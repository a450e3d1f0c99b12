import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { closeWelcome, gone, type Rig, type RigOptions, simulatedHosts, type Tab } from './rig.ts';

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

const isWorkerOf = (origin: string, { type, url }: { readonly type: string; readonly url: string }) =>
  type === 'service_worker' && url.startsWith(origin);

/** In a session of its own: one that stayed would keep the worker alive, and lend its name to whatever follows it. */
async function inWorker<T>(browser: Browser, origin: string, code: string): Promise<T> {
  const worker = await browser.waitForTarget((one) => isWorkerOf(origin, { type: one.type(), url: one.url() }));
  const session = await worker.createCDPSession();
  const expression = `(async () => (${code}))()`;
  const ran = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  if (ran.exceptionDetails !== undefined) throw new Error(ran.exceptionDetails.exception?.description ?? code);
  return ran.result.value as T;
}

/** Asks the page's own domain for it: closing the worker's target does not end one that is just starting for good. */
async function killWorker(browser: Browser, origin: string): Promise<boolean> {
  const [page] = browser.targets().filter((one) => one.type() === 'page');
  const session = await page?.createCDPSession();
  if (session === undefined) throw new Error('there is no page to ask from');
  const { targetInfos } = await session.send('Target.getTargets');
  await session.send('ServiceWorker.enable');
  // Answered once all have stopped.
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
  return targetInfos.some((one) => isWorkerOf(origin, one));
}
