import { expect, test } from 'vitest';
import { isTold } from '@/core/page/spotted.ts';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { create, holdingPage, video } from './held.ts';
import { json, settle, tapped, until } from './page.ts';
import { ack, relayed } from './relayed.ts';

test('sees no port of ours in the getters of MessageEvent', async () => {
  const { page, spotted } = tapped(chatgpt, () =>
    Promise.resolve(json('{"plan_type":"plus","credits":{"balance":"12"}}')),
  );
  const own = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  const ports: unknown[] = [];
  expect(own?.get).toBeTypeOf('function');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    ...own,
    get(this: MessageEvent) {
      if (this.target instanceof MessagePort) ports.push('port');
      return Reflect.apply(own?.get as () => unknown, this, []);
    },
  });
  try {
    await page.fetch('/backend-api/wham/usage');
    await until('the answer is told', () => spotted().length === 1);
    await settle();
  } finally {
    Object.defineProperty(MessageEvent.prototype, 'data', own as PropertyDescriptor);
  }
  expect(ports.length).toBe(0);
});

test('cannot answer for the person by way of what is kept in a Map', async () => {
  const held = holdingPage();
  const { call } = await held.asks(() => held.page.fetch(create, { method: 'POST', body: video }));
  const { get } = Map.prototype;
  Map.prototype.get = function (this: Map<unknown, unknown>, key: unknown) {
    const found = Reflect.apply(get, this, [key]) as { settle?: (leave: string) => void } | undefined;
    if (typeof found?.settle === 'function') found.settle('go');
    return found;
  };
  try {
    held.command({ do: 'waits', call });
    await settle();
  } finally {
    Map.prototype.get = get;
  }
  expect(held.sent.length).toBe(0);
});

test.each<[string, unknown]>([
  ['a bigint', 10n],
  ['a map', new Map([['a', 'x'.repeat(1_000_000)]])],
  ['bytes', new ArrayBuffer(50_000_000)],
])('is nothing that a tap would say: %s', (_, fields) => {
  expect(isTold({ watch: 'usage', call: '1', at: 1, who: [], fields })).toBe(false);
});

test('a bigint does not block what waits behind it, where the browser’s messages are JSON', async () => {
  const { port, tell, sightings } = relayed(chatgpt, {
    worker: async (saw) => {
      JSON.stringify(saw);
      return ack;
    },
  });
  port.postMessage({ watch: 'usage', phase: 'event', call: '1', at: 1, who: [], fields: 10n });
  await tell({ watch: 'banked' });
  await until('the next one is sent', () => sightings().some(({ watch }) => watch === 'banked'));
  expect(sightings().map(({ watch }) => watch)).toEqual(['banked']);
});
