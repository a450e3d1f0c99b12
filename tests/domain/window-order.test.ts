import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WindowState } from '@/core/domain/window.ts';
import { at, follow, type Told, take, usualReset } from './windows.ts';

/** Seconds by which a reported reset strays. */
const jitter = fc.integer({ min: -18, max: 18 }).map((seconds) => usualReset + seconds / 60);
const share = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 8 });
const minutes = fc.integer({ min: 0, max: 170 });
const isKnown = (used: number | null) => used !== null;

/** Any readings of one window within a quarter of an hour: too short for a correction. */
const burst = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 }), share, jitter), { minLength: 1, maxLength: 12 });

/** Readings over the whole window whose share never falls. */
const growing = fc
  .tuple(
    fc.array(minutes, { minLength: 1, maxLength: 12 }),
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 12, maxLength: 12 }),
    jitter,
  )
  .map(([times, shares, reset]) => {
    const sorted = [...shares].sort((a, b) => a - b);
    return [...new Set(times)].sort((a, b) => a - b).map((seen, index): Told => [seen, sorted[index] ?? 100, reset]);
  });

/** Readings of whatever window, in whatever order. */
const wild = fc.array(fc.tuple(minutes, share, fc.option(fc.integer({ min: -60, max: 700 }))), {
  minLength: 1,
  maxLength: 25,
});

const shuffled = (series: fc.Arbitrary<readonly Told[]>) =>
  series.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray([...told], { minLength: told.length, maxLength: told.length })),
  );

function believed([first, ...others]: readonly Told[]): WindowState {
  if (first === undefined) throw new Error('an empty series');
  return follow(first, ...others);
}

const told = ({ used, seenAt, openedAt, changedAt }: WindowState) => ({ used, seenAt, openedAt, changedAt });

const shown = ({ windowId, used, settled, floating, resetsAt, seenAt, dip }: WindowState) => ({
  windowId,
  used,
  settled,
  floating,
  resetsAt,
  seenAt,
  dip,
});

/** Every state on the way, oldest first. */
function way(series: readonly Told[]): WindowState[] {
  return series.map((_, index) => believed(series.slice(0, index + 1)));
}

describe('within one window', () => {
  test('readings in any order come to the highest share, its first and the last sight', () => {
    fc.assert(
      fc.property(shuffled(burst), ([series, order]) => {
        const known = series.map(([, used]) => used).filter(isKnown);
        const { used, seenAt, openedAt } = believed(order);
        expect({ used, seenAt, openedAt }).toEqual({
          used: known.length === 0 ? null : Math.max(...known),
          seenAt: at(Math.max(...series.map(([seen]) => seen))),
          openedAt: at(Math.min(...series.map(([seen]) => seen))),
        });
      }),
    );
  });

  test('readings of a whole window that only grows mean the same in any order', () => {
    fc.assert(
      fc.property(shuffled(growing), ([series, order]) => {
        expect(told(believed(order))).toEqual(told(believed(series)));
      }),
    );
  });

  test('a growing share is settled at once, in order of time', () => {
    fc.assert(
      fc.property(growing, (series) => {
        const { used, settled } = believed(series);
        expect(settled).toBe(used);
      }),
    );
  });

  test('a reading of a growing share said twice changes nothing', () => {
    fc.assert(
      fc.property(growing, (series) => {
        const state = believed(series);
        const last = series.at(-1);
        if (last !== undefined) expect(take(state, last)).toEqual({ state, change: 'same', closed: null });
      }),
    );
  });
});

/** A quarter of an hour in which tabs disagree whether a busy window has been reset. */
const early = fc.integer({ min: 1, max: 14 });
const batch = fc
  .uniqueArray(
    fc.oneof(
      fc.tuple(early, fc.integer({ min: 40, max: 60 }), jitter),
      fc.tuple(early, fc.integer({ min: 0, max: 9 }), fc.constant(700)),
    ),
    { selector: ([seen]) => seen },
  )
  .map((series): Told[] => [[0, 50], ...series.toSorted(([a], [b]) => a - b)]);

describe('readings that are delivered again', () => {
  test('change nothing', () => {
    fc.assert(
      fc.property(batch, (series) => {
        expect(shown(believed([...series, ...series]))).toEqual(shown(believed(series)));
      }),
    );
  });
});

describe('whatever is read, in whatever order', () => {
  test('what alerts rely on is never above what is shown', () => {
    fc.assert(
      fc.property(wild, (series) => {
        for (const { used, settled } of way(series)) expect(settled ?? 0).toBeLessThanOrEqual(used ?? 0);
      }),
    );
  });

  test('a share is always one that was read', () => {
    fc.assert(
      fc.property(wild, (series) => {
        const { used } = believed(series);
        if (used !== null) expect(series.map(([, read]) => read ?? 0)).toContain(used);
      }),
    );
  });

  test('an ignored reading leaves no trace', () => {
    fc.assert(
      fc.property(wild, minutes, share, fc.integer({ min: -60, max: 700 }), (series, seen, used, reset) => {
        const before = believed(series);
        const { state, change } = take(before, [seen, used, reset]);
        if (change === 'ignored') expect(state).toBe(before);
      }),
    );
  });

  test('a window is closed by a reset and by nothing else', () => {
    fc.assert(
      fc.property(wild, minutes, share, fc.integer({ min: -60, max: 700 }), (series, seen, used, reset) => {
        const before = believed(series);
        const { change, closed } = take(before, [seen, used, reset]);
        expect(closed !== null).toBe(change === 'reset');
        if (closed !== null) expect(closed).toMatchObject({ windowId: before.windowId, used: before.used });
      }),
    );
  });
});
