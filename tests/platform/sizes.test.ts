import { serialize } from 'node:v8';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventsKept } from '@/core/app/base.ts';
import { bundledAfter, bundledTables, daysAfter, sumsAfter, weekOf } from '@/core/app/bundles.ts';
import { stretchesOf } from '@/core/app/event-log.ts';
import type { Row } from '@/core/app/rows.ts';
import { week } from '@/core/domain/time.ts';
import { startClean } from '@/core/platform/rebuilding.ts';
import { tidy } from '@/core/platform/tidying.ts';
import { eventsIn, heavyDays, moved, type Recorded } from '../heavy.ts';
import { bundlesOf, heavyWeek, keptOf } from '../heavy-record.ts';
import { freshLedger, write } from './fresh.ts';

const until = 2_960 * week;
let lived: Recorded;
let rows: readonly Row[];
beforeAll(() => {
  lived = heavyDays(until, 2);
  rows = heavyWeek(lived, -1);
}, 60_000);

/** As the browser would keep them: bytes of structured clones. */
const bytesOf = (all: readonly unknown[]) => all.reduce<number>((sum, one) => sum + serialize(one).length, 0);
const megabyte = 1_000_000;

describe('somebody who lives in three services', () => {
  test('has less than 20 MB after two years, and next to nothing more in each year after them', () => {
    const naive = bundledTables.reduce((sum, table) => sum + bytesOf(keptOf(table, rows)), 0);
    const events = bytesOf(stretchesOf(eventsIn(rows)));
    const [hourly, daily, summed] = [bundledAfter, daysAfter, sumsAfter].map((after) =>
      bytesOf(bundlesOf(rows, weekOf(until) - 1, until + after)),
    );
    const fresh = (bundledAfter / week + 1) * naive + (eventsKept / week + 1) * events + 2 * bytesOf([lived.snapshot]);
    const year = fresh + 48 * (hourly ?? 0);
    const growth = 52 * (daily ?? 0);
    expect(naive * 52).toBeGreaterThan(35 * megabyte);
    expect(year).toBeLessThan(15 * megabyte);
    expect(growth).toBeLessThan((naive * 52) / 10);
    expect(year + 8 * (hourly ?? 0) + growth).toBeLessThan(20 * megabyte);
    // From the third year on.
    expect(52 * (summed ?? 0)).toBeLessThan((naive * 52) / 200);
  });

  test('has single rows of the last five weeks alone, once it is tidied', async () => {
    const ledger = await freshLedger();
    const [someDay] = lived.days;
    for (let n = 1; n <= 9; n++)
      await write(ledger, { rows: moved(someDay ?? [], -7 * n).filter(({ store }) => store !== 'events') });
    const before = await ledger.db.count('observations');
    await tidy(ledger, async () => startClean, until);
    const [first] = (await ledger.db.getAll('observations')).toSorted((a, b) => a.from - b.from);
    expect(first?.from).toBeGreaterThan(until - bundledAfter - week);
    expect(await ledger.db.count('observations')).toBeLessThan(before * 0.6);
    expect(await ledger.db.count('archive')).toBeGreaterThan(20);
  }, 60_000);
});
