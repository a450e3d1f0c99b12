import { describe, expect, test } from 'vitest';
import { isOwnCall } from '@/core/domain/sighting.ts';
import type { Ack } from '@/core/page/outbox.ts';
import { announceTap, awaitTap } from '@/core/page/port.ts';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { closedLater, fakeDocument, settle, until } from './page.ts';
import { ack, relayed, type Saw } from './relayed.ts';

const minute = 60_000;
/** As much as a browser lets a page do that is being left. */
const microtasks = async () => {
  for (let n = 0; n < 200; n++) await Promise.resolve();
};

describe('the handshake', () => {
  test('takes the first port that is offered, and no other', async () => {
    const document = fakeDocument(chatgpt);
    const taken: MessagePort[] = [];
    awaitTap(document, (port) => taken.push(closedLater(port)));
    const first = closedLater(announceTap(document));
    closedLater(announceTap(document));
    expect(taken).toHaveLength(1);
    const heard: unknown[] = [];
    first.onmessage = ({ data }) => heard.push(data);
    taken[0]?.postMessage('hello');
    await until('it arrives', () => heard.length === 1);
  });

  test('is done when the tap’s script returns: no later listener hears of it', () => {
    const document = fakeDocument(chatgpt);
    let took = false;
    awaitTap(document, (port) => {
      took = true;
      closedLater(port);
    });
    closedLater(announceTap(document));
    expect(took).toBe(true);
  });
});

describe('while the worker cannot write anything down', () => {
  const refused: Ack = { ok: false, salt: '', named: false, quiet: false, holds: false, replay: [] };
  const idOf = async (broken: number) => {
    let left = broken;
    const { tell, sightings, pass } = relayed(chatgpt, { worker: async () => (left-- > 0 ? refused : ack) });
    await tell({ who: ['acct-1'], fields: { plan_type: 'plus' } });
    await tell({ who: ['acct-1'], fields: { plan_type: 'pro' } });
    for (let turn = 0; turn < 12; turn++) {
      pass(30_000);
      await settle();
    }
    await until('both have arrived', () => sightings().length >= 2);
    return sightings().map(({ account, fields }) => [account, fields]);
  };

  test('what is seen is kept, and arrives as it would have: the account is the same one', async () => {
    const [whole, held] = [await idOf(0), await idOf(4)];
    expect(whole).toHaveLength(2);
    expect(held).toEqual(whole);
  });
});

describe('a sighting', () => {
  test('is sent with an id of its own, its place in time and on the service’s pages', async () => {
    const { tell, sightings } = relayed(chatgpt, { address: '/codex/settings/usage' });
    await tell();
    await tell();
    await until('both are sent', () => sightings().length === 2);
    const [first, second] = sightings();
    expect(first).toMatchObject({ watch: 'usage', onUsagePage: true, offset: -480, fields: { plan_type: 'plus' } });
    expect(first?.id).not.toBe(second?.id);
    expect(first?.call).not.toBe(second?.call);
    expect(first).not.toHaveProperty('who');
    expect(first).not.toHaveProperty('made');
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['no accounts', { watch: 'usage', call: '1', at: 1, who: 5 }],
    ['no names', { watch: {}, call: [], at: 1, who: [] }],
    ['a time that is none', { watch: 'usage', call: '1', at: Number.NaN, who: [] }],
    ['a request without anything sent', { hold: '1', sent: null }],
    ['a call of another kind', { drop: { valueOf: 1 } }],
    ['more text than an answer has', { watch: 'usage', call: '1', at: 1, who: [], fields: 'x'.repeat(300_001) }],
    ['more values than an answer has', { watch: 'usage', call: '1', at: 1, who: [], fields: new Array(1e6).fill(1) }],
    [
      'more levels',
      { watch: 'usage', call: '1', at: 1, who: [], fields: Array.from({ length: 99 }).reduce((a) => [a]) },
    ],
  ])('is nothing that no tap would say: %s; what comes behind it is sent all the same', async (_, data) => {
    const { port, tell, sightings, judged } = relayed(chatgpt);
    port.postMessage(data);
    await tell({ watch: 'banked' });
    await until('the next one is sent', () => sightings().length > 0);
    expect(sightings().map(({ watch }) => watch)).toEqual(['banked']);
    expect(judged).toEqual([]);
  });

  test('knows a call of this document from the same number in another', async () => {
    const [one, other] = [relayed(chatgpt), relayed(chatgpt)];
    await one.tell({ call: '1' });
    await other.tell({ call: '1' });
    await until('both are sent', () => one.sightings().length + other.sightings().length === 2);
    expect(one.sightings()[0]?.call).not.toBe(other.sightings()[0]?.call);
  });

  test('has a call that is told from the service’s own ids', async () => {
    const { tell, sightings } = relayed(chatgpt);
    await tell({ call: 'super-agent12' });
    await until('it is sent', () => sightings().length === 1);
    expect(isOwnCall(sightings()[0]?.call ?? '')).toBe(true);
    const theirs = ['project-1', 'task_e_68a1', '5c2f7f9e-9b7a-4f0e-8f3e-0123456789ab', 'elsewhere', 'a:1'];
    expect(theirs.filter(isOwnCall)).toEqual([]);
  });

  test('on another page of the service is not from its usage page', async () => {
    const { tell, sightings } = relayed(chatgpt, { address: '/codex/settings/profile' });
    await tell();
    await until('it is sent', () => sightings().length === 1);
    expect(sightings()[0]?.onUsagePage).toBe(false);
  });

  test('carries the offset of the moment it was seen, summer or winter', async () => {
    const { tell, sightings } = relayed(chatgpt);
    await tell({ at: Date.parse('2026-07-01T12:00:00Z') });
    await until('it is sent', () => sightings().length === 1);
    expect(sightings()[0]?.offset).toBe(-420);
  });

  test('is acknowledged to the tap as heard, each one', async () => {
    const { tell, commands } = relayed(chatgpt);
    await tell();
    await tell();
    await settle();
    expect(commands.filter((one) => one.do === 'heard')).toHaveLength(2);
  });
});

describe('a page that has been heard of', () => {
  /** A relay that has met the worker, and is told of two things right after each other. */
  async function busy(worker = async (): Promise<Ack | undefined> => ack) {
    let met = false;
    const page = relayed(chatgpt, { worker: () => (met ? worker() : Promise.resolve(ack)) });
    await page.tell({ watch: 'usage', who: ['ann'] });
    met = true;
    const before = page.sent.length;
    for (const watch of ['banked', 'top-up'])
      page.port.postMessage({ ...page.spotted, who: ['ann'], watch, call: watch });
    await settle();
    return { ...page, later: () => page.sent.slice(before).map((saw) => saw.sightings.map(({ watch }) => watch)) };
  }

  test('is not disturbed for each thing it does: what comes together is sent together, a moment later', async () => {
    const { later, pass } = await busy();
    expect(later()).toEqual([]);
    await pass(100);
    expect(later()).toEqual([['banked', 'top-up']]);
  });

  test('loses nothing when it is left meanwhile', async () => {
    const { later, leave } = await busy();
    await leave();
    expect(later()).toEqual([['banked', 'top-up']]);
  });

  test('loses nothing when it is left while a message is under way', async () => {
    const { later, leave, pass, port, spotted } = await busy(() => new Promise(() => {}));
    await pass(100);
    for (let call = 0; call < 30; call++) port.postMessage({ ...spotted, watch: 'settings', call: `s${call}` });
    await settle();
    expect(later()).toEqual([['banked', 'top-up']]);
    await leave();
    expect(later().slice(1).flat()).toEqual(['banked', 'top-up', ...Array(30).fill('settings')]);
  });

  test('has it on its way before the page is gone: nothing is worked out again that takes a while', async () => {
    const { later, leave } = await busy();
    void leave();
    await microtasks();
    expect(later()).toEqual([['banked', 'top-up']]);
  });

  test('is known by its account when it is left, although it told that while the worker was being met', async () => {
    let answer = (_: Ack) => {};
    const page = relayed(chatgpt, { worker: () => new Promise((done) => (answer = done)) });
    page.port.postMessage({ ...page.spotted, call: '1' });
    await settle();
    page.port.postMessage({ ...page.spotted, call: '2', who: ['ann'] });
    await settle();
    answer({ ...ack, named: true });
    await settle();
    void page.leave();
    await microtasks();
    const sent = page.sightings();
    // What is under way goes once more, as the very same.
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    expect(new Set(sent.map(({ account }) => account))).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{16}$/)]));
  });

  test('asks about a request by the account that was told before it, though that is still on its way', async () => {
    const { judged, port, spotted, wait, tell, sightings } = relayed(chatgpt);
    await tell({ who: ['ann'] });
    port.postMessage({ ...spotted, call: '8', who: ['bea'] });
    await wait('9');
    await until('it is judged', () => judged.length === 1);
    expect(judged[0]?.account).toMatch(/^[0-9a-f]{16}$/);
    expect(judged[0]?.account).not.toBe(sightings()[0]?.account);
  });

  test('asks about a request by its account, too, where the worker has not been met before', async () => {
    const { judged, port, spotted, wait } = relayed(chatgpt);
    port.postMessage({ ...spotted, who: ['ann'] });
    await wait('9');
    await until('it is judged', () => judged.length === 1);
    expect(judged[0]?.account).toMatch(/^[0-9a-f]{16}$/);
  });

  test('that plays being left presses nobody', async () => {
    const { later, page } = await busy();
    page.dispatchEvent(new Event('pagehide'));
    await settle();
    expect(later()).toEqual([]);
  });

  test('sends it once, although it is left and comes back', async () => {
    const { later, leave, pass } = await busy();
    await leave();
    await pass(1_000);
    expect(later()).toEqual([['banked', 'top-up']]);
  });
});

describe('what the worker did not take', () => {
  test('is sent again as the very same sightings, in order, until it is taken', async () => {
    let fail = 4;
    const worker = async ({ sightings }: Saw): Promise<Ack | undefined> => {
      if (sightings.length > 0 && fail-- > 0)
        throw new Error('The message port closed before a response was received.');
      return ack;
    };
    const { tell, sent, pass } = relayed(chatgpt, { worker });
    await tell({ watch: 'usage' });
    await tell({ watch: 'banked' });
    await pass(minute);
    const tries = sent.filter(({ sightings }) => sightings.length > 0);
    expect(tries.length).toBeGreaterThanOrEqual(5);
    const ids = new Map<string, Set<string>>();
    for (const { id, watch } of tries.flatMap(({ sightings }) => sightings))
      ids.set(watch, (ids.get(watch) ?? new Set()).add(id));
    expect([...ids].map(([watch, own]) => [watch, own.size])).toEqual([
      ['usage', 1],
      ['banked', 1],
    ]);
  });

  test('waits while the worker does not even tell the salt, and no account is named without one', async () => {
    let up = false;
    const { tell, sent, pass, sightings } = relayed(chatgpt, { worker: async () => (up ? ack : undefined) });
    await tell({ who: ['user-1'] });
    await pass(5_000);
    expect(sent.length).toBeGreaterThan(1);
    expect(sightings()).toEqual([]);
    up = true;
    await pass(minute);
    expect(sightings().map(({ watch }) => watch)).toEqual(['usage']);
  });
});

describe('after an update of the extension', () => {
  test('the old relay sends nothing more and lets go of the tap', async () => {
    const { tell, sent, die, closed, pass } = relayed(chatgpt);
    await tell();
    await until('it is sent', () => sent.length === 2);
    die();
    await tell();
    await until('the port is closed', closed);
    await pass(10 * minute);
    expect(sent).toHaveLength(2);
  });
});

describe('what the worker asks of the page', () => {
  test('reaches the tap as it is: replays at once, and to forget', async () => {
    const { order, commands } = relayed(chatgpt);
    order({ do: 'replay', watch: 'usage' });
    order({ do: 'forget' });
    await until('both arrive', () => commands.length === 2);
    expect(commands).toEqual([{ do: 'replay', watch: 'usage' }, { do: 'forget' }]);
  });

  test('in an answer is done after the time it says, and not before', async () => {
    const worker = async ({ sightings }: Saw) => ({
      ...ack,
      replay: sightings.length > 0 ? [{ watch: 'usage', after: 8_000 }] : [],
    });
    const { tell, commands, pass } = relayed(chatgpt, { worker });
    const replays = () => commands.filter((one) => one.do === 'replay');
    await tell();
    await pass(7_800);
    expect(replays()).toEqual([]);
    await pass(200);
    expect(replays()).toEqual([{ do: 'replay', watch: 'usage' }]);
  });

  test('to be quiet, and to watch again, is told to the tap', async () => {
    let quiet = true;
    const { tell, commands } = relayed(chatgpt, { worker: async () => ({ ...ack, quiet }) });
    await tell();
    await until('it is told', () => commands.some((one) => one.do === 'quiet' && one.quiet));
    quiet = false;
    await tell();
    await until('it is told', () => commands.some((one) => one.do === 'quiet' && !one.quiet));
  });
});

describe('asking for fresh numbers', () => {
  const asks = (sent: readonly Saw[]) => sent.filter(({ visible }) => visible).length;

  test('happens once, however often the page is hidden and shown, or says so', async () => {
    const { hide, pass, sent } = relayed(chatgpt);
    for (let time = 0; time < 50; time++) {
      hide(true);
      hide(false);
    }
    await pass(10_000);
    expect(asks(sent)).toBe(1);
  });

  test('happens every five minutes in a visible page, and never in a hidden one', async () => {
    const { sent, pass, hide } = relayed(chatgpt);
    await pass(15 * minute);
    expect(asks(sent)).toBe(3);
    hide(true);
    await pass(30 * minute);
    expect(asks(sent)).toBe(3);
    hide(false);
    await pass(6_000);
    expect(asks(sent)).toBe(4);
  });

  test('happens once the page has shown how its requests are made, or has loaded where cookies suffice', async () => {
    const one = relayed(chatgpt);
    one.ready();
    await settle();
    await one.pass(6_000);
    expect(asks(one.sent)).toBe(1);
    const other = relayed(genspark);
    other.page.dispatchEvent(new Event('load'));
    await other.pass(6_000);
    expect(asks(other.sent)).toBe(1);
  });

  test('is not mixed up with delivering: a sighting alone asks for nothing', async () => {
    const { tell, sent } = relayed(chatgpt);
    await tell();
    await until('it is sent', () => sent.length === 2);
    expect(asks(sent)).toBe(0);
  });
});
