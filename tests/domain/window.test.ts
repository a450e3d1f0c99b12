import { describe, expect, test } from 'vitest';
import type { Amount } from '@/core/domain/reading.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { isFloating, phaseOf, resetTolerance, type WindowPhase, windowKey } from '@/core/domain/window.ts';
import { at, days, follow, idle, ms, noon, reading, type Told, take, usualReset } from './windows.ts';

const credits = (left: number): Amount => ({ unit: 'credits', used: 100 - left, limit: 100, left });

describe('the key of a window', () => {
  test('is its feature and its length in seconds, so that two lengths are two windows', () => {
    expect(windowKey('codex', 5 * hour)).toBe('codex:18000');
    expect(windowKey('codex', week)).toBe('codex:604800');
    expect(windowKey('code-review', week)).toBe('code-review:604800');
  });

  test('says so when the length is unknown', () => {
    expect(windowKey('workspace-cap', null)).toBe('workspace-cap:?');
  });
});

test.each([
  ['of unknown length', null, 10],
  ['of five hours', 5 * hour, 10],
  ['of a week', week, 10],
  ['just longer than a week', week + 1, 30],
  ['of thirty days', 30 * day, 30],
])('reset times of a window %s jitter by so many minutes', (_, length, minutes) => {
  expect(resetTolerance(length)).toBe(minutes * minute);
});

describe('a window floats', () => {
  const weekly = { length: week };
  test.each<[string, Told, boolean]>([
    ['nothing used and a reset a full length away', [0, 0, 300], true],
    ['a reset five minutes too late', [0, 0, 305], true],
    ['a reset five minutes too early', [0, 0, 295], true],
    ['a reset more than five minutes too late', [0, 0, 305 + ms], false],
    ['a reset more than five minutes too early', [0, 0, 295 - ms], false],
    ['a look later in the day', [60, 0, 360], true],
    ['a short window with 1 % used', [0, 1, 300], false],
    ['the shortest long window with 1 % used', [0, 1, 300 + ms, { length: 5 * hour + 1 }], true],
    ['a weekly window with 1 % used', [0, 1, days(7), weekly], true],
    ['a weekly window with more than 1 % used', [0, 1.5, days(7), weekly], false],
    ['an unknown use', [0, null, 300], false],
    ['an unknown use of a weekly window', [0, null, days(7), weekly], false],
    ['an unknown reset', [0, 0, null], false],
    ['an unknown length', [0, 0, 300, { length: null }], false],
    ['an unknown length and a reset that is now', [0, 0, 0, { length: null }], false],
  ])('with %s: %#', (_, told, floats) => {
    expect(isFloating(reading(told), at(told[0]))).toBe(floats);
  });
});

describe('the first sight of a window', () => {
  test('believes all that it says', () => {
    const told: Told = [0, 40, 180, { blocked: false, amount: credits(60), watch: 'page', via: 'text' }];
    expect(take(null, told)).toMatchObject({
      change: 'first',
      closed: null,
      state: {
        key: 'codex:18000',
        feature: 'codex',
        label: 'codex',
        length: 5 * hour,
        windowId: `${at(180)}`,
        floating: false,
        used: 40,
        settled: 40,
        amount: credits(60),
        resetsAt: at(180),
        blocked: false,
        openedAt: noon,
        seenAt: noon,
        changedAt: noon,
        origin: { watch: 'page', via: 'text', onUsagePage: false },
        raw: 40,
        row: noon,
        missingSince: null,
        dip: null,
        previous: null,
        owes: false,
        said: [],
      },
    });
  });

  test('gives a window without a reset time an id of its own', () => {
    expect(follow([5, 40, null]).windowId).toBe(`${at(5)}`);
  });

  test('knows an idle window from one that runs', () => {
    expect(follow(idle(5))).toMatchObject({ floating: true, windowId: `idle-${at(5)}`, used: 0 });
  });
});

describe('what a window shows', () => {
  test.each<[string, { used: number | null; resetsAt: number | null; floating?: boolean }, WindowPhase]>([
    ['its share, until just before the reset', { used: 40, resetsAt: noon + 1 }, 'known'],
    ['that the reset is awaited, exactly at its time', { used: 40, resetsAt: noon }, 'awaiting-reset'],
    ['that the reset is awaited, after its time', { used: 40, resetsAt: noon - 1 }, 'awaiting-reset'],
    ['that the reset is awaited, though the share was unknown', { used: null, resetsAt: noon }, 'awaiting-reset'],
    ['its share, where no reset time is told', { used: 40, resetsAt: null }, 'known'],
    ['zero as a share like any other', { used: 0, resetsAt: null }, 'known'],
    ['an unknown share as unknown', { used: null, resetsAt: at(5) }, 'unknown'],
    [
      'an idle window as idle, even long after the last look',
      { used: 0, resetsAt: at(-5), floating: true },
      'floating',
    ],
  ])('%s', (_, { floating = false, ...state }, phase) => {
    expect(phaseOf({ ...state, floating }, noon)).toBe(phase);
  });
});

describe('inside a window', () => {
  test('the highest value counts, from the moment it was first seen', () => {
    const state = follow([0, 20], [10, 35], [20, 35]);
    expect(state).toMatchObject({ used: 35, settled: 35, openedAt: noon, changedAt: at(10), seenAt: at(20) });
  });

  test('a reading in it is no event', () => {
    expect(take(follow([0, 20]), [10, 35])).toMatchObject({ change: 'same', closed: null });
  });

  test('an unknown share leaves the known one in place and its time newer', () => {
    expect(follow([0, 20], [10, null])).toMatchObject({ used: 20, settled: 20, changedAt: noon, seenAt: at(10) });
  });

  test('a share that was unknown becomes known, be it zero', () => {
    expect(follow([0, null], [10, 0])).toMatchObject({ used: 0, settled: 0, raw: 0, changedAt: at(10) });
  });

  test('a reading without a reset time keeps the one that is known', () => {
    expect(follow([0, 20], [10, 35, null])).toMatchObject({ used: 35, resetsAt: at(usualReset) });
  });

  test('a reading without a reset time from before the window is ignored', () => {
    expect(take(follow([0, 20]), [-ms, 35, null]).change).toBe('ignored');
    expect(take(follow([0, 20]), [0, 35, null]).change).toBe('same');
  });

  test('the last answer tells whether work stops, and where it was read', () => {
    const state = follow([0, 20, 180, { blocked: true }], [1, 20, 180, { blocked: false, watch: 'page', via: 'text' }]);
    expect(state).toMatchObject({ blocked: false, origin: { watch: 'page', via: 'text' } });
  });

  test('a window that is listed again is not missing', () => {
    const state = { ...follow([0, 20]), missingSince: at(1) };
    expect(take(state, [2, 20]).state.missingSince).toBeNull();
  });

  test('what was told of it stays told', () => {
    const state = { ...follow([0, 85]), said: ['warning@80'], owes: true };
    expect(take(state, [2, 90]).state).toMatchObject({ said: ['warning@80'], owes: true });
  });

  test.each<[string, number, Amount | null, Amount | null]>([
    ['come with a higher share', 45, credits(50), credits(50)],
    ['stay where a higher share comes without', 45, null, credits(60)],
    ['are renewed by the same share', 40, credits(59), credits(59)],
    ['stay where the same share comes without', 40, null, credits(60)],
    ['are not taken from a lower share', 39, credits(61), credits(60)],
  ])('amounts %s', (_, used, amount, kept) => {
    expect(follow([0, 40, 180, { amount: credits(60) }], [1, used, 180, { amount }]).amount).toEqual(kept);
  });

  test('a late answer about the same share brings no older amounts', () => {
    const state = follow([0, 40], [9, 40, 180, { amount: credits(60) }], [5, 40, 180, { amount: credits(70) }]);
    expect(state.amount).toEqual(credits(60));
  });
});

describe('a row of equal readings', () => {
  test('begins anew when the share changes', () => {
    expect(follow([0, 20], [1, 20]).row).toBe(noon);
    expect(follow([0, 20], [1, 20], [2, 21]).row).toBe(at(2));
    expect(follow([0, 20], [1, 15], [2, 20]).row).toBe(at(2));
  });

  test('begins anew when the service says that work stops', () => {
    expect(follow([0, 20, 180, { blocked: false }], [1, 20, 180, { blocked: true }]).row).toBe(at(1));
  });

  test('is not touched by a late reading', () => {
    expect(follow([0, 20], [5, 30], [3, 25])).toMatchObject({ raw: 30, row: at(5) });
    expect(follow([0, 20], [5, 30], [3, null])).toMatchObject({ raw: 30, row: at(5) });
  });

  test('begins anew after a reading that did not know the share', () => {
    expect(follow([0, 20], [1, null])).toMatchObject({ raw: null, row: at(1) });
    expect(follow([0, 20], [1, null], [2, 20])).toMatchObject({ raw: 20, row: at(2) });
  });
});
