import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bundled, bundledTables, bundleOf, momentOf, rowsIn, weekOf } from '@/core/app/bundles.ts';
import type { Row } from '@/core/app/rows.ts';
import { type RowOf, rowKey } from '@/core/app/whole.ts';
import { day } from '@/core/domain/time.ts';
import { readable, rowSchemas } from '@/core/platform/stored-rows.ts';
import { histories } from './histories.ts';
import { born, lived } from './life.ts';
import { ann, noon } from './story.ts';

const isOf =
  <Of extends Bundled>(table: Of) =>
  (row: Row): RowOf<Of>[] =>
    row.store === table ? [row.row as unknown as RowOf<Of>] : [];
const byKey = <Of extends Bundled>(table: Of, rows: readonly RowOf<Of>[]) =>
  [...new Map(rows.map((row) => [rowKey(table, row), row])).values()].toSorted((a, b) =>
    rowKey(table, a) < rowKey(table, b) ? -1 : 1,
  );
const of = { provider: 'muse', account: ann, week: 1 };

describe('rows in a bundle', () => {
  test('come back as they were, of every table', () => {
    let rows = 0;
    fc.assert(
      fc.property(histories, (steps) => {
        const all = steps.reduce(lived, born).rows;
        for (const table of bundledTables) {
          const own = all.flatMap(isOf(table)).filter(({ account }) => account === ann) as RowOf<typeof table>[];
          const bundle = structuredClone(bundleOf<Bundled>({ ...of, table }, own, 0));
          const back = readable<RowOf<Bundled>>(rowSchemas[table] as never, rowsIn(bundle));
          expect(byKey(table, back as never)).toEqual(byKey(table, own as never));
          expect(bundle.count).toBe(back.length);
          rows += back.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(rows).toBeGreaterThan(500);
  });

  test('of two with one key the later one counts', () => {
    const charge = { provider: 'muse', account: ann, id: 'x', at: noon, what: null };
    const bundle = bundleOf(
      { ...of, table: 'charges' },
      [
        { ...charge, credits: 1 },
        { ...charge, credits: 2 },
      ],
      0,
    );
    expect(rowsIn(bundle)).toEqual([{ ...charge, credits: 2 }]);
  });

  test('of old weeks, turns of chat that took nothing are not among them, all other tasks are', () => {
    const tasks = fc.sample(histories, { seed: 5, numRuns: 60 }).flatMap((steps) => {
      const { rows } = steps.reduce(lived, born);
      return rows.flatMap(isOf('tasks'));
    });
    const back = rowsIn(bundleOf({ ...of, table: 'tasks' }, tasks, day)) as RowOf<'tasks'>[];
    const kept = byKey('tasks', tasks).filter(({ task, cost }) => task !== 'chat' || cost !== null);
    expect(kept.length).toBeLessThan(byKey('tasks', tasks).length);
    expect(back.map(({ key }) => key).sort()).toEqual(kept.map(({ key }) => key).sort());
  });

  test('are told to a week by when they were made', () => {
    const days = { provider: 'muse', account: ann, meter: 'm', day: '2026-11-22', spent: 1, granted: 0, last: 0 };
    expect(weekOf(momentOf('days', days) ?? 0)).toBe(weekOf(Date.parse('2026-11-22T12:00:00Z')));
    expect(
      momentOf('charges', { provider: 'muse', account: ann, id: 'x', at: null, credits: 1, what: null }),
    ).toBeNull();
  });
});
