import type { Sighting } from '../domain/sighting.ts';

/**
 * The private line between the page's own world (tap) and the extension's isolated world (relay).
 * The relay listens first (its script is declared first), the tap hands over one end of a MessageChannel in a
 * synchronous event before any page script runs: nothing is broadcast and nothing stays in the document.
 */
const handshake = 'nokori:port';

/** What the tap tells the relay. Account ids are still raw in `who`; the relay hashes them before they go further. */
export type Spotted = Pick<
  Sighting,
  | 'watch'
  | 'phase'
  | 'rule'
  | 'call'
  | 'at'
  | 'status'
  | 'served'
  | 'retry'
  | 'via'
  | 'fields'
  | 'asked'
  | 'unread'
  | 'outline'
> & { readonly who: readonly string[] };

/** The tap could send a replay from now on: the page has shown how its requests are made. */
export type Ready = { readonly ready: true };

/** A costly request waits in the page, by its call; with the sighting that tells of it. */
export type Held = { readonly hold: string; readonly sent: Spotted };

/** Whether the relay still knows a request that waits; `waits` is the answer. */
export type Still = { readonly still: string };

/** The page has given up a request that was waiting. */
export type Dropped = { readonly drop: string };

/** All that the tap tells the relay. */
export type Told = Spotted | Ready | Held | Still | Dropped;

/** What the relay tells the tap. `heard` answers every message, so that the tap notices when nobody listens any more. */
export type Command =
  | { readonly do: 'heard' }
  | { readonly do: 'quiet'; readonly quiet: boolean }
  /** Another account: the remembered request headers are not to be used any more. */
  | { readonly do: 'forget' }
  | { readonly do: 'replay'; readonly watch: string }
  /** Whether costly requests are to wait until they are judged. */
  | { readonly do: 'hold'; readonly on: boolean }
  /** For the relay alone: the browser has opened the window about the request with this call. */
  | { readonly do: 'opened'; readonly call: string }
  /** A window is open about a request that waits. */
  | { readonly do: 'waits'; readonly call: string }
  /** A request that waits goes, or does not. */
  | { readonly do: 'release' | 'cancel'; readonly call: string };

/** Relay's side: calls back with the port when the tap announces itself. */
export function awaitTap(document: Document, took: (port: MessagePort) => void): void {
  document.addEventListener(
    handshake,
    (event) => {
      const port = (event as MessageEvent).ports?.[0];
      if (port !== undefined) took(port);
    },
    { once: true },
  );
}

/** Tap's side: hands one end to the relay and keeps the other. */
export function announceTap(document: Document): MessagePort {
  const { port1, port2 } = new MessageChannel();
  document.dispatchEvent(new MessageEvent(handshake, { ports: [port2] }));
  return port1;
}
