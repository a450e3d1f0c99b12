import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cycleOf, ownerKey, ownersOf } from '@/core/app/dashboard/history.ts';
import { rangeOf } from '@/core/app/dashboard/ranges.ts';
import { noFilter, type TaskLine, taskList } from '@/core/app/dashboard/task-list.ts';
import { tasksSince, taskViews } from '@/core/app/job-views.ts';
import type { Row, TaskRow } from '@/core/app/rows.ts';
import { taskCostOf, taskCostText } from '@/core/app/task-cost.ts';
import type { Selection, Shown } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { taskKinds } from '@/core/domain/task.ts';
import { providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { type Lived, yearOf, yearsSettings } from '../year.ts';
import { histories } from './histories.ts';
import { born, lived as livedOn } from './life.ts';
import { facts, offset } from './story.ts';

const words = wordsFor('en');
const noon = Date.parse('2026-11-22T20:00:00Z');
const muse: readonly Shown[] = [{ id: 'muse', facts: { ...facts, recipes: [] } }];
const own: readonly Shown[] = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));

/** The tasks as the record keeps them: a later row takes the place of an earlier one. */
function tasksOf(rows: readonly Row[]): readonly TaskRow[] {
  const all = new Map<string, TaskRow>();
  for (const { store, row } of rows) if (store === 'tasks') all.set(`${ownerKey(row)}/${row.key}`, row);
  return [...all.values()];
}

const looking = (snapshot: Snapshot, settings: Settings, now: number, services: readonly Shown[]): Selection => ({
  ...{ snapshot, services, settings, words },
  conditions: { now, offset, online: true, noAccess: [], needsReload: [] },
});

/** What History says of each task, whatever its kind. */
function historyLines(selection: Selection, tasks: readonly TaskRow[]): readonly TaskLine[] {
  const { now } = selection.conditions;
  const range = rangeOf('year', 0, { now, offsetAt: () => offset, cycle: cycleOf(selection) });
  const found = { spending: [], tasks, readings: [], days: [], sums: [], since: null };
  const view = { range, owners: ownersOf(selection), jobs: [], words, offsetAt: () => offset };
  return (['', ...taskKinds] as const).flatMap((kind) => {
    const { pages } = taskList(found, { ...noFilter, kind }, view);
    return Array.from({ length: pages }, (_, page) => taskList(found, { ...noFilter, kind, page }, view).lines).flat();
  });
}

/** How many tasks both places show; each says the same in both. */
function compare(selection: Selection, tasks: readonly TaskRow[]): number {
  const lines = new Map(historyLines(selection, tasks).map((one) => [one.key, one]));
  const since = tasksSince(selection);
  const recorded = tasks.filter(({ startedAt }) => since !== null && startedAt >= since);
  const both = taskViews(selection, recorded).filter((one) => lines.has(`${one.provider}/${one.owner}/${one.key}`));
  for (const { provider, owner, key, cost } of both)
    expect(cost).toBe(words.t('job.task-cost', { cost: lines.get(`${provider}/${owner}/${key}`)?.cost ?? '' }));
  return both.length;
}

describe('what a task has cost', () => {
  let year: Lived;
  beforeAll(() => {
    year = yearOf(noon, { days: 73, times: 1 });
  }, 120_000);

  test('is the same in the history and among the tasks that can be moved to a job', () => {
    const selection = looking(year.snapshot, yearsSettings(noon), noon, own);
    expect(compare(selection, tasksOf(year.rows))).toBeGreaterThan(5);
  });

  test('is the same in both whatever happens', () => {
    let compared = 0;
    fc.assert(
      fc.property(histories, (steps) => {
        const life = steps.reduce(livedOn, born);
        compared += compare(looking(life.snapshot, life.settings, life.now, muse), tasksOf(life.rows));
      }),
      { numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(20);
  }, 60_000);

  test.each([
    ['nothing, of a failed task that could be charged no more', 0, 'measured', true, '0 credits'],
    ['nothing yet', 0, 'measured', false, 'not known'],
    ['what nobody could work out', null, null, true, 'not known'],
    ['a part of a sum', 123.4, 'shared', true, 'about 120 credits'],
    ['what was seen to go', 123, 'measured', true, '123 credits'],
  ] as const)('%s', (_, credits, how, final, said) => {
    expect(taskCostText(taskCostOf({ cost: { credits, how, final } }), words)).toBe(said);
  });

  test('is not known before anybody has looked', () => {
    expect(taskCostOf({ cost: null })).toEqual({ credits: null, how: 'unknown' });
  });
});
