import { describe, expect, test } from 'vitest';
import { until } from '../rig/rig.ts';
import { scene } from './each-browser.ts';

const page = 'https://www.genspark.ai/';

describe('what a page has just seen', () => {
  const on = scene();
  const balances = async () => (await on.rows('observations')).map(({ value }) => Number(value));
  const asked = `window.call('/api/payment/get_credit_balance').then((answer) => answer.text())`;

  test.each([
    ['in the same moment', `location.replace('about:blank')`],
    ['a moment later', `setTimeout(() => location.replace('about:blank'), 50)`],
  ])('is recorded, although the page is left %s', async (_, leave) => {
    const left: number[] = [];
    for (let round = 0; round < 5; round++) {
      on.world.genspark.balance -= 7;
      const tab = await on.open(page);
      await until('the page has been heard of', async () => (await balances()).includes(on.world.genspark.balance));
      on.world.genspark.balance -= 7;
      left.push(on.world.genspark.balance);
      await tab.evaluate(`void ${asked}.then(() => ${leave})`);
      // No other page reports the number, so that it can only come from the one that is gone.
      await until('the page is gone, and its last number is there', async () =>
        (await balances()).includes(on.world.genspark.balance),
      );
      expect(await tab.evaluate(`location.href`)).toBe('about:blank');
    }
    expect((await balances()).filter((one) => left.includes(one))).toEqual(left);
  });
});
