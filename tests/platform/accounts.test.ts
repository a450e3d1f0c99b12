import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestsOf, eventsKept } from '@/core/app/base.ts';
import { stretchesOf } from '@/core/app/event-log.ts';
import { type Rebuilding, rebuild } from '@/core/app/rebuild.ts';
import { ownTables, remaking } from '@/core/app/remade.ts';
import { type RowOf, rowKey, type Whole } from '@/core/app/whole.ts';
import { type AccountState, emptySnapshot, unknownAccount } from '@/core/domain/account.ts';
import { day, hour, week } from '@/core/domain/time.ts';
import { forgetAccount, type Merge, mergeAccounts } from '@/core/platform/accounts.ts';
import type { Ledger } from '@/core/platform/ledger.ts';
import type { Replay } from '@/core/platform/rebuilding.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { readHeld, takeIn } from '@/core/platform/whole.ts';
import { histories, type Step } from '../app/histories.ts';
import { born, type Life, lived, rebuilding } from '../app/life.ts';
import { ann, bea, credits, later, noon, offset, play, tells, weekly } from '../app/story.ts';
import { samples } from '../words/samples.ts';
import { type Fresh, freshLedger, write } from './fresh.ts';

const replayWith = async (how: Partial<Rebuilding> = {}): Promise<Replay> => {
  const all = { ...rebuilding(born.settings), ...how };
  return (snapshot, events) => rebuild(snapshot, events, all);
};
const replay: Replay = (snapshot, events) => rebuild(snapshot, events, rebuilding(born.settings));
const wholeOf = async (ledger: Ledger): Promise<Whole> => (await ledger.within(readHeld)).whole;
const take = (ledger: Ledger, saved: Whole) => takeIn(ledger, saved, replay, later(400 * day));
const again = ({ events }: Whole) => rebuild(emptySnapshot, events, rebuilding(born.settings)).accounts;
const as = (account: string) => ({ provider: 'muse', account });
const merge = (from: string, account = ann): Merge => ({
  ...{ provider: 'muse', account, what: 'merged', from, now: later(9_999 * hour), offset },
});
const notices = [ann, bea].map((account) => ({
  ...{ ...samples['near-limit'], provider: 'muse', account, key: `muse·${account}·x` },
}));

/** A record of that history, with a notice of each account. */
async function living(steps: readonly Step[]): Promise<Fresh> {
  const ledger = await freshLedger();
  let life: Life = born;
  for (const step of steps) {
    const was = life.rows.length;
    life = lived(life, step);
    await write(ledger, { snapshot: life.snapshot, rows: life.rows.slice(was) }, life.now);
  }
  const replays = [ann, bea].map((one) => ({ ...asleep, key: `muse/${one}` }));
  await write(ledger, { snapshot: { ...life.snapshot, replays }, notices }, life.now);
  return ledger;
}
const asleep = { timedAt: 1, manualAt: null, failures: 0, restUntil: null };
/** What the tables hold of an account, beside its name. */
const ownOf = ({ tables }: Whole, name: string) =>
  ownTables.map((table) =>
    tables[table].filter(({ account }) => account === name).map((row) => ({ ...row, account: '' })),
  );

const byKey = (table: (typeof ownTables)[number], rows: readonly RowOf<typeof table>[]) =>
  new Map(rows.map((row) => [rowKey(table, row), row]));

test('rows made again from the log are the ones that were written', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      await sameAgain(await living(steps));
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('of two values that were told of one moment, the one that counted stays', async () => {
  const seen = (after: number, left: number): Step => {
    const readings = () => [credits(left)];
    return {
      ...{ after, do: 'read', times: 1 },
      reads: [{ ago: 0, account: ann, watch: 'balance', fails: false, status: 200, readings }],
    };
  };
  const ledger = await living([seen(hour, 100), seen(hour, 87), seen(0, 100)]);
  await sameAgain(ledger);
  expect((await wholeOf(ledger)).tables.observations.map(({ value }) => value)).toEqual([100, 87]);
});

test('a task that a list names is written with the name of the list', async () => {
  const tasks = [{ ref: 't1', task: 'video' as const, parameters: null }];
  const readings = () => [{ kind: 'running' as const, list: 'runs', complete: true, tasks }];
  const read = { ago: 0, account: ann, watch: 'agent', fails: false, status: 200, readings };
  const { tables, snapshot } = await wholeOf(await living([{ after: hour, do: 'read', times: 1, reads: [read] }]));
  expect(tables.tasks.map(({ key, list }) => [key, list])).toEqual([['t1', 'runs']]);
  expect(snapshot?.accounts[0]?.tasks.map(({ list }) => list)).toEqual(['runs']);
});

/** All rows of a record are the ones that its log gives. */
async function sameAgain(ledger: Ledger): Promise<void> {
  const whole = await wholeOf(ledger);
  const tables = remaking();
  rebuild(emptySnapshot, whole.events, { ...rebuilding(born.settings), rows: tables.write });
  for (const { account } of whole.snapshot?.accounts ?? [])
    for (const table of ownTables) {
      const kept = whole.tables[table].filter((row) => row.account === account);
      const remade = tables.of(as(account))[table];
      // What came too late to change anything is seen all the same: it is in the tables alone.
      const late = ['observations', 'charges', 'lots'].includes(table);
      const [all, made] = [byKey(table, kept), byKey(table, remade)];
      expect(made).toEqual(late ? new Map([...all].filter(([key]) => made.has(key))) : all);
    }
}

async function textOf({ db }: Ledger): Promise<string> {
  return JSON.stringify(await Promise.all([...db.objectStoreNames].map((name) => db.getAll(name))));
}

describe('an account that is forgotten', () => {
  test('is in no store any more; the others stay, and are built again alike', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom(ann, bea), async (steps, gone) => {
        const ledger = await living(steps);
        const before = await wholeOf(ledger);
        await ledger.db.add('aside', { at: 1, what: 'snapshot', value: { account: gone } });
        await forgetAccount(ledger, as(gone), replay);
        expect(await textOf(ledger)).not.toContain(gone);
        const after = await wholeOf(ledger);
        const others = before.snapshot?.accounts.filter(({ account }) => account !== gone) ?? [];
        expect(after.snapshot?.accounts.map(({ account }) => account)).toEqual(others.map(({ account }) => account));
        // What was said of nobody, and had been given to the account that is gone, is nobody's again: no number.
        const said = (all: readonly AccountState[] = []) =>
          all.filter((one) => one.account !== unknownAccount || one.windows.length + one.balances.length > 0);
        expect(said(again(after))).toEqual(said(after.snapshot?.accounts));
        for (const { account } of others) expect(ownOf(after, account)).toEqual(ownOf(before, account));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('leaves no digest of what it did in what was taken in for good; those of the others stay', async () => {
    const steps = Array.from({ length: 300 }, (_, n): Step => {
      const account = [ann, bea, null][n % 3] ?? null;
      const read = {
        ago: 0,
        account,
        watch: 'numbers',
        readings: () => [credits(9_000 - n)],
        fails: false,
        status: 200,
      };
      return { after: hour, do: 'read', reads: [read], times: 1 };
    });
    const ledger = await living(steps);
    const { events } = await wholeOf(ledger);
    await ledger.db.clear('events');
    // Each in a stretch of its own: only whole ones are taken in.
    for (const [n, event] of events.entries())
      for (const stretch of stretchesOf([event])) await ledger.db.put('events', { ...stretch, n: n + 1 });
    await tidy(ledger, async () => replay, later(300 * hour) + eventsKept + week);
    const marksOf = async () => (await wholeOf(ledger)).base?.of.muse?.marks ?? {};
    const { [bea]: its = [], ...others } = await marksOf();
    const own = digestsOf(events.filter((event) => 'account' in event && event.account === bea));
    expect(its.length).toBeGreaterThan(3);
    expect(own.filter((one) => its.includes(one)).length).toBeGreaterThan(3);
    await forgetAccount(ledger, as(bea), replay);
    expect(await marksOf()).toEqual(others);
    expect(Object.values(others).flat().length).toBeGreaterThan(5);
    expect(
      Object.values(others)
        .flat()
        .filter((one) => own.includes(one)),
    ).toEqual([]);
    expect(await textOf(ledger)).not.toContain(bea);
    // With the last account, all of the service goes.
    for (const account of [ann, unknownAccount]) await forgetAccount(ledger, as(account), replay);
    expect((await wholeOf(ledger)).base?.of).toEqual({});
  }, 60_000);

  test('is gone from what happened after it was taken in for good, too, where pages named nobody', async () => {
    const told = (n: number, account: string | null): Step => {
      const read = {
        ago: 0,
        account,
        watch: 'numbers',
        readings: () => [credits(9_000 - n)],
        fails: false,
        status: 200,
      };
      return { after: hour, do: 'read', reads: [read], times: 1 };
    };
    const ledger = await living([told(1, ann), told(2, ann), told(3, null), told(4, null)]);
    const { events } = await wholeOf(ledger);
    await ledger.db.clear('events');
    const [old, young] = [stretchesOf(events.slice(0, 2)), stretchesOf(events.slice(2))];
    for (const [n, stretch] of [...old, ...young].entries()) await ledger.db.put('events', { ...stretch, n: n + 1 });
    await tidy(ledger, async () => replay, later(2 * hour) + eventsKept);
    expect(await ledger.db.count('events')).toBe(1);
    await forgetAccount(ledger, as(ann), replay);
    const { base, snapshot, events: left } = await wholeOf(ledger);
    expect([left, base?.of, base?.snapshot.accounts, snapshot?.accounts]).toEqual([[], {}, [], []]);
  });

  test('comes back only when it is seen again, and begins anew', async () => {
    const two = play([tells([weekly(20), credits(50)]), tells(credits(60), { account: bea, at: later(hour) })]);
    const ledger = await freshLedger();
    await write(ledger, two);
    await forgetAccount(ledger, as(ann), replay);
    const { snapshot } = await wholeOf(ledger);
    expect(snapshot?.accounts.map(({ account, number }) => [account, number])).toEqual([[bea, 1]]);
    const next = play([tells(credits(40), { at: later(2 * hour) })], { from: snapshot ?? emptySnapshot });
    expect(next.snapshot.accounts.map(({ account, windows }) => [account, windows.length])).toEqual([
      [bea, 0],
      [ann, 0],
    ]);
  });

  test('is forgotten also where part of the record cannot be read', async () => {
    const two = play([tells(weekly(20)), tells(credits(60), { account: bea, at: later(hour) })]);
    const ledger = await freshLedger();
    await write(ledger, two);
    await ledger.db.put('events', { n: 99, count: 2, words: [ann], bytes: new Uint8Array([9, 9]) });
    await forgetAccount(ledger, as(ann), replay);
    expect(await textOf(ledger)).not.toContain(ann);
    const left = (await wholeOf(ledger)).snapshot?.accounts ?? [];
    expect(left.map(({ account, balances }) => [account, balances[0]?.left])).toEqual([[bea, 60]]);
  });
});

/** Only with names: what is unnamed stays whose it was. */
const alwaysNamed = histories.map((steps) =>
  steps.map((step) =>
    step.do === 'read' ? { ...step, reads: step.reads.map((one) => ({ ...one, account: one.account ?? bea })) } : step,
  ),
);

describe('two accounts that are one', () => {
  test('have one history, as though there had been one all the time; building again gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(alwaysNamed, async (steps) => {
        const ledger = await living(steps);
        const before = await wholeOf(ledger);
        fc.pre(before.snapshot?.accounts.length === 2);
        await mergeAccounts(ledger, merge(bea), replayWith);
        const after = await wholeOf(ledger);
        expect(after.snapshot?.accounts.map(({ account, aliases }) => [account, aliases])).toEqual([[ann, [bea]]]);
        expect(again(after)).toEqual(after.snapshot?.accounts);
        expect(ownOf(after, bea).flat()).toEqual([]);
        const keys = (whole: Whole, table: 'charges' | 'tasks') =>
          new Set(whole.tables[table].map((row) => ('id' in row ? row.id : row.key)));
        for (const table of ['charges', 'tasks'] as const) expect(keys(after, table)).toEqual(keys(before, table));
        expect(after.tables.outbox.map(({ key }) => key)).toEqual([`muse·${ann}·x`]);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('stay one when a file from before is taken in, and when the file knows it first', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.boolean(), async (steps, here) => {
        const ledger = await living(steps);
        const before = await wholeOf(ledger);
        fc.pre(before.snapshot?.accounts.some(({ account }) => account === bea) === true);
        fc.pre(before.snapshot?.accounts.some(({ account }) => account === ann) === true);
        await mergeAccounts(ledger, merge(bea), replayWith);
        const after = await wholeOf(ledger);
        const other = here ? ledger : await living(steps);
        await take(other, here ? before : after);
        const both = await wholeOf(other);
        expect(named(both.snapshot?.accounts, bea)).toBeUndefined();
        expect(named(both.snapshot?.accounts, ann)).toEqual(named(after.snapshot?.accounts, ann));
        expect(ownOf(both, bea).flat()).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('keep what either has seen too late to change anything', async () => {
    const told = play([
      tells(weekly(20)),
      tells(weekly(30), { account: bea, at: later(hour) }),
      tells(weekly(25), { account: bea, at: later(hour / 2), id: 'late' }),
    ]);
    const ledger = await freshLedger();
    await write(ledger, told);
    await mergeAccounts(ledger, merge(bea), replayWith);
    const { tables } = await wholeOf(ledger);
    expect(tables.observations.map(({ account, value }) => [account, value])).toEqual([
      [ann, 20],
      [ann, 25],
      [ann, 30],
    ]);
  });

  test('may be one with a name and one without', async () => {
    const told = play([
      tells(credits(50)),
      tells(credits(60), { account: bea, at: later(hour) }),
      tells([weekly(30), credits(40)], { account: null, at: later(2 * hour) }),
    ]);
    const ledger = await freshLedger();
    await write(ledger, told);
    await mergeAccounts(ledger, merge(unknownAccount), replayWith);
    const after = await wholeOf(ledger);
    expect(after.snapshot?.accounts.map(({ account, balances }) => [account, balances[0]?.left])).toEqual([
      [ann, 40],
      [bea, 60],
    ]);
    expect(after.tables.observations.filter(({ account }) => account === unknownAccount)).toEqual([]);
  });

  test('stay two where part of the record cannot be read: nothing is changed', async () => {
    const two = play([tells(weekly(20)), tells(credits(60), { account: bea, at: later(hour) })]);
    const ledger = await freshLedger();
    await write(ledger, two, noon);
    await ledger.db.put('events', { n: 99, count: 2, words: [], bytes: new Uint8Array([9, 9]) });
    const before = await textOf(ledger);
    await expect(mergeAccounts(ledger, merge(bea), replayWith)).rejects.toThrow();
    expect(await textOf(ledger)).toBe(before);
  });
});

const named = (accounts: readonly AccountState[] | undefined, name: string) =>
  accounts?.find(({ account }) => account === name);
