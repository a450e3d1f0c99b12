import { describe, expect, test } from 'vitest';
import type { MayAck } from '@/core/page/outbox.ts';
import { announceTap, type Command } from '@/core/page/port.ts';
import { startRelay } from '@/core/page/relay.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { closedLater, settle } from './page.ts';
import { ack, fakeScreen, relayed } from './relayed.ts';

/** A worker whose word about the window comes after the window itself, or never. */
const slow = { judge: () => new Promise<never>(() => {}) };
const orders = (page: ReturnType<typeof relayed>) =>
  page.commands.flatMap((one) => ('call' in one ? [`${one.do} ${one.call}`] : []));

describe('a request that waits', () => {
  test('is told to the worker at once, once, as one sighting of the page', async () => {
    const page = relayed(genspark);
    await page.wait('7', { watch: 'agent', asked: { type: 'video_generation_agent' } });
    expect(page.judged.map(({ watch, phase, call }) => [watch, phase, call.split(':')[1]])).toEqual([
      ['agent', 'sent', '7'],
    ]);
    expect(page.sightings()).toEqual([]);
  });

  test('waits while its window is open, and goes by its answer', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const window = await page.window();
    await page.pass(4 * 60_000);
    expect([window.told, orders(page)]).toEqual([['waiting'], ['waits 7']]);
    await window.say({ answer: 'go' });
    expect([window.told, orders(page)]).toEqual([
      ['waiting', 'over'],
      ['waits 7', 'release 7'],
    ]);
    await window.close();
    await page.pass(10 * 60_000);
    expect(orders(page)).toEqual(['waits 7', 'release 7']);
  });

  test.each<[string, (window: Awaited<ReturnType<ReturnType<typeof relayed>['window']>>) => Promise<void>]>([
    ['says no', (window) => window.say({ answer: 'cancel' })],
    ['is closed', (window) => window.close()],
  ])('is cancelled when its window %s', async (_, act) => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    await act(await page.window());
    expect(orders(page)).toEqual(['waits 7', 'cancel 7']);
  });

  test('is cancelled after five minutes without an answer, and the window hears of it', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const window = await page.window();
    await page.pass(5 * 60_000 - 2_000);
    expect(orders(page)).toEqual(['waits 7']);
    await page.pass(2_000);
    expect([orders(page), window.told]).toEqual([
      ['waits 7', 'cancel 7'],
      ['waiting', 'over'],
    ]);
  });

  test.each([{ answer: 'perhaps' }, 'go', null, undefined, 7])(
    'does not move by what is no answer (%j)',
    async (said) => {
      const page = relayed(genspark, slow);
      await page.wait('7');
      await (await page.window()).say(said);
      expect(orders(page)).toEqual(['waits 7']);
    },
  );

  test('is given up by the page: the window hears of it, and its answer changes nothing', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const window = await page.window();
    await page.drop('7');
    await window.say({ answer: 'go' });
    expect([window.told, orders(page)]).toEqual([['waiting', 'over'], ['waits 7']]);
  });

  test('is cancelled when the page is left', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const window = await page.window();
    await page.leave();
    expect([window.told, orders(page)]).toEqual([
      ['waiting', 'over'],
      ['waits 7', 'cancel 7'],
    ]);
  });

  test('beside another one has a window of its own', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const first = await page.window();
    await page.wait('8');
    const second = await page.window();
    await second.say({ answer: 'cancel' });
    await first.say({ answer: 'go' });
    expect(orders(page)).toEqual(['waits 7', 'waits 8', 'cancel 8', 'release 7']);
  });
});

describe('once there is a window, only that decides', () => {
  /** What the worker says in the end, about a window that is there before it does. */
  function answering(says: 'nothing' | 'refused' | 'fails' | 'nobody is asked') {
    let answer: () => void = () => {};
    const judge = () =>
      new Promise<MayAck | undefined>((done, fail) => {
        answer = () =>
          says === 'fails'
            ? fail(new Error('the port closed'))
            : done(says === 'nothing' ? undefined : { ...ack, ok: says !== 'refused', ask: false });
      });
    return { ...relayed(genspark, { judge }), answer: () => answer() };
  }
  const says = ['nothing', 'refused', 'fails', 'nobody is asked'] as const;

  test.each(says)('and not the worker that says late: %s', async (what) => {
    const page = answering(what);
    await page.wait('7');
    const window = await page.window();
    page.answer();
    await page.pass(60_000);
    expect(orders(page)).toEqual(['waits 7']);
    await window.say({ answer: 'cancel' });
    expect(orders(page)).toEqual(['waits 7', 'cancel 7']);
  });

  test.each(says)('although it has not spoken yet when the worker says: %s', async (what) => {
    const page = answering(what);
    await page.wait('7');
    await page.opened();
    page.answer();
    await page.pass(5_000);
    const window = await page.window();
    await page.pass(60_000);
    expect(orders(page)).toEqual(['waits 7', 'waits 7']);
    await window.close();
    expect(orders(page).at(-1)).toBe('cancel 7');
  });

  test('a worker that says nothing may have opened one: it has its two seconds', async () => {
    const page = answering('nothing');
    await page.wait('7');
    page.answer();
    await page.pass(1_000);
    const window = await page.window();
    await page.pass(60_000);
    await window.say({ answer: 'go' });
    expect(orders(page)).toEqual(['waits 7', 'release 7']);
  });
});

describe('a request goes unasked', () => {
  test('where the worker asks nobody', async () => {
    const page = relayed(genspark, { judge: async () => ({ ...ack, ask: false }) });
    await page.wait('7');
    await page.pass(10_000);
    expect([orders(page), page.sightings()]).toEqual([['release 7'], []]);
  });

  test('once, after two seconds without a window; one that comes then is too late', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    await page.pass(1_900);
    expect(orders(page)).toEqual([]);
    await page.pass(100);
    expect(orders(page)).toEqual(['release 7']);
    const window = await page.window();
    await window.say({ answer: 'cancel' });
    expect([window.told, orders(page)]).toEqual([['late'], ['release 7']]);
  });

  test('once, two seconds after it was made, although the worker has promised a window', async () => {
    const page = relayed(genspark);
    await page.pass(500);
    await page.wait('7');
    await page.pass(1_900);
    expect(orders(page)).toEqual([]);
    await page.pass(100);
    await page.opened();
    expect(orders(page)).toEqual(['release 7']);
  });

  test('once, where its window is open and never speaks, which it has ten seconds for', async () => {
    const page = relayed(genspark);
    await page.wait('7');
    await page.pass(1_900);
    await page.opened();
    await page.still('7');
    await page.pass(9_900);
    expect(orders(page)).toEqual(['waits 7', 'waits 7']);
    await page.pass(100);
    expect(orders(page).at(-1)).toBe('release 7');
    expect((await page.window()).told).toEqual(['late']);
    await page.pass(10_000);
    expect(orders(page).length).toBe(3);
  });

  const dead: [string, () => Promise<MayAck | undefined>][] = [
    ['dies', () => Promise.reject(new Error('the port closed'))],
    ['never answers', () => new Promise(() => {})],
    ['refuses', async () => ({ ...ack, ok: false, ask: false })],
  ];
  test.each(dead)('where the worker %s; and it is delivered like any other', async (_, judge) => {
    const page = relayed(genspark, { judge });
    await page.wait('7');
    await page.pass(2_000);
    expect(orders(page)).toEqual(['release 7']);
    await page.pass(100);
    expect(page.sightings().map(({ id }) => id)).toEqual(page.judged.map(({ id }) => id));
  });

  test('where the extension is gone, before or after its window came', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    await page.window();
    page.die();
    await page.still('7');
    await page.wait('8');
    expect(orders(page)).toEqual(['waits 7', 'release 7', 'release 8']);
  });

  test('where the extension goes, and its window with it', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    const window = await page.window();
    page.die();
    await window.close();
    expect(orders(page)).toEqual(['waits 7', 'release 7']);
  });
});

describe('the tap', () => {
  test('that asks hears as long as a window is open, and nothing of what nobody knows', async () => {
    const page = relayed(genspark, slow);
    await page.wait('7');
    await page.still('7');
    expect(orders(page)).toEqual([]);
    await page.window();
    await page.still('7');
    await page.still('6');
    expect(orders(page)).toEqual(['waits 7', 'waits 7']);
  });

  test('is told whether to hold before the worker has been heard of, and when that changes', async () => {
    const holds = () => page.commands.flatMap((one) => (one.do === 'hold' ? [one.on] : []));
    const page = relayed(genspark, { holds: async () => true, worker: async () => ({ ...ack, holds: true }) });
    await settle();
    expect(holds()).toEqual([true]);
    await page.tell();
    expect(holds()).toEqual([true]);
    page.order({ do: 'hold', on: false });
    await settle();
    expect(holds()).toEqual([true, false]);
  });

  test('is told so, should it come after that was known', async () => {
    const screen = fakeScreen(genspark);
    startRelay(screen.page, genspark, {
      send: async () => ack,
      may: async () => undefined,
      holds: async () => true,
      onWindow: () => {},
      onCommand: () => {},
      alive: () => true,
    });
    await settle();
    const told: Command[] = [];
    const port = closedLater(announceTap(screen.document));
    port.onmessage = ({ data }: MessageEvent<Command>) => told.push(data);
    await settle();
    expect(told).toEqual([{ do: 'hold', on: true }]);
  });

  test('is told nothing of it where nothing is to be held', async () => {
    const page = relayed(genspark);
    await page.tell();
    expect(page.commands.filter((one) => one.do === 'hold')).toEqual([]);
  });
});

test('a window about a request of another page is told that it is over', async () => {
  const page = relayed(genspark);
  const window = await page.window('elsewhere:1');
  expect(window.told).toEqual(['over']);
});
