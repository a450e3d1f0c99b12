/// <reference lib="es2023" />
import type { Json } from '../domain/sighting.ts';
import type { Leaf, Shape } from '../providers/provider.ts';

/** What was let through. `lacking`: a field marked `!` was missing or of another kind. */
export type Picked = {
  readonly fields: Json | undefined;
  readonly lacking: boolean;
  /** Raw account ids, for the relay to hash; in `fields` each stands as `#` and its place in this list. */
  readonly who: readonly string[];
};

const longestList = 200;
const mostKeys = 40;
const plainKey = /^[a-z][a-z0-9_]{0,39}$/i;
/** Names of windows, models and tasks: `primary_window`, `7d`, `gpt-6.1-sol`. Never `__proto__`. */
const slug = /^[a-z0-9][\w.-]{0,39}$/i;
const number = /^-?\d{1,18}(\.\d{1,20})?(e-?\d{1,3})?$/i;
const plainText = /^[\w .,:+\-/()]{1,64}$/;
const opaqueId = /^[\w:.~-]{1,128}$/;
const time = /^(?=.{1,40}$)[\d-]+([T ][\d:.]+)?(Z|[+-][\d:]+)?$/;

/** Copies the fields that `shape` names out of `value`; everything else is left behind. Never throws on JSON. */
export function pick(value: unknown, shape: Shape, texts: Readonly<Record<string, string>> = {}): Picked {
  const who: string[] = [];
  let lacking = false;

  const leaf = (value: unknown, code: Leaf): Json | undefined => {
    const kept = keep(value, code.charAt(0));
    if (code.endsWith('!') && kept == null) lacking = true;
    return kept;
  };

  const keep = (value: unknown, kind: string): Json | undefined => {
    if (value === null) return null;
    if (kind === '?') return value === undefined || value === '' ? undefined : true;
    if (kind === 'b') return typeof value === 'boolean' ? value : undefined;
    if (typeof value === 'number' && Number.isFinite(value) && 'nst'.includes(kind)) return value;
    if (typeof value === 'number' && kind === '#') return keep(`${value}`, kind);
    if (typeof value !== 'string') return undefined;
    if (kind === '~') return matching(value, texts);
    if (!patternOf(kind).test(value)) return undefined;
    return kind === '#' ? `#${who.push(value) - 1}` : value;
  };

  /** Something else stands where a list or record was expected. Absent and `null` are usual. */
  const other = (value: unknown, shape: Shape): null | undefined => {
    if (value != null && asksFor(shape)) lacking = true;
    return value === null ? null : undefined;
  };

  const list = (value: unknown, shape: Shape): Json | undefined => {
    if (!Array.isArray(value)) return other(value, [shape]);
    const kept: Json[] = [];
    for (const element of value.slice(0, longestList)) {
      // ChatGPT lists blocked features as names or as records with a name.
      // An odd row among the others is left out, as the schemas do.
      if (typeof element !== 'object' && typeof shape !== 'string' && !isNamed(shape)) continue;
      const one = walk(typeof element === 'string' && isNamed(shape) ? { name: element } : element, shape);
      if (one !== undefined) kept.push(one);
    }
    return kept;
  };

  const record = (value: unknown, shape: { readonly [key: string]: Shape }): Json | undefined => {
    // A reason that stands alone is the same as one in a record.
    if (typeof value === 'string' && Object.keys(shape).join() === 'type') return record({ type: value }, shape);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return other(value, shape);
    const kept: Record<string, Json> = {};
    for (const [key, inner, name] of fieldsOf(value, shape)) {
      const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      const one = walk(own, inner);
      if (one !== undefined) kept[name] = one;
    }
    return kept;
  };

  const walk = (value: unknown, shape: Shape): Json | undefined => {
    if (typeof shape === 'string') return leaf(value, shape);
    if (isList(shape)) return list(value, shape[0]);
    return record(value, shape);
  };

  const fields = walk(value, shape);
  return { fields, lacking: lacking || fields == null, who };
}

/** Whether something in it is marked `!`. */
function asksFor(shape: Shape): boolean {
  return typeof shape === 'string'
    ? shape.endsWith('!')
    : Object.values(shape).some((inner) => asksFor(inner as Shape));
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isNamed(shape: Shape): boolean {
  return typeof shape === 'object' && Object.hasOwn(shape, 'name');
}

function patternOf(kind: string): RegExp {
  if (kind === 'n') return number;
  if (kind === 't') return time;
  return kind === 's' ? plainText : opaqueId;
}

type Field = readonly [key: string, shape: Shape, name: string];

/** The named fields; behind `*` every other key that reads like a name; behind `**` every other key, by number. */
function fieldsOf(value: object, shape: { readonly [key: string]: Shape }): Field[] {
  const { '*': others, '**': numbered, ...named } = shape;
  const fields = Object.entries(named).map(([key, inner]): Field => [key, inner, key]);
  const rest = Object.keys(value).filter((key) => !Object.hasOwn(named, key));
  if (others !== undefined)
    for (const key of rest.filter((key) => slug.test(key)).slice(0, mostKeys)) fields.push([key, others, key]);
  if (numbered !== undefined)
    for (const key of rest.slice(0, mostKeys)) fields.push([key, numbered, `${fields.length}`]);
  return fields;
}

/** The id of the pattern that matches the whole text. */
function matching(text: string, texts: Readonly<Record<string, string>>): string | undefined {
  if (text.length > 500) return undefined;
  for (const [id, source] of Object.entries(texts)) if (new RegExp(`^(?:${source})$`).test(text.trim())) return id;
  return undefined;
}

/** Whether nothing was let through but `null`s and `false`s. */
export function isBare(fields: Json | undefined): boolean {
  if (fields == null || fields === false) return true;
  return typeof fields === 'object' && Object.values(fields).every((inner) => isBare(inner as Json));
}

/** Whether at least one of the keys is there. */
export function hasOneOf(value: unknown, keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && keys.some((key) => Object.hasOwn(value, key));
}

/** The names in a record, as one text; empty for anything else. */
function keysOf(value: unknown): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).join('\n') : '';
}

/** At most 100 key paths with the kinds of their values, for an answer we could not read. Never a value. */
export function outline(value: unknown): string[] {
  const paths: string[] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (paths.length >= 100) return;
    const kind = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
    paths.push(`${path}:${kind}`);
    if (kind === 'list') {
      for (const one of (value as unknown[]).slice(0, 1)) walk(one, `${path}[]`, depth + 1);
      return;
    }
    if (kind !== 'object' || depth > 8) return;
    const [one, ...others] = Object.values(value as object);
    // Names of entries that all look the same are data: people, projects, ids.
    const alike = others.length > 1 && others.every((other) => keysOf(other) !== '' && keysOf(other) === keysOf(one));
    if (alike) {
      walk(one, `${path}.*`, depth + 1);
      return;
    }
    for (const key of Object.keys(value as object).slice(0, 100))
      walk((value as Record<string, unknown>)[key], `${path}.${plainKey.test(key) ? key : '*'}`, depth + 1);
  };
  walk(value, '$', 0);
  return paths;
}
