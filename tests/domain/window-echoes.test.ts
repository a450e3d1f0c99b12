import { describe, expect, test } from 'vitest';
import { at, days, follow, ms, noon, type Told, take } from './windows.ts';

const echo = (...minutes: readonly number[]): Told[] => minutes.map((seen) => [seen, 30]);

describe('an echo of another tab', () => {
  test('does not lower the share, however low it is', () => {
    expect(follow([0, 60], [1, 25], [2, 60], [3, 25], [4, 61])).toMatchObject({ used: 61, seenAt: at(4) });
  });

  test('is kept in mind as it came, and changes nothing else', () => {
    const before = follow([0, 60]);
    expect(take(before, [1, 30])).toEqual({
      change: 'same',
      closed: null,
      state: { ...before, raw: 30, row: at(1), seenAt: at(1), dip: { since: at(1), last: at(1), times: 1 } },
    });
  });

  test.each<[number, boolean]>([
    [58, false],
    [57.9, true],
  ])('60 %% followed by %f %%: a fall? %s', (used, fell) => {
    expect(follow([0, 60], [1, used]).dip !== null).toBe(fell);
  });
});

describe('a lower share becomes a correction', () => {
  test.each<[string, Told[], number]>([
    ['after fifteen minutes and three readings', echo(1, 8, 16), 30],
    ['not a moment earlier', echo(1, 8, 16 - ms), 60],
    ['not for two readings, however long they last', echo(1, 120), 60],
    ['not for many readings in a short time', echo(1, 2, 3, 4, 5, 6, 7), 60],
    ['not when the higher share was seen in between', [...echo(1, 8), [9, 60], ...echo(16, 17)], 60],
    ['not when nearly the higher share was seen in between', [...echo(1, 8), [9, 58], ...echo(16, 17)], 60],
    ['counted from the last time the higher share was seen', [...echo(1, 8), [9, 60], ...echo(10, 17, 25)], 30],
  ])('%s', (_, series, used) => {
    expect(follow([0, 60], ...series).used).toBe(used);
  });

  test('which counts for alerts at once, with the amounts that came with it', () => {
    const amount = { unit: 'credits', used: 31, limit: 100, left: 69 } as const;
    const state = follow([0, 60], ...echo(1, 8), [16, 31, 180, { amount }]);
    expect(state).toMatchObject({
      used: 31,
      settled: 31,
      raw: 31,
      amount,
      changedAt: at(16),
      dip: null,
      openedAt: noon,
    });
  });

  test('and is left behind by the next rise', () => {
    expect(follow([0, 60], ...echo(1, 8, 16), [17, 33])).toMatchObject({ used: 33, settled: 33 });
  });

  test('not by one reading that is delivered twice', () => {
    expect(follow([0, 60], ...echo(1, 16, 16)).used).toBe(60);
  });
});

describe('what alerts rely on', () => {
  test('rises with the share as long as readings agree', () => {
    expect(follow([0, 60], [1, 75]).settled).toBe(75);
  });

  test('does not rise while readings flap', () => {
    expect(follow([0, 60], [1, 30], [2, 70])).toMatchObject({ used: 70, settled: 60 });
    expect(follow([0, 60], [1, 30], [2, 70], [3, 30], [4, 70])).toMatchObject({ used: 70, settled: 60 });
  });

  test.each<[string, number, number]>([
    ['five minutes after a fall', 6, 60],
    ['more than five minutes after a fall', 6 + ms, 70],
  ])('%s', (_, seen, settled) => {
    expect(follow([0, 60], [1, 30], [seen, 70]).settled).toBe(settled);
  });

  test('counts those five minutes from the last fall, not the first', () => {
    expect(follow([0, 60], [1, 30], [5, 30], [10, 70]).settled).toBe(60);
    expect(follow([0, 60], [1, 30], [5, 30], [10 + ms, 70]).settled).toBe(70);
  });

  test.each<[string, number, number, number]>([
    ['two equal ones', 70, 70, 70],
    ['a rise by one point: the lower of both', 70, 71, 70],
    ['a fall by one point: the lower of both', 71, 70, 70],
    ['a rise by two points is no agreement', 70, 72, 60],
  ])('follows two readings in a row that agree: %s', (_, one, other, settled) => {
    expect(follow([0, 60], [1, 30], [2, one], [3, other]).settled).toBe(settled);
  });

  test('does not fall back where two readings agree on a little less', () => {
    expect(follow([0, 60], [1, 30], [2, 59], [3, 59]).settled).toBe(60);
  });

  test('catches up with what is shown once the flapping is over', () => {
    expect(follow([0, 60], [1, 30], [2, 70], [8, 69]).settled).toBe(70);
  });

  test('is not raised by one reading that is delivered twice', () => {
    expect(follow([0, 60], [1, 30], [2, 70], [2, 70]).settled).toBe(60);
  });
});

describe('a late reading', () => {
  test('raises the share, but is not the last that was seen', () => {
    const more = { blocked: true, watch: 'late' };
    expect(follow([0, 40], [10, 50], [5, 55, 180, more])).toMatchObject({
      used: 55,
      raw: 50,
      row: at(10),
      seenAt: at(10),
      blocked: null,
      origin: { watch: 'usage' },
    });
  });

  test('makes the window older, and the share it had', () => {
    expect(follow([10, 50], [5, 50])).toMatchObject({ openedAt: at(5), changedAt: at(5), seenAt: at(10) });
  });

  test('with a lower share is the past, and no fall', () => {
    expect(follow([10, 50], [5, 20])).toMatchObject({ used: 50, raw: 50, dip: null, changedAt: at(10) });
  });

  test('of another window from before this one is ignored', () => {
    const state = follow([0, 50]);
    expect(take(state, [-ms, 90, 240])).toEqual({ state, change: 'ignored', closed: null });
    expect(take(state, [0, 90, 240]).change).toBe('same');
  });

  test('from before the reset moved does not move it back', () => {
    expect(follow([0, 30, 180], [10, 40, 240], [5, 39, 180]).resetsAt).toBe(at(240));
  });

  test.each<[string, Told]>([
    ['from before the reset moved', [5, 30, 180]],
    ['from a tab that thought the window idle', [5, 0, 305]],
  ])('%s is no early reset', (_, late) => {
    expect(take(follow([0, 30, 180], [10, 40, 240]), late).change).not.toBe('reset');
  });
});

describe('an echo of a window that is over', () => {
  const state = follow([0, 90], [182, 3, 480]);

  test('is ignored once its reset is more than two minutes past', () => {
    expect(take(state, [182 + ms, 90])).toEqual({ state, change: 'ignored', closed: null });
  });

  test('does not fill the new window', () => {
    expect(follow([0, 90], [182, 3, 480], [183, 90], [184, 4, 480])).toMatchObject({ used: 4, settled: 4 });
  });

  test('is not suspected where its reset is up to two minutes past: our clock may be ahead', () => {
    const length = { length: null };
    const week = follow([0, 3, days(2), length]);
    expect(take(week, [182, 4, 180, length]).change).toBe('same');
    expect(take(week, [182 + ms, 4, 180, length]).change).toBe('ignored');
  });
});
