import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { certificate } from './certificate.ts';
import { Chatgpt } from './chatgpt.ts';
import { Genspark } from './genspark.ts';
import { type Asked, respond, type Site } from './site.ts';
import { Sora } from './sora.ts';

/** The three simulated services, served on loopback, to be reached at their real domains by mapped browsers. */
export type World = {
  readonly port: number;
  /** A proxy that brings every host to the simulators, for browsers that cannot map hosts. */
  readonly proxyPort: number;
  readonly chatgpt: Chatgpt;
  readonly genspark: Genspark;
  readonly sora: Sora;
  /** Hosts somebody tried to reach that are not simulated. */
  readonly strangers: Set<string>;
  readonly close: () => Promise<void>;
};

export async function startWorld(): Promise<World> {
  const sites = { chatgpt: new Chatgpt(), genspark: new Genspark(), sora: new Sora() };
  const all: readonly Site[] = Object.values(sites);
  const strangers = new Set<string>();
  const siteOf = (host: string) => all.find(({ hosts }) => hosts.includes(host));

  const server: Server = createSecureServer(await certificate(), async (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const site = siteOf(host);
    if (site === undefined) {
      strangers.add(host);
      response.writeHead(404).end();
      return;
    }
    const asked = await askedOf(host, request);
    await respond(site, await site.answer(asked), response);
  });

  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const site = siteOf((request.headers.host ?? '').replace(/:\d+$/, ''));
    if (site === undefined) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => {
      site.sockets.add(open);
      open.on('close', () => site.sockets.delete(open));
      open.on('message', (data) => site.onSocketMessage(open, String(data)));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;

  const known = new Set(all.flatMap(({ hosts }) => hosts));
  const tunnels = new Set<Duplex>();
  const proxy = createServer().on('connect', (request: IncomingMessage, client, head) => {
    const host = (request.url ?? '').replace(/:\d+$/, '');
    if (!known.has(host)) {
      strangers.add(host);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    tunnels.add(client);
    client.on('close', () => tunnels.delete(client));
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));

  return {
    port,
    proxyPort: (proxy.address() as AddressInfo).port,
    ...sites,
    strangers,
    close: async () => {
      for (const site of all) for (const socket of site.sockets) socket.terminate();
      for (const tunnel of tunnels) tunnel.destroy();
      server.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all([new Promise((done) => server.close(done)), new Promise((done) => proxy.close(done))]);
    },
  };
}

async function askedOf(host: string, request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', `https://${host}`);
  let body = '';
  for await (const piece of request) body += piece;
  return {
    host,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  };
}
