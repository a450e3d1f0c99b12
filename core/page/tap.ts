import type { Via } from '../domain/sighting.ts';
import type { Endpoint, Socket, TapWatch } from '../providers/provider.ts';
import { saidBy } from './body.ts';
import { watchFetch } from './fetch.ts';
import { gate } from './gate.ts';
import { holding } from './hold.ts';
import { secretLine } from './line.ts';
import { type Match, matcher } from './match.ts';
import { announceTap, type Told } from './port.ts';
import { apply } from './reflect.ts';
import { replayer } from './replay.ts';
import { type Call, type Envelope, reporter } from './report.ts';
import { parsed, safely } from './safely.ts';
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
  const { setTimeout } = page;
  const now = Date.now;
  let unheard = 0;
  let heardAt = 0;
  let quiet = false;
  let ended = false;

  const gone = () => ended || (unheard >= patience.messages && now() - heardAt > patience.ms);
  const off = () => quiet || gone();
  const tell = (message: Told): void => {
    if (gone()) return;
    if (unheard === 0) heardAt = now();
    unheard++;
    post(message);
  };
  const send = (message: Told): void => {
    if (!quiet) tell(message);
  };
  // A request that waits already has a window: pausing is no answer to it.
  const later: Later = (run, ms) => void apply(setTimeout, page, [run, ms]);
  const gates = gate(tell, now, later);
  const tap = tapOf(page, watch, { send, now, off, gates, later });
  const replay = replayer(page, watch, tap);

  const post = secretLine(announceTap(page.document), (data) => {
    if (data.do === 'heard') unheard = 0;
    if (data.do === 'quiet') quiet = data.quiet;
    if (data.do === 'forget') tap.forget();
    if (data.do === 'hold') gates.on = data.on;
    if (data.do === 'waits') gates.waits(data.call);
    if (data.do === 'release') gates.settle(data.call, 'go');
    if (data.do === 'cancel') gates.settle(data.call, 'cancel');
    if (data.do === 'replay' && !off()) safely(() => replay(data.watch));
  });
  watchFetch(page, tap, () => {
    ended = true;
  });
  watchXhr(page, tap);
  watchSockets(page, tap);
}

function tapOf(page: Window, watch: TapWatch, { send, now, off, gates, later }: Parts) {
  const report = reporter(watch, send, now);
  const match = matcher(watch);
  let headers: HeadersInit | undefined;
  let opened = 0;

  return {
    keepsHeaders: watch.headers,
    sockets: watch.sockets,
    match: (method: string, address: string) => (off() ? undefined : match(method, address, page.document.baseURI)),
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
    /** Follows a request. */
    begin: ({ endpoint }: Watched, via?: Via): Call => report.start(endpoint, via),
    /**
     * What tells of it: to be called when it has left, so that the page need not wait for us. The body of a `Request` is
     * copied before, and can only be read a moment later; forms and blobs are not read.
     */
    announce(call: Call, { endpoint, query }: Watched & Match, body: unknown): () => void {
      const leaves = (said: unknown) => report.leaving(call, said);
      if (endpoint.method === 'GET') return () => leaves(Object.fromEntries(query));
      if (endpoint.asks === undefined || !(body instanceof Request)) return () => leaves(saidBy(body));
      const copy = body.clone();
      return () =>
        void copy.text().then(
          (text) => safely(() => leaves(parsed(text))),
          () => undefined,
        );
    },
    /** Whether a request is to wait until it may go. */
    holds: ({ endpoint }: Watched): boolean => gates.on && endpoint.creates === true,
    /** Lets a request wait; it is told of with the question. */
    hold: holding(gates, report, crypto.subtle, later),
    answer: report.answer,
    /** Looks into a stream: what takes its text piece by piece, and what is told of its end. */
    stream(call: Call, envelope: Envelope): readonly [see: (piece: string) => void, over: (how: StreamEnd) => void] {
      const { push, end } = report.eventsOf(call);
      return [
        push,
        (rule) => {
          end();
          // The `Date` of a stream is that of its start: its end says nothing of the clock.
          report.tell(call, { ...envelope, served: null, phase: 'end', rule });
        },
      ];
    },
    socketCall: ({ id }: Socket): Call => ({ ...report.start({ id }), id: `${id}${++opened}` }),
    closed: (call: Call) => report.tell(call, { phase: 'end', rule: 'closed' }),
    event: report.event,
  };
}

type Watched = { readonly endpoint: Endpoint };
type Later = (run: () => void, ms: number) => void;
type Parts = {
  readonly send: (message: Told) => void;
  readonly now: () => number;
  readonly off: () => boolean;
  readonly gates: ReturnType<typeof gate>;
  readonly later: Later;
};
export type Tap = ReturnType<typeof tapOf>;
