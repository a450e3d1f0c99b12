import { type Content, contentOf } from './body.ts';
import type { Holding } from './hold.ts';
import { readUpTo } from './read.ts';
import { apply } from './reflect.ts';

const { Request: PageRequest, AbortSignal: PageSignal, Promise: PagePromise } = globalThis;
const abort = PageSignal.abort;

/** The request as it stands at this moment, whatever the page does later to what it was made of. */
export function frozen([input, init]: Parameters<typeof fetch>): Request {
  return new PageRequest(input, init);
}

/** What a request says. The body of a `Request` is read from a copy, a moment later, until it is too late. */
export function contentOfRequest(
  request: Request,
  [input, init]: Parameters<typeof fetch>,
  late: Promise<void>,
): Content | Promise<Content> {
  if (init?.body != null || !(input instanceof PageRequest)) return contentOf(init?.body);
  return readUpTo(Number.POSITIVE_INFINITY, request.clone(), late).then(contentOf);
}

/**
 * The page's promise for a request that waits: what its fetch gives once it may go, the error of an aborted one when it
 * is cancelled, and the page's own reason should it give it up.
 */
export function whenAllowed(
  request: Request,
  { wait, drop }: Holding,
  go: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { signal } = request;
  return new PagePromise((resolve, reject) => {
    wait((decided) => {
      if (signal.aborted) return reject(signal.reason);
      if (decided !== 'go') return reject(apply(abort, PageSignal, []).reason);
      try {
        resolve(go(request));
      } catch (reason) {
        reject(reason);
      }
    });
    if (signal.aborted) drop();
    else signal.addEventListener('abort', drop, { once: true });
  });
}
