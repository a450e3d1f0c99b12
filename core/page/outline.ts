import { isRecord } from './is-record.ts';

const most = { paths: 100, looks: 1_000, keys: 100, depth: 8 };

/**
 * At most 100 key paths with the kinds of their values, for an answer we could not read. Never a value, and of keys only
 * those that are `known`: any other may be somebody's name (a map by members, by projects, by files) and is written `*`.
 */
export function outline(value: unknown, known: ReadonlySet<string>): string[] {
  const paths = new Set<string>();
  let looks = 0;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (paths.size >= most.paths || looks++ >= most.looks) return;
    const isList = Array.isArray(value);
    paths.add(`${path}:${value === null ? 'null' : isList ? 'list' : typeof value}`);
    if (isList) {
      if (value.length > 0) walk(value[0], `${path}[]`, depth + 1);
    } else if (isRecord(value) && depth <= most.depth)
      for (const key of Object.keys(value).slice(0, most.keys))
        walk(value[key], `${path}.${known.has(key) ? key : '*'}`, depth + 1);
  };
  walk(value, '$', 0);
  return [...paths];
}

/** The names that a service's own description uses, as all others may be anybody's. */
export function namesIn(description: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(description).match(/\b[a-z]\w*(?=":)/gi));
}
