import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { absorbTake, type Retakes, type Take } from '@/core/domain/retakes.ts';
import { type TaskKind, taskKinds } from '@/core/domain/task.ts';
import { hour, minute } from '@/core/domain/time.ts';

const midnight = Date.parse('2026-11-22T00:00:00Z');
type Run = {
  readonly at: number;
  readonly task?: TaskKind;
  readonly parameters?: TaskParameters;
  readonly key?: string;
};

/** What every run led to. */
function runs(...all: readonly Run[]) {
  let takes: readonly Take[] = [];
  const said: (Retakes | null)[] = [];
  for (const [n, { at, task = 'video', parameters = { model: 'm', seconds: 60 }, key = `${n}` }] of all.entries()) {
    const next = absorbTake(takes, { key, task, parameters, startedAt: midnight + at }, midnight);
    takes = next.takes;
    said.push(next.retakes);
  }
  return { takes, said, counts: said.map((one) => one?.count ?? 0) };
}

describe('retakes', () => {
  test('are the third run alike in half an hour', () => {
    const { counts, said } = runs({ at: hour }, { at: hour + 9 * minute }, { at: hour + 29 * minute });
    expect(counts).toEqual([0, 0, 3]);
    expect(said[2]).toMatchObject({ task: 'video', since: midnight + hour });
  });

  test('are the fourth of the day, however far apart; the third is none yet', () => {
    expect(runs({ at: hour }, { at: 5 * hour }, { at: 9 * hour }, { at: 20 * hour }).counts).toEqual([0, 0, 0, 4]);
  });

  test('of yesterday do not count for today', () => {
    expect(runs({ at: -3 * hour }, { at: -2 * hour }, { at: hour }, { at: 2 * hour }).counts).toEqual([0, 0, 0, 0]);
  });

  test.each<[string, readonly Run[]]>([
    ['with other settings', [4, 8, 12].map((seconds) => ({ at: hour, parameters: { seconds: 60 + seconds } }))],
    ['of another kind', (['video', 'page', 'slides'] as const).map((task) => ({ at: hour, task }))],
    ['that cost next to nothing', [1, 2, 3, 4].map((n) => ({ at: n * minute, task: 'chat' as const }))],
    ['in low resolution', [1, 2, 3, 4].map((n) => ({ at: n * minute, parameters: { size: '480p' } }))],
    [
      'much shorter than the real one',
      [{ at: 0 }, ...[1, 2, 3, 4].map((n) => ({ at: n * minute, parameters: { model: 'm', seconds: 10 } }))],
    ],
  ])('are not runs %s', (_, all) => {
    expect(runs(...all).counts.every((count) => count === 0)).toBe(true);
  });

  test('are not counted twice when a run is told twice', () => {
    const again = { at: hour, key: 'same' };
    expect(runs(again, again, again, again).counts).toEqual([0, 0, 0, 0]);
  });

  test('are kept of one day, and never more than a screenful, whatever runs', () => {
    const run = fc.record({ at: fc.integer({ min: 0, max: 90 * hour }), task: fc.constantFrom(...taskKinds) });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 120 }), (all) => {
        expect(runs(...all).takes.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});
