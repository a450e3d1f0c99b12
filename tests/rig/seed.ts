import type { Snapshot } from '../../core/domain/account.ts';
import type { Settings } from '../../core/domain/settings.ts';
import type { Rig, Tab } from './rig.ts';

/** Puts a snapshot into the record of the running extension, as if the worker had written it. */
export function seed(tab: Tab, snapshot: Snapshot): Promise<unknown> {
  return tab.evaluate(`new Promise((done, failed) => {
    const open = indexedDB.open('nokori', 1);
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const tx = open.result.transaction(['snapshot', 'base'], 'readwrite');
      tx.objectStore('snapshot').put(${JSON.stringify(snapshot)}, 'now');
      // A worker that has written there before looks again.
      tx.objectStore('base').delete('writer');
      tx.oncomplete = () => { open.result.close(); new BroadcastChannel('nokori:changed').postMessage(null); done(true); };
      tx.onerror = () => failed(tx.error);
    };
  })`);
}

/** Lets all that has been recorded be so much older, as if that time had passed. */
export async function age(tab: Tab, ms: number): Promise<void> {
  const [snapshot] = await rows(tab, 'snapshot');
  const first = Date.parse('2001-09-09');
  await seed(
    tab,
    JSON.parse(JSON.stringify(snapshot), (_, value) =>
      typeof value === 'number' && value > first ? value - ms : value,
    ),
  );
}

const api = '(globalThis.browser ?? globalThis.chrome)';

export function setSettings(tab: Tab, settings: Partial<Settings>): Promise<unknown> {
  return tab.evaluate(
    `${api}.storage.local.get('settings').then(({ settings }) => ${api}.storage.local.set({ settings: { ...settings, ...${JSON.stringify(settings)} } })).then(() => true)`,
  );
}

export function badge(tab: Tab): Promise<{ text: string; title: string }> {
  return tab.evaluate(
    `Promise.all([${api}.action.getBadgeText({}), ${api}.action.getTitle({})]).then(([text, title]) => ({ text, title }))`,
  );
}

export type Row = Record<string, unknown>;

/** All rows of a store of the record. */
export function rows(tab: Tab, store: string): Promise<Row[]> {
  return tab.evaluate(`new Promise((done, failed) => {
    const open = indexedDB.open('nokori');
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const all = open.result.transaction('${store}').objectStore('${store}').getAll();
      all.onsuccess = () => { open.result.close(); done(all.result); };
      all.onerror = () => failed(all.error);
    };
  })`);
}

/** Opens the popup as a tab of its own size. */
export async function openPopup(rig: Rig, width = 360): Promise<Tab> {
  const tab = await rig.open(`${rig.origin}/popup.html`);
  await tab.size(width, 600);
  return tab;
}
