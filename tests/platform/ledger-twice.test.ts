import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Read, record } from '@/core/app/record.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { credits, facts, fails, fiveHours, later, onPlan, task, tells, weekly } from '../app/story.ts';
import { type Contents, contentsOf, freshLedger } from './fresh.ts';

const now = later(6 * hour);

/** Delivers batches into a fresh ledger, as the worker would, and gives everything that is in it then. */
async function delivered(batches: readonly (readonly Read[])[]): Promise<Omit<Contents, 'aside'>> {
  const ledger = await freshLedger();
  for (const batch of batches)
    await ledger.record(now, (snapshot) => record(snapshot, batch, { facts, settings: defaultSettings, now }));
  const { aside: _, ...contents } = await contentsOf(ledger);
  ledger.close();
  return contents;
}

const changes: readonly Read[] = [
  tells([weekly(60), fiveHours(20), credits(5_000), onPlan('plus')]),
  tells([weekly(72), fiveHours(40), credits(4_300)], { at: later(6 * minute) }),
  tells(task('t1', 'started'), { at: later(7 * minute), watch: 'agent', phase: 'event' }),
  tells(task('t1', { ended: 'done' }), { at: later(9 * minute), watch: 'agent', phase: 'event' }),
  tells([weekly(83), fiveHours(100, { blocked: true }), credits(0)], { at: later(20 * minute) }),
  tells([weekly(84), fiveHours(3, { resetsAt: later(7 * hour) }), credits(700)], { at: later(2 * hour + 5 * minute) }),
];
const standing = [0, 10, 20, 30].map((n) => tells([weekly(60), credits(50)], { at: later(n * minute) }));

/** Batches in order, each as often as it takes until its acknowledgement comes through. */
const deliveriesOf = (reads: readonly Read[]) =>
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: reads.length - 1 })),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: reads.length, maxLength: reads.length }),
    )
    .map(([cuts, times]) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), reads.length];
      const batches = edges.slice(1).map((edge, place) => reads.slice(edges[place], edge));
      return batches.flatMap((batch, place) => Array.from({ length: times[place] ?? 1 }, () => batch));
    });

describe('sightings that are sent again, since the worker died before it could answer', () => {
  test('leave something behind at all', async () => {
    const { observations, days, tasks, models, outbox } = await delivered([changes]);
    for (const rows of [observations, days, tasks, models, outbox]) expect(rows.length).toBeGreaterThan(0);
  });

  test.each([
    ['values that change', changes],
    ['values that stand still', standing],
  ])('leave the same record as if they had come once: %s', async (_, reads) => {
    const { snapshot: _once, ...once } = await delivered([reads]);
    await fc.assert(
      fc.asyncProperty(deliveriesOf(reads), async (batches) => {
        const { snapshot: _again, ...again } = await delivered(batches);
        expect(again).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  test('values that stand still and then change leave the same record, too', async () => {
    const reads = [...standing, tells([weekly(65), credits(40)], { at: later(50 * minute) })];
    const { observations } = await delivered([reads]);
    expect((await delivered([reads, reads])).observations).toEqual(observations);
  });

  test('do not count as drift again', async () => {
    const reads = [fails('changed-shape')];
    const { drift } = await delivered([reads]);
    expect((await delivered([reads, reads])).drift).toEqual(drift);
  });
});
