import * as z from 'zod/mini';
import type { Event } from '../app/events.ts';
import { type RowOf, rowKey, type Tables, tables, type Whole } from '../app/whole.ts';
import type { Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import { settingsIn } from './settings.ts';
import { baseSchema, snapshotSchema } from './stored.ts';
import { eventSchema } from './stored-events.ts';
import { rowSchemas } from './stored-rows.ts';

/* The file everything can be saved to: docs/export.md. */

export const exportFormat = 'nokori-export';
/** Of the file's shape. Files of this version and older ones are read. */
export const exportVersion = 1;
/** Larger files, deeper ones and ones with more values are nobody's record. */
export const bounds = { bytes: 200_000_000, depth: 16, values: 40_000_000, text: 2_000, name: 400, moment: 8.64e15 };

export type Exported = { readonly whole: Whole; readonly settings: Settings };
/** Why a file was not read. `at`: where in it, if that is known. */
export type Unread = {
  readonly ok: false;
  readonly why: 'too-large' | 'no-export' | 'newer' | 'unreadable';
  readonly at: string | null;
};

/** The file's text. */
export function exportText({ whole, settings }: Exported, at: EpochMs, program: string): string {
  const head = { format: exportFormat, version: exportVersion, exportedAt: at, program };
  return JSON.stringify({
    ...head,
    settings,
    snapshot: whole.snapshot,
    ...whole.tables,
    base: whole.base,
    events: whole.events,
  });
}

/** What a file holds, if every part of it can be read: nothing in it is believed before. Never throws. */
export function readExport(text: string): ({ readonly ok: true } & Exported) | Unread {
  if (text.length > bounds.bytes) return unread('too-large');
  const file = parsed(text);
  if (file === null || file.format !== exportFormat || !Number.isInteger(file.version)) return unread('no-export');
  if (Number(file.version) > exportVersion) return unread('newer');
  if (Number(file.version) < 1) return unread('no-export');
  const deep = tooMuch(file);
  if (deep !== null) return unread('too-large', deep);
  const settings = settingsIn(file.settings);
  if (settings === null) return unread('unreadable', 'settings');
  const snapshot = z.nullable(snapshotSchema).safeParse(file.snapshot);
  if (!snapshot.success || hasTwins(snapshot.data?.accounts ?? [])) return unread('unreadable', 'snapshot');
  const base = z._default(z.nullable(baseSchema), null).safeParse(file.base);
  if (!base.success || hasTwins(base.data?.snapshot.accounts ?? [])) return unread('unreadable', 'base');
  const events = listOf<Event>(file.events, 'events', eventSchema);
  if (!events.ok) return events;
  const all: Partial<Record<keyof Tables, readonly unknown[]>> = {};
  for (const table of tables) {
    // Files from before there were any have none.
    const inFile = table === 'sums' && file.sums === undefined ? [] : file[table];
    const rows = listOf(inFile, table, rowSchemas[table] as z.ZodMiniType<RowOf<typeof table>>);
    if (!rows.ok) return rows;
    const keys = new Set(rows.all.map((row) => rowKey(table, row)));
    if (keys.size < rows.all.length) return unread('unreadable', table);
    all[table] = rows.all;
  }
  const whole: Whole = { tables: all as Tables, events: events.all, base: base.data, snapshot: snapshot.data };
  return { ok: true, settings, whole };
}

const unread = (why: Unread['why'], at: string | null = null): Unread => ({ ok: false, why, at });

type File = { readonly [field: string]: unknown };

function parsed(text: string): File | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as File) : null;
  } catch {
    return null;
  }
}

/** The first place that goes beyond the bounds, or `null`. Without recursion: a file may be deeper than the stack. */
function tooMuch(file: File): string | null {
  let left = bounds.values;
  const waiting: { value: unknown; depth: number; at: string }[] = [{ value: file, depth: 0, at: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth, at } = next;
    if (--left < 0 || depth > bounds.depth) return at;
    if (typeof value === 'string' && value.length > bounds.text) return at;
    if (typeof value === 'number' && !(Math.abs(value) <= bounds.moment)) return at;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name === '__proto__' || name.length > bounds.name) return at;
      waiting.push({ value: inner, depth: depth + 1, at: depth < 2 ? `${at}${at === '' ? '' : '.'}${name}` : at });
    }
  }
  return null;
}

type List<T> = { readonly ok: true; readonly all: readonly T[] } | Unread;

function listOf<T>(value: unknown, of: string, schema: z.ZodMiniType<T>): List<T> {
  if (!Array.isArray(value)) return unread('unreadable', of);
  const all: T[] = [];
  for (const [n, one] of value.entries()) {
    const read = schema.safeParse(one);
    if (!read.success) return unread('unreadable', [of, n, ...(read.error.issues[0]?.path ?? [])].join('.'));
    all.push(read.data);
  }
  return { ok: true, all };
}

/** Two accounts with one name, or two of a service with one number. */
function hasTwins(accounts: readonly { provider: string; account: string; number: number }[]): boolean {
  const keys = accounts.flatMap(({ provider, account, number }) => [`${provider}/${account}`, `${provider} ${number}`]);
  return new Set(keys).size < keys.length;
}
