import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { backViews } from '@/core/app/dashboard/back.ts';
import { cycleOf, type Found, offsetOf, ownersOf } from '@/core/app/dashboard/history.ts';
import { followedOf, meterLine } from '@/core/app/dashboard/meter-line.ts';
import { quotesOf } from '@/core/app/dashboard/quotes.ts';
import { type RangeKind, rangeOf } from '@/core/app/dashboard/ranges.ts';
import { type Filter, noFilter, perPage, taskList } from '@/core/app/dashboard/task-list.ts';
import { measuredOf, useOverTime, weekHours } from '@/core/app/dashboard/use-over-time.ts';
import { creditsWanted, waysOn } from '@/core/app/dashboard/ways-on.ts';
import type { Selection } from '@/core/app/view.ts';
import type { Lot } from '@/core/domain/lots.ts';
import { day, minute } from '@/core/domain/time.ts';
import { findCredits, findHistory, fromHistory } from '@/core/platform/history.ts';
import { openLedger } from '@/core/platform/ledger.ts';
import { providers } from '@/core/providers/index.ts';
import { quantity } from '@/core/words/names.ts';
import { wordsFor } from '@/core/words/words.ts';
import { type Lived, writeYear, yearOf, yearsJobs, yearsSettings } from '../year.ts';
import { noon as now } from './fresh.ts';

const words = wordsFor('en');
const offsetAt = (at: number) => -new Date(at).getTimezoneOffset();
let lived: Lived;
let year: IDBFactory;
let selection: Selection;
beforeAll(async () => {
  lived = yearOf(now, { days: 40, times: 9 });
  year = new IDBFactory();
  globalThis.indexedDB = year;
  await writeYear(lived, now);
  selection = {
    ...{ snapshot: lived.snapshot, words, settings: yearsSettings(now) },
    services: providers.map(({ watch, facts }) => ({ id: watch.id, facts })),
    conditions: { now, offset: offsetAt(now), offsetAt, online: true, noAccess: [], needsReload: [] },
  };
}, 60_000);
// Other files have databases of their own.
beforeEach(() => {
  globalThis.indexedDB = year;
});

const lookingAt = (kind: RangeKind, back = 0) => {
  const range = rangeOf(kind, back, { now, offsetAt: offsetOf(selection), cycle: cycleOf(selection) });
  return { range, owners: ownersOf(selection), words, now, offsetAt, jobs: yearsJobs };
};
const meters = () => followedOf(selection);
const named = (meter: string) => {
  const followed = meters().find((one) => one.meter === meter);
  if (followed === undefined) throw new Error(`no meter ${meter}`);
  return followed;
};
async function found(kind: RangeKind, back = 0, meter = 'credits'): Promise<Found> {
  const { range, owners } = lookingAt(kind, back);
  const told = await fromHistory(findHistory({ range, owners, followed: named(meter), now, offsetAt }));
  if (told === null) throw new Error('the record could not be read');
  return told;
}
const sumOf = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
const spentIn = ({ spending }: Found) => sumOf(spending.map(({ credits }) => credits));

describe('the last cycles, weighed in money', () => {
  test('are the cycles of the history, with the same credits', async () => {
    const read = await fromHistory(findCredits(creditsWanted(selection), now));
    const ways = waysOn(selection, read ?? new Map()).find(({ provider }) => provider === 'genspark');
    expect(ways?.rows).toHaveLength(6);
    for (const [n, row] of (ways?.rows ?? []).entries()) {
      const told = await found('cycle', n + 1);
      const own = told.spending.filter(({ provider }) => provider === 'genspark');
      const total = sumOf(own.map(({ credits }) => credits));
      expect(row.used).toBe(quantity(words, total, 'credits'));
      expect(row.key).toBe(`${lookingAt('cycle', n + 1).range.from}`);
    }
  });

  test('and what was observed in the last day, is told of every account with credits', () => {
    for (const { lines, report } of backViews(selection)) {
      expect(lines.map(({ point }) => point)).toEqual(expect.arrayContaining(['plan', 'tasks', 'elsewhere', 'page']));
      expect(report).not.toMatch(/Acme|Invalid|undefined|NaN/);
    }
  });
});

describe('what went on what', () => {
  test.each(['day', 'week', 'cycle', 'year'] as const)(
    '%s: kinds, services and bars add up to the same',
    async (kind) => {
      const told = await found(kind, 1);
      const [byKind, byService] = (['kind', 'service'] as const).map((by) =>
        useOverTime(told, by, 'credits', lookingAt(kind, 1)),
      );
      expect(byKind?.total).toBeCloseTo(spentIn(told), 6);
      expect(byService?.total).toBeCloseTo(spentIn(told), 6);
      const bars = byKind?.bars.flatMap(({ parts }) => (parts === null ? [] : Object.values(parts))) ?? [];
      expect(sumOf(bars)).toBeCloseTo(spentIn(told), 6);
    },
  );

  test('a week of it is what was recorded in that week, neither more nor less', async () => {
    const { range } = lookingAt('week', 1);
    const ledger = await openLedger();
    const all = (await ledger.db.getAll('spending')).filter(({ to }) => to >= range.from && to < range.to);
    ledger.close();
    const told = await found('week', 1);
    expect(all.length).toBeGreaterThan(5);
    expect(told.spending.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(told.tasks.every(({ startedAt }) => startedAt >= range.from - 2 * day && startedAt < range.to)).toBe(true);
    expect(told.days).toEqual([]);
  });

  test.each(['week', 'year'] as const)('%s: nothing is read but by a range of keys', async (kind) => {
    const reads = [
      vi.spyOn(IDBObjectStore.prototype, 'getAll'),
      vi.spyOn(IDBObjectStore.prototype, 'openCursor'),
      vi.spyOn(IDBIndex.prototype, 'getAll'),
    ];
    await found(kind);
    const ranges = reads.flatMap((one) => one.mock.calls.map(([range]) => range));
    for (const one of reads) one.mockRestore();
    expect(ranges.length).toBeGreaterThan(4);
    expect(ranges.every((range) => range instanceof IDBKeyRange)).toBe(true);
  });

  test('a year has twelve months; what was before the first look is not known, what lies ahead is not drawn', async () => {
    const told = await found('year');
    const { bars } = useOverTime(told, 'kind', 'credits', lookingAt('year'));
    expect(bars).toHaveLength(12);
    expect(bars[0]?.parts).not.toBeNull();
    const before = useOverTime(await found('year', 1), 'kind', 'credits', lookingAt('year', 1)).bars;
    expect(before.map(({ parts }) => parts).slice(0, 11)).toEqual(Array(11).fill(null));
    expect(useOverTime(await found('day'), 'kind', 'credits', lookingAt('day')).bars.length).toBeLessThan(24);
  });

  test('what no task explains is said to be so, and tasks can be counted instead of credits', async () => {
    const told = await found('year');
    const kinds = useOverTime(told, 'kind', 'credits', lookingAt('year'));
    expect(kinds.series.map(({ key }) => key)).toContain('unattributed');
    expect(kinds.finding).toMatch(/^The largest part was for drafts and documents: \d+% of [\d,]+ credits\.$/);
    const counted = useOverTime(told, 'kind', 'tasks', lookingAt('year'));
    const { range } = lookingAt('year');
    expect(counted.total).toBe(told.tasks.filter((one) => one.accepted && one.startedAt >= range.from).length);
    expect(counted.finding).toContain(' tasks.');
    expect(measuredOf(told, range)).toBe('credits');
    expect(measuredOf({ ...told, spending: [] }, range)).toBe('tasks');
    expect(measuredOf({ ...told, spending: [] }, { ...range, from: range.to })).toBe('credits');
  });

  test('the hours of the week hold what was seen to go within two hours', async () => {
    const told = await found('cycle');
    const { hours, finding } = weekHours(told, 'credits', lookingAt('cycle'));
    const known = told.spending.filter(({ from, to }) => to - from <= 7_200_000);
    expect(sumOf(hours.flat().map((one) => one ?? 0))).toBeCloseTo(sumOf(known.map(({ credits }) => credits)), 6);
    expect(finding).toMatch(/^The busiest hour: .+ to .+\.$/);
    const today = weekHours(await found('day'), 'credits', lookingAt('day')).hours;
    // A Sunday: no other day has been looked at.
    expect(
      today
        .slice(0, 6)
        .flat()
        .every((one) => one === null),
    ).toBe(true);
    expect(today[6]?.some((one) => one !== null)).toBe(true);
  });

  test('nothing at all is said to be nothing', () => {
    const none: Found = { spending: [], tasks: [], readings: [], days: [], sums: [], since: null };
    const use = useOverTime(none, 'kind', 'credits', lookingAt('week'));
    expect(use.bars.every(({ parts }) => parts === null)).toBe(true);
    expect(use.series).toEqual([]);
    expect(use.finding).toBe('Nothing was used in this period, as far as it was seen.');
    expect(measuredOf(none, lookingAt('week').range)).toBe('credits');
    expect(
      weekHours(none, 'tasks', lookingAt('week'))
        .hours.flat()
        .every((one) => one === null),
    ).toBe(true);
    expect(taskList(none, noFilter, lookingAt('week'))).toMatchObject({ lines: [], pages: 1, kinds: [] });
    expect(meterLine(named('credits'), none, lookingAt('week'))).toMatchObject({ points: [], marks: [] });
  });
});

describe('a meter through time', () => {
  test('the weekly limit comes back once a week; an echo of another tab is no fall', async () => {
    const followed = named('codex:604800');
    const line = meterLine(followed, await found('cycle', 0, followed.meter), lookingAt('cycle'));
    expect(line.marks.length).toBeGreaterThan(0);
    expect(line.marks.every(({ kind }) => kind === 'reset')).toBe(true);
    const values = line.points.map(({ value }) => value);
    const falls = values.filter((value, n) => value !== null && value < (values[n - 1] ?? value));
    expect(falls.length).toBeLessThanOrEqual(line.marks.length);
    expect(line.points.every(({ at }) => at >= lookingAt('cycle').range.from && at <= now)).toBe(true);
  });

  test('what is used up or was reset unseen is not drawn on', async () => {
    const [row] = (await found('cycle', 0, 'codex:604800')).readings.slice(-1);
    if (row === undefined) throw new Error('nothing was read');
    const { range } = lookingAt('week');
    const at = range.from + day;
    const one = { ...row, from: at, until: at, value: 100, resetsAt: at + day };
    const told: Found = { spending: [], tasks: [], readings: [one], days: [], sums: [], since: at };
    const line = meterLine(named('codex:604800'), told, lookingAt('week'));
    expect(line.points).toEqual([
      { at, value: 100 },
      { at: at + day, value: null },
    ]);
    expect(line.finding).toBe('The limit was reached 1 time.');
  });

  test('a reading without a number is no fall, and does not make one of its neighbours', async () => {
    const [row] = (await found('cycle', 0, 'codex:604800')).readings.slice(-1);
    if (row === undefined) throw new Error('nothing was read');
    const at = lookingAt('week').range.from + day;
    const values = [40, 20, null, 60, null, 70];
    const readings = values.map((value, n) => {
      const from = at + n * 60_000;
      return { ...row, from, until: from, value, resetsAt: at + 2 * day };
    });
    const told: Found = { spending: [], tasks: [], readings, days: [], sums: [], since: at };
    const line = meterLine(named('codex:604800'), told, lookingAt('week'));
    expect(line.points.slice(0, values.length).map(({ value }) => value)).toEqual(values);
  });

  test('credits that arrived are marked, in a cycle by the reading, in a year by the day', async () => {
    const inYear = meterLine(named('credits'), await found('year'), lookingAt('year'));
    expect(inYear.marks.filter(({ kind }) => kind === 'grant').length).toBeGreaterThan(5);
    expect(inYear.points.length).toBeLessThanOrEqual(366);
    expect(inYear.finding).toMatch(/^Between [\d,]+ credits and [\d,]+ credits were left\.$/);
    const short = meterLine(named('codex:18000'), await found('year', 0, 'codex:18000'), lookingAt('year'));
    expect(short.name).toContain('used each day');
  });
});

describe('the list of tasks', () => {
  let told: Found;
  beforeAll(async () => {
    globalThis.indexedDB = year;
    told = await found('year');
  });
  const list = (filter: Partial<Filter> = {}) => taskList(told, { ...noFilter, ...filter }, lookingAt('year'));

  test('has each once, page by page, the newest first', () => {
    const page = (n: number) => taskList(told, { ...noFilter, page: n }, lookingAt('year'));
    const first = page(0);
    const pages = Array.from({ length: first.pages }, (_, n) => page(n));
    const all = pages.flatMap(({ lines }) => lines);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    expect(first.lines).toHaveLength(perPage);
    expect(first.summary).toContain(`${words.amount(all.length)} entries`);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(page(10_000).page).toBe(first.pages - 1);
  });

  test('is filtered by kind, end, job and words, and sorted by cost', () => {
    const [dearest, next] = list({ sort: 'cost' }).lines;
    const number = (text = '') => Number(/[\d,.]+/.exec(text)?.[0].replace(',', ''));
    expect(number(dearest?.cost)).toBeGreaterThanOrEqual(number(next?.cost));
    expect(list({ kind: 'video' }).lines.every(({ what }) => what.startsWith('video'))).toBe(true);
    expect(list({ outcome: 'failed' }).lines.every(({ outcome }) => outcome === 'failed')).toBe(true);
    const ofJob = list({ job: 'spring' });
    expect(ofJob.lines.length).toBeGreaterThan(5);
    expect(ofJob.lines.every(({ job }) => job === 'Acme, spring proposal')).toBe(true);
    const searched = list({ search: ' VIDEO  15 ' });
    expect(searched.lines.length).toBeGreaterThan(0);
    expect(searched.lines.every(({ what }) => what === 'video (15 s)')).toBe(true);
    expect(list({ search: 'nobody has made this' }).lines).toEqual([]);
  });

  test('marks how each cost is known, and lists what no task explains', () => {
    const strays = list({ kind: 'unattributed' });
    expect(strays.lines.length).toBeGreaterThan(0);
    expect(
      strays.lines.every(({ how, outcome, what }) => how === 'unattributed' && outcome === '' && what !== ''),
    ).toBe(true);
    const shared = told.tasks.map((one) => ({
      ...one,
      cost: { credits: 12.345, how: 'shared', final: true } as const,
    }));
    const [line] = taskList({ ...told, tasks: shared }, { ...noFilter, kind: 'video' }, lookingAt('year')).lines;
    expect([line?.how, line?.cost]).toEqual(['shared', 'about 12 credits']);
    const unseen = told.tasks.map((one) => ({ ...one, cost: null }));
    const [blind] = taskList({ ...told, tasks: unseen }, { ...noFilter, kind: 'video' }, lookingAt('year')).lines;
    expect([blind?.how, blind?.cost]).toEqual(['unknown', 'not known']);
  });
});

/** Full-length work of a job that began within half an hour of another piece of its kind, size and length. */
function retakesOf(job: string): number {
  const rows = lived.rows.flatMap((row) => (row.store === 'tasks' ? [row.row] : []));
  const last = [...new Map(rows.map((row) => [row.key, row])).values()].filter(
    (row) => row.job === job && row.accepted && row.end !== 'failed' && row.task !== 'image',
  );
  const longest = Math.max(...last.map(({ parameters }) => parameters.seconds ?? 0));
  const full = last.filter(({ parameters: { seconds } }) => seconds === undefined || 2 * seconds > longest);
  const like = (row: (typeof full)[number]) => `${row.task} ${row.parameters.size} ${row.parameters.seconds}`;
  return full.filter((one) =>
    full.some((other) => like(other) === like(one) && isBetween(one.startedAt - other.startedAt, 1, 30)),
  ).length;
}
const isBetween = (ms: number, from: number, to: number) => ms >= from * minute && ms < to * minute;

describe('a job for a quote', () => {
  test('has credits and money, retakes included, and says what the money rests on', () => {
    const [quote, ...others] = quotesOf(selection);
    expect(others).toEqual([]);
    expect(quote?.text.split('\n')[0]).toBe('Acme, spring proposal, as of November 22, 2026');
    expect(quote?.text).toMatch(/Genspark: about [\d,]+ credits, about \$[\d.]+\n/);
    const told = /(\d+) of them are retakes \(much the same again within half an hour\); what they took is included\./;
    expect(Number(told.exec(quote?.text ?? '')?.[1])).toBe(retakesOf('spring'));
    expect(quote?.text).toContain('Genspark: priced as you entered for your budget ($24.99 for 10,000 credits)');
    expect(quote?.text).toContain('Tasks whose cost is not known are not in these numbers.');
  });

  test('has no money where nobody knows a price, and that of the last purchase where there was one', () => {
    const { settings, snapshot } = selection;
    const bare = { ...selection, settings: { ...settings, budgets: {} } };
    expect(quotesOf(bare)[0]?.text).not.toContain('$');
    expect(quotesOf(bare)[0]?.text).toContain('no price of a credit is known');
    const accounts = snapshot.accounts.map((account) => {
      const lot: Lot = {
        ...({ id: 'p', kind: 'purchased', by: 'entered', guess: false } as const),
        ...{ at: now - 9 * day, credits: 500, left: 500 },
        ...{ expiresAt: null, price: { amount: 20, currency: 'USD' }, tracked: true },
      };
      return { ...account, lots: { ...account.lots, lots: [lot] } };
    });
    const bought = quotesOf({ ...selection, snapshot: { ...snapshot, accounts } })[0]?.text;
    expect(bought).toContain('priced as you paid on November 13, 2026 ($20.00 for 500 credits)');
  });
});

test('rows that cannot be read are as though they were not there', async () => {
  const ledger = await openLedger();
  const [row] = await ledger.db.getAll('tasks');
  if (row === undefined) throw new Error('no task');
  const { range } = lookingAt('week');
  const at = range.from + 1;
  await ledger.db.put('tasks', { ...row, key: 'odd', startedAt: at, task: 'sorcery' as never });
  const before = (await found('week')).tasks;
  expect(before.some(({ key }) => key === 'odd')).toBe(false);
  await ledger.db.delete('tasks', [row.provider, row.account, 'odd']);
  ledger.close();
});
