import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { remake, updated } from '../rig/record.ts';
import { type Tab, until } from '../rig/rig.ts';
import { numbersOf, scene, textOf } from './each-browser.ts';

const balance = '/api/payment/get_credit_balance';
const api = '(globalThis.browser ?? globalThis.chrome)';

describe('an update of the record while a page of the version before is open', () => {
  const copies: string[] = [];
  const on = scene({
    built: (folder) => {
      copies.push(updated(folder));
      return copies[0] ?? folder;
    },
  });
  afterAll(() => {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  });
  const read = async (tab: Tab, left: number) => {
    on.world.genspark.balance = left;
    await tab.evaluate(`window.call('${balance}').then((one) => one.text())`);
  };
  const version = () =>
    on.eye.evaluate<number>(
      `indexedDB.databases().then((all) => all.find(({ name }) => name === 'nokori')?.version ?? 0)`,
    );
  const shows = async (popup: Tab, left: number) => (await numbersOf(popup))['genspark/1/credits'] === `${left}`;
  const trouble = () =>
    on.eye.evaluate<string | null>(`${api}.storage.session.get('trouble').then(({ trouble }) => trouble ?? null)`);

  test('that makes way: the record is updated, and nothing is lost', async () => {
    const tab = await on.open('https://www.genspark.ai/');
    await read(tab, 9_000);
    const popup = await on.popup();
    await until('it is read', () => shows(popup, 9_000));
    await popup.close();
    const older = await on.open(`${on.rig.origin}/licences.txt`);
    const rows = await on.rows('observations');
    await remake(older, { version: 1, held: 'yielding' });
    await read(tab, 8_900);
    await until('the page was asked', () => older.evaluate<boolean>('window.asked === true'));
    const again = await on.popup();
    await until('what was read stands in the updated one', () => shows(again, 8_900));
    expect(await version()).toBe(2);
    expect(await trouble()).toBe(null);
    expect((await on.rows('observations')).slice(0, rows.length - 1)).toEqual(rows.slice(0, -1));
    expect(await textOf(again)).not.toMatch(/before an update/);
  }, 90_000);

  test('that does not: it is said, with the last numbers, until it is closed; then what waited arrives', async () => {
    const tab = await on.open('https://www.genspark.ai/');
    await read(tab, 8_800);
    const popup = await on.popup();
    await until('it is read', () => shows(popup, 8_800));
    await popup.close();
    const older = await on.open(`${on.rig.origin}/licences.txt`);
    await remake(older, { version: 1, held: 'stubborn' });
    await read(tab, 8_700);
    await until('the worker has left word', async () => (await trouble()) === 'blocked');
    const again = await on.popup();
    await until('it is said', async () => /before an update still holds the record/.test(await textOf(again)));
    expect((await numbersOf(again))['genspark/1/credits']).toBe('8800');
    await older.evaluate('void window.held.close()');
    await until('what waited has arrived', () => shows(again, 8_700), 60_000);
    await until('it is said no more', async () => !/before an update/.test(await textOf(again)));
    expect(await version()).toBe(2);
  }, 120_000);
});
