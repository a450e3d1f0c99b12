import { afterEach } from 'vitest';
import { awaitTap, type Command, type Spotted, type Told } from '@/core/page/port.ts';
import { saidIn } from '@/core/page/reflect.ts';
import { installTap } from '@/core/page/tap.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { patience } from '../eventually.ts';
import { settle } from './settle.ts';
import { timers } from './timers.ts';

export { settle };

/** The few members of a page that the tap touches, made by hand: there is no browser here. */
export type FakePage = typeof globalThis & Window & { readonly document: Document };

/** An XMLHttpRequest whose answer the test gives. */
export class FakeXhr extends EventTarget {
  readonly upload = new EventTarget();
  readyState = 0;
  withCredentials = false;
  aborts = 0;
  status = 0;
  responseType = '';
  responseText = '';
  response: unknown = null;
  readonly answerHeaders: Record<string, string> = {};
  readonly sent: unknown[] = [];
  readonly headers: [string, string][] = [];
  address = '';
  broken = false;
  open(_method: string, address: string): void {
    this.address = address;
    this.readyState = 1;
  }
  abort(): void {
    this.aborts++;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers.push([name, value]);
  }
  send(body?: unknown): void {
    if (this.broken) throw new DOMException('not opened', 'InvalidStateError');
    this.sent.push(body);
  }
  getResponseHeader(name: string): string | null {
    return this.answerHeaders[name] ?? null;
  }
  /** The answer arrives. */
  arrive(status: number, text: string, headers: Record<string, string> = {}): void {
    this.status = status;
    this.responseText = text;
    this.response = text;
    Object.assign(this.answerHeaders, headers);
    this.dispatchEvent(new Event('load'));
  }
}

/** A WebSocket whose frames the test sends. */
export class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly url: string;
  readonly sent: unknown[] = [];
  constructor(url: string) {
    super();
    if (!url.startsWith('wss:')) throw new SyntaxError('bad address');
    this.url = url;
  }
  send(data: unknown): void {
    this.sent.push(data);
  }
  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});
/** Closed after the test, so that nothing keeps the process alive. */
export function closedLater(port: MessagePort): MessagePort {
  open.push(port);
  return port;
}

export function fakeDocument(watch: Watch): Document {
  const base = `${watch.origins[0] ?? ''}/`;
  return Object.assign(new EventTarget(), { baseURI: base, visibilityState: 'visible' }) as unknown as Document;
}

export function fakePage(watch: Watch, fetch: (...args: Parameters<typeof globalThis.fetch>) => unknown): FakePage {
  return {
    fetch,
    document: fakeDocument(watch),
    XMLHttpRequest: class extends FakeXhr {},
    WebSocket: class extends FakeSocket {},
  } as unknown as FakePage;
}

/** A page with the tap in it, and a relay that writes down what it is told. */
export function tapped(
  watch: Watch,
  fetch: (...args: Parameters<typeof globalThis.fetch>) => unknown = () => Promise.reject(new Error('no network')),
  { hears = true } = {},
) {
  const clock = timers();
  const page = fakePage(watch, fetch);
  Object.defineProperty(page, 'setTimeout', { value: clock.setTimeout });
  const told: Told[] = [];
  let port: MessagePort | undefined;
  awaitTap(page.document, (taken) => {
    port = closedLater(taken);
    taken.onmessage = (event) => {
      // The relay's own world has getters of its own.
      told.push(saidIn(event) as Told);
      if (hears) command({ do: 'heard' });
    };
  });
  const command = (order: Command) => port?.postMessage(order);
  installTap(page, watch);
  return {
    page,
    told,
    command,
    spotted: () => told.filter((one): one is Spotted => 'phase' in one),
    pass: clock.pass,
    gone: () => port?.close(),
  };
}

/** Waits until something has come about; fails by its own timeout with the words given. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < patience; ) {
    if (condition()) return;
    await new Promise((done) => setTimeout(done, 1));
  }
  throw new Error(`waited in vain until ${what}`);
}

/** Runs something and gives the rejections that nobody handled meanwhile, as a page's `unhandledrejection` would. */
export async function unhandledDuring(run: () => unknown): Promise<unknown[]> {
  const others = process.listeners('unhandledRejection');
  const found: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => found.push(reason));
  try {
    await run();
    await settle();
    return found;
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  }
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

/** Bytes in chunks of their own buffers, as a network gives them. */
export function streamOf(
  chunks: readonly Uint8Array[],
  ended: (how: unknown) => void = () => {},
): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => chunk.slice());
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
    cancel: ended,
  });
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
