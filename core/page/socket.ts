import type { EventRule, Socket } from '../providers/provider.ts';
import { longestAnswer } from './fetch.ts';
import { apply, construct } from './reflect.ts';
import { safely } from './safely.ts';
import type { Tap } from './tap.ts';

/** Watches the WebSockets a provider names: what they receive, and of what they send only the kind of message. */
export function watchSockets(page: typeof globalThis, tap: Tap): void {
  const { sockets } = tap;
  if (sockets.length === 0) return;
  const watched = new WeakMap<WebSocket, { socket: Socket; call: ReturnType<Tap['socketCall']> }>();
  const Original = page.WebSocket;

  const Watched = new Proxy(Original, {
    construct(target, args, newTarget) {
      const made: WebSocket = construct(target, args, newTarget);
      safely(() => {
        const socket = sockets.find(({ url }) => made.url.startsWith(url));
        if (socket === undefined) return;
        const own = { socket, call: tap.socketCall(socket) };
        watched.set(made, own);
        made.addEventListener('close', () => safely(() => tap.closed(own.call)));
        made.addEventListener('message', ({ data }) => safely(() => frame(data, socket.received, own.call)));
      });
      return made;
    },
  });
  page.WebSocket = Watched;
  Object.defineProperty(Original.prototype, 'constructor', { value: Watched, writable: true, configurable: true });

  Original.prototype.send = new Proxy(Original.prototype.send, {
    apply(original, made: WebSocket, args: [unknown]) {
      safely(() => {
        const known = watched.get(made);
        if (known?.socket.sent === undefined) return;
        // Each message of a kind we watch begins a call of its own.
        const next = tap.socketCall(known.socket);
        if (frame(args[0], known.socket.sent, next)) known.call = next;
      });
      return apply(original, made, args);
    },
  });

  function frame(data: unknown, rules: readonly EventRule[], call: ReturnType<Tap['socketCall']>): boolean {
    if (typeof data !== 'string' || data.length > longestAnswer || !rules.some(({ mark }) => data.includes(mark)))
      return false;
    const parsed: unknown = JSON.parse(data);
    for (const one of Array.isArray(parsed) ? parsed : [parsed]) tap.event(call, rules, one);
    return true;
  }
}
