import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { passThrough, type StreamEnd } from '@/core/page/through.ts';
import { bytesOf, settle, streamOf } from './page.ts';

/** A response of the network: it has an address and a type of its own. */
function response(body: ReadableStream<Uint8Array> | string | null, init: ResponseInit = {}): Response {
  return Object.defineProperties(new Response(body, { headers: { 'content-type': 'text/event-stream' }, ...init }), {
    url: { value: 'https://chatgpt.com/backend-api/f/conversation' },
    type: { value: 'basic' },
    redirected: { value: true },
  });
}

function watched(original: Response) {
  const seen: number[] = [];
  const ends: StreamEnd[] = [];
  const passed = passThrough(
    original,
    (chunk) => void seen.push(...chunk),
    (how) => void ends.push(how),
  );
  return { passed, seen, ends };
}

async function drain(body: ReadableStream<Uint8Array>): Promise<number[]> {
  const got: number[] = [];
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return got;
    got.push(...value);
  }
}

/** Reads with a buffer of its own, as fast readers do. */
async function drainByob(body: ReadableStream<Uint8Array>, size: number): Promise<number[]> {
  const got: number[] = [];
  const reader = body.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(size);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) return got;
    got.push(...value);
    buffer = value.buffer;
  }
}

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 12 });
const all = (list: readonly Uint8Array[]) => list.flatMap((chunk) => [...chunk]);

describe('passThrough', () => {
  test('gives the page the very bytes, and lets us see every one of them', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, async (list) => {
        const { passed, seen, ends } = watched(response(streamOf(list)));
        expect(await drain(passed.body as ReadableStream<Uint8Array>)).toEqual(all(list));
        expect(seen).toEqual(all(list));
        expect(ends).toEqual(['closed']);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the very bytes to a reader that brings its own buffer, however small', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 64 }), async (list, size) => {
        const { passed, seen, ends } = watched(response(streamOf(list)));
        expect(await drainByob(passed.body as ReadableStream<Uint8Array>, size)).toEqual(all(list));
        expect(seen).toEqual(all(list));
        expect(ends).toEqual(['closed']);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the very bytes where a page has `read` give promises of its own kind', async () => {
    const { prototype } = ReadableStreamDefaultReader;
    const { read } = prototype;
    onTestFinished(() => void Object.assign(prototype, { read }));
    const { passed, ends } = watched(response(streamOf([bytesOf('a'), bytesOf('b')])));
    Object.assign(prototype, {
      read(this: ReadableStreamDefaultReader) {
        const step = read.call(this);
        // biome-ignore lint/suspicious/noThenProperty: this is what such a page does.
        return { then: (ok: () => unknown, no: () => unknown) => void step.then(ok, no) };
      },
    });
    expect([await passed.text(), ends]).toEqual(['ab', ['closed']]);
  });

  test('empty chunks neither end nor break the stream', async () => {
    const list = [bytesOf('a'), new Uint8Array(0), bytesOf('b'), new Uint8Array(0)];
    expect(await watched(response(streamOf(list))).passed.text()).toBe('ab');
  });

  test('chunks that share one buffer arrive whole', async () => {
    const whole = bytesOf('abcdef');
    const list = [whole.subarray(0, 2), whole.subarray(2, 4), whole.subarray(4)];
    const shared = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of list) controller.enqueue(chunk);
        controller.close();
      },
    });
    expect(await watched(response(shared)).passed.text()).toBe('abcdef');
  });

  test('reads no faster than the page does', async () => {
    let asked = 0;
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          asked++;
          controller.enqueue(bytesOf('x'));
        },
      },
      { highWaterMark: 0 },
    );
    const { passed } = watched(response(source));
    const reader = (passed.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await settle();
    expect(asked).toBe(1);
  });

  test('a page that stops reading stops the source, with its reason', async () => {
    const reasons: unknown[] = [];
    const { passed, ends } = watched(response(streamOf([bytesOf('a'), bytesOf('b')], (why) => void reasons.push(why))));
    const reader = (passed.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.cancel('stop');
    expect(reasons).toEqual(['stop']);
    expect(ends).toEqual(['cancelled']);
  });

  test('stopped while waiting for the next bytes, it ends once, as cancelled', async () => {
    const silent = new ReadableStream<Uint8Array>();
    const { passed, ends } = watched(response(silent));
    const reader = (passed.body as ReadableStream<Uint8Array>).getReader();
    const waiting = reader.read();
    await settle();
    await reader.cancel();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await settle();
    expect(ends).toEqual(['cancelled']);
  });

  test('an error of the source is the page’s error, the same object', async () => {
    const broken = new DOMException('The user aborted a request.', 'AbortError');
    let fail = (_: unknown) => {};
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytesOf('a'));
        fail = (why) => controller.error(why);
      },
    });
    const { passed, ends } = watched(response(source));
    const reader = (passed.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).value).toEqual(bytesOf('a'));
    fail(broken);
    await expect(reader.read()).rejects.toBe(broken);
    expect(ends).toEqual(['failed']);
  });
});

describe('the response itself', () => {
  test('looks as it did: address, type, status, headers', () => {
    const original = response('data: 1\n\n', { status: 202, statusText: 'Fine', headers: { 'x-request': '7' } });
    const { passed } = watched(original);
    expect(passed).toBeInstanceOf(Response);
    expect([passed.url, passed.type, passed.redirected]).toEqual([original.url, 'basic', true]);
    expect([passed.status, passed.statusText, passed.ok]).toEqual([202, 'Fine', true]);
    expect([...passed.headers]).toEqual([...original.headers]);
    expect(Object.keys(passed)).toEqual(Object.keys(original));
  });

  test('a clone keeps all that and has a body of its own, and so has a clone of the clone', async () => {
    const { passed } = watched(response('data: 1\n\n'));
    const clone = passed.clone();
    const second = clone.clone();
    for (const one of [clone, second]) expect([one.url, one.type, one.redirected]).toEqual([passed.url, 'basic', true]);
    expect(await Promise.all([passed.text(), clone.text(), second.text()])).toEqual(Array(3).fill('data: 1\n\n'));
  });

  test('without a body it stays the same object', () => {
    const original = response(null);
    expect(watched(original).passed).toBe(original);
  });

  test('json() and text() read it as before, and only once', async () => {
    const { passed } = watched(response('{"a":1}'));
    expect(await passed.json()).toEqual({ a: 1 });
    expect(passed.bodyUsed).toBe(true);
    await expect(passed.text()).rejects.toThrow(TypeError);
  });
});
