import type { Json, Via } from '../domain/sighting.ts';
import type { Endpoint, EventRule, Watch } from '../providers/provider.ts';
import { parsed } from './body.ts';
import { eventSplitter } from './events.ts';
import { hasOneOf, isBare, outline, pick } from './pick.ts';
import type { Spotted } from './port.ts';

/** A request under way: which endpoint, which call, and (as soon as its body is known) what it asked for. */
export type Call = {
  readonly id: string;
  readonly endpoint: Endpoint;
  readonly via: Via;
  asked: Json | undefined;
};

/** What an answer's envelope says, apart from its body. */
export type Envelope = Pick<Spotted, 'status' | 'served' | 'retry'>;

/** Turns what the page sends and receives into sightings: whitelisted fields only, the rest is dropped here. */
export function reporter(watch: Watch, post: (spotted: Spotted) => void, now: () => number) {
  let calls = 0;
  const blank: Spotted = {
    watch: '',
    phase: 'answer',
    rule: null,
    call: '',
    at: 0,
    status: 0,
    served: null,
    via: 'page',
    who: [],
  };

  const spotted = ({ id, endpoint, asked, via }: Call, more: Partial<Spotted>): Spotted => ({
    ...blank,
    watch: endpoint.id,
    call: id,
    via,
    asked,
    at: now(),
    ...more,
  });
  const tell = (call: Call, more: Partial<Spotted>): void => post(spotted(call, more));

  const start = (endpoint: Endpoint, via: Via = 'page'): Call => ({
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
  const contentOf = (endpoint: Endpoint, { status }: Envelope, text: string | undefined): Partial<Spotted> => {
    if (text === undefined) return { unread: 'too-large' };
    const body = parsed(text);
    if (body === undefined) return { unread: 'not-json' };
    const good = status >= 200 && status < 300;
    const shape = good ? endpoint.fields : endpoint.errors;
    if (shape === undefined) return {};
    const { fields, lacking, who } = pick(body, shape, endpoint.texts);
    const strange = good && (lacking || (endpoint.needs !== undefined && !hasOneOf(body, endpoint.needs)));
    return { fields, who, ...(strange && { outline: outline(body) }) };
  };

  const event = (call: Call, rules: readonly EventRule[], texts: Endpoint['texts'], found: unknown): void => {
    for (const rule of rules) {
      if (rule.when !== undefined && at(found, rule.when[0]) !== rule.when[1]) continue;
      const { fields, who } = pick(found, rule.fields, texts);
      if (!isBare(fields)) tell(call, { phase: 'event', rule: rule.id, fields, who });
      if (rule.inner !== undefined) innerStream(call, rule, found);
    }
  };

  /** Some socket frames carry a piece of an event stream as text. */
  const innerStream = (call: Call, rule: EventRule, found: unknown): void => {
    const [path, id] = rule.inner ?? ['', ''];
    const text = at(found, path);
    const endpoint = watch.endpoints.find((one) => one.id === id);
    if (typeof text !== 'string' || endpoint?.events === undefined) return;
    const splitter = eventsOf(
      { ...call, endpoint: { ...endpoint, id: call.endpoint.id } },
      endpoint.events,
      endpoint.texts,
    );
    splitter.push(`${text}\n\n`);
    splitter.end();
  };

  const eventsOf = (call: Call, rules: readonly EventRule[], texts: Endpoint['texts']) =>
    eventSplitter(
      (text) => rules.some(({ mark }) => text.includes(mark)),
      (found) => event(call, rules, texts, found),
    );

  /** The sighting that tells of a request, for whoever sends it another way. */
  const sent = (call: Call): Spotted => spotted(call, { phase: 'sent' });

  return { start, note, sent, leaving, answer, event, eventsOf, tell };
}

export type Reporter = ReturnType<typeof reporter>;

/** The value at a dotted path, or `undefined`. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      value,
    );
}
