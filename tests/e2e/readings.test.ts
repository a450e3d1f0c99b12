import { describe, expect, test } from 'vitest';
import { until } from '../rig/rig.ts';
import { numbersOf, scene, statesOf, textOf } from './each-browser.ts';

const usagePage = 'https://chatgpt.com/codex/settings/usage';
const genspark = 'https://www.genspark.ai/';

describe('what the pages receive', () => {
  const on = scene();

  test('an early fetch under a strict page policy is seen, and shown in popup and badge', async () => {
    await on.open(usagePage);
    const popup = await on.popup();
    const numbers = await until('the windows are shown', async () => {
      const shown = await numbersOf(popup);
      return shown['chatgpt/1/codex:18000'] !== undefined && shown;
    });
    expect(numbers['chatgpt/1/codex:18000']).toBe('12');
    expect(numbers['chatgpt/1/codex:604800']).toBe('34');
    expect(numbers['chatgpt/1/credits']).toBe('1250');
    await on.badgeSays('34%');
    expect(await textOf(popup)).toContain('from the ChatGPT usage page');
  });

  test('Genspark’s balance and plan are shown without any percentage until the amount is known', async () => {
    await on.open(genspark);
    const popup = await on.popup();
    await until('the balance is shown', async () => (await numbersOf(popup))['genspark/1/credits'] === '9717');
    const text = await textOf(popup);
    expect(text).toContain('9,717 credits left');
    expect(text).toContain('How many credits come with each cycle?');
    expect((await numbersOf(popup))['genspark/1/credits:cycle']).toBeUndefined();
  });

  test('Sora, closed, is one quiet line; should it answer again, it is a card', async () => {
    const popup = await on.popup();
    expect(await textOf(popup)).toContain('Sora closed on April 26, 2026');
    on.world.sora.closed = false;
    await on.open('https://sora.chatgpt.com/explore');
    await until('the videos are shown', async () => (await numbersOf(popup))['sora/1/videos'] === '7');
    expect(await textOf(popup)).toContain('some come back in');
    on.world.sora.closed = true;
  });

  test('a failure never erases a number that was true, and is said in words', async () => {
    on.world.genspark.override('GET', '/api/payment/get_credit_balance', {
      status: 200,
      text: '<html>Checking your browser</html>',
    });
    await on.open(genspark);
    const popup = await on.popup();
    await until('the card says so', async () => (await statesOf(popup))['genspark/1'] === 'unreadable');
    expect((await numbersOf(popup))['genspark/1/credits']).toBe('9717');
    expect(await textOf(popup)).toContain('answers with something other than numbers');
    const [drift] = await on.rows('drift');
    expect(drift).toMatchObject({ provider: 'genspark', watch: 'balance', kind: 'not-json' });
  });

  test('signed out is said only by an answer to the page’s own request', async () => {
    on.world.genspark.signedIn = false;
    await on.open(genspark);
    const popup = await on.popup();
    await until('the card says so', async () => (await statesOf(popup))['genspark/1'] === 'signed-out');
    expect((await numbersOf(popup))['genspark/1/credits']).toBe('9717');
    on.world.genspark.signedIn = true;
    await on.open(genspark);
    await until('signed in again', async () => (await statesOf(popup))['genspark/1'] === 'ok');
  });

  test('two accounts of one service stay apart', async () => {
    on.world.chatgpt.account = 'acct-simulated-2';
    on.world.chatgpt.windows = [{ seconds: 604_800, used: 66, resetsAt: Date.now() + 2 * 86_400_000 }];
    await on.open(usagePage);
    const popup = await on.popup();
    const numbers = await until('the second account is shown', async () => {
      const shown = await numbersOf(popup);
      return shown['chatgpt/2/codex:604800'] !== undefined && shown;
    });
    expect(numbers['chatgpt/2/codex:604800']).toBe('66');
    expect(numbers['chatgpt/1/codex:604800']).toBe('34');
    on.world.chatgpt.account = 'acct-simulated-1';
  });

  test('nothing but what was whitelisted is kept: no titles, no prompts, no e-mail, no raw account ids', async () => {
    const kept = ['snapshot', 'observations', 'tasks', 'charges', 'lots', 'models', 'days', 'drift', 'outbox'];
    const stores = [...kept, 'spending', 'events'];
    const everything = JSON.stringify(await Promise.all(stores.map((store) => on.rows(store))));
    for (const secret of ['example.com', 'must stay', 'acct-simulated', 'cogen-simulated', 'Bearer', 'simulated-1'])
      expect(everything).not.toContain(secret);
  });

  test('no request leaves the simulated services', () => {
    expect([...on.world.strangers].filter((host) => !/mozilla|firefox|detectportal/.test(host))).toEqual([]);
  });
});
