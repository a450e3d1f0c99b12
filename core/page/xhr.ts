import { contentOf, copyOf } from './body.ts';
import { isEventStream, servedAt } from './envelope.ts';
import { longestAnswer } from './fetch.ts';
import { holdXhr } from './hold-xhr.ts';
import { isWatched } from './match.ts';
import { apply } from './reflect.ts';
import type { Call } from './report.ts';
import { safely } from './safely.ts';
import type { Tap } from './tap.ts';

/**
 * Watches XMLHttpRequest: the address is noted in `open`, a listener added in `send`. The response text is only
 * touched where the page itself could (`responseType` text or JSON), since reading it elsewhere throws.
 */
export function watchXhr(page: typeof globalThis, tap: Tap): void {
  const prototype = page.XMLHttpRequest.prototype;
  const opened = new WeakMap<XMLHttpRequest, Opened>();
  const { send } = prototype;

  wrap(prototype, 'open', (xhr, args) => {
    const [method, address, later] = args;
    opened.set(xhr, {
      method: `${method}`,
      address: `${address}`,
      headers: [],
      // Given but undefined is false, too.
      waits: args.length < 3 || Boolean(later),
    });
  });
  if (tap.keepsHeaders)
    wrap(prototype, 'setRequestHeader', (xhr, [name, value]) => {
      opened.get(xhr)?.headers.push([`${name}`, `${value}`]);
    });
  wrap(prototype, 'send', (xhr, [body]) => {
    const request = opened.get(xhr);
    const match = request && tap.match(request.method, request.address);
    if (request === undefined || match === undefined) return false;
    const { headers, waits } = request;
    const call = isWatched(match) ? tap.begin(match) : undefined;
    request.waits = false;
    xhr.addEventListener('load', () =>
      safely(() => {
        if (opened.get(xhr) !== request) return;
        tap.remember(headers.length > 0 ? headers : undefined, xhr.status);
        if (call !== undefined) loaded(tap, call, xhr);
      }),
    );
    if (!isWatched(match) || call === undefined) return false;
    if (!waits || !tap.holds(match) || xhr.readyState !== isOpen) {
      tap.announce(call, match, body)();
      return false;
    }
    const copy = copyOf(body as never);
    const holding = tap.hold(call, match.href, () => contentOf(copy));
    holdXhr(xhr, holding, () => apply(send, xhr, [copy]), body != null);
    return true;
  });

  /** `look` gives `true` where the call is not to be made now. */
  function wrap(
    target: XMLHttpRequest,
    name: 'open' | 'send' | 'setRequestHeader',
    look: (xhr: XMLHttpRequest, args: readonly unknown[]) => unknown,
  ): void {
    target[name] = new Proxy(target[name], {
      apply(original: (...args: unknown[]) => unknown, xhr: XMLHttpRequest, args: unknown[]) {
        if (safely(() => look(xhr, args)) === true) return undefined;
        return apply(original, xhr, args);
      },
    }) as never;
  }
}

/** What is known of an XMLHttpRequest before it is sent; `waits`: it has not been sent, and nobody waits for it in place. */
type Opened = {
  readonly method: string;
  readonly address: string;
  readonly headers: [string, string][];
  waits: boolean;
};

/** The state between `open` and the first headers. */
const isOpen = 1;

function loaded(tap: Tap, call: Call, xhr: XMLHttpRequest): void {
  const text = textOf(xhr);
  const envelope = { status: xhr.status, served: servedAt({ get: (name) => xhr.getResponseHeader(name) }) };
  if (text === undefined) return;
  if (call.endpoint.as === 'stream' && isEventStream(xhr.getResponseHeader('content-type'))) {
    const [see, over] = tap.stream(call, envelope);
    see(text);
    over('closed');
  } else tap.answer(call, envelope, text.length > longestAnswer ? undefined : text);
}

function textOf(xhr: XMLHttpRequest): string | undefined {
  if (xhr.responseType === '' || xhr.responseType === 'text') return xhr.responseText;
  return xhr.responseType === 'json' ? JSON.stringify(xhr.response) : undefined;
}
