import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';

/** A request as the simulated site sees it. */
export type Asked = {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A whole answer, or a stream that is written piece by piece. */
export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly stream?: (stream: Stream) => Promise<void> | void;
};

/** What a streaming answer may do. `gone` resolves when the browser has let go of it. */
export type Stream = {
  readonly write: (text: string) => void;
  readonly end: () => void;
  readonly gone: Promise<void>;
  readonly isGone: () => boolean;
};

export type Handler = (asked: Asked) => Answer | Promise<Answer>;

/** A simulated service: routes by method and path, an override for any of them, and a log of what was asked. */
export class Site {
  readonly hosts: readonly string[];
  readonly log: Asked[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly streams: Stream[] = [];
  onSocketMessage: (socket: WebSocket, text: string) => void = () => undefined;
  readonly #routes = new Map<string, Handler>();
  readonly #overrides = new Map<string, Handler>();

  constructor(hosts: readonly string[]) {
    this.hosts = hosts;
  }

  /** What the service normally answers. `path` may end in `*`. */
  route(method: string, path: string, handler: Handler): void {
    this.#routes.set(`${method} ${path}`, handler);
  }

  /** Answers differently from now on; `null` goes back to normal. */
  override(method: string, path: string, answer: Answer | Handler | null): void {
    const key = `${method} ${path}`;
    if (answer === null) this.#overrides.delete(key);
    else this.#overrides.set(key, typeof answer === 'function' ? answer : () => answer);
  }

  reset(): void {
    this.#overrides.clear();
    this.log.length = 0;
  }

  asked(path: string): readonly Asked[] {
    return this.log.filter((one) => one.path === path);
  }

  async answer(asked: Asked): Promise<Answer> {
    this.log.push(asked);
    const key = `${asked.method} ${asked.path}`;
    const handler = this.#overrides.get(key) ?? this.#routes.get(key) ?? this.#prefixed(key);
    return handler === undefined ? { status: 404, text: 'not simulated' } : handler(asked);
  }

  #prefixed(key: string): Handler | undefined {
    for (const [route, handler] of this.#routes)
      if (route.endsWith('*') && key.startsWith(route.slice(0, -1))) return handler;
    return undefined;
  }

  /** Sends a text to every open socket. */
  broadcast(value: unknown): void {
    for (const socket of this.sockets) socket.send(typeof value === 'string' ? value : JSON.stringify(value));
  }
}

/** Writes an answer, with the `Date` header a server would send unless another is given. */
export async function respond(site: Site, answer: Answer, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, json, text, stream } = answer;
  const type =
    stream !== undefined ? 'text/event-stream' : json !== undefined ? 'application/json' : 'text/html; charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
  if (stream === undefined) {
    response.end(json === undefined ? (text ?? '') : JSON.stringify(json));
    return;
  }
  let over = false;
  const gone = new Promise<void>((resolve) =>
    response.on('close', () => {
      over = true;
      resolve();
    }),
  );
  const open: Stream = {
    write: (piece) => void response.write(piece),
    end: () => void response.end(),
    gone,
    isGone: () => over,
  };
  site.streams.push(open);
  response.flushHeaders();
  await stream(open);
}

/** The policy of a page that trusts nothing but its own nonce. */
export const strictPolicy =
  "default-src 'self'; script-src 'nonce-simulated' 'strict-dynamic'; style-src 'unsafe-inline'; " +
  "connect-src 'self' wss://ws.chatgpt.com wss://www.genspark.ai; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'";

/** A page whose first script runs `script` at once, as single-page apps do. */
export function page(title: string, body: string, script: string): Answer {
  const style =
    'body{font:16px/1.6 sans-serif;margin:0;color:#222;background:#fafafa}header{padding:10px 24px;background:#333;color:#fff}' +
    'main{padding:24px;max-width:720px}.number{font-size:32px}.note{color:#777}';
  return {
    headers: { 'content-security-policy': strictPolicy },
    text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style>
<script nonce="simulated">${script}</script></head>
<body><header>${title}</header><main>${body}<p class="note">A simulated service for tests and the tour. Not the real site.</p></main></body></html>`,
  };
}
