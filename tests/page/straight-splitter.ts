/** Longest event we look into; a longer one is passed over. */
const longestEvent = 262_144;

/**
 * What `eventSplitter` is held against: every line is cut and looked at as it comes, with no thought of what it costs.
 * `wanted` is asked about the raw text before anything is parsed.
 */
export function straightSplitter(wanted: (text: string) => boolean, found: (event: unknown) => void) {
  let rest = '';
  let joined = '';
  let overlong = false;

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
    if (text.length > longestEvent) {
      joined = '';
      return;
    }
    if (text === '') {
      if (joined !== '') tell(joined);
      joined = '';
      return;
    }
    const data = text.startsWith('data:')
      ? text.slice(text.charAt(5) === ' ' ? 6 : 5)
      : text.startsWith('{')
        ? text
        : null;
    if (data === null || data === '[DONE]') return;
    if (data.startsWith('{') && data.endsWith('}')) {
      if (tell(data)) joined = '';
      else if (joined !== '' || wanted(data)) joined = joined === '' ? data : `${joined}\n${data}`;
      return;
    }
    joined = joined === '' ? data : `${joined}\n${data}`;
    if (joined.length > longestEvent) joined = '';
  };

  return {
    /** Takes the next piece of text. */
    push(chunk: string): void {
      rest += chunk;
      // Looked for once a chunk: almost no service sends them, and looking again for every line is quadratic.
      const carriages = rest.includes('\r');
      let from = 0;
      for (;;) {
        const end = lineEnd(rest, from, carriages);
        if (end === null) break;
        if (!overlong) line(rest.slice(from, end.at));
        overlong = false;
        from = end.next;
      }
      rest = rest.slice(from);
      if (rest.length > longestEvent) {
        rest = '';
        overlong = true;
      }
    },
    /** The stream is over: what stands without a line end is a line too. */
    end(): void {
      if (rest !== '' && !overlong) line(rest.replace(/\r$/, ''));
      line('');
      rest = '';
    },
  };
}

/** The next line end at or after `from`: CRLF, LF or CR. A CR as the very last character may be half a CRLF. */
function lineEnd(text: string, from: number, carriages: boolean): { at: number; next: number } | null {
  const feed = text.indexOf('\n', from);
  const carriage = carriages ? text.indexOf('\r', from) : -1;
  if (carriage !== -1 && (feed === -1 || carriage < feed)) {
    if (carriage === text.length - 1) return null;
    return { at: carriage, next: text.charAt(carriage + 1) === '\n' ? carriage + 2 : carriage + 1 };
  }
  return feed === -1 ? null : { at: feed, next: feed + 1 };
}
