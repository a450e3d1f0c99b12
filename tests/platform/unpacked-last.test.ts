import { describe, expect, test } from 'vitest';
import { bundleOf } from '@/core/app/bundles.ts';
import type { DayRow } from '@/core/app/rows.ts';
import { unpackedLast } from '@/core/platform/unpacked-last.ts';

const of = { provider: 'muse', account: 'ann', week: 2_900, table: 'days' } as const;
const row = (day: number, spent: number): DayRow => ({
  ...{ provider: 'muse', account: 'ann', meter: 'credits' },
  ...{ day: `2025-08-${`${day}`.padStart(2, '0')}`, spent, granted: 0, last: 90 },
});
const bundle = (...rows: readonly DayRow[]) => bundleOf(of, rows, 0);

describe('a bundle that is asked for again', () => {
  test('gives the rows it gave before', () => {
    const unpack = unpackedLast();
    const first = unpack('days', bundle(row(1, 5), row(2, 6)));
    expect(first).toEqual([row(1, 5), row(2, 6)]);
    expect(unpack('days', bundle(row(1, 5), row(2, 6)))).toBe(first);
  });

  test('gives its own rows where anything in it has changed', () => {
    const unpack = unpackedLast();
    unpack('days', bundle(row(1, 5)));
    expect(unpack('days', bundle(row(1, 7)))).toEqual([row(1, 7)]);
    expect(unpack('days', bundle(row(2, 7)))).toEqual([row(2, 7)]);
    expect(unpack('days', bundle(row(2, 7), row(3, 1)))).toEqual([row(2, 7), row(3, 1)]);
    expect(unpack('days', { ...bundle(row(2, 7)), account: 'bea' })).toEqual([{ ...row(2, 7), account: 'bea' }]);
  });
});

test('what was asked for longest ago is let go of first', () => {
  const unpack = unpackedLast(3);
  const weeks = [1, 2, 3].map((week) => ({ ...bundle(row(1, week), row(2, week)), week }));
  const [one, two, three] = weeks.map((each) => unpack('days', each));
  expect(unpack('days', weeks[2] as never)).toBe(three);
  expect(unpack('days', weeks[0] as never)).not.toBe(one);
  expect(unpack('days', weeks[1] as never)).toEqual(two);
});
