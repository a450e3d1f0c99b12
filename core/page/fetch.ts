import { isEventStream, servedAt } from './envelope.ts';
import { contentOfRequest, frozen, whenAllowed } from './hold-fetch.ts';
import { isWatched } from './match.ts';
import { readUpTo } from './read.ts';
import { apply, get } from './reflect.ts';
import type { Call } from './report.ts';
import { safely } from './safely.ts';
import type { Tap } from './tap.ts';
import { passThrough } from './through.ts';

/** More JSON than this is not read: no balance is that long, and the page's memory is not ours. */
export const longestAnswer = 1_048_576;

/**
 * How a second tap in the same page, as after an update, finds the first and ends it. No property of anything: only who
 * knows the word gets an answer.
 */
const holder = Symbol.for('nokori:tap');

type Go = (request: Request) => Promise<Response>;

/** A request that is ours to follow. */
type Seen = {
  readonly arrived: (response: Response) => Response;
  /** To be called once the request is on its way. */
  readonly left?: () => void;
  /** Set where the request is to wait until it may go. */
  readonly wait?: (go: Go) => Promise<Response>;
};

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
      const seen = safely(() => leaving(tap, args, clone));
      const promise: Promise<Response> =
        seen?.wait?.((request) => apply(original, self, [request])) ?? apply(original, self, args);
      if (seen === undefined) return promise;
      safely(() => seen.left?.());
      const arrived = (response: Response) => safely(() => seen.arrived(response)) ?? response;
      // What another extension's fetch gives need not be a promise: then it is the page's as it is.
      return safely(() => apply(then, promise, [arrived])) ?? promise;
    },
  });
}

function leaving(tap: Tap, args: Parameters<typeof fetch>, clone: Response['clone']): Seen | undefined {
  const [input, init] = args;
  const request = input instanceof Request ? input : undefined;
  const match = tap.match(init?.method ?? request?.method ?? 'GET', request?.url ?? `${input}`);
  if (match === undefined) return undefined;
  const headers = init?.headers ?? request?.headers;
  const arrived = (call?: Call) => (response: Response) => {
    tap.remember(headers, response.status);
    return call === undefined ? response : look(tap, call, response, clone);
  };
  // Its headers may serve a later replay.
  if (!isWatched(match)) return tap.keepsHeaders ? { arrived: arrived() } : undefined;
  // What cannot be made a request of fails in the page's own fetch.
  const held = tap.holds(match) ? safely(() => frozen(args)) : undefined;
  const call = tap.begin(match);
  if (held === undefined) {
    return { arrived: arrived(call), left: tap.announce(call, match, init?.body ?? request) };
  }
  const holding = tap.hold(call, match.href, (late) => contentOfRequest(held, args, late));
  return { arrived: arrived(call), wait: (go) => whenAllowed(held, holding, go) };
}

/** Looks into an answer; gives what the page is to get. */
function look(tap: Tap, call: Call, response: Response, clone: Response['clone']): Response {
  const { status, headers, ok } = response;
  const envelope = { status, served: servedAt(headers) };
  if (call.endpoint.as === 'stream' && ok && isEventStream(headers.get('content-type'))) {
    const [see, over] = tap.stream(call, envelope);
    const decoder = new TextDecoder();
    return passThrough(
      response,
      (chunk) => safely(() => see(decoder.decode(chunk, { stream: true }))),
      (how) => safely(() => over(how)),
    );
  }
  void readUpTo(longestAnswer, apply(clone, response, [])).then(
    (text) => safely(() => tap.answer(call, envelope, text)),
    () => undefined,
  );
  return response;
}
