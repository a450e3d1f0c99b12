import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { misreadFor } from '@/core/domain/balance.ts';
import { chargeLag, type Expected, taskOf } from '@/core/domain/charge-ledger.ts';
import type { ChargedTask, ChargeEvent } from '@/core/domain/charges.ts';
import { minute } from '@/core/domain/time.ts';
import { charged, costs, follow, lines, logged, moved, read, task } from './charges.ts';
import { at, ms } from './tasks.ts';

const lag = chargeLag / minute;
const falls = (...events: readonly ChargeEvent[]) => charged(follow(...events)).map(({ fall }) => fall);

describe('which readings count', () => {
  test('a fall of a millionth is rounding, of more it is none', () => {
    expect(falls(read(0, 1e-6), read(1, 0))).toEqual([]);
    expect(falls(read(0, 2e-6), read(1, 0))).toEqual([2e-6]);
  });

  test('a dip is none if it is gone within five minutes, wherever in the row it lies', () => {
    const row = [read(0, 500), read(10, 480), read(20, 470), read(30, 400)];
    expect(falls(...row, read(35, 470))).toEqual([20, 10]);
    expect(falls(...row, read(35 + ms, 470))).toEqual([20, 10, 70, null]);
    expect(falls(...row, read(31, 600))).toEqual([20, 10, 70, null]);
  });

  test('a rise is none if it is gone within five minutes', () => {
    expect(falls(read(0, 500), read(10, 900), read(15, 490))).toEqual([10]);
    expect(falls(read(0, 500), read(10, 900), read(15 + ms, 490))).toEqual([null, 410]);
  });

  test('two falls in a row are two, however fast', () => {
    expect(falls(read(0, 500), read(10, 480), read(11, 470))).toEqual([20, 10]);
  });

  test('what falls soon after a dip was gone has fallen since then', () => {
    const state = follow(read(0, 500), read(10, 400), read(11, 500), task('late', 11.2, 11.8), read(12, 450));
    expect(charged(state)).toMatchObject([{ from: at(11), to: at(12), fall: 50, charges: [{ task: 'late' }] }]);
  });

  describe('a nothing that one reading told and the next one took back whole', () => {
    const hour = misreadFor / minute;

    test('was misread, within an hour', () => {
      expect(falls(read(0, 500), read(10, 0), read(10 + hour, 500))).toEqual([]);
      expect(falls(read(0, 500), read(10, 0), read(10 + hour + ms, 500))).toEqual([500, null]);
    });

    test('was there if two readings told it, if it was not nothing, or if less or more came back', () => {
      expect(falls(read(0, 500), read(10, 0), read(11, 0), read(40, 500))).toEqual([500, null]);
      expect(falls(read(0, 500), read(10, 1), read(40, 500))).toEqual([499, null]);
      expect(falls(read(0, 500), read(10, 0), read(40, 499))).toEqual([500, null]);
      expect(falls(read(0, 500), read(10, 0), read(40, 501))).toEqual([500, null]);
    });

    test('was there if something is known to have arrived at that moment', () => {
      expect(falls(read(0, 500), read(10, 0), moved(40), read(40, 500))).toEqual([500, null]);
    });
  });
});

describe('a task that was running all the while', () => {
  const runningAt = (...tasks: readonly ChargeEvent[]) =>
    charged(follow(read(0, 500), ...tasks, read(10, 440))).flatMap(({ charges }) => charges[0]?.running ?? []);

  test('is one that had begun before the fall was seen and ended later, if ever', () => {
    expect(runningAt(task('a', 1, null))).toEqual(['a']);
    expect(runningAt(task('a', 1, 10 + ms))).toEqual(['a']);
    expect(runningAt(task('a', 10 - ms, 20))).toEqual(['a']);
  });

  test('is none that began or ended at the moment itself', () => {
    expect(runningAt(task('a', 10, null))).toEqual([]);
    expect(runningAt(task('a', 10 + ms, 20))).toEqual([]);
    expect(runningAt(task('a', 1, 10))).toEqual([]);
  });

  test('has no part in what the log says of another', () => {
    const state = follow(read(0, 500), task('a', 1, null), task('b', 1, 5), read(10, 440), logged('x', 5, 60, 'b'));
    expect(charged(state)).toMatchObject([{ charges: [{ task: 'b', how: 'logged', running: [] }] }]);
  });
});

describe('the fall that a line of the log explains', () => {
  const how = (minutes: number, ...more: readonly ChargeEvent[]) =>
    charged(follow(read(0, 500), read(60, 500), read(70, 440), ...more, logged('x', minutes, 60))).map(
      ({ charges }) => charges[0]?.how,
    );

  test('is the one it lies in, to the moment the fall was seen', () => {
    expect(how(65)).toEqual(['logged']);
    expect(how(70)).toEqual(['logged']);
  });

  test('is the one that follows soon after it', () => {
    expect(how(60 - lag + ms)).toEqual(['logged']);
    expect(how(60 - lag)).toEqual(['unattributed']);
    expect(how(2)).toEqual(['unattributed']);
  });

  test('is the one it has missed by a minute at most', () => {
    expect(how(71)).toEqual(['logged']);
    expect(how(71 + ms)).toEqual(['unattributed']);
  });

  test('is the last one it has missed, and the next one rather than that', () => {
    expect(how(70.5, read(70.2, 400))).toEqual(['unattributed', 'logged']);
    expect(how(70.5, read(71, 400))).toEqual(['unattributed', 'logged']);
    expect(how(70.5, read(80, 400))).toEqual(['unattributed', 'logged']);
    expect(how(70.5, read(76, 440), read(80, 400))).toEqual(['logged', 'unattributed']);
  });

  test('is none of the rises beside it', () => {
    expect(lines(follow(read(0, 500), read(4, 900), read(20, 840), logged('x', 3.5, 60)))).toEqual([
      [null, 60, 'logged'],
    ]);
  });

  test('has its own lines only', () => {
    const state = follow(read(0, 500), read(6, 440), read(60, 400), logged('x', 5, 60), logged('y', 55, 40));
    expect(lines(state)).toEqual([
      [null, 60, 'logged'],
      [null, 40, 'logged'],
    ]);
  });

  test('is explained whole where less than half a credit is missing', () => {
    expect(lines(follow(read(0, 500), read(6, 440), logged('x', 5, 59.75)))).toEqual([[null, 60, 'logged']]);
    expect(lines(follow(read(0, 500), read(6, 440), logged('x', 5, 59.5)))).toEqual([
      [null, 59.5, 'logged'],
      [null, 0.5, 'unattributed'],
    ]);
    expect(lines(follow(read(0, 500), read(6, 440), logged('x', 5, 45), logged('y', 5, 15.25)))).toEqual([
      [null, (45 * 60) / 60.25, 'logged'],
      [null, (15.25 * 60) / 60.25, 'logged'],
    ]);
  });
});

describe('the task that a line of the log means', () => {
  const one = (key: string, from: number, to: number | null): ChargedTask => ({
    ...{ key, task: 'slides', parameters: {}, failed: false },
    ...{ startedAt: at(from), endedAt: to === null ? null : at(to) },
  });
  const meant = (minutes: number, tasks: readonly ChargedTask[], named: string | null = null) =>
    taskOf({ id: 'x', at: at(minutes), credits: 60, task: named }, tasks)?.key ?? null;

  test('is the one it names, and none if that is not known', () => {
    expect(meant(5, [one('a', 1, 5), one('b', 2, 6)], 'b')).toBe('b');
    expect(meant(5, [one('a', 1, 5)], 'b')).toBeNull();
    expect(taskOf({ id: 'x', at: at(5), credits: 60, task: null }, [])).toBeNull();
  });

  test('is the only one at that time: from its begin until a while after its end', () => {
    const tasks = [one('a', 10, 20)];
    expect(meant(10, tasks)).toBe('a');
    expect(meant(10 - ms, tasks)).toBeNull();
    expect(meant(20 + lag, tasks)).toBe('a');
    expect(meant(20 + lag + ms, tasks)).toBeNull();
    expect(meant(900, [one('a', 10, null)])).toBe('a');
    expect(meant(9, [one('a', 10, null)])).toBeNull();
  });

  test('is the one that ended closest, in whichever order they are told', () => {
    const [a, b, open] = [one('a', 1, 20), one('b', 1, 24), one('open', 1, null)];
    for (const tasks of [
      [a, b, open],
      [open, b, a],
      [b, open, a],
    ]) {
      expect(meant(21, tasks)).toBe('a');
      expect(meant(23, tasks)).toBe('b');
      expect(meant(22, tasks)).toBeNull();
    }
  });

  test('is none of several that are still running', () => {
    expect(meant(9, [one('a', 1, null), one('b', 2, null)])).toBeNull();
  });
});

describe('what several share', () => {
  const three = (...expected: readonly (number | null)[]) => {
    const state = follow(read(0, 500), task('0', 1, 5), task('1', 1, 6), task('2', 1, 7), read(8, 410));
    return lines(state, ({ key }) => expected[Number(key)] ?? null).map(([, credits]) => credits);
  };

  test('is shared evenly where nothing is expected of any', () => {
    expect(three(null, null, null)).toEqual([30, 30, 30]);
  });

  test.each([null, 0, -5, Number.NaN, Number.POSITIVE_INFINITY])(
    '%s is no expectation: it counts like the average of the others',
    (nothing) => {
      expect(three(20, nothing, 40)).toEqual([20, 30, 40]);
    },
  );

  test('adds up to the fall exactly, however uneven the shares', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 2, max: 7 }), (fall, count) => {
        const tasks = keys.slice(0, count).map((key) => task(key, 1, 5));
        const given = lines(follow(read(0, 900), ...tasks, read(8, 900 - fall))).map(([, credits]) => Number(credits));
        expect(given).toHaveLength(count);
        expect(given.reduce((sum, one) => sum + one, 0)).toBe(fall);
      }),
    );
  });
});

describe('the tasks a fall may be of', () => {
  const shares = (...events: readonly ChargeEvent[]) => lines(follow(...events)).map(([of]) => of);

  test('are those that ended until it was seen, to the moment', () => {
    expect(shares(read(0, 500), task('a', 1, 10), read(10, 440))).toEqual(['a']);
    expect(shares(read(0, 500), task('a', 1, 10 + ms), read(10, 440))).toEqual([null]);
  });

  test('are those too that ended a little before it began', () => {
    expect(shares(read(0, 500), task('a', 1, 5), read(5 + lag - ms, 500), read(30, 440))).toEqual(['a']);
    expect(shares(read(0, 500), task('a', 1, 5), read(5 + lag, 500), read(30, 440))).toEqual([null]);
  });

  test('are none that a fall has been seen of, if only at the moment of their end', () => {
    const next = [task('b', 6, 7), read(8, 400)];
    expect(shares(read(0, 500), task('a', 1, 5), read(5, 440), ...next)).toEqual(['a', 'b']);
    expect(shares(read(0, 500), read(4, 440), task('a', 1, 5), read(5.5, 440), ...next)).toEqual([null, 'a', 'b']);
  });

  test('are those that have been charged already if nothing else can be, for a while', () => {
    const charge = [read(0, 500), task('a', 1, 5), read(5.5, 470)];
    expect(shares(...charge, read(5 + 2 * lag, 440))).toEqual(['a', 'a']);
    expect(shares(...charge, read(5 + 2 * lag + ms, 440))).toEqual(['a', null]);
  });

  test('are none that have a line of their own', () => {
    const state = follow(read(0, 500), task('a', 1, 5), task('b', 1, 6), read(7, 440), logged('x', 300, 45, 'a'));
    expect(lines(state)).toEqual([['b', 60, 'measured']]);
    expect(costs(state)).toMatchObject({ a: [45, 'logged', true], b: [60, 'measured', false] });
  });
});

test('a row keeps its id from one version to the next, and says of whom it is', () => {
  const expected: Expected = () => 1;
  const rows = (...events: readonly ChargeEvent[]) =>
    charged(follow(...events), expected).flatMap(({ charges }) => charges);
  expect(rows(read(0, 500), read(7, 440))).toEqual([
    {
      ...{ id: `${at(7)}·?`, from: at(0), to: at(7), task: null, credits: 60 },
      ...{ how: 'unattributed', failed: false, running: [] },
    },
  ]);
  expect(rows(read(0, 500), task('a', 1, 5), read(7, 440)).map(({ id, failed }) => [id, failed])).toEqual([
    [`${at(7)}·a`, false],
  ]);
  expect(rows(read(0, 500), read(7, 440), logged('x', 5, 60)).map(({ id }) => id)).toEqual([`${at(7)}·log:x`]);
});

describe('what has been forgotten', () => {
  const shown = (forgottenTo: number) =>
    charged({ ...follow(read(0, 500), read(30, 500), read(40, 440)), forgottenTo: at(forgottenTo) });

  test('takes with it every interval that it may have had a part in', () => {
    expect(shown(30 - 2 * lag)).toEqual([]);
    expect(shown(30 - 2 * lag - ms)).toHaveLength(1);
  });

  test('is nothing at the very beginning of time', () => {
    const runs = [
      { from: 0, to: 0, left: 500 },
      { from: 1, to: 1, left: 440 },
    ];
    expect(charged({ ...follow(), runs })).toMatchObject([{ fall: 60 }]);
  });
});
