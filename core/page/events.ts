/** Longest event we look into; a longer one is passed over. */
const longestEvent = 262_144;

/** CRLF, LF or CR. A CR as the very last character may be half a CRLF. */
const lineEnd = /\r?\n|\r(?!$)/;
/** What a line says, as the data of an event or as a bare line of JSON. */
const said = /^(?:data: ?|(?={))(.*)/s;
/** So much text without a mark, and without a blank line, waits before it is cut into lines. */
const mostHeld = 16_384;

/**
 * Splits a text stream of server-sent events (or of bare JSON lines) as it arrives, whatever the chunks. `found` gets
 * each parsed JSON event whose raw text holds one of the `marks`; nothing else is parsed.
 *
 * A chat is nearly all words: each chunk is searched once, as a whole, and lines are only cut where a mark is in it.
 * Otherwise what stands after the last blank line is kept, as an event of which a mark comes later may begin there.
 *
 * Services are lax: Genspark sends one `data:` line per event without the blank line between, so a line that is
 * JSON by itself is an event by itself; only otherwise are lines joined until the blank one, as the standard says.
 */
export function eventSplitter(marks: readonly string[], found: (event: unknown) => void) {
  const has = finder(marks);
  // A mark may lie across two chunks, and so may a blank line: neither is longer than this and one more.
  const seam = Math.max(1, ...marks.map(({ length }) => length - 1));
  let seen = '';
  let held = '';
  let rest = '';
  let joined = '';
  let overlong = false;
  /** Whether a mark stands in what is being cut, or in what is left of it. */
  let marked = false;

  const wanted = (text: string): boolean => marked && has(text);
  const tell = (text: string): boolean => {
    if (!wanted(text)) return false;
    try {
      found(JSON.parse(text));
      return true;
    } catch {
      return false;
    }
  };

  const line = (text: string): void => {
    if (text === '' || text.length > longestEvent) {
      if (text === '' && joined !== '') tell(joined);
      joined = '';
      return;
    }
    const data = said.exec(text)?.[1];
    if (data === undefined || data === '[DONE]') return;
    const whole = /^{.*}$/s.test(data);
    if (whole && tell(data)) joined = '';
    else if (!whole || joined !== '' || wanted(data)) joined = joined === '' ? data : `${joined}\n${data}`;
    if (joined.length > longestEvent) joined = '';
  };

  /** Cuts what is held, and can be cut, into lines. */
  const cut = (): void => {
    rest += held;
    held = '';
    const lines = rest.split(lineEnd);
    rest = lines.pop() ?? '';
    for (const one of lines) {
      if (!overlong) line(one);
      overlong = false;
    }
    if (rest.length > longestEvent) {
      rest = '';
      overlong = true;
    }
    marked &&= has(joined) || has(rest);
  };

  return {
    /** Takes the next piece of text. */
    push(chunk: string): void {
      const text = seen + chunk;
      seen = text.slice(-seam);
      marked ||= has(text);
      const blank = marked ? -1 : text.lastIndexOf('\n\n');
      if (blank < 0) held += chunk;
      else {
        rest = joined = '';
        overlong = false;
        held = text.slice(blank + 2);
      }
      if (marked || held.length > mostHeld) cut();
    },
    /** The stream is over: what stands without a line end is a line too. */
    end(): void {
      if (rest !== '' && !overlong) line(rest.replace(/\r$/, ''));
      line('');
    },
  };
}

/** Whether one of the marks stands in a text. Where all of them hold a `_`, which words lack, that is looked for first. */
export function finder(marks: readonly string[]): (text: string) => boolean {
  const sign = marks.every((mark) => mark.includes('_')) ? '_' : '';
  return (text) => text.includes(sign) && marks.some((mark) => text.includes(mark));
}
