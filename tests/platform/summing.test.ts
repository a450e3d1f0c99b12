import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { sumsAfter } from '@/core/app/bundles.ts';
import { cycleOf, ownersOf } from '@/core/app/dashboard/history.ts';
import { followedOf, isDaily, meterLine } from '@/core/app/dashboard/meter-line.ts';
import { type RangeKind, rangeOf } from '@/core/app/dashboard/ranges.ts';
import { noFilter, taskList } from '@/core/app/dashboard/task-list.ts';
import { useOverTime, weekHours } from '@/core/app/dashboard/use-over-time.ts';
import type { Selection } from '@/core/app/view.ts';
import type { Whole } from '@/core/app/whole.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, week } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { findHistory, fromHistory } from '@/core/platform/history.ts';
import { type Ledger, openLedger } from '@/core/platform/ledger.ts';
import { startClean } from '@/core/platform/rebuilding.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { readHeld, takeIn } from '@/core/platform/whole.ts';
import { providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { type Lived, writeYear, yearOf, yearsJobs, yearsSettings } from '../year.ts';
import { freshLedger, noon } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const words = wordsFor('en');
const offsetAt = (at: number) => -new Date(at).getTimezoneOffset();
let lived: Lived;
beforeAll(() => {
  lived = yearOf(noon, { days: 40, times: 9 });
}, 60_000);

/** So long after that year: half of it, or all of it, is more than two years ago. */
const half = noon + sumsAfter - 26 * week;
const all = noon + sumsAfter + 3 * week;

async function yearLedger(): Promise<Ledger> {
  globalThis.indexedDB = new IDBFactory();
  await writeYear(lived, noon);
  const ledger = await openLedger();
  onTestFinished(() => ledger.close());
  return ledger;
}
const tidied = (ledger: Ledger, now: number, rest = async () => {}) => tidy(ledger, async () => startClean, now, rest);

const selectionAt = (now: number): Selection => ({
  ...{ snapshot: lived.snapshot, words, settings: yearsSettings(noon) },
  services: providers.map(({ watch, facts }) => ({ id: watch.id, facts })),
  conditions: { now, offset: offsetAt(now), offsetAt, online: true, noAccess: [], needsReload: [] },
});

/** What the history says of one range, but for what is told of each single task and hour. */
async function shown(kind: RangeKind, back: number, now: number) {
  const selection = selectionAt(now);
  const range = rangeOf(kind, back, { now, offsetAt, cycle: cycleOf(selection) });
  const owners = ownersOf(selection);
  const looking = { range, owners, words, now, offsetAt, jobs: yearsJobs };
  const followed = followedOf(selection).find(({ meter }) => meter === 'credits');
  const found = await fromHistory(findHistory({ range, owners, followed, now, offsetAt }));
  if (found === null || followed === undefined) throw new Error('the record could not be read');
  const uses = (['kind', 'service'] as const).flatMap((by) =>
    (['credits', 'tasks'] as const).map((measured) => useOverTime(found, by, measured, looking)),
  );
  const list = taskList(found, noFilter, looking);
  return {
    older: found.sums.length > 0,
    total: uses[0]?.total ?? 0,
    said: {
      uses: uses.map(({ bars, total, finding, period, series }) => ({
        ...{ finding, period, series, total: rounded(total) },
        bars: bars.map(({ at, parts }) => ({ at, parts: parts === null ? null : roundedAll(parts) })),
      })),
      // Beside the first readings that are kept, what held before them is not known any more.
      line: isDaily(range, now) ? meterLine(followed, found, looking) : null,
      summary: list.summary,
      kinds: list.kinds,
    },
    hours: weekHours(found, 'credits', looking),
    lines: list.lines,
  };
}
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
const roundedAll = (parts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, rounded(value)]));

/** Ranges over the whole of that year, from where it is looked at. */
function rangesAt(now: number) {
  const years = Math.ceil((now - noon) / (364 * day)) + 1;
  const some = (kind: RangeKind, length: number, step: number) =>
    Array.from({ length: Math.ceil(370 / step) }, (_, n) => ({
      kind,
      back: Math.floor((now - noon) / day / length) + Math.round((n * step) / length),
    }));
  return [
    ...Array.from({ length: years + 1 }, (_, back) => ({ kind: 'year' as const, back })),
    ...some('cycle', 30.4, 30.4),
    ...some('week', 7, 42),
    ...some('day', 1, 61),
  ];
}

async function views(now: number) {
  const told = [];
  for (const { kind, back } of rangesAt(now)) told.push(await shown(kind, back, now));
  return told;
}

describe('rows that became sums of days', () => {
  test.each([
    ['half of a year', half],
    ['all of it', all],
  ])(
    'show the same use, line and totals as before: %s',
    async (_, now) => {
      const ledger = await yearLedger();
      const before = await views(now);
      expect(before.filter(({ total }) => total > 0).length).toBeGreaterThan(20);
      await tidied(ledger, now);
      const after = await views(now);
      expect(after.filter(({ older }) => older).length).toBeGreaterThan(8);
      for (const [n, one] of after.entries()) expect(one.said).toEqual(before[n]?.said);
    },
    120_000,
  );

  test('are said to be sums: no hours, no single tasks, and nothing of the rows is left', async () => {
    const ledger = await yearLedger();
    await tidied(ledger, all);
    const { hours, lines } = await shown('year', 3, all);
    expect(hours.finding).toBe(words.t('history.hours-gone'));
    expect(hours.hours.flat().every((hour) => hour === null)).toBe(true);
    expect(lines.some(({ what }) => /^\d+ × /.test(what))).toBe(true);
    expect(lines.some(({ cost }) => /\d to \d/.test(cost))).toBe(true);
    expect(lines.every(({ when }) => !when.includes(':'))).toBe(true);
    const { tables } = (await ledger.within(readHeld)).whole;
    for (const table of ['tasks', 'spending', 'observations', 'charges', 'lots', 'models'] as const)
      expect(tables[table], table).toEqual([]);
    expect(tables.sums.length).toBeGreaterThan(300);
    expect(tables.days.length).toBeGreaterThan(100);
  }, 60_000);

  test('are at no moment counted twice, nor not at all', async () => {
    const ledger = await yearLedger();
    const counted = async () => {
      const { tables } = (await ledger.within(readHeld)).whole;
      const sum = (all: readonly { readonly credits: number | null }[]) =>
        all.reduce((total, { credits }) => total + (credits ?? 0), 0);
      const count = (of: 'made' | 'spent') =>
        tables.sums.filter((one) => one.of === of).reduce((total, one) => total + one.count, 0);
      return {
        credits: rounded(sum(tables.spending) + sum(tables.sums.filter(({ of }) => of === 'spent'))),
        charges: tables.spending.length + count('spent'),
        tasks:
          tables.tasks.filter(({ accepted, task, cost }) => accepted && (task !== 'chat' || cost !== null)).length +
          count('made'),
      };
    };
    const before = await counted();
    expect(before.tasks).toBeGreaterThan(500);
    let pieces = 0;
    await tidied(ledger, all, async () => {
      if (++pieces % 9 === 0) expect(await counted()).toEqual(before);
    });
    expect(pieces).toBeGreaterThan(100);
    expect(await counted()).toEqual(before);
  }, 120_000);
});

describe('a file and sums', () => {
  const sent = (whole: Whole): Whole => {
    const read = readExport(exportText({ whole, settings: defaultSettings }, 0, '0'));
    if (!read.ok) throw new Error(`${read.why} at ${read.at}`);
    return read.whole;
  };
  const wholeOf = async (ledger: Ledger) => (await ledger.within(readHeld)).whole;
  const take = (ledger: Ledger, saved: Whole) => takeIn(ledger, saved, startClean, all);
  const totals = async () => (await shown('year', 2, all)).said.uses.concat((await shown('year', 3, all)).said.uses);

  test('of the same record, from before and after, meet without counting anything twice', async () => {
    const ledger = await yearLedger();
    const [single, before] = [sent(await wholeOf(ledger)), await totals()];
    await tidied(ledger, all);
    const summed = sent(await wholeOf(ledger));
    expect(summed.tables.sums.length).toBeGreaterThan(300);
    // What was single once comes in where it is summed up already; and the other way round.
    await take(ledger, single);
    expect(await totals()).toEqual(before);
    await tidied(ledger, all);
    expect(await totals()).toEqual(before);
    const other = await yearLedger();
    await take(other, summed);
    expect(await totals()).toEqual(before);
    await tidied(other, all);
    expect(await totals()).toEqual(before);
  }, 120_000);

  test('taken in by an empty record, is all there was', async () => {
    const ledger = await yearLedger();
    const before = await totals();
    await tidied(ledger, all);
    const summed = sent(await wholeOf(ledger));
    const fresh = await freshLedger();
    await take(fresh, summed);
    expect(await totals()).toEqual(before);
    await tidied(fresh, all);
    expect(await totals()).toEqual(before);
    expect((await wholeOf(fresh)).tables.sums.length).toBe(summed.tables.sums.length);
  }, 120_000);
});
