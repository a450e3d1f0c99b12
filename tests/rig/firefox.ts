import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bidi, connectBidi, evaluate } from './bidi.ts';
import { closeWelcome, gone, type Rig, type RigOptions, type Tab, until } from './rig.ts';

const extensionId = 'nokori@nokori.example';
const uuid = '0f5c1d2e-7a64-4c1b-9d3a-6e0d5b1a2c3f';

type Launch = Pick<RigOptions, 'executable' | 'world' | 'language' | 'headless'> & {
  readonly profile: string;
  /** The ids of extensions that are to have known addresses, and those. */
  readonly uuids?: Readonly<Record<string, string>>;
  readonly prefs?: Preferences;
};
type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Starts a stock Firefox over WebDriver BiDi, without any extension. */
export async function launchFirefox({
  executable,
  world,
  language = 'en-US',
  headless = true,
  profile,
  uuids = { [extensionId]: uuid },
  prefs = {},
}: Launch) {
  const all = { ...preferences(world.proxyPort, language, uuids), ...prefs };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const { process: firefox, address } = await start(executable, profile, headless);
  const bidi = await connectBidi(`${address}/session`);
  await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  const close = async (): Promise<void> => {
    await bidi.send('browser.close').catch(() => undefined);
    bidi.close();
    await ended(firefox);
  };
  return { bidi, firefox, close };
}

/** Installs an extension for the session. */
export async function installInFirefox(bidi: Bidi, folder: string): Promise<void> {
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: folder } });
}

/**
 * Starts a stock Firefox with the extension installed for the session. Extension pages are only open to a client that
 * has been let in with `--remote-allow-system-access`, and never report that they have loaded.
 */
export async function firefoxRig({ extension, early = [], profile: kept, ...launch }: RigOptions): Promise<Rig> {
  const profile = kept ?? mkdtempSync(join(tmpdir(), 'nokori-firefox-'));
  const { bidi, firefox, close } = await launchFirefox({ ...launch, profile });
  for (const url of early) await openTab(bidi, url);
  await installInFirefox(bidi, extension);
  const origin = `moz-extension://${uuid}`;
  const rig: Rig = {
    name: 'firefox',
    origin,
    open: (url) => openTab(bidi, url),
    openAt: async (start) => {
      const { contexts } = await bidi.send<{ contexts: { context: string; url: string }[] }>('browsingContext.getTree');
      return contexts.filter(({ url }) => url.startsWith(start)).map(({ context }) => tabOf(bidi, context));
    },
    worker: async (code) => {
      const page = await openTab(bidi, `${origin}/popup.html`);
      try {
        return await page.evaluate(
          `browser.runtime.getBackgroundPage().then((background) => background.eval === undefined ? null : (async () => { const { fetch, WebSocket } = background; return await (${code}); })())`,
        );
      } finally {
        await page.close();
      }
    },
    killWorker: () => endEventPage(bidi),
    kill: async () => {
      firefox.kill('SIGKILL');
      await gone(firefox);
      bidi.close();
    },
    close: async () => {
      await close();
      if (kept === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  // A profile that is kept has been welcomed.
  if (kept === undefined) await closeWelcome(rig);
  return rig;
}

function preferences(proxyPort: number, language: string, uuids: Readonly<Record<string, string>>): Preferences {
  return {
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.no_proxies_on': '',
    'intl.accept_languages': language,
    'intl.locale.requested': language,
    // An extension for the session goes with it; what it has stored is to be there for the next.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'extensions.webextensions.uuids': JSON.stringify(uuids),
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.normandy.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.newtabpage.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    // Asks elsewhere for a video codec a while after the start.
    'media.gmp-manager.updateEnabled': false,
    'media.gmp-provider.enabled': false,
  };
}

async function start(executable: string, profile: string, headless: boolean) {
  const flags = [
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    '--remote-allow-system-access',
    '--no-remote',
    '--new-instance',
  ];
  const firefox = spawn(executable, headless ? ['--headless', ...flags] : flags, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const address = await new Promise<string>((ready, failed) => {
    firefox.stderr.on('data', (piece: Buffer) => {
      said += piece;
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (found?.[1] !== undefined) ready(found[1]);
    });
    firefox.on('exit', () => failed(new Error(`Firefox ended before it was ready: ${said.slice(-500)}`)));
  });
  return { process: firefox, address };
}

async function ended(firefox: ChildProcess): Promise<void> {
  if (firefox.exitCode !== null) return;
  const gone = new Promise<void>((done) => firefox.on('exit', () => done()));
  const late = setTimeout(() => firefox.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(late);
}

export async function openTab(bidi: Bidi, url: string): Promise<Tab> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  const tab = tabOf(bidi, context);
  await tab.goto(url);
  return tab;
}

function tabOf(bidi: Bidi, context: string): Tab {
  const goto = async (to: string): Promise<void> => {
    const own = to.startsWith('moz-extension:');
    await bidi.send('browsingContext.navigate', { context, url: to, wait: own ? 'none' : 'complete' });
    if (own)
      await until('the page has loaded', () =>
        evaluate<boolean>(
          bidi,
          context,
          `document.readyState === 'complete' && location.href.startsWith(${JSON.stringify(to)})`,
        ),
      );
  };
  return {
    evaluate: (code) => evaluate(bidi, context, code),
    goto,
    reload: async () => goto(await evaluate<string>(bidi, context, 'location.href')),
    size: async (width, height, scale = 2) =>
      void (await bidi.send('browsingContext.setViewport', {
        context,
        viewport: { width, height },
        devicePixelRatio: scale,
      })),
    scheme: async () => undefined,
    screenshot: async (file) => {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    close: async () => void (await bidi.send('browsingContext.close', { context })),
  };
}

/** The browser's own window, in which chrome-privileged code may run. */
export async function chromeWindow(bidi: Bidi): Promise<string> {
  const { contexts } = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', {
    'moz:scope': 'chrome',
  });
  const window = contexts[0]?.context;
  if (window === undefined) throw new Error('no browser window to speak to');
  return window;
}

const backgroundOf = (id: string) => `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension`;

/** Whether an extension's event page has ended. */
export const isEventPageGone = (bidi: Bidi, window: string, id = extensionId): Promise<boolean> =>
  evaluate<boolean>(bidi, window, `${backgroundOf(id)}.backgroundState !== 'running'`);

/**
 * Ends the event page as idleness would; whether there was one to end. Only chrome-privileged code may, in the browser's
 * own window.
 */
export async function endEventPage(bidi: Bidi, id = extensionId): Promise<boolean> {
  const window = await chromeWindow(bidi);
  const extension = backgroundOf(id);
  if (await isEventPageGone(bidi, window, id)) return false;
  // A page of ours that speaks to it just then keeps it: then it is ended once more.
  const end = `${extension}.terminateBackground({ disableResetIdleForTest: true }).then(() => ${extension}.backgroundState !== 'running')`;
  await until('the event page is gone', () => evaluate<boolean>(bidi, window, end));
  return true;
}
