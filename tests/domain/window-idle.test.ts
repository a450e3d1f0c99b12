import { describe, expect, test } from 'vitest';
import { week } from '@/core/domain/time.ts';
import { phaseOf, type WindowState } from '@/core/domain/window.ts';
import { at, days, follow, idle, ms, noon, type Told, take, usualReset } from './windows.ts';

const weekly = { length: week };
const idleWeek = (seen: number, used = 0): Told => [seen, used, seen + days(7), weekly];

describe('an idle window', () => {
  test('stays one window however often it is looked at, its reset moving along', () => {
    const state = follow(idle(0), idle(30), idle(90, 2));
    expect(state).toMatchObject({ windowId: `idle-${noon}`, floating: true, resetsAt: at(392), openedAt: noon });
    expect(take(state, idle(120))).toMatchObject({ change: 'same', closed: null });
  });

  test('does not move back for a late look', () => {
    expect(follow(idle(0), idle(90), idle(30))).toMatchObject({ resetsAt: at(390), seenAt: at(90) });
  });

  test('has not opened for a reading that names no reset', () => {
    expect(take(follow(idle(0)), [5, 0, null])).toMatchObject({ change: 'same', state: { floating: true } });
  });

  test('has opened once something is used, though no reset is named', () => {
    expect(phaseOf(follow(idle(0), [5, 20, null]), at(6))).toBe('known');
  });

  test('of a week floats at 1 % as well', () => {
    expect(take(follow(idleWeek(0)), idleWeek(60, 1))).toMatchObject({
      change: 'same',
      state: { floating: true, used: 1 },
    });
  });

  test('is no news to a look from before it', () => {
    const state = follow([0, 40], idle(60));
    expect(take(state, idle(60 - ms))).toEqual({ state, change: 'ignored', closed: null });
  });

  test('seen from before the window that runs now is ignored', () => {
    const state = follow([0, 40]);
    expect(take(state, idle(-ms))).toEqual({ state, change: 'ignored', closed: null });
  });
});

describe('an idle window opens', () => {
  test('when something is used, as a window of its own that closes none', () => {
    const { state, change, closed } = take(follow(idle(0)), [60, 3, 358]);
    expect([change, closed]).toEqual(['opened', null]);
    expect(state).toMatchObject({
      windowId: `${at(358)}`,
      floating: false,
      used: 3,
      openedAt: at(60),
      resetsAt: at(358),
    });
  });

  test('when its reset stands still, at 1 % of a week', () => {
    const state = follow(idleWeek(0, 1));
    expect(take(state, [5, 1, days(7), weekly]).change).toBe('same');
    expect(take(state, [5 + ms, 1, days(7), weekly]).change).toBe('opened');
  });

  test('and remembers the window before, in case that one is not over', () => {
    const early = follow([0, 60, days(3), weekly], idleWeek(60));
    const opened = take(early, [70, 2, 65 + days(7), weekly]);
    expect(opened).toMatchObject({ change: 'opened', state: { previous: { used: 60, resetsAt: at(days(3)) } } });
  });

  test('but not for a reading from before it was seen idle', () => {
    expect(take(follow(idle(0)), [-ms, 3, 250]).change).toBe('ignored');
    expect(take(follow(idle(0)), [0, 3, 250]).change).toBe('opened');
  });

  test('but not for an echo whose reset is over', () => {
    expect(take(follow(idle(170)), [182 + ms, 90, usualReset]).change).toBe('ignored');
  });
});

describe('a reset that was a false alarm', () => {
  const before = follow([0, 60, days(3), weekly], [30, 64, days(3), weekly]);
  const fooled = take(before, [60, 1, days(6), weekly]).state;
  const back = take(fooled, [61, 64, days(3), weekly]);

  test('is taken back when the old window answers again', () => {
    expect(back).toMatchObject({ change: 'restored', closed: null });
    expect(back.state).toMatchObject({
      key: before.key,
      feature: 'codex',
      label: 'codex',
      length: week,
      windowId: before.windowId,
      floating: false,
      used: 64,
      settled: 64,
      raw: 64,
      resetsAt: at(days(3)),
      openedAt: noon,
      seenAt: at(61),
      changedAt: at(61),
      row: at(61),
      owes: false,
      dip: { since: at(61), last: at(61), times: 1 },
    });
  });

  test('is taken back within the jitter of the old reset only', () => {
    const jittered = take(fooled, [61, 64, days(3) + 10, weekly]);
    expect(jittered).toMatchObject({ change: 'restored', state: { windowId: before.windowId, resetsAt: at(days(3)) } });
    expect(take(fooled, [61, 64, days(3) + 10 + ms, weekly]).change).toBe('same');
  });

  test('is taken back from an idle window too', () => {
    const state = follow([0, 60, days(3), weekly], idleWeek(60));
    expect(take(state, [61, 60, days(3), weekly])).toMatchObject({
      change: 'restored',
      state: { floating: false, used: 60 },
    });
  });

  test('shows the higher of both shares, but settles only what was known', () => {
    expect(take(fooled, [61, 70, days(3), weekly]).state).toMatchObject({ used: 70, settled: 64, raw: 70 });
    expect(take(fooled, [61, 50, days(3), weekly]).state).toMatchObject({ used: 64, settled: 64, raw: 50 });
    expect(take(fooled, [61, null, days(3), weekly]).state).toMatchObject({ used: 64, settled: 64, raw: null });
  });

  test('settles a higher share when a second reading agrees', () => {
    const once = take(fooled, [61, 70, days(3), weekly]).state;
    expect(take(once, [62, 70, days(3), weekly]).state.settled).toBe(70);
  });

  test('takes amount and source from the answer that restored it, a stop only from the next one', () => {
    const amount = { unit: 'credits', used: 64, limit: 100, left: 36 } as const;
    const more = { ...weekly, amount, blocked: true, watch: 'wham' };
    const { state } = take(fooled, [61, 64, days(3), more]);
    expect(state).toMatchObject({ amount, blocked: fooled.blocked, origin: { watch: 'wham' } });
    expect(take(state, [62, 64, days(3), more]).state.blocked).toBe(true);
  });

  test('owes nothing any more', () => {
    expect(take({ ...fooled, owes: true }, [61, 64, days(3), weekly]).state.owes).toBe(false);
  });

  test('may turn out true after all: the new window answers again', () => {
    const again = take(back.state, [62, 2, days(6), weekly]);
    expect(again).toMatchObject({
      change: 'restored',
      state: { windowId: fooled.windowId, used: 2, settled: 1, openedAt: at(60), previous: { used: 64 } },
    });
  });

  test('is believed late, but not before the new window was seen', () => {
    expect(take(fooled, [60 - ms, 64, days(3), weekly]).change).toBe('ignored');
    expect(take(fooled, [60, 64, days(3), weekly]).change).toBe('restored');
  });

  test('leaves an unknown share unknown', () => {
    const state = follow([0, null, days(3), weekly], idleWeek(60), [61, null, days(3), weekly]);
    expect(state).toMatchObject({ windowId: `${at(days(3))}`, used: null });
  });

  test('brings back what had been told of the old window', () => {
    const warned: WindowState = { ...before, used: 85, settled: 85, said: ['warning@80'] };
    const state = take(take(warned, [60, 1, days(6), weekly]).state, [61, 85, days(3), weekly]).state;
    expect(state.said).toEqual(['warning@80']);
    expect(take(state, [62, 2, days(6), weekly]).state.said).toEqual([]);
  });

  test('is owed again when the new window answers once more', () => {
    const echoed = take({ ...fooled, owes: true }, [61, 64, days(3), weekly]).state;
    expect(take(echoed, [62, 2, days(6), weekly]).state.owes).toBe(true);
  });
});
