import { baseOf, type Fields, fieldOf, isFields, lineLike, namesOf, tag } from './packing.ts';

/** Packed bytes, and where in them we are. */
export type Unpacking = { readonly bytes: Uint8Array; readonly words: readonly string[]; at: number };

/** The next value, beside the same `like` as when it was packed. Throws where the bytes are no such thing. */
export function unpacked(from: Unpacking, like: unknown): unknown {
  switch (nextByte(from)) {
    case tag.same:
      return like;
    case tag.nothing:
      return null;
    case tag.yes:
      return true;
    case tag.no:
      return false;
    case tag.whole:
      return baseOf(like) + signed(from);
    case tag.fraction:
      return fraction(from);
    case tag.text:
      return word(from);
    case tag.list:
      return list(from, like);
    case tag.fields:
      return fields(from, isFields(like) ? like : {});
    case tag.more:
      return more(from, isFields(like) ? like : {});
    default:
      throw new Error('no such tag');
  }
}

function nextByte(from: Unpacking): number {
  const byte = from.bytes[from.at++];
  if (byte === undefined) throw new Error('the bytes end too early');
  return byte;
}

function count(from: Unpacking): number {
  let [value, scale, byte] = [0, 1, 0];
  do {
    byte = nextByte(from);
    value += (byte % 128) * scale;
    scale *= 128;
  } while (byte >= 128);
  return value;
}

function signed(from: Unpacking): number {
  const told = count(from);
  return told % 2 === 1 ? -(told - 1) / 2 : told / 2;
}

function fraction(from: Unpacking): number {
  const { bytes, at } = from;
  from.at += 8;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(at, true);
}

function word(from: Unpacking): string {
  const text = from.words[count(from)];
  if (text === undefined) throw new Error('no such word');
  return text;
}

function list(from: Unpacking, like: unknown): unknown[] {
  const length = count(from);
  const lines: unknown[] = [];
  while (lines.length < length) lines.push(unpacked(from, lineLike(like, lines.length, lines.at(-1))));
  return lines;
}

function fields(from: Unpacking, like: Fields): Fields {
  const names = JSON.parse(word(from)) as string[];
  return Object.fromEntries(names.map((name) => [name, unpacked(from, fieldOf(like, name))]));
}

function more(from: Unpacking, like: Fields): Fields {
  const names = namesOf(like);
  // A copy has every field as its own, so that none that is set here can be anything else.
  const next: { [name: string]: unknown } = { ...like };
  for (let n = 0, bits = count(from); n < names.length && bits > 0; n++, bits = Math.floor(bits / 2)) {
    const name = names[n] as string;
    if (bits % 2 === 1) next[name] = unpacked(from, like[name]);
  }
  return next;
}
