import { describe, expect, test } from 'vitest';
import { grounded, groundedBase } from '@/core/app/ahead.ts';
import { type Base, eventsKept } from '@/core/app/base.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { accountOf, ann, credits, later, noon, play, tells, weekly } from './story.ts';

const ahead = play([tells([weekly(20), credits(50)], { at: later(day) })]);
const told = { ...ahead.snapshot, savedAt: noon };

describe('a snapshot that speaks of times that have not come', () => {
  test('keeps its numbers and loses those times, so that a true reading counts', () => {
    const next = grounded(told, later(hour));
    const { balances, windows, readAt } = next.accounts[0] as (typeof next.accounts)[0];
    expect([balances[0]?.left, windows[0]?.used]).toEqual([50, 20]);
    expect(Math.max(balances[0]?.seenAt ?? 0, windows[0]?.seenAt ?? 0, readAt ?? 0)).toBeLessThan(later(hour));
    const read = play([tells(credits(7), { at: later(hour + minute) })], { from: next });
    expect(accountOf(read).balances[0]?.left).toBe(7);
  });

  test('is left alone where nothing in it is ahead', () => {
    expect(grounded(told, later(2 * day))).toBe(told);
  });
});

describe('a base', () => {
  const until = later(day);
  const base: Base = { snapshot: told, of: { muse: { until, marks: { [ann]: [16] } } } };

  test('that claims to hold young events counts as one of the age at which events are taken in', () => {
    const next = groundedBase(base, later(2 * day));
    expect(next.of).toEqual({ muse: { until: later(2 * day) - eventsKept, marks: { [ann]: [16] } } });
    expect(next.snapshot.accounts[0]?.readAt).toBeLessThan(later(2 * day) - eventsKept);
    expect(next.snapshot.accounts[0]?.balances[0]?.left).toBe(50);
  });

  test('of that age is left alone', () => {
    expect(groundedBase(base, until + eventsKept)).toBe(base);
  });
});
