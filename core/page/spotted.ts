import { isRecord } from './is-record.ts';
import type { Told } from './port.ts';

/** More text than any answer leaves behind once its fields are picked, and more values. */
const most = { characters: 300_000, values: 6_000, depth: 16, who: 200 };

/**
 * Whether what came over the port is what a tap tells. The page's own world is nobody's: should a page ever get hold of
 * the line, nothing it says may be larger or other than what the tap could have said, or stop what waits behind it.
 */
export function isTold(data: unknown): data is Told {
  if (!isRecord(data)) return false;
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
  return Array.isArray(who) && who.length <= most.who && who.every(isName) && isSmall(data);
}

/** Whether a value has no more in it than an answer would. */
function isSmall(value: unknown): boolean {
  let { characters, values } = most;
  const fits = (value: unknown, depth: number): boolean => {
    if (--values < 0 || depth > most.depth) return false;
    if (typeof value === 'string') {
      characters -= value.length;
      return characters >= 0;
    }
    if (Array.isArray(value) && value.length > values) return false;
    return !isRecord(value) || Object.values(value).every((inner) => fits(inner, depth + 1));
  };
  return fits(value, 0);
}
