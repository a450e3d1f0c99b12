import { browser } from 'wxt/browser';
import type { Command } from '../page/port.ts';

const patterns = (origins: readonly string[]) => origins.map((origin) => `${origin}/*`);

/** Open tabs of a service, visible ones first. */
export async function tabsOf(origins: readonly string[]): Promise<readonly number[]> {
  const tabs = await browser.tabs.query({ url: patterns(origins) });
  return tabs
    .filter(({ id, discarded }) => id !== undefined && discarded !== true)
    .sort((a, b) => Number(b.active) - Number(a.active))
    .map(({ id }) => id as number);
}

/** Sends a command to the relay of a tab; `false` where none answers (the tab was open before we came). */
export async function tellTab(tab: number, command: Command): Promise<boolean> {
  try {
    return (await browser.tabs.sendMessage(tab, command, { frameId: 0 })) === true;
  } catch {
    return false;
  }
}

/** Whether any open tab of the service has no relay in it, and which. */
export async function deafTabs(origins: readonly string[]): Promise<readonly number[]> {
  const tabs = await tabsOf(origins);
  const answers = await Promise.all(tabs.map(async (tab) => ({ tab, hears: await tellTab(tab, { do: 'heard' }) })));
  return answers.filter(({ hears }) => !hears).map(({ tab }) => tab);
}

export async function reloadTabs(tabs: readonly number[]): Promise<void> {
  await Promise.all(tabs.map((tab) => browser.tabs.reload(tab)));
}

/** Opens an address, or shows the tab that already has it. */
export async function openPage(url: string): Promise<void> {
  const [open] = await browser.tabs.query({ url: `${url}*` }).catch(() => []);
  if (open?.id === undefined) await browser.tabs.create({ url });
  else {
    await browser.tabs.update(open.id, { active: true });
    if (open.windowId !== undefined) await browser.windows?.update(open.windowId, { focused: true });
  }
}

/** Opens a place of the dashboard (`settings`), in the tab that has the dashboard already, if there is one. */
export async function openPlace(place: string): Promise<void> {
  const address = browser.runtime.getURL('/dashboard.html');
  const url = `${address}#${place}`;
  const [open] = await browser.tabs.query({ url: `${address}*` }).catch(() => []);
  if (open?.id === undefined) await browser.tabs.create({ url });
  else {
    await browser.tabs.update(open.id, { active: true, url });
    if (open.windowId !== undefined) await browser.windows?.update(open.windowId, { focused: true });
  }
}

export function hasAccess(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: patterns(origins) });
}

/** Services that the browser does not let us read, and tabs that were open before we came, by service. */
export async function outOfReach(
  services: readonly { readonly id: string; readonly origins: readonly string[] }[],
): Promise<{ readonly noAccess: readonly string[]; readonly deaf: ReadonlyMap<string, readonly number[]> }> {
  const access = await Promise.all(services.map(async ({ id, origins }) => ((await hasAccess(origins)) ? [] : [id])));
  const deaf = await Promise.all(services.map(async ({ id, origins }) => [id, await deafTabs(origins)] as const));
  return { noAccess: access.flat(), deaf: new Map(deaf.filter(([, tabs]) => tabs.length > 0)) };
}

/** Must be called from a click. */
export function askAccess(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: patterns(origins) });
}
