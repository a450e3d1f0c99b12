/**
 * A number as people type it: full-width digits, thousands separated, spaces around. `null`: nothing is typed;
 * `undefined`: it is no number above zero (with `whole`, no whole one).
 */
export function readTyped(text: string, { whole = false, zero = false } = {}): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,，'’]/g, '');
  if (plain === '') return null;
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const number = Number(plain);
  const fits = number <= largest && (zero ? number >= 0 : number > 0) && (!whole || Number.isInteger(number));
  return fits ? number : undefined;
}

/** Nobody has more credits, or a larger budget, than this. */
const largest = 1e9;
