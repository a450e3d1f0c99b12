import { parsed } from './safely.ts';

/** What a body says, as far as it can be known at once without using it up. */
export type Content = {
  /** The parameters, parsed from JSON text; `undefined` for anything else. */
  readonly said: unknown;
  /** The same for the same content; `null` where that cannot be told. */
  readonly key: string | null;
};

type Body = XMLHttpRequestBodyInit | BodyInit | Document | null | undefined;

/** A copy of a body that the page may go on to change. What cannot be changed, and streams, are handed on as they are. */
export function copyOf(body: Body): Body {
  if (body instanceof URLSearchParams) return new URLSearchParams(body);
  if (body instanceof FormData) {
    const copy = new FormData();
    for (const [name, value] of body) copy.append(name, value);
    return copy;
  }
  return bytesOf(body) ?? body;
}

export function contentOf(body: Body): Content {
  return { said: saidBy(body), key: keyOf(body) };
}

/** The parameters, where the body is JSON text. */
export function saidBy(body: unknown): unknown {
  return typeof body === 'string' ? parsed(body) : undefined;
}

/** A copy of what is bytes. */
function bytesOf(body: Body): ArrayBuffer | undefined {
  if (ArrayBuffer.isView(body))
    return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
  return body instanceof ArrayBuffer ? body.slice(0) : undefined;
}

function keyOf(body: Body): string | null {
  if (body == null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return `${body}`;
  const bytes = bytesOf(body);
  if (bytes !== undefined) return new TextDecoder('latin1').decode(bytes);
  if (!(body instanceof FormData)) return null;
  // The boundary between the parts of a form is another one each time; the parts are not.
  const parts = [...body].map(([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.name, value.size, value.type, value.lastModified],
  );
  return JSON.stringify(parts);
}
