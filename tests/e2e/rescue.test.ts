import { describe, expect, test } from 'vitest';
import { textOf as sorted } from '../../core/app/digest.ts';
import { remake } from '../rig/record.ts';
import { type Tab, until } from '../rig/rig.ts';
import { numbersOf, scene, textOf } from './each-browser.ts';

const api = '(globalThis.browser ?? globalThis.chrome)';

describe('a record that is broken', () => {
  const on = scene();
  const press = (tab: Tab, text: string) =>
    until(`a button ${text}`, () =>
      tab.evaluate<boolean>(
        `[...document.querySelectorAll('main button')].some((one) => one.textContent.trim() === ${JSON.stringify(text)} && !one.disabled && (one.click(), true))`,
      ),
    );
  const told = async () => {
    const own = (rows: Record<string, unknown>[]) => rows.map(sorted).sort();
    const stores = ['observations', 'tasks', 'spending', 'days'];
    return Promise.all(stores.map(async (store) => own(await on.rows(store))));
  };

  test('is said in the popup, saved as far as it can be read, begun anew and taken in again: the numbers are the same', async () => {
    const pages = [
      await on.open('https://www.genspark.ai/agents?type=slides_agent'),
      await on.open('https://chatgpt.com/codex/cloud/settings/usage'),
    ];
    const [page] = pages as [Tab, Tab];
    const popup = await on.popup();
    await until('all is read', async () => {
      const shown = Object.keys(await numbersOf(popup));
      return ['genspark', 'chatgpt'].every((one) => shown.some((key) => key.startsWith(one)));
    });
    await page.evaluate(`window.ask({ type: 'slides_agent' }).then((one) => one.text())`);
    await until('a task is over', async () => (await on.rows('tasks')).some(({ endedAt }) => endedAt !== null));
    await page.evaluate(`window.call('/api/payment/get_credit_balance').then((one) => one.text())`);
    const before = await until('what it took is shown', async () => {
      const shown = await numbersOf(popup);
      return shown['genspark/1/credits'] === `${on.world.genspark.balance}` && shown;
    });
    expect(Object.keys(before).length).toBeGreaterThan(3);

    // A store of it is gone: whatever is written from now on fails.
    await remake(on.eye, { version: 1, without: 'lots' });
    await page.evaluate(`window.call('/api/payment/get_credit_balance').then((one) => one.text())`);
    await until('the worker has left word', () =>
      on.eye.evaluate<boolean>(`${api}.storage.session.get('trouble').then(({ trouble }) => trouble === 'broken')`),
    );
    await until('the popup says it', async () => /record cannot be used at the moment/.test(await textOf(popup)));
    expect(await textOf(popup)).toMatch(/the last ones that were recorded/);
    expect(await numbersOf(popup)).toEqual(before);
    for (const one of pages) await one.close();
    const rows = await told();

    const data = await on.open(`${on.rig.origin}/dashboard.html#data`);
    await until('the way out is offered', () =>
      data.evaluate<boolean>(`document.querySelector('[data-section=rescue]') !== null`),
    );
    await data.evaluate(`(() => {
      window.saved = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
      HTMLAnchorElement.prototype.click = function () {};
    })()`);
    await press(data, 'Save what can be read');
    const file = await until('a file', () => data.evaluate<string | null>(`window.saved.at(-1)?.text() ?? null`));
    const holds = JSON.parse(file) as Record<string, unknown[]>;
    expect(holds.tasks?.length).toBeGreaterThan(0);
    expect(holds.lots).toEqual([]);
    await until('what is missing is said', async () =>
      /1 .*could not be read|could not be read/.test(await textOf(data)),
    );

    await press(data, 'Begin a new record');
    await press(data, 'Begin a new one');
    await until('it is said', async () => /A new record was begun/.test(await textOf(data)));
    // Nobody else looks into the record before it is there: that alone would make an empty one.
    await until('nothing is known', async () => Object.keys(await numbersOf(popup)).length === 0);
    expect(await on.rows('tasks')).toEqual([]);
    expect(await on.rows('lots')).toEqual([]);
    await data.evaluate(`(() => {
      const files = new DataTransfer();
      files.items.add(new File([${JSON.stringify(file)}], 'nokori.json'));
      const field = document.getElementById('data-file');
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await until('it is taken in', async () => /new entries were taken in/.test(await textOf(data)));
    await until('the same numbers', async () => JSON.stringify(await numbersOf(popup)) === JSON.stringify(before));
    await until('nothing is the matter any more', async () => !/cannot be used/.test(await textOf(popup)));
    expect(await told()).toEqual(rows);
  }, 120_000);
});
