/**
 * Whether two plain values hold the same. What is one and the same object is not looked into, so that comparing two
 * states of which one was made from the other takes little. A field that is `undefined` is one that is not there.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [fieldsOf(one), fieldsOf(other)];
  return mine.length === theirs.length && mine.every(([key, value]) => isSame(value, (other as Fields)[key]));
}

type Fields = { readonly [key: string]: unknown };

const fieldsOf = (one: object) => Object.entries(one).filter(([, value]) => value !== undefined);
