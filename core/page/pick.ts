/// <reference lib="es2023" />
import type { Json } from '../domain/sighting.ts';
import type { Leaf, Shape } from '../providers/provider.ts';
import { isRecord } from './is-record.ts';

/** What was let through. `lacking`: a field marked `!` was missing or of another kind. */
export type Picked = {
  readonly fields: Json | undefined;
  readonly lacking: boolean;
  /** Raw account ids, for the relay to hash; in `fields` each stands as `#` and its place in this list. */
  readonly who: readonly string[];
};

type Texts = Readonly<Record<string, string>>;
type Fields = { readonly [key: string]: unknown };

const longestList = 200;
const mostKeys = 40;
/** Names of windows, models and tasks: `primary_window`, `7d`, `gpt-6.1-sol`. Never `__proto__`. */
const slug = /^[a-z0-9][\w.-]{0,39}$/i;
const opaqueId = /^[\w:.~-]{1,128}$/;
/** What a text looks like that may leave, by the kind of its leaf. */
const patterns: Readonly<Record<string, RegExp>> = {
  n: /^-?\d{1,18}(\.\d{1,20})?(e-?\d{1,3})?$/i,
  s: /^[\w .,:+\-/()]{1,64}$/,
  i: opaqueId,
  t: /^(?=.{1,40}$)[\d-]+([T ][\d:.]+)?(Z|[+-][\d:]+)?$/,
  '#': opaqueId,
};

/** Copies the fields that `shape` names out of `value`; everything else is left behind. Never throws on JSON. */
export function pick(value: unknown, shape: Shape, texts: Texts = {}): Picked {
  const who: string[] = [];
  let lacking = false;

  const leaf = (value: unknown, code: Leaf): Json | undefined => {
    const kept = keep(value, code.charAt(0));
    if (kept == null && asksFor(code)) lacking = true;
    return kept;
  };

  const keep = (value: unknown, kind: string): Json | undefined => {
    if (value === null) return null;
    if (kind === '?') return value === undefined || value === '' ? undefined : true;
    if (typeof value === 'boolean') return kind === 'b' ? value : undefined;
    if (typeof value === 'number') {
      if (kind === '#') return keep(`${value}`, kind);
      return Number.isFinite(value) && 'nst'.includes(kind) ? value : undefined;
    }
    if (typeof value !== 'string') return undefined;
    if (kind === '~') return matching(value, texts);
    if (patterns[kind]?.test(value) !== true) return undefined;
    return kind === '#' ? `#${who.push(value) - 1}` : value;
  };

  /** Something else stands where a list or record was expected. Absent and `null` are usual. */
  const other = (value: unknown, shape: Shape): null | undefined => {
    if (value != null && asksFor(shape)) lacking = true;
    return value === null ? null : undefined;
  };

  const list = (value: readonly unknown[], shape: Shape): Json => {
    const kept: Json[] = [];
    const named = Object.hasOwn(shape as object, 'name');
    for (const element of value.slice(0, longestList)) {
      // ChatGPT lists blocked features as names or as records with a name.
      // An odd row among the others is left out, as the schemas do.
      if (typeof element !== 'object' && typeof shape !== 'string' && !named) continue;
      const one = walk(named && typeof element === 'string' ? { name: element } : element, shape);
      if (one !== undefined) kept.push(one);
    }
    return kept;
  };

  const record = (value: Fields, shape: { readonly [key: string]: Shape }): Json => {
    const kept: Record<string, Json> = {};
    for (const [key, inner, name] of fieldsOf(value, shape)) {
      const one = walk(Object.hasOwn(value, key) ? value[key] : undefined, inner);
      if (one !== undefined) kept[name] = one;
    }
    return kept;
  };

  const walk = (value: unknown, shape: Shape): Json | undefined => {
    if (typeof shape === 'string') return leaf(value, shape);
    if (isList(shape)) return Array.isArray(value) ? list(value, shape[0]) : other(value, shape);
    // A reason that stands alone is the same as one in a record.
    const told = typeof value === 'string' && Object.keys(shape).join() === 'type' ? { type: value } : value;
    return isRecord(told) && !Array.isArray(told) ? record(told, shape) : other(told, shape);
  };

  const fields = walk(value, shape);
  return { fields, lacking: lacking || fields == null, who };
}

/** Whether something in it is marked `!`. */
function asksFor(shape: Shape): boolean {
  return JSON.stringify(shape).includes('!');
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

type Field = readonly [key: string, shape: Shape, name: string];

/** The named fields; behind `*` every other key that reads like a name; behind `**` every other key, by number. */
function fieldsOf(value: Fields, shape: { readonly [key: string]: Shape }): Field[] {
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
function matching(text: string, texts: Texts): string | undefined {
  if (text.length > 500) return undefined;
  return Object.entries(texts).find(([, source]) => new RegExp(`^(?:${source})$`).test(text.trim()))?.[0];
}

/** Whether nothing was let through but `null`s and `false`s. */
export function isBare(fields: unknown): boolean {
  return fields == null || fields === false || (isRecord(fields) && Object.values(fields).every(isBare));
}

/** Whether at least one of the keys is there. */
export function hasOneOf(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.some((name) => Object.hasOwn(value, name));
}
