import { isRecord } from './is-record.ts';
import type { Told } from './port.ts';

/** More text than any answer leaves behind once its fields are picked, and more values. */
const most = { characters: 300_000, values: 6_000, depth: 16, who: 200 };

/**
 * Whether what came over the port is what a tap tells. The page's own world is nobody's: should a page ever get hold of
 * the line, nothing it says may be larger or other than what the tap could have said, or stop what waits behind it.
 */
export function isTold(data: unknown): data is Told {
  if (!isRecord(data) || !isSmall(data)) return false;
  if ('ready' in data) return true;
  if ('hold' in data) return isName(data.hold) && isSpotted(data.sent);
  if ('still' in data) return isName(data.still);
  if ('drop' in data) return isName(data.drop);
  return isSpotted(data);
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= 200;

function isSpotted(data: unknown): boolean {
  if (!isRecord(data) || !isName(data.watch) || !isName(data.call) || !Number.isFinite(data.at)) return false;
  const { who } = data;
  return Array.isArray(who) && who.length <= most.who && who.every(isName);
}

/** Whether a value is plain JSON with no more in it than an answer would have. */
function isSmall(value: unknown): boolean {
  let { characters, values } = most;
  const short = ({ length }: string): boolean => {
    characters -= length;
    return characters >= 0;
  };
  const fits = (value: unknown, depth: number): boolean => {
    if (--values < 0 || depth > most.depth) return false;
    if (typeof value === 'string') return short(value);
    if (!isRecord(value)) return value == null || typeof value === 'boolean' || Number.isFinite(value);
    if (Array.isArray(value) ? value.length > values : !isPlain(value)) return false;
    return Object.entries(value).every(([key, inner]) => short(key) && fits(inner, depth + 1));
  };
  return fits(value, 0);
}

/** Whether only the language's plainest kind stands behind it, of whichever world: not so with maps, dates and bytes. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(Object.getPrototypeOf(value)) === null;
}

/**
 * What a tap tells, as plain JSON of our own world; `undefined` for anything else. Of some kinds Firefox shows an empty
 * record in place of what is another world's, and a browser whose messages are JSON refuses the whole message for one.
 */
export function toldIn(data: unknown): Told | undefined {
  return isTold(data) ? JSON.parse(JSON.stringify(data)) : undefined;
}
