/** Shares of the font size that characters take in the usual sans-serif fonts, rather more than less. */
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const narrow = /[ .,:;'|!()ijlI\-/]/;
const broad = /[A-Zw]/;
const broadest = /[MW@%m]/;

function shareOf(character: string): number {
  if (wide.test(character) || character.length > 1) return 1;
  if (broadest.test(character)) return 0.98;
  if (narrow.test(character)) return 0.36;
  return broad.test(character) ? 0.76 : 0.6;
}

/** About how wide a text will be, in pixels: drawings are laid out before a browser has measured anything. */
export function textWidth(text: string, size = 12): number {
  return [...text].reduce((sum, character) => sum + shareOf(character), 0) * size;
}

/** The text as far as there is room for it, with an ellipsis where it was cut. */
export function cutTo(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return characters.length === 0 ? '' : `${characters.join('').trimEnd()}…`;
}
