import { isRecord } from './is-record.ts';

const plainKey = /^[a-z][a-z0-9_]{0,39}$/i;
const most = { paths: 100, depth: 8 };

/** At most 100 key paths with the kinds of their values, for an answer we could not read. Never a value. */
export function outline(value: unknown): string[] {
  const paths: string[] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (paths.length >= most.paths) return;
    const isList = Array.isArray(value);
    paths.push(`${path}:${value === null ? 'null' : isList ? 'list' : typeof value}`);
    if (isList) {
      if (value.length > 0) walk(value[0], `${path}[]`, depth + 1);
    } else if (isRecord(value) && depth <= most.depth) inside(value, path, depth + 1);
  };
  const inside = (value: { readonly [key: string]: unknown }, path: string, depth: number): void => {
    const [one, ...others] = Object.values(value);
    // Names of entries that all look the same are data: people, projects, ids.
    const names = namesIn(one);
    if (names !== '' && others.length > 1 && others.every((other) => namesIn(other) === names))
      walk(one, `${path}.*`, depth);
    else
      for (const key of Object.keys(value).slice(0, most.paths))
        walk(value[key], `${path}.${plainKey.test(key) ? key : '*'}`, depth);
  };
  walk(value, '$', 0);
  return paths;
}

/** The names in a record, as one text; empty for anything else. */
function namesIn(value: unknown): string {
  return isRecord(value) && !Array.isArray(value) ? Object.keys(value).join('\n') : '';
}
