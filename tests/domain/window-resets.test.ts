import { describe, expect, test } from 'vitest';
import type { WindowReading } from '@/core/domain/reading.ts';
import { day, week } from '@/core/domain/time.ts';
import { phaseOf, type WindowState } from '@/core/domain/window.ts';
import { at, days, follow, idle, ms, noon, type Told, take, usualReset } from './windows.ts';

const weekly = { length: week };
const monthly = { length: 30 * day };
/** A weekly window at 60 %, three days before its reset. */
const busyWeek = follow([0, 60, days(3), weekly]);

describe('jitter', () => {
  test.each<[string, Partial<WindowReading>, number]>([
    ['a 5-hour window', {}, 10],
    ['a weekly window', weekly, 10],
    ['a window of unknown length', { length: null }, 10],
    ['a 30-day window', monthly, 30],
  ])('of the reset of %s is the same window up to the tolerance, to both sides', (_, more, tolerance) => {
    const state = follow([0, 60, days(3), more]);
    for (const jitter of [tolerance, -tolerance]) {
      const near = take(state, [1, 20, days(3) + jitter, more]);
      expect(near).toMatchObject({ change: 'same', state: { windowId: state.windowId, resetsAt: state.resetsAt } });
    }
    for (const beyond of [tolerance + ms, -tolerance - ms])
      expect(take(state, [1, 20, days(3) + beyond, more]).change).toBe('reset');
  });

  test('of a reset that has just passed still belongs to the window', () => {
    expect(take(follow([0, 60]), [usualReset + 5, 62, usualReset + 0.3]).change).toBe('same');
  });
});

describe('a reset that was due', () => {
  test('opens a new window and closes the old one', () => {
    const before = follow([0, 40], [100, 70]);
    const { state, change, closed } = take(before, [182, 3, 480]);
    expect(change).toBe('reset');
    expect(closed).toEqual({
      windowId: before.windowId,
      used: 70,
      openedAt: noon,
      resetsAt: at(usualReset),
      closedAt: at(182),
      early: false,
    });
    expect(state).toMatchObject({
      windowId: `${at(480)}`,
      used: 3,
      settled: 3,
      openedAt: at(182),
      resetsAt: at(480),
    });
  });

  test('leaves nothing of what was told of the old window', () => {
    const before = { ...follow([0, 85]), said: ['warning@80'], dip: { since: noon, last: noon, times: 1 } };
    expect(take(before, [182, 3, 480]).state).toMatchObject({ said: [], dip: null });
  });

  test('needs no fall: the new window may be busier than the old one was', () => {
    expect(take(follow([0, 5]), [200, 40, 490])).toMatchObject({ change: 'reset', closed: { used: 5, early: false } });
  });

  test.each<[string, Partial<WindowReading>, number]>([
    ['ten minutes up to weekly', weekly, 10],
    ['thirty minutes for longer ones', monthly, 30],
  ])('may come a little too soon: %s', (_, more, tolerance) => {
    const state = follow([0, 5, days(3), more]);
    const next = (seen: number) => take(state, [seen, 6, days(20), more]);
    expect(next(days(3) - tolerance)).toMatchObject({ change: 'reset', closed: { early: false } });
    expect(next(days(3) - tolerance - ms).change).toBe('same');
  });

  test('may leave an idle window behind', () => {
    expect(take(follow([0, 40]), idle(200))).toMatchObject({
      change: 'reset',
      closed: { used: 40, early: false },
      state: { floating: true, used: 0, windowId: `idle-${at(200)}` },
    });
  });

  test('is seen in an answer that no longer names a reset time', () => {
    expect(take(follow([0, 70]), [200, 0, null]).change).toBe('reset');
  });

  test.each<[string, Told[], Told]>([
    ['before its time', [[0, 70]], [100, 0, null]],
    ['without a fall', [[0, 70]], [200, 70, null]],
    [
      'late',
      [
        [0, 70],
        [205, 70],
      ],
      [200, 0, null],
    ],
  ])('is not seen in an answer that names no reset time %s', (_, [first = [0, 70], ...others], told) => {
    expect(take(follow(first, ...others), told).change).toBe('same');
  });

  test.each([
    ['a window that runs', [170, 3, 470]],
    ['an idle window', idle(170)],
  ] as [string, Told][])('is not undone by an echo of the old window beside %s', (_, fresh) => {
    const state = follow([0, 85], fresh);
    expect(take(state, [178.5, 85, usualReset])).toMatchObject({ change: 'ignored', state });
  });
});

describe('an early reset', () => {
  test('is a fall of the share together with a moved reset', () => {
    const { state, change, closed } = take(busyWeek, [60, 2, days(7), weekly]);
    expect(change).toBe('reset');
    expect(closed).toMatchObject({ windowId: busyWeek.windowId, used: 60, closedAt: at(60), early: true });
    expect(state).toMatchObject({ used: 2, windowId: `${at(days(7))}`, openedAt: at(60) });
    expect(state.previous).toMatchObject({
      windowId: busyWeek.windowId,
      used: 60,
      resetsAt: at(days(3)),
      openedAt: noon,
    });
  });

  test.each([
    [58, 'same'],
    [57.9, 'reset'],
  ])('a share of 60 that comes back as %f with a moved reset: %s', (used, change) => {
    expect(take(busyWeek, [60, used, days(6), weekly]).change).toBe(change);
  });

  test('may leave an idle window behind', () => {
    const idleWeek: Told = [60, 0, 60 + days(7), weekly];
    expect(take(busyWeek, idleWeek)).toMatchObject({ change: 'reset', closed: { early: true, used: 60 } });
  });

  test('keeps owing the news when the idle window behind it opens', () => {
    const told = { ...take(follow([0, 90]), idle(60)).state, owes: true };
    expect(take(told, [70, 4, 370]).state.owes).toBe(true);
  });
});

describe('a reset that moved without a fall', () => {
  test('is the same window with a new end', () => {
    const { state, change, closed } = take(busyWeek, [60, 61, days(5), weekly]);
    expect([change, closed]).toEqual(['same', null]);
    expect(state).toMatchObject({ windowId: busyWeek.windowId, resetsAt: at(days(5)), used: 61, openedAt: noon });
  });

  test('may move to an earlier time', () => {
    expect(take(busyWeek, [60, 60, days(1), weekly])).toMatchObject({
      change: 'same',
      state: { resetsAt: at(days(1)) },
    });
  });

  test('says nothing of a share that had been unknown', () => {
    const state = follow([0, null, days(3), weekly]);
    expect(take(state, [60, 0, days(5), weekly])).toMatchObject({ change: 'same', state: { used: 0 } });
  });

  test('is no reset where the new answer does not know the share', () => {
    expect(take(busyWeek, [60, null, days(5), weekly])).toMatchObject({ change: 'same', state: { used: 60 } });
  });
});

describe('a window whose reset time was unknown', () => {
  const text: Told = [0, 85, null, { via: 'text' }];

  test('is the same window when its reset time is told', () => {
    const before: WindowState = { ...follow(text), said: ['warning@80'] };
    expect(take(before, [1, 86])).toMatchObject({
      change: 'same',
      state: { used: 86, resetsAt: at(usualReset), floating: false, openedAt: noon, said: ['warning@80'] },
    });
  });

  test('floats as soon as it is seen to be idle', () => {
    const state = follow([0, 0, null], idle(10));
    expect(take(follow([0, 0, null]), idle(10)).change).not.toBe('reset');
    expect(phaseOf(state, at(11))).toBe('floating');
    expect(take(state, idle(20)).change).toBe('same');
  });
});
