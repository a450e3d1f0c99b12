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
  if (body instanceof FormData) return copyOfForm(body);
  if (body instanceof ArrayBuffer) return body.slice(0);
  if (ArrayBuffer.isView(body)) {
    const bytes = body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
    return bytes;
  }
  return body;
}

function copyOfForm(form: FormData): FormData {
  const copy = new FormData();
  for (const [name, value] of form) copy.append(name, value);
  return copy;
}

export function contentOf(body: Body): Content {
  return { said: typeof body === 'string' ? parsed(body) : undefined, key: keyOf(body) };
}

/** JSON, or `undefined` where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyOf(body: Body): string | null {
  if (body == null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof FormData) return keyOfForm(body);
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder('latin1').decode(body);
  return null;
}

/** The boundary between the parts of a form is another one each time; the parts are not. */
function keyOfForm(form: FormData): string {
  const parts = [...form].map(([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.name, value.size, value.type, value.lastModified],
  );
  return JSON.stringify(parts);
}
