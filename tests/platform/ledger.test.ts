import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Row } from '@/core/app/rows.ts';
import { emptySnapshot, newAccount, type Snapshot } from '@/core/domain/account.ts';
import { absorbTask } from '@/core/domain/task.ts';
import { samples } from '../words/samples.ts';
import { contentsOf, freshLedger, noon, reopened, write } from './fresh.ts';

const ann = { provider: 'muse', account: 'ann' };
const unknown = { provider: 'muse', account: 'unknown' };
const snapshot: Snapshot = { ...emptySnapshot, accounts: [newAccount('muse', 'ann', 1)], savedAt: noon };

type RowOf<Store extends Row['store']> = Extract<Row, { store: Store }>;
const observed = (over: Partial<RowOf<'observations'>['row']> = {}): Row => ({
  store: 'observations',
  row: {
    ...ann,
    meter: 'credits',
    from: noon,
    until: noon,
    unit: 'credits',
    value: 50,
    resetsAt: null,
    blocked: null,
    watch: 'balance',
    via: 'page',
    ...over,
  },
});
const spent = (over: Partial<RowOf<'days'>['row']> = {}): Row => ({
  store: 'days',
  row: { ...ann, meter: 'credits', day: '2026-11-22', spent: 5, granted: 0, last: 45, ...over },
});
const drifted = (over: Partial<RowOf<'drift'>['row']> = {}): Row => ({
  store: 'drift',
  row: {
    provider: 'muse',
    watch: 'balance',
    kind: 'changed-shape',
    paths: ['$.a:list'],
    firstAt: noon,
    lastAt: noon,
    times: 1,
    ...over,
  },
});
const charged = (id: string, owner = ann): Row => ({
  store: 'charges',
  row: { ...owner, id, at: noon, credits: 12, what: 'video' },
});

test('a task that is moved keeps everything but its job; one that was never written down stays so', async () => {
  const ledger = await freshLedger();
  const [made] = absorbTask(
    [],
    { kind: 'task', refs: ['t1'], task: 'video', parameters: { seconds: 5 }, news: 'started' },
    noon,
    'deck',
  ).tasks;
  if (made === undefined) throw new Error('no task');
  await write(ledger, { rows: [{ store: 'tasks', row: { ...ann, ...made } }] });
  const move = (key: string): Row => ({ store: 'moved', row: { ...ann, key, job: 'film' } });
  await write(ledger, { rows: [move('t1'), move('t2')] });
  expect((await contentsOf(ledger)).tasks).toEqual([{ ...ann, ...made, job: 'film' }]);
});

describe('one recording', () => {
  test('commits the snapshot, its rows and what is to be told together', async () => {
    const ledger = await freshLedger();
    await write(ledger, { snapshot, rows: [observed(), charged('c1')], notices: [samples['near-limit']] });
    const { observations, charges, outbox, snapshot: saved } = await contentsOf(ledger);
    expect([observations.length, charges.length, outbox.length]).toEqual([1, 1, 1]);
    expect(saved).toEqual([snapshot]);
  });

  test('is there in the next life of the worker', async () => {
    await write(await freshLedger(), { snapshot, notices: [samples['near-limit']] });
    const next = await reopened();
    expect(await next.snapshot()).toEqual(snapshot);
    expect(await next.due()).toEqual([samples['near-limit']]);
  });

  test('gives what the change gave, and hands the last snapshot to the next', async () => {
    const ledger = await freshLedger();
    const seen: Snapshot[] = [];
    const change = (before: Snapshot) => {
      seen.push(before);
      return { snapshot, rows: [], notices: [], more: 42 };
    };
    expect(await ledger.record(noon, change)).toMatchObject({ more: 42 });
    await ledger.record(noon, change);
    expect(seen).toEqual([emptySnapshot, snapshot]);
  });

  test('that throws leaves nothing behind, and the next one goes through', async () => {
    const ledger = await freshLedger();
    const broken = ledger.record(noon, () => {
      throw new Error('a bug of ours');
    });
    await expect(broken).rejects.toThrow('a bug of ours');
    await write(ledger, { snapshot });
    expect(await ledger.snapshot()).toEqual(snapshot);
  });

  test('of which one row cannot be written leaves nothing behind', async () => {
    const ledger = await freshLedger();
    const unwritable = charged({} as string);
    await expect(
      write(ledger, { snapshot, rows: [observed(), unwritable], notices: [samples['near-limit']] }),
    ).rejects.toThrow();
    expect(Object.values(await contentsOf(ledger)).flat()).toEqual([]);
  });

  test('and another at the same moment follow each other', async () => {
    const ledger = await freshLedger();
    const grow = (before: Snapshot) => ({
      snapshot: { ...before, accounts: [...before.accounts, newAccount('muse', `a${before.accounts.length}`, 1)] },
      rows: [],
      notices: [],
    });
    await Promise.all([1, 2, 3].map(() => ledger.record(noon, grow)));
    expect((await ledger.snapshot()).accounts.map(({ account }) => account)).toEqual(['a0', 'a1', 'a2']);
  });
});

describe('rows', () => {
  test('an unchanged observation extends its row, and never shortens it', async () => {
    const ledger = await freshLedger();
    for (const until of [noon, noon + 60_000, noon + 30_000]) await write(ledger, { rows: [observed({ until })] });
    await write(ledger, { rows: [observed({ from: noon + 90_000, until: noon + 90_000, value: 40 })] });
    const { observations } = await contentsOf(ledger);
    expect(observations).toMatchObject([
      { from: noon, until: noon + 60_000, value: 50 },
      { from: noon + 90_000, until: noon + 90_000, value: 40 },
    ]);
  });

  test('days add up, and keep the last value', async () => {
    const ledger = await freshLedger();
    await write(ledger, { rows: [spent({ granted: 10 }), spent({ spent: 3, granted: 100, last: 142 })] });
    await write(ledger, { rows: [spent({ day: '2026-11-23' }), spent({ meter: 'codex:604800' })] });
    const { days } = await contentsOf(ledger);
    expect(days).toMatchObject([
      { meter: 'codex:604800', day: '2026-11-22', spent: 5 },
      { meter: 'credits', day: '2026-11-22', spent: 8, granted: 110, last: 142 },
      { meter: 'credits', day: '2026-11-23', spent: 5 },
    ]);
  });

  test('drift counts, since its first time', async () => {
    const ledger = await freshLedger();
    await write(ledger, { rows: [drifted()] });
    await write(ledger, {
      rows: [drifted({ firstAt: noon + 5, lastAt: noon + 5, paths: ['$.b:null'] }), drifted({ kind: 'not-json' })],
    });
    const { drift } = await contentsOf(ledger);
    expect(drift).toMatchObject([
      { kind: 'changed-shape', firstAt: noon, lastAt: noon + 5, times: 2, paths: ['$.b:null'] },
      { kind: 'not-json', times: 1 },
    ]);
  });

  test('the service’s own log is kept once, by its ids', async () => {
    const ledger = await freshLedger();
    await write(ledger, { rows: [charged('c1'), charged('c1'), charged('c2')] });
    expect((await contentsOf(ledger)).charges).toHaveLength(2);
  });
});

describe('an account that gets its name', () => {
  const rename: Row = { store: 'rename', row: { ...unknown, to: 'ann' } };

  test('takes all its rows with it, and nobody else’s', async () => {
    const ledger = await freshLedger();
    const other = { provider: 'other', account: 'unknown' };
    await write(ledger, { rows: [observed(unknown), spent(unknown), charged('c1', unknown), charged('c2', other)] });
    await write(ledger, { rows: [rename] });
    const { observations, days, charges } = await contentsOf(ledger);
    expect(observations).toMatchObject([{ account: 'ann' }]);
    expect(days).toMatchObject([{ account: 'ann' }]);
    expect(charges).toMatchObject([
      { provider: 'muse', account: 'ann', id: 'c1' },
      { provider: 'other', account: 'unknown', id: 'c2' },
    ]);
  });

  test('that has days of its own keeps them: both add up', async () => {
    const ledger = await freshLedger();
    await write(ledger, { rows: [spent({ ...ann, spent: 70 }), spent({ ...unknown, spent: 5 })] });
    await write(ledger, { rows: [rename] });
    expect((await contentsOf(ledger)).days).toMatchObject([{ account: 'ann', spent: 75 }]);
  });

  test('before its rows of the same recording are written, so that they are in one place', async () => {
    const ledger = await freshLedger();
    await write(ledger, { rows: [observed(unknown)] });
    await write(ledger, { rows: [rename, observed({ until: noon + 1 })] });
    expect((await contentsOf(ledger)).observations).toMatchObject([{ account: 'ann', until: noon + 1 }]);
  });
});

describe('a stored snapshot that cannot be read', () => {
  const old = { version: 0, credits: 50 };
  const spoilt = async () => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const ledger = await freshLedger();
    await ledger.db.put('snapshot', old, 'now');
    return ledger;
  };

  test('is set aside as it is, never overwritten, and then we start clean', async () => {
    const ledger = await spoilt();
    await write(ledger, { snapshot });
    const { aside, snapshot: saved } = await contentsOf(ledger);
    expect(aside).toEqual([{ at: noon, what: 'snapshot', value: old }]);
    expect(saved).toEqual([snapshot]);
    await write(ledger, { snapshot });
    expect((await contentsOf(ledger)).aside).toHaveLength(1);
  });

  test('is shown as nothing, and painting alone changes nothing', async () => {
    const ledger = await spoilt();
    expect(await ledger.snapshot()).toEqual(emptySnapshot);
    expect((await contentsOf(ledger)).snapshot).toEqual([old]);
  });

  test('is told as a kind, without what stood in it', async () => {
    const ledger = await spoilt();
    await write(ledger, { snapshot });
    expect(JSON.stringify(vi.mocked(console.warn).mock.calls)).not.toContain('50');
    expect(console.warn).toHaveBeenCalledOnce();
  });
});
