import type { EventRule } from '../providers/provider.ts';
import { finder } from './events.ts';
import { longestAnswer } from './fetch.ts';
import { apply, construct } from './reflect.ts';
import type { Call } from './report.ts';
import { safely } from './safely.ts';
import type { Tap } from './tap.ts';

/** Watches the WebSockets a provider names: what they receive, and of what they send only the kind of message. */
export function watchSockets(page: typeof globalThis, tap: Tap): void {
  const { sockets } = tap;
  if (sockets.length === 0) return;
  /** What looks at the messages that a watched socket sends. */
  const senders = new WeakMap<WebSocket, (data: unknown) => void>();
  const Original = page.WebSocket;

  const Watched = new Proxy(Original, {
    construct(target, args, newTarget) {
      const made: WebSocket = construct(target, args, newTarget);
      safely(() => {
        const socket = sockets.find(({ url }) => made.url.startsWith(url));
        if (socket === undefined) return;
        let call = tap.socketCall(socket);
        const current = () => call;
        // Each message of a kind we watch begins a call of its own.
        const next = () => {
          call = tap.socketCall(socket);
          return call;
        };
        const received = looker(socket.received);
        const sent = looker(socket.sent ?? []);
        senders.set(made, (data) => sent(data, next));
        made.addEventListener('close', () => safely(() => tap.closed(call)));
        made.addEventListener('message', ({ data }) => received(data, current));
      });
      return made;
    },
  });
  page.WebSocket = Watched;
  Object.defineProperty(Original.prototype, 'constructor', { value: Watched, writable: true, configurable: true });

  Original.prototype.send = new Proxy(Original.prototype.send, {
    apply(original, made: WebSocket, args: [unknown]) {
      safely(() => senders.get(made)?.(args[0]));
      return apply(original, made, args);
    },
  });

  /** Looks at one message after the other. Nearly all are none of our business: for those nothing is made. */
  function looker(rules: readonly EventRule[]) {
    const has = finder(rules.map(({ mark }) => mark));
    return (data: unknown, callOf: () => Call): void => {
      try {
        if (typeof data !== 'string' || data.length > longestAnswer || !has(data)) return;
        const parsed: unknown = JSON.parse(data);
        const call = callOf();
        for (const one of Array.isArray(parsed) ? parsed : [parsed]) tap.event(call, rules, one);
      } catch {}
    };
  }
}
