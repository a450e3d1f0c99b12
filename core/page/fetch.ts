import { isEventStream, servedAt } from './envelope.ts';
import { contentOfRequest, frozen, type WaitingRequest, whenAllowed } from './hold-fetch.ts';
import { isWatched } from './match.ts';
import { apply, get } from './reflect.ts';
import type { Call } from './report.ts';
import type { Tap } from './tap.ts';
import { passThrough } from './through.ts';

/** More JSON than this is not read: no balance is that long, and the page's memory is not ours. */
export const longestAnswer = 1_048_576;

/**
 * How a second tap in the same page, as after an update, finds the first and ends it. No property of anything: only who
 * knows the word gets an answer.
 */
const holder = Symbol.for('nokori:tap');

/**
 * Watches `fetch`. The page gets the promise derived from the original one, so that its errors, its aborts and its
 * unhandled rejections stay its own; whatever goes wrong on our side ends here.
 */
export function watchFetch(page: typeof globalThis, tap: Tap, end: () => void): void {
  const { then } = Promise.prototype;
  const { clone } = Response.prototype;
  const before: unknown = get(page.fetch, holder);
  if (typeof before === 'function') before();
  page.fetch = new Proxy(page.fetch, {
    get: (original, key) => (key === holder ? end : get(original, key)),
    apply(original, self, args: Parameters<typeof fetch>) {
      const seen = tap.safely(() => leaving(tap, args));
      const promise: Promise<Response> =
        seen?.waits === undefined
          ? apply(original, self, args)
          : whenAllowed(seen.waits, (request) => apply(original, self, [request]));
      if (seen === undefined) return promise;
      const derived = tap.safely(() =>
        apply(then, promise, [
          (response: Response) => tap.safely(() => arrived(tap, seen, response, clone)) ?? response,
        ]),
      );
      // What another extension's fetch gives need not be a promise: then it is the page's as it is.
      return derived ?? promise;
    },
  });
}

/** A request that is ours to follow; `call` is missing where only its headers may serve a later replay. */
type Seen = {
  readonly headers: HeadersInit | undefined;
  readonly call: Call | undefined;
  /** Set where the request is to wait until it may go. */
  readonly waits?: WaitingRequest;
};

function leaving(tap: Tap, args: Parameters<typeof fetch>): Seen | undefined {
  const [input, init] = args;
  const request = input instanceof Request ? input : undefined;
  const method = init?.method ?? request?.method ?? 'GET';
  const match = tap.match(method, request?.url ?? `${input}`);
  if (match === undefined) return undefined;
  const headers = init?.headers ?? request?.headers;
  if (!isWatched(match)) return tap.keepsHeaders ? { headers, call: undefined } : undefined;
  // What cannot be made a request of fails in the page's own fetch.
  const held = tap.holds(match) ? tap.safely(() => frozen(args)) : undefined;
  if (held === undefined) return { headers, call: tap.start(match, init?.body ?? request) };
  const call = tap.begin(match);
  return {
    headers,
    call,
    waits: { request: held, ...tap.hold(call, match, (late) => contentOfRequest(held, args, late)) },
  };
}

function arrived(tap: Tap, { headers, call }: Seen, response: Response, clone: Response['clone']): Response {
  tap.remember(headers, response.status);
  if (call === undefined) return response;
  const envelope = { status: response.status, served: servedAt(response.headers) };
  if (call.endpoint.as === 'stream' && response.ok && isEventStream(response.headers.get('content-type'))) {
    const watcher = tap.stream(call, envelope);
    return passThrough(response, watcher.see, watcher.over);
  }
  const copy: Response = apply(clone, response, []);
  void readUpTo(longestAnswer, copy).then(
    (text) => tap.safely(() => tap.answer(call, envelope, text)),
    () => undefined,
  );
  return response;
}

/** The body as text, or `undefined` where it is longer than `most` bytes; the rest of our copy is then let go. */
export async function readUpTo(most: number, response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > most) {
      void reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
