import { describe, expect, test } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { bytesOf, json, settle, streamOf, tapped, unhandledDuring, until } from './page.ts';

const usage = '{"plan_type":"plus","credits":{"has_credits":true,"balance":"12"}}';
const events = 'data: {"type":"message_stream_complete","conversation_id":"c"}\n\ndata: [DONE]\n\n';

const fail = (): never => {
  throw new Error('the page has replaced this');
};
/** What a page's own scripts may do to the language and the platform after we are there. */
const replacements: readonly (readonly [string, object, string])[] = [
  ['JSON.parse', JSON, 'parse'],
  ['JSON.stringify', JSON, 'stringify'],
  ['Response.prototype.clone', Response.prototype, 'clone'],
  ['Response', globalThis, 'Response'],
  ['ReadableStream', globalThis, 'ReadableStream'],
  ['Request', globalThis, 'Request'],
  ['URL', globalThis, 'URL'],
  ['TextDecoder', globalThis, 'TextDecoder'],
  ['TextDecoder.prototype.decode', TextDecoder.prototype, 'decode'],
  ['Headers.prototype.get', Headers.prototype, 'get'],
  ['Object.defineProperties', Object, 'defineProperties'],
  ['Object.entries', Object, 'entries'],
  ['Object.hasOwn', Object, 'hasOwn'],
  ['Reflect.apply', Reflect, 'apply'],
  ['Array.prototype.find', Array.prototype, 'find'],
  ['Array.prototype.includes', Array.prototype, 'includes'],
  ['Map.prototype.get', Map.prototype, 'get'],
  ['String.prototype.includes', String.prototype, 'includes'],
  ['RegExp.prototype.test', RegExp.prototype, 'test'],
];

/** Runs the page's request while something of the platform throws, and restores it at once. */
async function whileBroken<T>(target: object, name: string, run: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(target, name);
  if (before === undefined) throw new Error(`${name} is not there to be replaced`);
  Object.defineProperty(target, name, { ...before, value: fail });
  try {
    return await run();
  } finally {
    Object.defineProperty(target, name, before);
  }
}

const whole = (response: Response) => response.arrayBuffer().then((bytes) => Buffer.from(bytes).toString());

describe.each(replacements)('a page that replaces %s by something that throws', (_, target, name) => {
  test('gets its JSON answer as if we were not there', async () => {
    const response = json(usage);
    const { page } = tapped(chatgpt, () => Promise.resolve(response));
    let got: Response | undefined;
    const unhandled = await unhandledDuring(async () => {
      got = await whileBroken(target, name, () => page.fetch('/backend-api/wham/usage'));
    });
    expect(unhandled).toEqual([]);
    expect(got).toBe(response);
    expect(await whole(response)).toBe(usage);
  });

  test('gets its stream as if we were not there', async () => {
    const response = new Response(streamOf([bytesOf(events.slice(0, 20)), bytesOf(events.slice(20))]), {
      headers: { 'content-type': 'text/event-stream' },
    });
    const { page } = tapped(chatgpt, () => Promise.resolve(response));
    const got: number[] = [];
    const unhandled = await unhandledDuring(() =>
      whileBroken(target, name, async () => {
        const { body } = await page.fetch('https://chatgpt.com/backend-api/f/conversation', { method: 'POST' });
        const reader = (body as ReadableStream<Uint8Array>).getReader();
        for (let step = await reader.read(); !step.done; step = await reader.read()) got.push(...step.value);
      }),
    );
    expect(unhandled).toEqual([]);
    expect(Buffer.from(got).toString()).toBe(events);
  });
});

describe('a page that looks over our shoulder', () => {
  test('sees nothing of ours in MessagePort.prototype.postMessage', async () => {
    const { page, spotted } = tapped(chatgpt, () => Promise.resolve(json(usage)));
    const { postMessage } = MessagePort.prototype;
    const overheard: unknown[] = [];
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: Parameters<typeof postMessage>) {
      if (args[0]?.watch !== undefined) overheard.push(args[0]);
      return Reflect.apply(postMessage, this, args);
    } as typeof postMessage;
    try {
      await page.fetch('/backend-api/wham/usage');
      await until('the answer is told', () => spotted().length === 1);
    } finally {
      MessagePort.prototype.postMessage = postMessage;
    }
    expect(overheard).toEqual([]);
  });

  test('sees nothing of ours in Reflect.apply, which would be given the port', async () => {
    const { page, spotted } = tapped(chatgpt, () => Promise.resolve(json(usage)));
    const { apply } = Reflect;
    const overheard: unknown[] = [];
    Reflect.apply = ((target: never, self: unknown, args: never) => {
      overheard.push(self);
      return apply(target, self, args);
    }) as typeof apply;
    try {
      await page.fetch('/backend-api/wham/usage');
      await until('the answer is told', () => spotted().length === 1);
    } finally {
      Reflect.apply = apply;
    }
    // The runner's own calls go through it, too.
    expect(overheard.filter((self) => self !== process)).toEqual([]);
  });

  test('is not asked by way of a then it has replaced', async () => {
    const response = json(usage);
    const promise = Object.defineProperty(Promise.resolve(response), 'then', { value: fail });
    const { page } = tapped(chatgpt, () => promise);
    expect(await page.fetch('/backend-api/wham/usage')).toBe(response);
  });
});

describe('our own trouble', () => {
  test('a mistake of ours while an answer is read is nobody’s unhandled rejection', async () => {
    const { page } = tapped(chatgpt, () => Promise.resolve(json(usage)));
    const { entries } = Object;
    const unhandled = await unhandledDuring(async () => {
      Object.entries = ((of: object) => (of && 'rate_limit' in of ? fail() : entries(of))) as typeof entries;
      try {
        await page.fetch('/backend-api/wham/usage');
        await settle();
      } finally {
        Object.entries = entries;
      }
    });
    expect(unhandled).toEqual([]);
  });

  test('a document without a base address is nobody’s error', async () => {
    const response = json(usage);
    const { page } = tapped(chatgpt, () => Promise.resolve(response));
    Object.defineProperty(page.document, 'baseURI', { get: fail });
    expect(await page.fetch('/backend-api/wham/usage')).toBe(response);
  });

  test('an address that cannot be written down throws the page’s own error only', async () => {
    const { page } = tapped(chatgpt, (input) => Promise.resolve(json(`"${typeof input}"`)));
    const address = { toString: fail };
    expect(await (await page.fetch(address as unknown as string)).json()).toBe('object');
  });
});
