import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sighting } from '@/core/domain/sighting.ts';
import { readLines } from '@/core/page/look.ts';
import { matcher } from '@/core/page/match.ts';
import type { Spotted } from '@/core/page/port.ts';
import { reporter } from '@/core/page/report.ts';
import type { Outcome, Provider } from '@/core/providers/provider.ts';

/** When the samples are "seen" unless a test says otherwise: 2026-11-22 12:00 UTC. */
export const seenAt = Date.parse('2026-11-22T12:00:00Z');

export function fixture(provider: string, name: string): string {
  return readFileSync(join(import.meta.dirname, '../fixtures', provider, name), 'utf8');
}

export type Request = {
  /** `GET /path?query`. */
  readonly request: string;
  readonly status?: number;
  /** The request's own JSON body. */
  readonly sends?: unknown;
  /** The server's clock; ours by default. */
  readonly served?: number | null;
  readonly at?: number;
};

const rest = { onUsagePage: false, offset: 0, account: null };
const sighting = (spotted: Spotted, id: number): Sighting => {
  const { who: _, ...told } = spotted;
  return { ...told, ...rest, id: `${id}` };
};

/** Sends an answer through the tap's own matching and picking, as the page script would, and gives the sightings. */
export function sightingsOf(
  provider: Provider,
  { request, status = 200, sends, served, at = seenAt }: Request,
  body: string | undefined,
): Sighting[] {
  const [method = '', address = ''] = request.split(' ');
  const base = provider.watch.origins[0] ?? '';
  const match = matcher(provider.watch)(method, address, base);
  if (match?.endpoint === undefined) throw new Error(`${request} is not watched`);
  const spotted: Spotted[] = [];
  const report = reporter(
    provider.watch,
    (one) => void spotted.push(one),
    () => at,
  );
  const call = report.start(match.endpoint);
  report.leaving(call, method === 'GET' ? Object.fromEntries(match.query) : sends);
  const envelope = { status, served: served === undefined ? at : served };
  if (match.endpoint.as === 'stream' && body !== undefined && /^(event|data):/m.test(body)) {
    const splitter = report.eventsOf(call);
    splitter.push(body);
    splitter.end();
    report.tell(call, { ...envelope, phase: 'end', rule: 'closed' });
  } else report.answer(call, envelope, body);
  return spotted.map(sighting);
}

/** What is read of an answer: all readings and problems, in order. */
export function readThrough(provider: Provider, request: Request, body: string | undefined): Outcome {
  return joined(sightingsOf(provider, request, body).map((one) => provider.read(one)));
}

/** What is read of a socket's frame. */
export function readFrame(...of: Parameters<typeof sightingsOfFrame>): Outcome {
  return joined(sightingsOfFrame(...of).map((one) => of[0].read(one)));
}

/** The sightings that a socket's frame gives. */
export function sightingsOfFrame(
  provider: Provider,
  socket: string,
  frame: string,
  way: 'received' | 'sent' = 'received',
): Sighting[] {
  const watched = provider.watch.sockets.find(({ id }) => id === socket);
  const spotted: Spotted[] = [];
  const report = reporter(
    provider.watch,
    (one) => void spotted.push(one),
    () => seenAt,
  );
  const call = {
    id: socket,
    endpoint: { id: socket, method: 'GET', path: '', as: 'stream' },
    via: 'page',
    asked: undefined,
  } as const;
  const parsed: unknown = JSON.parse(frame);
  for (const one of Array.isArray(parsed) ? parsed : [parsed]) report.event({ ...call }, watched?.[way] ?? [], one);
  return spotted.map(sighting);
}

/** What is read of the visible text of a page. */
export function readText(...of: Parameters<typeof sightingOfText>): Outcome {
  return of[0].read(sightingOfText(...of));
}

/** The sighting that the visible text of a page gives. */
export function sightingOfText(provider: Provider, id: string, text: string, offset = 0): Sighting {
  const watched = provider.watch.texts.find((one) => one.id === id);
  if (watched === undefined) throw new Error(`no text watch ${id}`);
  const fields = readLines(text, watched);
  return {
    ...rest,
    offset,
    id: '1',
    watch: id,
    phase: 'text',
    rule: null,
    call: id,
    at: seenAt,
    status: 0,
    served: null,
    via: 'text',
    fields,
  };
}

function joined(outcomes: readonly Outcome[]): Outcome {
  return {
    readings: outcomes.flatMap(({ readings }) => readings),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}
