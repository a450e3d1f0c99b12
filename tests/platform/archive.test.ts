import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundledAfter, daysAfter } from '@/core/app/bundles.ts';
import type { DayRow, ObservationRow, Row, SpendingRow, TaskRow } from '@/core/app/rows.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { openHistory } from '@/core/platform/history.ts';
import type { Ledger } from '@/core/platform/ledger.ts';
import { startClean } from '@/core/platform/rebuilding.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { readHeld } from '@/core/platform/whole.ts';
import { freshLedger, write } from './fresh.ts';

const of = { provider: 'muse', account: 'ann' };
const begin = 2_900 * week;
const now = begin + bundledAfter + 3 * week;

const reading = (from: number, value: number, meter = 'credits'): Row => ({
  store: 'observations',
  row: {
    ...of,
    ...{ meter, from, until: from, unit: 'credits', value, resetsAt: null, blocked: null, watch: 'w', via: 'page' },
  } satisfies ObservationRow,
});
const task = (n: number): Row => ({
  store: 'tasks',
  row: {
    ...of,
    ...{ key: `t${n}`, refs: [`t${n}`], task: 'video', parameters: { seconds: n }, startedAt: begin + n * 5 * hour },
    ...{ seenAt: begin + n * 5 * hour + minute, accepted: true, endedAt: null, end: null, list: null, job: null },
    ...{ said: null, cost: null },
  } satisfies TaskRow,
});
const charge = (n: number): Row => ({
  store: 'spending',
  row: {
    ...of,
    ...{ id: `${begin + n * 7 * hour}·t${n}`, from: begin + n * 7 * hour - minute, to: begin + n * 7 * hour },
    ...{ task: n % 3 === 0 ? null : `t${n}`, credits: n, how: 'measured', failed: false, running: [] },
  } satisfies SpendingRow,
});
const dayRow = (name: string, spent: number): Row => ({
  store: 'days',
  row: { ...of, meter: 'credits', day: name, spent, granted: 0, last: 9 } satisfies DayRow,
});
const nameOf = (at: number) => new Date(at).toISOString().slice(0, 10);

const rows: readonly Row[] = Array.from({ length: 60 }, (_, n) => [
  reading(begin + n * 6 * hour, 900 - n),
  reading(begin + n * 13 * hour, 40, 'videos'),
  task(n),
  charge(n),
  ...(n % 3 === 0 ? [dayRow(nameOf(begin + (n / 3) * day), n)] : []),
]).flat();

async function seeded(): Promise<Ledger> {
  const ledger = await freshLedger();
  await write(ledger, { rows });
  return ledger;
}
const tidied = async (ledger: Ledger, at = now) => {
  await tidy(ledger, async () => startClean, at);
  return ledger;
};

/** What the history reads of many ranges. */
async function readings() {
  const history = await openHistory();
  onTestFinished(history.close);
  const spans = [0, 1, 5, 6, 7, 8, 13, 14, 20].flatMap((from) =>
    [1, 6, 7, 9, 30].map((days) => [begin + from * day, begin + (from + days) * day - 1] as const),
  );
  const sorted = <T>(all: readonly T[]) => all.map((one) => JSON.stringify(one)).sort();
  return Promise.all(
    spans.map(async ([from, to]) => ({
      observations: await history.observations({ ...of, meter: 'credits', from }, to),
      videos: await history.observations({ ...of, meter: 'videos', from }, to),
      tasks: await history.tasks(from, to),
      spending: sorted(await history.spending(of.provider, of.account, from, to)),
      days: sorted(await history.days(nameOf(from), nameOf(to))),
      since: await history.since(of.provider, of.account),
    })),
  );
}

describe('rows in bundles', () => {
  test('are found by the same ranges as before, with the same totals', async () => {
    await seeded();
    const before = await readings();
    expect(before.some(({ tasks }) => tasks.length > 20)).toBe(true);
    const other = await tidied(await seeded());
    expect(await other.db.count('archive')).toBeGreaterThan(5);
    expect(await other.db.count('tasks')).toBeLessThan(20);
    expect(await readings()).toEqual(before);
  });

  test('tell since when there are some; where that was long ago, its week will do', async () => {
    await tidied(await seeded());
    const history = await openHistory();
    onTestFinished(history.close);
    const since = (await history.since(of.provider, of.account)) ?? Number.NaN;
    for (const by of [since, since + day, since + week, since + 2 * week, now]) {
      const told = (await history.since(of.provider, of.account, by)) ?? Number.NaN;
      if (told !== since) expect(told + week, `by ${by}`).toBeLessThanOrEqual(by);
      // Whoever asks by a moment only wants to know whether it was before it.
      expect(Math.max(told, by)).toBe(Math.max(since, by));
    }
    expect(await history.since(of.provider, of.account, now)).toBeLessThan(since + week);
    expect(await history.since('muse', 'nobody', now)).toBeNull();
  });

  test('are found with whatever was written later', async () => {
    const ledger = await tidied(await seeded());
    await write(ledger, {
      rows: [
        { store: 'moved', row: { ...of, key: 't3', job: 'film' } },
        { store: 'moved', row: { ...of, key: 'never', job: 'film' } },
        dayRow(nameOf(begin), 5),
        { store: 'spending', row: { ...(charge(4).row as SpendingRow), credits: 99 } },
      ],
    });
    const check = async () => {
      const history = await openHistory();
      const tasks = await history.tasks(begin, now);
      const [spent] = await history.days(nameOf(begin), nameOf(begin));
      const charges = await history.spending(of.provider, of.account, begin, now);
      history.close();
      expect(tasks.filter(({ job }) => job === 'film').map(({ key }) => key)).toEqual(['t3']);
      expect(tasks).toHaveLength(60);
      expect(spent?.spent).toBe(5);
      expect(charges.filter(({ credits }) => credits === 99)).toHaveLength(1);
      expect(charges).toHaveLength(60);
    };
    await check();
    await ledger.db.delete('base', 'tidied');
    await tidied(ledger);
    expect(await ledger.db.get('tasks', ['muse', 'ann', 't3'])).toBeUndefined();
    await check();
  });

  test('follow their account when it gets its name, and what the day did adds up', async () => {
    const ledger = await tidied(await seeded());
    const named = (row: Row): Row => ({ ...row, row: { ...row.row, account: 'bea' } }) as Row;
    await write(ledger, { rows: [named(dayRow(nameOf(begin + day), 7)), named(task(70))] });
    await ledger.db.delete('base', 'tidied');
    await tidied(ledger, now + 3 * week);
    const before = (await ledger.within(readHeld)).whole.tables;
    await write(ledger, { rows: [{ store: 'rename', row: { ...of, to: 'bea' } }] });
    const after = (await ledger.within(readHeld)).whole.tables;
    expect(after.tasks).toHaveLength(before.tasks.length);
    expect(after.spending).toHaveLength(before.spending.length);
    expect(after.days.find((row) => row.day === nameOf(begin + day))?.spent).toBe(10);
    for (const table of ['observations', 'tasks', 'spending', 'days'] as const)
      expect(after[table].every(({ account }) => account === 'bea')).toBe(true);
    expect((await ledger.db.getAll('archive')).every(({ account }) => account === 'bea')).toBe(true);
  });

  test('of more than a year ago are thinned to days, and nothing else goes', async () => {
    const ledger = await tidied(await seeded());
    const count = async () => (await ledger.within(readHeld)).whole.tables;
    const before = await count();
    await tidied(ledger, now + daysAfter);
    const after = await count();
    expect(after.tasks.map(({ key }) => key).sort()).toEqual(before.tasks.map(({ key }) => key).sort());
    expect(after.observations.length).toBeLessThan(before.observations.length);
    const days = new Set(before.observations.map(({ meter, from }) => `${meter} ${Math.floor(from / day)}`));
    expect(new Set(after.observations.map(({ meter, from }) => `${meter} ${Math.floor(from / day)}`))).toEqual(days);
  });
});

test('a database that is opened twice is one', async () => {
  globalThis.indexedDB = new IDBFactory();
  const history = await openHistory();
  onTestFinished(history.close);
  expect(await history.tasks(0, now)).toEqual([]);
  expect(await history.since('muse', 'ann')).toBeNull();
});
