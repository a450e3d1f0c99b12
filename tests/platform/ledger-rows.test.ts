import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { eventsOf, type Stretch } from '@/core/app/event-log.ts';
import type { ObservationRow, Row } from '@/core/app/rows.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { type Ledger, openLedger } from '@/core/platform/ledger.ts';
import { databaseName } from '@/core/platform/ledger-schema.ts';
import { joined } from '@/core/platform/observations.ts';

let ledger: Ledger | undefined;
const gone = () =>
  new Promise<void>((done) => {
    ledger?.close();
    ledger = undefined;
    indexedDB.deleteDatabase(databaseName).onsuccess = () => done();
  });
afterEach(gone);

/** What is in all stores after these rows were written, so many of them at once. */
async function kept(rows: readonly Row[], atOnce: number) {
  await gone();
  ledger = await openLedger();
  for (let n = 0; n < rows.length; n += atOnce)
    await ledger.record(1, () => ({ snapshot: emptySnapshot, rows: rows.slice(n, n + atOnce), notices: [] }));
  const stretches: Stretch[] = await ledger.db.getAll('events');
  return {
    observations: await ledger.db.getAll('observations'),
    days: await ledger.db.getAll('days'),
    spending: await ledger.db.getAll('spending'),
    events: stretches.map((one) => [...eventsOf(one)]),
  };
}

const owner = { provider: 'muse', account: 'ann' };
const observation = (meter: string, from: number, until: number, value: number): ObservationRow =>
  ({
    ...owner,
    meter,
    from,
    until,
    unit: 'percent',
    value,
    resetsAt: null,
    blocked: null,
    watch: 'w',
    via: 'page',
  }) as const;

/** What a busy hour writes: values that stay or change, days that add up, charges that come and go, events. */
const rows = fc
  .array(
    fc.tuple(
      fc.constantFrom('five', 'week'),
      fc.boolean(),
      fc.constantFrom('seen', 'late', 'day', 'spent', 'unspent', 'event'),
    ),
    {
      maxLength: 60,
    },
  )
  .map((steps) => {
    const open = new Map<string, { from: number; value: number }>();
    return steps.map(([meter, changes, what], n): Row => {
      const at = 1_000 + n;
      const last = open.get(meter) ?? { from: at, value: n };
      const next = changes ? { from: at, value: n } : last;
      open.set(meter, next);
      if (what === 'seen') return { store: 'observations', row: observation(meter, next.from, at, next.value) };
      // Delivered again, or of two that were told of one moment the one that does not count.
      if (what === 'late') {
        const until = Math.max(next.from, at - (n % 3));
        return { store: 'observations', row: observation(meter, next.from, until, next.value + (n % 2)), late: true };
      }
      if (what === 'day')
        return { store: 'days', row: { ...owner, meter, day: '2026-11-22', spent: n, granted: 0 } as never };
      if (what === 'event') return { store: 'events', row: { what: 'task-moved', ...owner, key: `${n}`, at } as never };
      const store = what === 'spent' ? 'spending' : 'unspent';
      return { store, row: { ...owner, id: `${meter}${n % 3}`, credits: n } } as never;
    });
  });

describe('rows of one write', () => {
  test('leave the record as it would be had each been written by itself', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        expect(await kept(all, all.length || 1)).toEqual(await kept(all, 1));
      }),
      { numRuns: 25 },
    );
  });

  test('of an unchanged value are one, as long as the longest; of another value or meter they are others', () => {
    const [a, b, c] = [observation('five', 1, 5, 7), observation('five', 1, 3, 7), observation('five', 6, 6, 8)];
    const other = observation('week', 1, 9, 7);
    const seen = (row: typeof a) => ({ row });
    expect(joined([a, other, b, c].map(seen))).toEqual([[a, c].map(seen), [seen(other)]]);
    const late = (row: typeof a) => ({ row, late: true });
    expect(joined([seen(a), late(b), late(b), seen(c), late(a)])).toEqual([[seen(a), seen(c), late(a)]]);
    expect(joined([seen(b), late(a)])).toEqual([[seen(b), late(a)]]);
    const corrected = observation('five', 1, 5, 9);
    expect(joined([a, corrected].map(seen))).toEqual([[a, corrected].map(seen)]);
  });
});
