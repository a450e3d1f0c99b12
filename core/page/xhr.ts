import { isEventStream, servedAt } from './envelope.ts';
import { longestAnswer } from './fetch.ts';
import { isWatched } from './match.ts';
import type { Call } from './report.ts';
import type { Tap } from './tap.ts';

/**
 * Watches XMLHttpRequest: the address is noted in `open`, a listener added in `send`. The response text is only
 * touched where the page itself could (`responseType` text or JSON), since reading it elsewhere throws.
 */
export function watchXhr(page: typeof globalThis, tap: Tap): void {
  const prototype = page.XMLHttpRequest.prototype;
  const opened = new WeakMap<XMLHttpRequest, { method: string; address: string; headers: [string, string][] }>();

  wrap(prototype, 'open', (xhr, [method, address]) => {
    opened.set(xhr, { method: `${method}`, address: `${address}`, headers: [] });
  });
  if (tap.keepsHeaders)
    wrap(prototype, 'setRequestHeader', (xhr, [name, value]) => {
      opened.get(xhr)?.headers.push([`${name}`, `${value}`]);
    });
  wrap(prototype, 'send', (xhr, [body]) => {
    const request = opened.get(xhr);
    const match = request && tap.match(request.method, request.address);
    if (request === undefined || match === undefined) return;
    const call = isWatched(match) ? tap.start(match, body) : undefined;
    xhr.addEventListener('load', () => {
      tap.safely(() => {
        if (opened.get(xhr) !== request) return;
        tap.remember(request.headers.length > 0 ? request.headers : undefined, xhr.status);
        if (call !== undefined) loaded(tap, call, xhr);
      });
    });
  });

  function wrap(
    target: XMLHttpRequest,
    name: 'open' | 'send' | 'setRequestHeader',
    look: (xhr: XMLHttpRequest, args: readonly unknown[]) => void,
  ): void {
    target[name] = new Proxy(target[name], {
      apply(original: (...args: unknown[]) => unknown, xhr: XMLHttpRequest, args: unknown[]) {
        tap.safely(() => look(xhr, args));
        return Reflect.apply(original, xhr, args);
      },
    }) as never;
  }
}

function loaded(tap: Tap, call: Call, xhr: XMLHttpRequest): void {
  const text = textOf(xhr);
  const envelope = { status: xhr.status, served: servedAt({ get: (name) => xhr.getResponseHeader(name) }) };
  if (text === undefined) return;
  if (call.endpoint.as === 'stream' && isEventStream(xhr.getResponseHeader('content-type'))) {
    const watcher = tap.stream(call, envelope);
    watcher.text(text);
    watcher.over('closed');
  } else tap.answer(call, envelope, text.length > longestAnswer ? undefined : text);
}

function textOf(xhr: XMLHttpRequest): string | undefined {
  if (xhr.responseType === '' || xhr.responseType === 'text') return xhr.responseText;
  return xhr.responseType === 'json' ? JSON.stringify(xhr.response) : undefined;
}
