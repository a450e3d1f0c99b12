/** A value as text, with its fields in one order, so that two that hold the same read the same. */
export const textOf = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    fields.map(([key, inner]) => [key, sorted(inner)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** 52 bits that tell values apart: no secret, and nothing can be read from it. */
export function digestOf(value: unknown): number {
  const text = textOf(value);
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (let n = 0; n < text.length; n++) {
    one = Math.imul(one ^ text.charCodeAt(n), 0x01000193);
    other = Math.imul(other ^ (text.charCodeAt(n) + n), 0x85ebca6b);
    other ^= other >>> 13;
  }
  const mixed = Math.imul(one ^ (one >>> 15), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 13)) >>> 0) * 2 ** 20 + ((other ^ (other >>> 12)) >>> 12);
}
