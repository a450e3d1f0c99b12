import fc from 'fast-check';
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { catchUp } from '@/core/app/catch-up.ts';
import type { Stretch } from '@/core/app/event-log.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import { type Read, record } from '@/core/app/record.ts';
import type { Row } from '@/core/app/rows.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import type { Reading, TaskParameters } from '@/core/domain/reading.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { type Ledger, openLedger } from '@/core/platform/ledger.ts';
import type { Replay } from '@/core/platform/rebuilding.ts';
import type { eventSchema } from '@/core/platform/stored-events.ts';
import { histories } from '../app/histories.ts';
import { born, type Life, lived, rebuilding, stretchesOf } from '../app/life.ts';
import { bea, credits, facts, fiveHours, later, offset, task, tells, weekly } from '../app/story.ts';
import { contentsOf, freshLedger, reopened, write } from './fresh.ts';

const replay: Replay = (snapshot, events) => rebuild(snapshot, events, rebuilding(defaultSettings));

/** The next life of the worker, of a program that may build the record again. */
async function next(how: Replay = replay): Promise<Ledger> {
  const ledger = await openLedger(async () => how);
  onTestFinished(() => ledger.close());
  return ledger;
}

/** What an older or half-written profile may hold. */
const old = { version: 0, credits: 50 };
const spoil = (ledger: Ledger) => ledger.db.put('snapshot', old, 'now');
const quietly = () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  return told;
};
const take = (ledger: Ledger, reads: readonly Read[], now: number) =>
  ledger.record(now, (before) =>
    record(before, reads, { facts, settings: defaultSettings, now, offsetAt: () => offset }),
  );
const wake = (ledger: Ledger, now: number) =>
  ledger.record(now, (before) => catchUp(before, defaultSettings, { now, offset }));

const day: readonly Read[] = [
  tells([weekly(60), fiveHours(20), credits(5_000)], { account: null }),
  tells(task('t1', 'started'), { at: later(minute), watch: 'agent', phase: 'event' }),
  tells([weekly(61), credits(4_800)], { at: later(3 * minute) }),
  tells(task('t1', { ended: 'done' }), { at: later(5 * minute), watch: 'agent', phase: 'event' }),
  tells(credits(4_700), { at: later(6 * minute) }),
  tells([weekly(2), credits(70)], { at: later(7 * minute), account: bea }),
];

/** A ledger after that day, and what was believed at its end. */
async function dayOver(): Promise<{ readonly ledger: Ledger; readonly believed: Snapshot }> {
  const ledger = await freshLedger();
  for (const read of day) await take(ledger, [read], read.sighting.at + 50);
  await wake(ledger, later(8 * hour));
  return { ledger, believed: await ledger.snapshot() };
}

/** Many readings at once, as if they had come one by one. */
async function many(count: number): Promise<Ledger> {
  const ledger = await freshLedger();
  const reads = Array.from({ length: count }, (_, n) => tells(credits(9_000 - n), { at: later(n * minute) }));
  const told = reads.reduce<{ snapshot: Snapshot; rows: readonly Row[] }>(
    ({ snapshot, rows }, read) => {
      const now = read.sighting.at;
      const one = record(snapshot, [read], { facts, settings: defaultSettings, now, offsetAt: () => offset });
      return { snapshot: one.snapshot, rows: [...rows, ...one.rows] };
    },
    { snapshot: emptySnapshot, rows: [] },
  );
  for (const stretch of stretchesOf(told.rows)) await ledger.db.put('events', stretch);
  await ledger.db.put('snapshot', told.snapshot, 'now');
  return ledger;
}

describe('a snapshot that cannot be read', () => {
  test('is built again as it was, before anything is added to it', async () => {
    const warned = quietly();
    const { ledger, believed } = await dayOver();
    await spoil(ledger);
    const again = await next();
    await wake(again, later(8 * hour));
    expect((await again.snapshot()).accounts).toEqual(believed.accounts);
    expect((await contentsOf(again)).aside).toEqual([{ at: later(8 * hour), what: 'snapshot', value: old }]);
    expect(warned).toHaveBeenCalledOnce();
  });

  test('or is gone, is built again, too', async () => {
    const { ledger, believed } = await dayOver();
    await ledger.db.delete('snapshot', 'now');
    const again = await next();
    await wake(again, later(8 * hour));
    expect((await again.snapshot()).accounts).toEqual(believed.accounts);
  });

  test('is built once, however many want it at the same moment', async () => {
    quietly();
    const { ledger, believed } = await dayOver();
    await spoil(ledger);
    const again = await next();
    await Promise.all([1, 2, 3].map(() => wake(again, later(8 * hour))));
    expect((await again.snapshot()).accounts).toEqual(believed.accounts);
    expect((await contentsOf(again)).aside).toHaveLength(1);
  });

  test('goes on with what came next as if nothing had happened', async () => {
    quietly();
    const later9 = tells(credits(4_600), { at: later(9 * hour) });
    const { ledger } = await dayOver();
    await take(ledger, [later9], later(9 * hour));
    const unharmed = await ledger.snapshot();
    const other = await dayOver();
    await spoil(other.ledger);
    const again = await next();
    await take(again, [later9], later(9 * hour));
    expect((await again.snapshot()).accounts).toEqual(unharmed.accounts);
  });

  test('of a long history is built in pieces, and goes on where it stopped should the worker die', async () => {
    quietly();
    const ledger = await many(2_500);
    const believed = await ledger.snapshot();
    await spoil(ledger);
    const taken: number[] = [];
    const dying: Replay = (snapshot, events) => {
      if (taken.length === 1) throw new Error('the worker was killed');
      taken.push(events.length);
      return replay(snapshot, events);
    };
    await expect(wake(await next(dying), later(50 * hour))).rejects.toThrow('killed');
    const rest: Replay = (snapshot, events) => {
      taken.push(events.length);
      return replay(snapshot, events);
    };
    const again = await next(rest);
    await write(again, { snapshot: await peek(again) });
    expect(taken.length).toBeGreaterThan(2);
    expect(Math.max(...taken)).toBeLessThan(2_000);
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(2_500);
    expect((await again.snapshot()).accounts).toEqual(believed.accounts);
    expect(await again.db.getAllKeys('snapshot')).toEqual(['now']);
  }, 30_000);
});

/** The snapshot as a change would get it. */
const peek = async (ledger: Ledger) =>
  (await ledger.record(later(50 * hour), (snapshot) => ({ snapshot, rows: [], notices: [] }))).snapshot;

test('who cannot build it again may not write over it', async () => {
  quietly();
  const { ledger, believed } = await dayOver();
  await spoil(ledger);
  const other = await reopened();
  await expect(wake(other, later(8 * hour))).rejects.toThrow('must be able');
  const again = await next();
  expect((await peek(again)).accounts).toEqual(believed.accounts);
});

describe('events that cannot be read', () => {
  const spoilt = async (change: (stretch: Stretch) => unknown) => {
    quietly();
    const ledger = await many(600);
    const [first] = await ledger.db.getAll('events');
    if (first === undefined) throw new Error('there are events');
    await ledger.db.put('events', change(first) as Stretch);
    await spoil(ledger);
    const again = await next();
    return (await peek(again)).accounts;
  };

  test.each<[string, (stretch: Stretch) => unknown]>([
    ['a stretch cut short', (one) => ({ ...one, bytes: one.bytes.slice(0, 500) })],
    ['a stretch of nonsense', (one) => ({ ...one, bytes: Uint8Array.of(99, 98, 97), words: ['x'] })],
    ['a stretch of another kind', ({ n }) => ({ n, count: 3, list: 'x' })],
  ])('cost what is in them, and nothing else: %s', async (_, change) => {
    const [account] = await spoilt(change);
    expect(account?.balances[0]?.left).toBe(9_000 - 599);
  });

  test('do not keep the next one from being written', async () => {
    const ledger = await freshLedger();
    await ledger.db.put('events', { n: 7, count: 1, latest: 'x' } as unknown as Stretch);
    await ledger.db.put('snapshot', emptySnapshot, 'now');
    await take(ledger, day.slice(0, 1), later(0));
    expect((await ledger.db.getAll('events')).map(({ n, count }) => [n, count])).toEqual([
      [7, 1],
      [8, 1],
    ]);
  });
});

test('whatever was written through the ledger gives what was believed', async () => {
  quietly();
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      const ledger = await freshLedger();
      let life: Life = born;
      for (const step of steps) {
        const was = life.rows.length;
        life = lived(life, step);
        await write(ledger, { snapshot: life.snapshot, rows: life.rows.slice(was) }, life.now);
      }
      await spoil(ledger);
      ledger.close();
      const again = await next((snapshot, events) => rebuild(snapshot, events, rebuilding(life.settings)));
      expect((await peek(again)).accounts).toEqual(life.snapshot.accounts);
      again.close();
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('every field of a reading is kept: a new one does not compile before its schema has it', () => {
  type Heard = Extract<z.output<typeof eventSchema>, { what: 'heard' }>;
  type Kept = Heard['readings'][number];
  type FieldsOf<Told extends { kind: string }> = { [Kind in Told['kind']]: keyof Extract<Told, { kind: Kind }> };
  type Parameters = NonNullable<Extract<Kept, { kind: 'task' }>['parameters']>;
  expectTypeOf<FieldsOf<Kept>>().toEqualTypeOf<FieldsOf<Reading>>();
  expectTypeOf<keyof Parameters>().toEqualTypeOf<keyof TaskParameters>();
});
