import { type Read, record } from '../core/app/record.ts';
import type { Row } from '../core/app/rows.ts';
import { emptySnapshot, type Snapshot } from '../core/domain/account.ts';
import { defaultSettings, type Settings } from '../core/domain/settings.ts';
import { day, type EpochMs, localDay, minute } from '../core/domain/time.ts';
import { openLedger } from '../core/platform/ledger.ts';
import { providerOf } from '../core/providers/index.ts';
import { coder, ofCoder, ofCreator } from './life.ts';
import { sightingOf } from './scenarios.ts';
import { liveCreator } from './simulators/model/creator.ts';
import { seeded, simulateMeters } from './simulators/model/usage.ts';

/** Jobs of the simulated year: one that goes on, one that nothing was ever made for. */
export const yearsJobs: Settings['jobs'] = [
  { id: 'spring', name: 'Acme, spring proposal', ceiling: null, counts: {}, createdAt: 2, finishedAt: null },
  { id: 'idle', name: 'Not begun', ceiling: null, counts: {}, createdAt: 1, finishedAt: null },
];

/** What somebody has entered who has lived this year: a budget at a price, and the day of the renewal. */
export function yearsSettings(now: EpochMs): Settings {
  const renewalDay = new Date(now - minute - 16 * day).getDate();
  return {
    ...{ ...defaultSettings, jobs: yearsJobs },
    entered: { 'genspark/unknown': { renewalDay, monthly: 10_000, at: now } },
    budgets: {
      'genspark/unknown': { amount: 100, currency: 'USD', price: { paid: 24.99, credits: 10_000 }, period: 'month' },
    },
  };
}

export type Lived = { readonly snapshot: Snapshot; readonly rows: readonly Row[] };

/** So many days are lived, and so many times over they make the year: living all of it takes most of a minute. */
type Span = { readonly days: number; readonly times: number };

/**
 * A year of somebody who makes slides, research, images and videos, and codes in the last weeks: everything that was
 * recorded of it. Tasks of the last forty days count to a job.
 */
export function yearOf(now: EpochMs, { days, times }: Span = { days: 73, times: 5 }): Lived {
  const { snapshot, rows } = livedFor(now, days);
  const before = Array.from({ length: times - 1 }, (_, n) => rows.map((row) => earlier(row, n + 1, days)));
  return { snapshot, rows: [...before.toReversed().flat(), ...rows] };
}

/** When the coding begins; it is moved so that it goes on until just now. */
const someDay = Date.parse('2026-10-29T12:00:00Z');
const firstMoment = Date.parse('2001-09-09');
const marked = ['key', 'task', 'windowId'];

/** The same row so many spans ago, of tasks of its own, which count to no job. */
function earlier({ store, row }: Row, n: number, days: number): Row {
  const shift = n * days * day;
  const moved = JSON.parse(JSON.stringify(row), (name: string, value: unknown) => {
    if (typeof value === 'number') return value > firstMoment ? value - shift : value;
    if (typeof value !== 'string') return value;
    if (name === 'job') return null;
    if (name === 'day') return localDay(Date.parse(`${value}T00:00:00Z`) - shift, 0);
    // Kinds of tasks are told by the same name as the keys of the tasks that took credits.
    if (marked.includes(name) && !(store === 'tasks' && name === 'task')) return `${value}~${n}`;
    return name === 'id' ? value.replace(/\d{13}/g, (at) => `${Number(at) - shift}`) : value;
  });
  return { store, row: moved } as Row;
}

function livedFor(now: EpochMs, days: number): Lived {
  const creator = liveCreator({ seed: 11, until: now - minute, days, grant: 10_000, renewedBefore: 16 });
  const coding = ofCoder(simulateMeters(coder, someDay, 22, seeded(8)), now);
  const user = { status: 0, data: { cogen: { personal_plan: 'plus', personal_paid_sub_interval: 'month' } } };
  const plan = { provider: 'genspark', watch: 'user', fields: user, at: now - days * day } as const;
  const all = [plan, ...ofCreator(creator.happenings), ...coding].toSorted((a, b) => a.at - b.at);
  const settings = yearsSettings(now);
  const rows: Row[] = [];
  let snapshot = emptySnapshot;
  for (const told of all) {
    const provider = providerOf(told.provider);
    if (provider === undefined) throw new Error(`no provider ${told.provider}`);
    const sighting = sightingOf(told);
    const read: Read = { sighting, outcome: provider.read(sighting) };
    const job = told.at > now - 40 * day ? 'spring' : null;
    const next = record(snapshot, [read], { facts: provider.facts, settings, now: told.at, job });
    snapshot = next.snapshot;
    // What the snapshot could be built from again is as large as all the rest, and no screen reads it.
    for (const row of next.rows) if (row.store !== 'events') rows.push(row);
  }
  return { snapshot, rows };
}

/** Writes it into the ledger that is open, in stretches, as though it had just been recorded. */
export async function writeYear({ snapshot, rows }: Lived, now: EpochMs): Promise<void> {
  const ledger = await openLedger();
  const atOnce = 4_000;
  for (let n = 0; n < rows.length; n += atOnce)
    await ledger.record(now, () => ({ snapshot, rows: rows.slice(n, n + atOnce), notices: [] }));
  ledger.close();
}
