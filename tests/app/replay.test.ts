import { describe, expect, test } from 'vitest';
import { grantReplay, noteReplay, type Reason, restTold } from '@/core/app/replay.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { ann, bea, credits, later, play, sole, tells } from './story.ts';

const who = { provider: 'muse', account: ann };
/** Ann's number was read at noon. */
const read = play([tells(credits(50))]).snapshot;
const grants = (snapshot: Snapshot, asked: readonly (readonly [Reason, number])[], of = who) => {
  let now = snapshot;
  return asked.map(([reason, at]) => {
    const { granted, snapshot } = grantReplay(now, of, reason, later(at));
    now = snapshot;
    return granted;
  });
};
const failing = (times: number, at: number) =>
  Array.from({ length: times }).reduce<Snapshot>((now) => noteReplay(now, who, 0, later(at)), read);

describe('a timed replay', () => {
  test.each([
    ['waits until the last reading is five minutes old', [['timed', 5 * minute - 1]], [false]],
    ['is granted then', [['timed', 5 * minute]], [true]],
    [
      'is granted once in five minutes over all tabs',
      [
        ['timed', 6 * minute],
        ['timed', 6 * minute],
        ['timed', 11 * minute - 1],
        ['timed', 11 * minute],
      ],
      [true, false, false, true],
    ],
    [
      'waits for one that was granted for a task, too',
      [
        ['task-ended', 5 * minute],
        ['timed', 6 * minute],
      ],
      [true, false],
    ],
  ] as const)('%s', (_, asked, expected) => {
    expect(grants(read, asked)).toEqual(expected);
  });

  test('is granted where nothing was ever read', () => {
    expect(grants(emptySnapshot, [['timed', 0]])).toEqual([true]);
  });

  test('is counted for each account and each service by itself', () => {
    const both = play([tells(credits(50)), tells(credits(60), { account: bea })]).snapshot;
    const first = grantReplay(both, who, 'timed', later(6 * minute)).snapshot;
    expect(grants(first, [['timed', 6 * minute]], { ...who, account: bea })).toEqual([true]);
    expect(grants(first, [['timed', 6 * minute]], { ...who, provider: 'other' })).toEqual([true]);
    expect(grants(first, [['timed', 6 * minute]])).toEqual([false]);
  });

  test('asked for by a page that knows no account counts for the only one there is', () => {
    const asked = grantReplay(read, { provider: 'muse', account: null }, 'timed', later(6 * minute));
    expect(sole(asked.snapshot.replays).key).toBe(`muse/${ann}`);
  });

  test('that is refused notes nothing', () => {
    expect(grantReplay(read, who, 'timed', later(minute)).snapshot).toBe(read);
  });
});

test('a replay asked for by hand is granted every 20 seconds, however new the reading is', () => {
  const asked = [0, 20 * second - 1, 20 * second].map((at) => ['manual', at] as const);
  expect(grants(read, asked)).toEqual([true, false, true]);
});

test('every task that ends may be looked at', () => {
  const asked = [1, 2, 3].map((n) => ['task-ended', n * second] as const);
  expect(grants(read, asked)).toEqual([true, true, true]);
});

describe('after failures', () => {
  test.each([
    [1, 5 * minute],
    [2, 10 * minute],
    [3, 20 * minute],
    [5, 80 * minute],
    [6, 2 * hour],
    [40, 2 * hour],
  ])('%i in a row rest %i ms', (times, rest) => {
    const rested = failing(times, 10 * minute);
    const asked = [rest - 1, rest].map((at) => ['timed', 10 * minute + at] as const);
    expect(grants(rested, asked)).toEqual([false, true]);
  });

  test.each([
    ['timed', false],
    ['task-ended', false],
    ['manual', true],
  ] as const)('while resting, %s is granted: %s', (reason, granted) => {
    expect(grants(failing(2, 10 * minute), [[reason, 11 * minute]])).toEqual([granted]);
  });

  test.each([
    ['so many seconds', '9000', null, 150 * minute],
    ['a moment', new Date(later(13 * hour)).toUTCString(), null, 13 * hour - 10 * minute],
    ['a moment by a clock that is wrong', new Date(later(14 * hour)).toUTCString(), hour, 13 * hour],
    ['more than a day', '9999999', null, day],
    ['less than we wait anyway', '3', null, 5 * minute],
    ['nothing that can be read', 'soon', null, 5 * minute],
    ['a moment that is over', new Date(later(-day)).toUTCString(), null, 5 * minute],
  ])('a service that says how long to wait is waited for: %s', (_, retry, ahead, rest) => {
    const now = later(10 * minute);
    const asked = grantReplay(read, who, 'timed', now).snapshot;
    const told = restTold({ retry, served: ahead === null ? null : later(ahead) }, now);
    const rested = noteReplay(asked, who, told, now);
    const times = [rest - 1, rest].map((at) => ['timed', 10 * minute + at] as const);
    expect(grants(rested, times)).toEqual([false, true]);
    expect(grants(rested, [['manual', 11 * minute]])).toEqual([true]);
  });

  test('a success ends the rest and begins the count anew', () => {
    const well = noteReplay(failing(4, 10 * minute), who, null, later(11 * minute));
    expect(grants(well, [['timed', 11 * minute]])).toEqual([true]);
    const again = noteReplay(well, who, 0, later(20 * minute));
    expect(grants(again, [['timed', 25 * minute]])).toEqual([true]);
  });
});

describe('after the clock was set back by a day', () => {
  const tomorrow = grantReplay(
    play([tells(credits(50), { at: later(day) })]).snapshot,
    who,
    'timed',
    later(day + hour),
  );
  const byHand = grantReplay(tomorrow.snapshot, who, 'manual', later(day + hour)).snapshot;

  test.each(['timed', 'manual'] as const)('%s replays are granted again', (reason) => {
    expect(grants(byHand, [[reason, 0]])).toEqual([true]);
  });

  test('a rest ends after two hours at the latest', () => {
    const resting = noteReplay(emptySnapshot, who, 0, later(day));
    expect(grants(resting, [['timed', 3 * hour]])).toEqual([true]);
  });
});
