/** How wide a text is, in pixels. */
export type MeasureText = (text: string, size: number, weight: number) => number;

/** These never begin a line: what closes, and small marks of the word before. */
const closing = /^[、。，．・：；？！」』）】〉》〕ー々〜…,.:;?!)\]}%]/;
const opening = /[「『（【〈《〔([{]$/;

/**
 * Pieces between which a line may be broken: words with the space after them, and single characters of scripts that
 * know no spaces, with the marks that belong to them.
 */
export function piecesOf(text: string): readonly string[] {
  const all = text.match(
    /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+/g,
  );
  const pieces: string[] = [];
  for (const one of all ?? []) {
    const last = pieces.at(-1);
    if (last !== undefined && (closing.test(one) || opening.test(last))) pieces[pieces.length - 1] = last + one;
    else pieces.push(one);
  }
  return pieces;
}

/** A text in lines no wider than `width`; a piece that is wider stands alone and is broken where it must. */
export function wrapped(text: string, width: number, wide: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text).flatMap((one) => (wide(one.trimEnd()) > width ? [...one] : [one]))) {
    if (line !== '' && wide((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}
