import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { absorbTake, type Retakes, streakOf, type Take } from '@/core/domain/retakes.ts';
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
    ['started together', [0, 1, 2, 3].map((n) => ({ at: n * 10_000 }))],
    ['of which nothing is known, over the day', [1, 5, 9, 13].map((n) => ({ at: n * hour, parameters: {} }))],
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

  test('in a service’s standard size count, though it is called small', () => {
    const small = [1, 3, 5].map((n) => ({ at: n * minute, parameters: { model: 'sy_8', size: 'small', seconds: 10 } }));
    expect(runs(...small).counts).toEqual([0, 0, 3]);
  });

  test('are counted as tries, however little lies between them', () => {
    expect(runs(...[0, 50, 100, 150].map((n) => ({ at: n * 1_000 }))).counts.filter((count) => count > 0)).toEqual([]);
    expect(runs(...[0, 50, 100, 150, 200, 250].map((n) => ({ at: n * 1_000 }))).counts).toEqual([0, 0, 0, 0, 3, 0]);
  });

  test('are told once for a streak, also across midnight', () => {
    const night = [-20, -15, -10, -5, 5, 10, 15, 20].map((n) => ({ at: n * minute }));
    expect(runs(...night).counts).toEqual([0, 0, 3, 0, 0, 0, 0, 0]);
  });

  test('are told once for a streak, though its first run turns out to have failed', () => {
    const first = runs({ at: hour }, { at: hour + 5 * minute }, { at: hour + 10 * minute });
    const without = first.takes.filter(({ key }) => key !== '0');
    const next = { key: 'x', task: 'video', parameters: { model: 'm', seconds: 60 }, startedAt: 0 } as const;
    const again = absorbTake(without, { ...next, startedAt: midnight + hour + 15 * minute }, midnight);
    expect([first.counts, again.retakes]).toEqual([[0, 0, 3], null]);
  });

  test('are told again where another streak begins the same day', () => {
    const evening = [19, 19.1, 19.2].map((n) => ({ at: n * hour }));
    expect(runs({ at: hour }, { at: 1.1 * hour }, { at: 1.2 * hour }, ...evening).counts).toEqual([0, 0, 3, 0, 0, 3]);
  });

  test('are the same whichever of them is heard of first', () => {
    expect(runs({ at: 20 * minute }, { at: 0 }, { at: 10 * minute }).counts).toEqual([0, 0, 3]);
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

describe('the streak so far', () => {
  const parameters = { model: 'm', seconds: 60 };
  const streak = (takes: readonly Take[], at: number, of: TaskParameters = parameters) =>
    streakOf(takes, 'video', of, midnight + at, midnight);

  test('is what the next one would continue', () => {
    const { takes } = runs({ at: hour }, { at: hour + 9 * minute });
    expect(streak([], hour)).toEqual({ count: 0, since: null, full: false });
    expect(streak(takes.slice(0, 1), hour + minute)).toMatchObject({ count: 1, full: false });
    expect(streak(takes, hour + 20 * minute)).toEqual({ count: 2, since: midnight + hour, full: true });
    expect(streak(takes, 3 * hour)).toMatchObject({ count: 2, full: false });
  });

  test('is full where the next would be the fourth of the day', () => {
    const { takes } = runs({ at: hour }, { at: 3 * hour }, { at: 5 * hour });
    expect(streak(takes, 9 * hour)).toMatchObject({ count: 3, full: true });
  });

  test('is none of a preview, nor of anything else', () => {
    const { takes } = runs({ at: hour }, { at: hour + 9 * minute });
    expect(streak(takes, hour + 20 * minute, { ...parameters, seconds: 8 }).count).toBe(0);
    expect(streak(takes, hour + 20 * minute, { ...parameters, size: '480p' }).count).toBe(0);
    expect(streakOf(takes, 'chat', parameters, midnight + hour, midnight).count).toBe(0);
  });

  test('says of every next run just what taking it in says, as long as nothing of it has been told', () => {
    const at = fc.integer({ min: 0, max: 23 * 60 }).map((n) => n * minute);
    fc.assert(
      fc.property(fc.array(at, { maxLength: 8 }), at, (before, last) => {
        const all = [...before, last].toSorted((a, b) => a - b);
        const { takes } = runs(...all.slice(0, -1).map((one) => ({ at: one })));
        const fresh = takes.map((one) => ({ ...one, told: false }));
        const now = midnight + (all.at(-1) ?? 0);
        const taken = absorbTake(fresh, { key: 'next', task: 'video', parameters, startedAt: now }, midnight);
        // One that starts within a minute of the last is the same try.
        fc.pre(fresh.every((one) => now - one.at >= minute));
        expect(streak(fresh, now - midnight).full).toBe(taken.retakes !== null);
      }),
    );
  });
});
