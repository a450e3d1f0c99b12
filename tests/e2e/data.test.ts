import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { everything } from '../../core/platform/ledger-schema.ts';
import { type Tab, until } from '../rig/rig.ts';
import { rows, setSettings } from '../rig/seed.ts';
import { numbersOf, scene, textOf } from './each-browser.ts';

const api = '(globalThis.browser ?? globalThis.chrome)';
const shots = join(import.meta.dirname, '../screens');
const stores = everything;
/** What was taken in for good, and how far the record is tidied. */
const always = ['snapshot', 'base'];

/** Puts older rows there: the worker bundles them at its next wake, as it does once a week. */
async function becomeOld(eye: Tab): Promise<void> {
  await eye.evaluate(`new Promise((done, failed) => {
    const open = indexedDB.open('nokori');
    open.onsuccess = () => {
      const tx = open.result.transaction(['charges', 'base'], 'readwrite');
      for (const provider of ['genspark', 'chatgpt'])
        for (let n = 1; n <= 3; n++)
          tx.objectStore('charges').put({ provider, account: 'older', id: 'c' + n, at: Date.now() - n * 40 * 86400000, credits: n, what: null });
      tx.objectStore('base').clear();
      tx.oncomplete = () => { open.result.close(); done(true); };
      tx.onerror = () => failed(tx.error);
    };
  })`);
  await eye.evaluate(`${api}.runtime.sendMessage({ say: 'changed' })`);
  await until('older rows are in bundles', async () => (await rows(eye, 'archive')).length === 6);
  expect((await rows(eye, 'charges')).filter(({ account }) => account === 'older')).toEqual([]);
}

describe('your data', () => {
  const on = scene();
  let dashboard: Tab;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    await setSettings(on.eye, { firstRun: { appeared: 'yes', dismissed: true }, show: 'left' });
    const pages = [
      await on.rig.open('https://www.genspark.ai/agents?type=slides_agent'),
      await on.rig.open('https://chatgpt.com/codex/cloud/settings/usage'),
    ];
    dashboard = await on.rig.open(`${on.rig.origin}/dashboard.html`);
    await until('all is read', async () => {
      const numbers = Object.keys(await numbersOf(dashboard));
      return numbers.some((one) => one.startsWith('chatgpt')) && numbers.some((one) => one.startsWith('genspark'));
    });
    for (const page of pages) await page.close();
    await becomeOld(on.eye);
    // Files are kept from the disk, and looked at here.
    await dashboard.evaluate(`(() => {
      window.saved = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
      HTMLAnchorElement.prototype.click = function () { window.named = this.download; };
    })()`);
  });

  const go = async (place: string) => {
    await dashboard.evaluate(`void (location.hash = '${place}')`);
    await until(place, () =>
      dashboard.evaluate<boolean>(`document.querySelector('main').dataset.place === '${place}'`),
    );
  };
  const press = (text: string) =>
    until(`a button ${text}`, () =>
      dashboard.evaluate<boolean>(
        `[...document.querySelectorAll('main button')].some((one) => one.textContent.trim() === ${JSON.stringify(text)} && !one.disabled && (one.click(), true))`,
      ),
    );
  const says = (text: RegExp) => until(`it says ${text}`, async () => text.test(await textOf(dashboard)));
  const saved = () => dashboard.evaluate<string>(`window.saved.at(-1).text()`);
  const named = () => dashboard.evaluate<string>('window.named');
  const takeIn = (text: string) =>
    dashboard.evaluate(`(() => {
      const files = new DataTransfer();
      files.items.add(new File([${JSON.stringify(text)}], 'nokori.json'));
      const field = document.getElementById('data-file');
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
  const numbers = async () => {
    await go('now');
    const shown = await numbersOf(dashboard);
    await go('data');
    return shown;
  };
  const rowsLeft = async (provider: string) =>
    (await Promise.all(stores.map((store) => on.rows(store))))
      .flat()
      .filter((row) => JSON.stringify(row).includes(provider));

  /** What stands beside the record: settings, questions, notifications on the screen. */
  const keptBeside = () =>
    dashboard.evaluate<string>(`(async () => {
      const { settings, ...local } = await ${api}.storage.local.get();
      const { painting, ...session } = await ${api}.storage.session.get();
      const cards = painting?.screen.cards.filter((one) => one.meters.length + one.balances.length > 0) ?? [];
      const { stopped, askFirst, unasked, ...set } = settings ?? {};
      return JSON.stringify([local, session, cards, set, Object.keys(await ${api}.notifications.getAll())]);
    })()`);

  test('everything is saved, deleted, and taken in again: the numbers are back', async () => {
    const before = await numbers();
    expect(Object.keys(before).length).toBeGreaterThan(3);
    await press('Save everything as a file');
    await says(/entries were saved/);
    expect(await named()).toMatch(/^nokori-\d{4}-\d\d-\d\d\.json$/);
    const file = await saved();
    expect(JSON.parse(file)).toMatchObject({ format: 'nokori-export', version: 1, settings: { show: 'left' } });

    await press('Delete everything');
    await says(/Delete everything\?/);
    if (on.rig.name === 'chromium') {
      await dashboard.size(1200, 1400);
      await dashboard.screenshot(join(shots, 'data-sure.png'));
    }
    await press('Delete it');
    await says(/Everything is deleted/);
    for (const store of stores.filter((one) => !always.includes(one))) expect(await on.rows(store), store).toEqual([]);
    expect(await rowsLeft('genspark')).toEqual([]);
    expect(await rowsLeft('chatgpt')).toEqual([]);
    await until('nothing is kept beside the record', async () => !/genspark|chatgpt/.test(await keptBeside()));
    await go('now');
    await until('nothing is shown', async () => Object.keys(await numbersOf(dashboard)).length === 0);
    await go('data');

    await takeIn(file);
    await says(/new entries were taken in/);
    await until('the numbers are back', async () => JSON.stringify(await numbers()) === JSON.stringify(before));
    await until('the settings, too', async () => (await on.badge()).title.includes('left'));
    await takeIn(file);
    await says(/Everything in this file was here already/);
    expect(await numbers()).toEqual(before);
  });

  test('an account of another installation is made one with this one; one is deleted, and a file brings it back', async () => {
    const before = await numbers();
    await press('Save everything as a file');
    await says(/entries were saved/);
    const file = await saved();
    const { accounts } = JSON.parse(file).snapshot as { accounts: { provider: string; account: string }[] };
    const own = accounts.find(({ provider }) => provider === 'chatgpt')?.account ?? '';
    expect(own).toMatch(/^[0-9a-f]{16}$/);
    await takeIn(file.replaceAll(own, 'feedfeedfeedfeed'));
    await says(/new entries were taken in/);
    await go('settings');
    await press('“Account 2” is this same account');
    await press('Make them one');
    await says(/“Account 2” and “Account 1” are one account now/);
    expect((await rowsLeft('feedfeedfeedfeed')).every((row) => 'bytes' in row || 'accounts' in row)).toBe(true);
    expect(await numbers()).toEqual(before);

    await go('settings');
    await press('Delete what is kept of it ChatGPT / Codex');
    await press('Delete it');
    await says(/Everything of “ChatGPT \/ Codex” is deleted/);
    expect(await rowsLeft(own)).toEqual([]);
    expect(await rowsLeft('feedfeedfeedfeed')).toEqual([]);
    expect(Object.keys(await numbers()).some((one) => one.startsWith('chatgpt'))).toBe(false);
    await takeIn(file);
    await says(/new entries were taken in/);
    await until('the numbers are back', async () => JSON.stringify(await numbers()) === JSON.stringify(before));
  });

  test('one service is deleted, and the other stays', async () => {
    await press('Delete Genspark');
    await press('Delete it');
    await says(/Everything of Genspark is deleted/);
    expect(await rowsLeft('genspark')).toEqual([]);
    await until('nothing of it is kept beside the record', async () => !(await keptBeside()).includes('genspark'));
    expect((await rowsLeft('chatgpt')).length).toBeGreaterThan(2);
    // Nor does the worker remember it: what it writes next is without it.
    await on.rig.worker(
      `${api}.storage.local.get('settings').then(({ settings }) => ${api}.storage.local.set({ settings: { ...settings, show: 'used' } }))`,
    );
    await until('it is painted again', async () => (await on.badge()).title.includes('used'));
    expect(await rowsLeft('genspark')).toEqual([]);
    expect((await on.badge()).title).not.toContain('Genspark');
    const left = Object.keys(await numbers());
    expect(left.some((one) => one.startsWith('genspark'))).toBe(false);
    expect(left.some((one) => one.startsWith('chatgpt'))).toBe(true);
  });

  test('a file that is none is refused in words, and changes nothing', async () => {
    const before = await numbers();
    await takeIn('{"format":"nokori-export","version":9}');
    await says(/saved by a newer version/);
    await takeIn('=1+1');
    await says(/not a file that Nokori has saved/);
    expect(await numbers()).toEqual(before);
  });

  test('readings are saved as a table that Excel reads', async () => {
    await press('Readings as a table (CSV)');
    await says(/A table of/);
    const bytes = await dashboard.evaluate<number[]>(
      `window.saved.at(-1).slice(0, 3).arrayBuffer().then((three) => [...new Uint8Array(three)])`,
    );
    expect(bytes).toEqual([0xef, 0xbb, 0xbf]);
    expect(await saved()).toMatch(/Service,Account,Meter,Value/);
  });

  test('what to send to whoever helps names no account and no number that was read', async () => {
    await press('Show what to send');
    const text = await until('it is shown', () =>
      dashboard.evaluate<string>(`document.querySelector('textarea.report')?.value || null`),
    );
    expect(text).toMatch(/\[chatgpt\]\naccounts: 1\nlast read: \d{4}-/);
    for (const { account } of await on.rows('observations')) expect(text).not.toContain(String(account));
  });

  test('from the popup, the gear leads to the settings and its name to what stands now, in the one dashboard', async () => {
    const popup = await on.popup();
    const lead = (what: string) =>
      popup.evaluate(`void setTimeout(() => document.querySelector(${JSON.stringify(what)}).click())`);
    await lead('header.top > button.icon:last-of-type');
    const at = (place: string) =>
      until(place, async () =>
        dashboard.evaluate<boolean>(`document.querySelector('main').dataset.place === '${place}'`),
      );
    await at('settings');
    await lead('header.top [data-leads="now"]');
    await at('now');
    expect(await on.rig.openAt(`${on.rig.origin}/dashboard.html`)).toHaveLength(1);
  });
});
