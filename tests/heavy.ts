import type { Event } from '../core/app/events.ts';
import { type Read, record } from '../core/app/record.ts';
import type { Row } from '../core/app/rows.ts';
import { emptySnapshot, type Snapshot } from '../core/domain/account.ts';
import type { BalanceReading, Reading, TaskReading } from '../core/domain/reading.ts';
import { defaultSettings } from '../core/domain/settings.ts';
import type { Sighting } from '../core/domain/sighting.ts';
import { day, type EpochMs, hour, localDay, minute, week } from '../core/domain/time.ts';
import { providerOf } from '../core/providers/index.ts';

/*
 * Somebody who lives in three services: sixteen hours a day, a look at the limits every six minutes, 80 turns of chat,
 * 40 runs on a pool of credits, 20 videos. Some 550 sightings a day.
 */

/** What was recorded of it, day by day, the oldest first. */
export type Recorded = { readonly snapshot: Snapshot; readonly days: readonly (readonly Row[])[] };

const slots = 160;
const slot = 6 * minute;
export const heavyAccount = '0123456789abcdef';

/** So many days that end at `until`, lived one after the other. */
export function heavyDays(until: EpochMs, count: number): Recorded {
  const settings = { ...defaultSettings, notify: { ...defaultSettings.notify, 'will-run-out': false } };
  let snapshot = emptySnapshot;
  const days = Array.from({ length: count }, (_, n) => {
    const rows: Row[] = [];
    for (const told of readsOf(until - (count - n) * day, n)) {
      const facts = providerOf(told.provider)?.facts;
      if (facts === undefined) throw new Error(`no provider ${told.provider}`);
      const now = told.read.sighting.at;
      const next = record(snapshot, [told.read], { facts, settings, now });
      snapshot = next.snapshot;
      rows.push(...next.rows);
    }
    return rows;
  });
  return { snapshot, days };
}

/** The same rows, so many days earlier or later, of tasks of their own. Living a year takes minutes; this, seconds. */
export function moved(rows: readonly Row[], days: number): readonly Row[] {
  const shift = days * day;
  const text = JSON.stringify(rows)
    .replace(/"day":"([^"]*)"/g, (_, of) => `"day":"${localDay(Date.parse(`${of}T00:00:00Z`) + shift, 0)}"`)
    .replace(/(?<!\d)1[6-9]\d{11}(?!\d)/g, (at) => `${Number(at) + shift}`)
    .replace(/r(\d{5})-/g, (_, of) => `r${`${Number(of) + 500 + days}`.padStart(5, '0')}-`);
  return JSON.parse(text);
}

export const eventsIn = (rows: readonly Row[]): readonly Event[] =>
  rows.flatMap((row) => (row.store === 'events' ? [row.row] : []));

/** What a page of a service would have made known. */
export type Told = { readonly provider: string; readonly read: Read };

/** Everything that is seen in one such day, in its order. */
export function readsOf(from: EpochMs, which: number): readonly Told[] {
  const all: Told[] = [];
  const add = (provider: string, watch: string, at: EpochMs, ...readings: Reading[]) =>
    all.push({ provider, read: { sighting: sightingOf(watch, at), outcome: { readings, problems: [] } } });
  for (let n = 0; n < slots; n++) {
    const at = from + 8 * hour + n * slot + ((n * 7_919 + which * 104_729) % 40_000);
    add('chatgpt', 'usage', at, ...windowsAt(at, n, which), balance('credits', 'credits', 250));
    if (n % 2 === 0) run(add, 'chatgpt', 'turn', at + 5_000, { task: 'chat', id: idOf(which, n, 1), takes: 40_000 });
    if (n % 3 === 0) add('genspark', 'balance', at + 9_000, balance('credits', 'credits', creditsAt(which, n)));
    if (n % 4 === 0) {
      const task = (['slides', 'research', 'image', 'video'] as const)[(n / 4 + which) % 4] ?? 'slides';
      run(add, 'genspark', 'agent', at + 20_000, { task, id: idOf(which, n, 2), takes: 2 * minute });
      add('genspark', 'balance', at + 4 * minute, balance('credits', 'credits', creditsAt(which, n + 1)));
    }
    if (n % 8 === 0) {
      run(add, 'sora', 'create', at + 30_000, { task: 'video', id: idOf(which, n, 3), takes: 3 * minute });
      add('sora', 'check', at + 4.5 * minute, balance('videos', 'generations', 30 - Math.floor(n / 8)));
    }
  }
  return all.toSorted((a, b) => a.read.sighting.at - b.read.sighting.at);
}

/** A month's 10,000 credits, which come back on its first day. */
const creditsAt = (which: number, n: number) => 10_000 - (which % 30) * 320 - n * 2;

type Add = (provider: string, watch: string, at: EpochMs, ...readings: Reading[]) => void;
type Run = { readonly task: TaskReading['task']; readonly id: string; readonly takes: number };

function run(add: Add, provider: string, watch: string, at: EpochMs, { task, id, takes }: Run): void {
  const parameters = task === 'video' ? { model: 'some-model', seconds: 10 } : null;
  const reading = { kind: 'task', refs: [id], task, parameters } as const;
  add(provider, watch, at, { ...reading, news: 'started' });
  add(provider, watch, at + takes, { ...reading, news: { ended: 'done' } });
}

/** As long as the services' own ids. */
const idOf = (which: number, n: number, service: number) =>
  `r${`${which}`.padStart(5, '0')}-${`${n}`.padStart(4, '0')}-4${service}00-8000-${((which + 3) * 7_919 * (n + 11) * service).toString(16).padStart(12, '0').slice(-12)}`;

function windowsAt(at: EpochMs, n: number, which: number): readonly Reading[] {
  return [5 * hour, week].map((length) => {
    const begun = Math.floor(at / length) * length;
    const share = (at - begun) / length;
    const used = Math.floor(share * (length === week ? 90 : 60 + ((which * 31 + Math.floor(at / length) * 17) % 60)));
    const resetsAt = begun + length + (n % 3) * 1_000;
    return {
      ...{ kind: 'window', feature: 'codex', label: 'codex', length, used: Math.min(100, used) },
      ...{ amount: null, resetsAt, blocked: used >= 100 },
    } as const;
  });
}

function balance(feature: string, unit: 'credits' | 'generations', left: number): BalanceReading {
  const rest = { unlimited: false, usable: null, blocked: null, returnsAt: null, pool: null };
  return { kind: 'balance', feature, label: feature === 'videos' ? 'videos' : 'credits', unit, left, ...rest };
}

function sightingOf(watch: string, at: EpochMs): Sighting {
  const phase = watch === 'agent' || watch === 'turn' ? 'event' : 'answer';
  return {
    ...{ id: `${watch}${at}`, watch, phase, rule: null, call: `${at}`, at, offset: 0, status: 200 },
    ...{ served: null, via: 'page', onUsagePage: false, account: heavyAccount, fields: {} },
  };
}
