import { afterAll, afterEach, beforeAll } from 'vitest';
import { findBrowser } from '../../scripts/browsers.mjs';
import { chromiumRig } from '../rig/chromium.ts';
import { firefoxRig } from '../rig/firefox.ts';
import { type Rig, type Tab, until } from '../rig/rig.ts';
import { badge, type Row, rows } from '../rig/seed.ts';
import { startWorld, type World } from '../simulators/world.ts';

const root = new URL('../../', import.meta.url).pathname;

/** A browser with the built extension, the simulated services, and what tests look at. Fresh for every test file. */
export type Scene = {
  readonly world: World;
  readonly rig: Rig;
  /** An extension page that stays open, for looking at the record. */
  readonly eye: Tab;
  readonly open: (url: string) => Promise<Tab>;
  readonly popup: (width?: number) => Promise<Tab>;
  readonly rows: (store: string) => Promise<Row[]>;
  readonly badge: () => Promise<{ text: string; title: string }>;
  /** Waits until the badge says this: it is painted after what it tells of is recorded. */
  readonly badgeSays: (what: string | RegExp) => Promise<void>;
  /** Titles of notifications that have been delivered, oldest first. */
  readonly told: () => Promise<string[]>;
};

/**
 * Ways to look at a screen (language, scheme, width). Firefox cannot be told a scheme: there the first in English and
 * the last in Japanese show all that its own drawing could change.
 */
export function looksFor<Look extends readonly unknown[]>(all: readonly Look[]): readonly Look[] {
  if (process.env.NOKORI_BROWSER !== 'firefox') return all;
  return [...all.slice(0, 1), ...all.slice(-1)];
}

/** Starts the browser that this run is for (`NOKORI_BROWSER`) and gives the scene to the tests of a file. */
export function scene({
  language = 'en-US',
  early = [],
  built = (folder) => folder,
}: {
  language?: string;
  early?: readonly string[];
  /** Gives the folder of the extension, where it is not the one that was built. */
  built?: (folder: string) => string;
} = {}): Scene {
  let world: World;
  let rig: Rig;
  let eye: Tab;
  const tabs: Tab[] = [];
  const kept = async (tab: Tab) => {
    tabs.push(tab);
    return tab;
  };
  const all = (store: string) => rows(eye, store);

  beforeAll(async () => {
    const name = process.env.NOKORI_BROWSER === 'firefox' ? 'firefox' : 'chromium';
    const executable = findBrowser(name);
    if (executable === undefined) throw new Error(`no ${name} is installed: npm test installs one on Debian`);
    world = await startWorld();
    const extension = built(`${root}.output/${name === 'firefox' ? 'firefox' : 'chrome'}-mv3`);
    rig = await (name === 'firefox' ? firefoxRig : chromiumRig)({ extension, executable, world, language, early });
    eye = await rig.open(`${rig.origin}/popup.html`);
    await until('the record exists', async () => (await all('snapshot')).length === 1);
  });
  afterEach(async () => {
    for (const tab of tabs.splice(0)) await tab.close().catch(() => undefined);
    for (const site of [world.chatgpt, world.genspark, world.sora]) site.reset();
  });
  afterAll(async () => {
    await rig?.close();
    await world?.close();
  });

  return {
    get world() {
      return world;
    },
    get rig() {
      return rig;
    },
    get eye() {
      return eye;
    },
    open: async (url) => kept(await rig.open(url)),
    popup: async (width = 360) => {
      const tab = await kept(await rig.open(`${rig.origin}/popup.html`));
      await tab.size(width, 600);
      await until('the popup is alive', () => tab.evaluate<boolean>(`'live' in document.documentElement.dataset`));
      return tab;
    },
    rows: all,
    badge: () => badge(eye),
    badgeSays: async (what) => {
      await until(`the badge says ${what}`, async () => {
        const { text, title } = await badge(eye);
        return typeof what === 'string' ? text === what : what.test(title);
      });
    },
    told: async () =>
      (await all('outbox'))
        .filter(({ state }) => state === 'sent')
        .sort((a, b) => Number(a.sentAt) - Number(b.sentAt))
        .map(({ title }) => String(title)),
  };
}

/** What a screen says of its meters and balances, by `provider/account/id`. */
export function numbersOf(tab: Tab): Promise<Record<string, string>> {
  return tab.evaluate(`Object.fromEntries([...document.querySelectorAll('[data-meter],[data-balance]')].map((one) => [
    [one.dataset.provider, one.dataset.account, one.dataset.meter ?? one.dataset.balance].join('/'),
    one.getAttribute('role') === 'meter' ? one.getAttribute('aria-valuenow') : (one.dataset.state ?? one.dataset.value)]))`);
}

/** The states of the cards on a screen, by `provider/account`. */
export function statesOf(tab: Tab): Promise<Record<string, string>> {
  return tab.evaluate(
    `Object.fromEntries([...document.querySelectorAll('article[data-state],p[data-state]')].map((one) => [one.dataset.provider + '/' + one.dataset.account, one.dataset.state]))`,
  );
}

export function warningsOf(tab: Tab): Promise<string[]> {
  return tab.evaluate(
    `[...document.querySelectorAll('[data-warning]')].map((one) => one.dataset.provider + ' ' + one.dataset.warning + ' ' + one.dataset.level)`,
  );
}

export function textOf(tab: Tab): Promise<string> {
  return tab.evaluate('document.body.innerText');
}
