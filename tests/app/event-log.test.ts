import { describe, expect, test } from 'vitest';
import { eventsOf, isFull } from '@/core/app/event-log.ts';
import type { Row } from '@/core/app/rows.ts';
import { hour, minute, second } from '@/core/domain/time.ts';
import { readBack, stretchesOf } from './life.ts';
import { credits, fiveHours, later, play, rowsOf, tells, weekly } from './story.ts';

/** The same answer every few minutes, but that its reset jitters, and more is used now and then. */
const standing = (many: number) =>
  play(
    Array.from({ length: many }, (_, n) => {
      const jitter = (n % 4) * second;
      const readings = [
        weekly(20 + Math.floor(n / 50)),
        fiveHours(30, { resetsAt: later(900 * hour) + jitter }),
        credits(5_000),
      ];
      return tells(readings, { at: later(n * 5 * minute) + n });
    }),
  );
const sizeOf = (rows: readonly Row[]) =>
  stretchesOf(rows).reduce((sum, { bytes, words }) => sum + bytes.length + JSON.stringify(words).length, 0);

describe('events', () => {
  test('come back as they were, in their order, over several stretches', () => {
    const told = standing(700);
    const stretches = stretchesOf(told.rows);
    expect(stretches.length).toBeGreaterThan(1);
    expect(readBack(stretches)).toEqual(rowsOf(told, 'events'));
  });

  test('of answers that hardly change take less than 30 bytes each', () => {
    const many = 400;
    expect(sizeOf(standing(many).rows) / many).toBeLessThan(30);
  });

  test('of a full stretch can be read by themselves, and nothing is added to it', () => {
    const [first, second, ...others] = stretchesOf(standing(700).rows);
    if (first === undefined || second === undefined) throw new Error('there are two');
    expect('latest' in first).toBe(false);
    expect(isFull(first)).toBe(true);
    expect([...eventsOf(second)]).toHaveLength(second.count);
    expect([first, second, ...others].map(({ n }) => n)).toEqual([1, 2, ...others.map((_, place) => place + 3)]);
  });
});
