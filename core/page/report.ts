import type { Json, Via } from '../domain/sighting.ts';
import type { Endpoint, EventRule, TapWatch } from '../providers/provider.ts';
import { eventSplitter } from './events.ts';
import { isRecord } from './is-record.ts';
import { namesIn, outline } from './outline.ts';
import { hasOneOf, isBare, pick } from './pick.ts';
import type { Spotted } from './port.ts';
import { parsed } from './safely.ts';

/** A request under way: which endpoint, which call, and (as soon as its body is known) what it asked for. */
export type Call = {
  readonly id: string;
  readonly endpoint: Pick<Endpoint, 'id'> & Partial<Endpoint>;
  readonly via: Via;
  asked: Json | undefined;
};

/** What an answer's envelope says, apart from its body. */
export type Envelope = Pick<Spotted, 'status' | 'served' | 'retry'>;

/** Turns what the page sends and receives into sightings: whitelisted fields only, the rest is dropped here. */
export function reporter(watch: TapWatch, post: (spotted: Spotted) => void, now: () => number) {
  let calls = 0;

  const spotted = ({ id, endpoint, asked, via }: Call, more: Partial<Spotted>): Spotted => ({
    watch: endpoint.id,
    phase: 'answer',
    rule: null,
    call: id,
    at: now(),
    status: 0,
    served: null,
    via,
    asked,
    who: [],
    ...more,
  });
  const tell = (call: Call, more: Partial<Spotted>): void => post(spotted(call, more));

  const start = (endpoint: Call['endpoint'], via: Via = 'page'): Call => ({
    id: `${++calls}`,
    endpoint,
    via,
    asked: undefined,
  });

  const note = (call: Call, said: unknown): void => {
    const { asks } = call.endpoint;
    if (asks !== undefined && said !== undefined) call.asked = pick(said, asks).fields;
  };

  /** What the request says is known: notes its parameters, and reports it where leaving is news. */
  const leaving = (call: Call, said: unknown): void => {
    note(call, said);
    if (call.endpoint.leaving) tell(call, { phase: 'sent' });
  };

  const answer = (call: Call, envelope: Envelope, text: string | undefined): void => {
    tell(call, { ...envelope, ...contentOf(call.endpoint, envelope, text) });
  };

  /** The whitelisted part of an answer's body, or why there is none. */
  const contentOf = (endpoint: Call['endpoint'], { status }: Envelope, text: string | undefined): Partial<Spotted> => {
    if (text === undefined) return { unread: 'too-large' };
    const body = parsed(text);
    if (body === undefined) return { unread: 'not-json' };
    const good = status >= 200 && status < 300;
    const shape = good ? endpoint.fields : endpoint.errors;
    if (shape === undefined) return {};
    const { fields, lacking, who } = pick(body, shape, endpoint.texts);
    const strange = good && (lacking || (endpoint.needs && !hasOneOf(body, endpoint.needs)));
    return { fields, who, ...(strange && { outline: outline(body, namesIn(watch)) }) };
  };

  const event = (call: Call, rules: readonly EventRule[], found: unknown): void => {
    for (const { id: rule, when, fields: shape, inner } of rules) {
      if (when !== undefined && at(found, when[0]) !== when[1]) continue;
      const { fields, who } = pick(found, shape, call.endpoint.texts);
      if (!isBare(fields)) tell(call, { phase: 'event', rule, fields, who });
      if (inner !== undefined) innerStream(call, inner, found);
    }
  };

  /** Some socket frames carry a piece of an event stream as text. */
  const innerStream = (call: Call, [path, id]: NonNullable<EventRule['inner']>, found: unknown): void => {
    const text = at(found, path);
    const endpoint = watch.endpoints.find((one) => one.id === id);
    if (typeof text !== 'string') return;
    const splitter = eventsOf({ ...call, endpoint: { ...endpoint, id: call.endpoint.id } });
    splitter.push(`${text}\n\n`);
    splitter.end();
  };

  /** Looks for the events of a call's endpoint in the text of a stream. */
  const eventsOf = (call: Call, rules: readonly EventRule[] = call.endpoint.events ?? []) =>
    eventSplitter(
      rules.map(({ mark }) => mark),
      (found) => event(call, rules, found),
    );

  /** The sighting that tells of a request, for whoever sends it another way. */
  const sent = (call: Call): Spotted => spotted(call, { phase: 'sent' });

  return { start, note, sent, leaving, answer, event, eventsOf, tell };
}

export type Reporter = ReturnType<typeof reporter>;

/** The value at a dotted path, or `undefined`. */
function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of path.split('.')) inner = isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  return inner;
}
