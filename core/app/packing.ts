import { isSame } from './same.ts';

/*
 * Plain values as bytes, each told by what is new in it beside one that came before: an answer that has not changed
 * but for its time takes some fifteen bytes instead of a thousand, and every number comes back exactly as it was.
 * `unpacking.ts` reads them.
 */

/** What stands before a value. `whole`: an integer, as its distance from the one before; `more`: the fields that differ. */
export const tag = {
  same: 0,
  nothing: 1,
  yes: 2,
  no: 3,
  whole: 4,
  fraction: 5,
  text: 6,
  list: 7,
  fields: 8,
  more: 9,
} as const;

type Packing = { readonly bytes: number[]; readonly words: string[] };

/**
 * The bytes for a value beside `like`: what JSON can say, and any number; a field that is `undefined` is not there.
 * Texts, and the names of fields, are numbers in `words`, which grows by new ones.
 */
export function packed(value: unknown, like: unknown, words: string[]): number[] {
  const bytes: number[] = [];
  pack(value, like, { bytes, words });
  return bytes;
}

function pack(value: unknown, like: unknown, to: Packing): void {
  const { bytes, words } = to;
  if (like !== undefined && isSame(value, like)) bytes.push(tag.same);
  else if (value === null) bytes.push(tag.nothing);
  else if (typeof value === 'boolean') bytes.push(value ? tag.yes : tag.no);
  else if (typeof value === 'number') bytes.push(...numbered(value, like));
  else if (typeof value === 'string') bytes.push(tag.text, ...counted(wordFor(value, words)));
  else if (Array.isArray(value)) {
    bytes.push(tag.list, ...counted(value.length));
    for (const [place, one] of value.entries()) pack(one, lineLike(like, place, value[place - 1]), to);
  } else if (typeof value === 'object') packFields(value as Fields, isFields(like) ? like : {}, to);
}

export type Fields = { readonly [name: string]: unknown };

export const isFields = (one: unknown): one is Fields => typeof one === 'object' && one !== null && !Array.isArray(one);
/** In an order of its own: two values that are the same may have been made with their fields in different ones. */
export function namesOf(fields: Fields): readonly string[] {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  // Those of what was unpacked are in order already, and there are many of them.
  return names.every((name, n) => n === 0 || (names[n - 1] as string) < name) ? names : names.sort();
}
export const fieldOf = (fields: Fields, name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** A line of a list is like the same line before, or else like its neighbour. */
export const lineLike = (like: unknown, place: number, neighbour: unknown): unknown =>
  (Array.isArray(like) ? like[place] : undefined) ?? neighbour;

/** So many fields can be told apart by the bits of one whole number. */
const mostBits = 50;

function packFields(fields: Fields, like: Fields, to: Packing): void {
  const names = namesOf(fields);
  if (names.length > 0 && names.length <= mostBits && isSame(names, namesOf(like))) {
    const changed = names.filter((name) => !isSame(fields[name], like[name]));
    to.bytes.push(tag.more, ...counted(changed.reduce((sum, name) => sum + 2 ** names.indexOf(name), 0)));
    for (const name of changed) pack(fields[name], like[name], to);
    return;
  }
  to.bytes.push(tag.fields, ...counted(wordFor(JSON.stringify(names), to.words)));
  for (const name of names) pack(fields[name], fieldOf(like, name), to);
}

/** A distance larger than this takes more bytes than the number itself. */
const farthest = 2 ** 48;

function numbered(value: number, like: unknown): readonly number[] {
  const step = value - baseOf(like);
  if (isWhole(value) && Math.abs(step) < farthest)
    return [tag.whole, ...counted(Math.abs(step) * 2 + (step < 0 ? 1 : 0))];
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [tag.fraction, ...new Uint8Array(view.buffer)];
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && !Object.is(value, -0);
/** What a whole number is counted from. */
export const baseOf = (like: unknown): number => (isWhole(like) ? like : 0);

function wordFor(text: string, words: string[]): number {
  const known = words.indexOf(text);
  return known === -1 ? words.push(text) - 1 : known;
}

/** A whole number from 0 up, seven bits to a byte, the lowest first; all but the last carry the eighth bit. */
function counted(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
