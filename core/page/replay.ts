import type { TapWatch } from '../providers/provider.ts';
import { servedAt } from './envelope.ts';
import { longestAnswer } from './fetch.ts';
import { readUpTo } from './read.ts';
import { apply } from './reflect.ts';
import type { Tap } from './tap.ts';

/**
 * Sends one of the listed read-only GETs again, from the page, as the page itself would. Only on a grant of the worker.
 * Where the service needs more than its cookies and the page has made no successful request yet, nothing is sent.
 */
export function replayer(page: typeof globalThis, watch: TapWatch, tap: Tap): (id: string) => void {
  const { fetch } = page;
  return (id) => {
    const endpoint = watch.endpoints.find((one) => one.id === id && one.replay === true && one.method === 'GET');
    const headers = tap.headers();
    if (endpoint === undefined || headers === undefined) return;
    const call = tap.begin({ endpoint }, 'replay');
    void apply(fetch, page, [endpoint.path, { headers, credentials: 'same-origin', cache: 'no-store' }])
      .then(async (response: Response) => {
        tap.remember(undefined, response.status);
        const { status, headers } = response;
        const envelope = { status, served: servedAt(headers), retry: headers.get('retry-after') ?? undefined };
        tap.answer(call, envelope, await readUpTo(longestAnswer, response));
      })
      .catch(() => tap.answer(call, { status: 0, served: null }, ''));
  };
}
