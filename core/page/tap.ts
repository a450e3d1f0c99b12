import type { Endpoint, EventRule, Socket, TapWatch } from '../providers/provider.ts';
import { parsed } from './body.ts';
import { watchFetch } from './fetch.ts';
import { gate } from './gate.ts';
import { holding, type Reading } from './hold.ts';
import { type Match, matcher } from './match.ts';
import { announceTap, type Command, type Told } from './port.ts';
import { apply } from './reflect.ts';
import { replayer } from './replay.ts';
import { type Call, type Envelope, reporter } from './report.ts';
import { watchSockets } from './socket.ts';
import type { StreamEnd } from './through.ts';
import { watchXhr } from './xhr.ts';

/** A relay that has left this many messages unanswered for this long is gone (its extension was updated or removed). */
const patience = { messages: 100, ms: 10_000 };

/**
 * Installs the watch in the page's own world. It understands nothing: it compares addresses with the provider's
 * list, copies the listed fields, and hands them over a private port. Everything of ours runs inside `safely`.
 */
export function installTap(page: typeof globalThis & Window, watch: TapWatch): void {
  const port = announceTap(page.document);
  const { postMessage } = MessagePort.prototype;
  const { setTimeout } = page;
  const now = Date.now;
  let unheard = 0;
  let heardAt = now();
  let quiet = false;
  let ended = false;

  const lost = () => unheard >= patience.messages && now() - heardAt > patience.ms;
  const gone = () => ended || lost();
  const off = () => quiet || gone();
  const tell = (message: Told): void => {
    if (gone()) return;
    if (unheard === 0) heardAt = now();
    unheard++;
    apply(postMessage, port, [message]);
  };
  const send = (message: Told): void => {
    if (!quiet) tell(message);
  };
  // A request that waits already has a window: pausing is no answer to it.
  const later: Later = (run, ms) => void apply(setTimeout, page, [run, ms]);
  const gates = gate(tell, now, later);
  const tap = tapOf(page, watch, { send, now, off, gates, later });
  const replay = replayer(page, watch, tap);

  port.onmessage = ({ data }: MessageEvent<Command>) => {
    if (data.do === 'heard') unheard = 0;
    if (data.do === 'quiet') quiet = data.quiet;
    if (data.do === 'forget') tap.forget();
    if (data.do === 'hold') gates.switch(data.on);
    if (data.do === 'waits') gates.waits(data.call);
    if (data.do === 'release') gates.settle(data.call, 'go');
    if (data.do === 'cancel') gates.settle(data.call, 'cancel');
    if (data.do === 'replay' && !off()) tap.safely(() => replay(data.watch));
  };
  watchFetch(page, tap, () => {
    ended = true;
  });
  watchXhr(page, tap);
  watchSockets(page, tap);
}

function tapOf(page: Window, watch: TapWatch, { send, now, off, gates, later }: Parts) {
  const report = reporter(watch, send, now);
  const hold = holding(gates, report, crypto.subtle, later);
  const match = matcher(watch);
  let headers: HeadersInit | undefined;
  let opened = 0;

  return {
    keepsHeaders: watch.headers,
    sockets: watch.sockets,
    match: (method: string, address: string) => (off() ? undefined : match(method, address, page.document.baseURI)),
    /** Whatever goes wrong on our side must not reach the page. */
    safely<T>(run: () => T): T | undefined {
      try {
        return run();
      } catch {
        return undefined;
      }
    },
    /** Keeps the headers of the latest successful request for a replay, unread, in this page only; drops them on 401. */
    remember(used: HeadersInit | undefined, status: number): void {
      if (status === 401) headers = undefined;
      if (used === undefined || status < 200 || status >= 300) return;
      if (headers === undefined) send({ ready: true });
      headers = used;
    },
    headers: () => (watch.headers ? headers : {}),
    forget(): void {
      headers = undefined;
    },
    /** Follows a request, and tells of it at once. The body of a `Request` can only be read a moment later; forms and blobs are not read. */
    start(match: Match & { endpoint: Endpoint }, body: unknown): Call {
      const call = report.start(match.endpoint);
      this.announce(call, match, body);
      return call;
    },
    announce(call: Call, { endpoint, query }: Match & { endpoint: Endpoint }, body: unknown): void {
      if (endpoint.method === 'GET') report.leaving(call, Object.fromEntries(query));
      else if (endpoint.asks !== undefined && body instanceof Request)
        void body
          .clone()
          .text()
          .then(
            (text) => this.safely(() => report.leaving(call, parsed(text))),
            () => undefined,
          );
      else report.leaving(call, typeof body === 'string' ? parsed(body) : undefined);
    },
    /** Whether a request is to wait until it may go. */
    holds: ({ endpoint }: Match & { endpoint: Endpoint }): boolean => gates.isOn() && endpoint.creates === true,
    begin: ({ endpoint }: { endpoint: Endpoint }): Call => report.start(endpoint),
    /** Lets a request wait; it is told of with the question. */
    hold: (call: Call, { href }: Match, read: Reading) => hold(call, href, read),
    replayed: (endpoint: Call['endpoint']): Call => report.start(endpoint, 'replay'),
    answer: report.answer,
    stream(call: Call, envelope: Envelope) {
      const splitter = report.eventsOf(call, call.endpoint.events ?? [], call.endpoint.texts);
      const decoder = new TextDecoder();
      const text = (piece: string) => void this.safely(() => splitter.push(piece));
      return {
        text,
        see: (chunk: Uint8Array) => void this.safely(() => splitter.push(decoder.decode(chunk, { stream: true }))),
        over: (how: StreamEnd) =>
          void this.safely(() => {
            splitter.end();
            // The `Date` of a stream is that of its start: its end says nothing of the clock.
            report.tell(call, { ...envelope, served: null, phase: 'end', rule: how });
          }),
      };
    },
    socketCall: ({ id }: Socket, call = `${id}${++opened}`): Call => ({
      id: call,
      endpoint: { id, method: 'GET', path: '', as: 'stream' },
      asked: undefined,
      via: 'page',
    }),
    closed: (call: Call) => report.tell(call, { phase: 'end', rule: 'closed' }),
    event: (call: Call, rules: readonly EventRule[], found: unknown) => report.event(call, rules, undefined, found),
  };
}

type Later = (run: () => void, ms: number) => void;
type Parts = {
  readonly send: (message: Told) => void;
  readonly now: () => number;
  readonly off: () => boolean;
  readonly gates: ReturnType<typeof gate>;
  readonly later: Later;
};
export type Tap = ReturnType<typeof tapOf>;
