import type { Endpoint, TapWatch } from '../providers/provider.ts';

/** A request of the page under the service's API. `endpoint` is set where its answer is of interest. */
export type Match = {
  readonly endpoint: Endpoint | undefined;
  readonly query: URLSearchParams;
  /** The whole address. */
  readonly href: string;
};

/**
 * Compares a request with the allow-list of exact paths. Everything outside the service's API costs one
 * substring search. `undefined`: none of our business.
 */
export function matcher(watch: TapWatch): (method: string, address: string, base: string) => Match | undefined {
  let find: ReturnType<typeof finder> | undefined;
  return (method, address, base) => {
    if (!address.includes(watch.api)) return undefined;
    const url = new URL(address, base);
    if (!watch.origins.includes(url.origin as `https://${string}`) || !url.pathname.startsWith(watch.api))
      return undefined;
    // Nothing is prepared while a page begins.
    find ??= finder(watch.endpoints);
    return {
      endpoint: find(`${method.toUpperCase()} ${url.pathname}`),
      query: url.searchParams,
      href: url.href,
    };
  };
}

/** Finds an endpoint by method and path; exact paths go before patterns. */
function finder(endpoints: readonly Endpoint[]): (key: string) => Endpoint | undefined {
  const exact = new Map<string, Endpoint>();
  const patterns: [RegExp, Endpoint][] = [];
  for (const endpoint of endpoints) {
    const key = `${endpoint.method} ${endpoint.path}`;
    if (key.includes('/:')) patterns.push([new RegExp(`^${key.replace(/\/:\w+/g, '/[\\w.~-]{1,128}')}$`), endpoint]);
    else exact.set(key, endpoint);
  }
  return (key) => exact.get(key) ?? patterns.find(([pattern]) => pattern.test(key))?.[1];
}

export function isWatched(match: Match): match is Match & { readonly endpoint: Endpoint } {
  return match.endpoint !== undefined;
}
