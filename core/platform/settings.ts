import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { askFirstModes } from '../domain/ask-first.ts';
import { mostReviews } from '../domain/review.ts';
import { defaultSettings, longestName, type Settings, type Switch } from '../domain/settings.ts';
import { typedName } from '../domain/typed-name.ts';
import { entered, moment } from './stored-parts.ts';
import { planFields } from './stored-plans.ts';

z.config({ jitless: true });

const key = 'settings';
const saltKey = 'salt';
/** A switch is looked at by itself too: one that is new or unreadable stands as it is by default. */
const kept = (one: Switch) => z.catch(z.boolean(), defaultSettings.notify[one]);
const timeOfDay = z.int().check(z.minimum(0), z.maximum(24 * 60 - 1));
const share = z.number().check(z.minimum(1), z.maximum(100));

/** A name of which nothing can be seen is none. */
const names = z.pipe(
  z.record(z.string(), z.string().check(z.maxLength(longestName))),
  z.transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([key, given]) => {
        const name = typedName(given, longestName);
        return name === '' ? [] : [[key, name]];
      }),
    ),
  ),
) as unknown as z.ZodMiniType<Settings['names']>;

/** Each field is looked at by itself, so that one unreadable field costs only itself. */
const fields = {
  show: z.enum(['used', 'left']),
  times: z.enum(['countdown', 'clock']),
  badge: z.nullable(z.string().check(z.maxLength(400))),
  thresholds: z.object({ notice: share, warning: share }),
  language: z.enum(['auto', 'en', 'ja']),
  notify: z.object({
    'near-limit': kept('near-limit'),
    'near-limit-short': kept('near-limit-short'),
    'will-run-out': kept('will-run-out'),
    'limit-reached': kept('limit-reached'),
    'came-back': kept('came-back'),
    'heavy-task': kept('heavy-task'),
    retakes: kept('retakes'),
    'low-balance': kept('low-balance'),
    'credits-expire': kept('credits-expire'),
    'top-up': kept('top-up'),
    'promise-ends': kept('promise-ends'),
    'failed-charge': kept('failed-charge'),
    'unusual-use': kept('unusual-use'),
    budget: kept('budget'),
    envelope: kept('envelope'),
    'job-ceiling': kept('job-ceiling'),
    'cycle-plan': kept('cycle-plan'),
  } satisfies Record<Switch, z.ZodMiniType<boolean>>),
  quietHours: z.object({ on: z.boolean(), from: timeOfDay, to: timeOfDay }),
  snoozedUntil: z.nullable(moment),
  paused: z.boolean(),
  stopped: z.array(z.string()),
  askAgain: z.boolean(),
  askAgainNot: z.array(z.string()),
  names,
  askFirst: z.record(z.string(), z.enum(askFirstModes)),
  unasked: z.record(z.string(), z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
  entered: z.record(z.string(), entered),
  firstRun: z.object({ appeared: z.nullable(z.enum(['yes', 'no'])), dismissed: z.boolean() }),
  review: z.object({
    days: z.array(z.int().check(z.minimum(0), z.maximum(6))).check(z.maxLength(mostReviews)),
    at: timeOfDay,
    since: z.number(),
  }),
  ...planFields,
} satisfies { [Field in keyof Settings]: z.ZodMiniType<Settings[Field]> };

/** Stored settings as far as they can be read, over the defaults. */
export function readSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaultSettings;
  const read: Record<string, unknown> = { ...defaultSettings };
  for (const [field, schema] of Object.entries(fields)) {
    const parsed = schema.safeParse((stored as Record<string, unknown>)[field]);
    if (parsed.success) read[field] = parsed.data;
  }
  return read as Settings;
}

/** Settings from a file; `null` where a field that is there cannot be read. A field that is not there stands by default. */
export function settingsIn(stored: unknown): Settings | null {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return null;
  const readable = Object.entries(fields).every(([field, schema]) => {
    const value = (stored as Record<string, unknown>)[field];
    return value === undefined || schema.safeParse(value).success;
  });
  return readable ? readSettings(stored) : null;
}

export async function loadSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(key);
  return readSettings(stored[key]);
}

let changing: Promise<unknown> = Promise.resolve();

/** Changes some settings. Reads first, so that two screens do not undo each other; one change after the other. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  const changed = changing.then(async () => {
    const next = change(await loadSettings());
    await browser.storage.local.set({ [key]: next });
    return next;
  });
  changing = changed.catch(() => undefined);
  return changed;
}

/** Forgets everything that was set. The salt stays: it says nothing of anybody, and a saved file goes on with it. */
export function forgetSettings(): Promise<void> {
  const gone = changing.then(() => browser.storage.local.remove(key));
  changing = gone.catch(() => undefined);
  return gone;
}

export function onSettings(changed: (settings: Settings) => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && changes[key] !== undefined) changed(readSettings(changes[key].newValue));
  });
}

let salting: Promise<unknown> = Promise.resolve();

/** The installation's salt for account ids; made once, however many pages ask for it at the same moment. */
export function loadSalt(): Promise<string> {
  const salt = salting.then(saltOrNew);
  salting = salt.catch(() => undefined);
  return salt;
}

async function saltOrNew(): Promise<string> {
  const stored = (await browser.storage.local.get(saltKey))[saltKey];
  if (typeof stored === 'string' && stored.length === 32) return stored;
  const salt = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  await browser.storage.local.set({ [saltKey]: salt });
  return salt;
}
