import { describe, expect, test } from 'vitest';
import { isWatched, matcher } from '@/core/page/match.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { watches } from '@/core/providers/watches.ts';

const watch: Watch = {
  id: 'example',
  origins: ['https://service.example'],
  api: '/api/',
  headers: false,
  usagePage: '^$',
  endpoints: [
    { id: 'usage', method: 'GET', path: '/api/usage', as: 'json' },
    { id: 'task', method: 'GET', path: '/api/tasks/:id', as: 'json' },
    { id: 'tasks', method: 'GET', path: '/api/tasks/list', as: 'json' },
    { id: 'cap', method: 'GET', path: '/api/accounts/:id/cap', as: 'json' },
    { id: 'create', method: 'POST', path: '/api/tasks', as: 'json' },
  ],
  sockets: [],
  texts: [],
  composers: [],
};
const match = matcher(watch);
const found = (method: string, address: string, base = 'https://service.example/page') => match(method, address, base);
const idOf = (method: string, address: string, base?: string) => found(method, address, base)?.endpoint?.id;

describe('a watched request', () => {
  test.each([
    ['GET', '/api/usage', 'usage'],
    ['get', '/api/usage', 'usage'],
    ['GET', 'https://service.example/api/usage', 'usage'],
    ['GET', 'https://service.example:443/api/usage?days=1#top', 'usage'],
    ['GET', '/other/../api/usage', 'usage'],
    ['GET', '/api/tasks/list', 'tasks'],
    ['GET', '/api/tasks/task_e-1.2~x', 'task'],
    ['GET', '/api/accounts/acct-1/cap', 'cap'],
    ['POST', '/api/tasks', 'create'],
  ])('%s %s', (method, address, id) => {
    expect(idOf(method, address)).toBe(id);
  });

  test('gives its query', () => {
    expect(found('GET', '/api/usage?task_id=t%201&x=2')?.query.get('task_id')).toBe('t 1');
  });

  test('is told by isWatched', () => {
    const [own, other] = [found('GET', '/api/usage'), found('GET', '/api/else')];
    expect(own && isWatched(own)).toBe(true);
    expect(other && isWatched(other)).toBe(false);
  });
});

describe('a request under the API of which only headers may serve', () => {
  test.each([
    ['POST', '/api/usage'],
    ['GET', '/api/tasks'],
    ['GET', '/api/usage/'],
    ['GET', '/api/usage/more'],
    ['GET', '/api/Usage'],
    ['GET', '/api/usag%65'],
    ['GET', '/api/tasks/'],
    ['GET', '/api/tasks/one/two'],
    ['GET', `/api/tasks/${'x'.repeat(129)}`],
    ['GET', '/api/tasks/a%2Fb'],
    ['GET', '/api/accounts//cap'],
    ['DELETE', '/api/tasks/list'],
    ['TARGET', '/api/tasks/one'],
  ])('%s %s', (method, address) => {
    expect(found(method, address)).toMatchObject({ endpoint: undefined });
  });
});

describe('none of our business', () => {
  test.each<[string, string, string?]>([
    ['another path', '/else/usage'],
    ['the prefix inside the path', '/else/api/usage'],
    ['the prefix left again', '/api/../usage'],
    ['the prefix only in the query', '/else?to=/api/usage'],
    ['another origin', 'https://other.example/api/usage'],
    ['another origin without its scheme', '//other.example/api/usage'],
    ['a name that only begins alike', 'https://service.example.evil.example/api/usage'],
    ['a subdomain', 'https://www.service.example/api/usage'],
    ['another port', 'https://service.example:8443/api/usage'],
    ['no TLS', 'http://service.example/api/usage'],
    ['another base', '/api/usage', 'https://other.example/'],
  ])('%s: %s', (_, address, base) => {
    expect(found('GET', address, base)).toBeUndefined();
  });
});

describe.each(watches)('$id', (own) => {
  const [origin = ''] = own.origins;
  test.each(own.endpoints.map(({ method, path, id }) => [method, path, id] as const))(
    '%s %s is found as %s',
    (method, path, id) => {
      const address = path.replace(/:\w+/g, 'acct-1_x');
      expect(matcher(own)(method, address, `${origin}/`)?.endpoint?.id).toBe(id);
      expect(matcher(own)(method, origin + address, 'https://elsewhere.example/')?.endpoint?.id).toBe(id);
    },
  );
});
