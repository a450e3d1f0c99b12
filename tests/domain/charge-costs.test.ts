import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCharges, taskCharges } from '@/core/domain/charge-costs.ts';
import { type Charge, chargeLag, type Interval } from '@/core/domain/charge-ledger.ts';
import type { ChargeEvent, ChargesState } from '@/core/domain/charges.ts';
import { minute } from '@/core/domain/time.ts';
import { charged, costs, follow, logged, read, task } from './charges.ts';
import { ms } from './tasks.ts';

const lag = chargeLag / minute;

/** Each is charged alone at first, and then both together. */
const inParts = [
  ...[read(0, 500), task('a', 1, 5), read(5.1, 480)],
  ...[task('b', 1, 5.2), read(5.5, 470), read(9, 440)],
];

describe('what a task has cost', () => {
  const a = task('a', 1, 5);
  const free = { a: [0, 'measured', true] };
  const unknown = { a: [null, null, true] };

  test('is nothing if it was watched from its very begin, and nothing has fallen', () => {
    expect(costs(follow(read(1, 500), a, read(30, 500)))).toEqual(free);
    expect(costs(follow(read(1 + ms, 500), a, read(30, 500)))).toEqual(unknown);
  });

  test('is not told by a line of the log that is nobody’s', () => {
    expect(costs(follow(read(0, 500), a, read(30, 500), logged('x', 25, 60)))).toEqual(free);
  });

  test('is all its lines of the log together', () => {
    expect(costs(follow(read(0, 500), a, read(6, 440), logged('x', 5, 20), logged('y', 5, 40)))).toEqual({
      a: [60, 'logged', true],
    });
  });

  test('is shared as soon as a part of it is', () => {
    expect(costs(follow(...inParts))).toEqual({ a: [35, 'shared', false], b: [25, 'shared', false] });
  });

  describe('is unknown where something arrived', () => {
    const over = (from: number, to: number) =>
      costs(follow(read(0, 500), a, read(from, 500), read(to, 900), read(60, 900)));

    test('while it ended, whenever that was seen', () => {
      expect(costs(follow(read(0, 500), a, read(300, 900)))).toEqual(unknown);
      expect(over(5 - ms, 300)).toEqual(unknown);
      expect(over(4, 5)).toEqual(unknown);
    });

    test('while it could still be charged', () => {
      expect(over(5, 5 + 2 * lag)).toEqual(unknown);
      expect(over(5, 5 + 2 * lag + ms)).toEqual(free);
      expect(over(5 + lag - ms, 5 + 2 * lag)).toEqual(unknown);
      expect(over(5 + lag, 5 + 2 * lag)).toEqual(free);
    });

    test('but not where that was long before or long after', () => {
      expect(costs(follow(read(-90, 100), read(-80, 500), a, read(30, 500)))).toEqual(free);
      expect(costs(follow(read(-90, 100), read(-80, 500), read(5 - ms, 500), a, read(6, 440)))).toMatchObject({
        a: [60, 'measured', false],
      });
      expect(costs(follow(read(0, 500), a, read(6, 440), read(600, 440), read(601, 900)))).toMatchObject({
        a: [60, 'measured', true],
      });
    });
  });
});

describe('how much a charge teaches', () => {
  const weights = (...events: readonly ChargeEvent[]) => {
    const state: ChargesState = follow(...events);
    return taskCharges(state, charged(state)).map(({ weight }) => weight);
  };

  test('is half as soon as something was running beside a part of it', () => {
    const beside = [read(0, 500), task('a', 1, 5), read(5.5, 470), task('b', 6, null), read(9, 440)];
    expect(weights(...beside)).toEqual([0.5]);
  });

  test('is a quarter as soon as a part of it was shared', () => {
    expect(weights(...inParts)).toEqual([0.25, 0.25]);
  });

  test('is nothing where nothing is known', () => {
    expect(weights(read(0, 500), task('a', 1, 5), read(6, 900))).toEqual([0]);
    expect(weights(read(0, 500), task('a', 1, 5), read(30, 500))).toEqual([0]);
  });
});

describe('the rows that change', () => {
  const row: Charge = {
    ...{ id: '9·a', from: 0, to: 9, task: 'a', credits: 60 },
    ...{ how: 'measured', failed: false, running: ['b', 'c'] },
  };
  const holding = (...charges: readonly Charge[]): readonly Interval[] => [{ from: 0, to: 9, fall: 60, charges }];
  const put = (after: Partial<Charge>) => changedCharges(holding(row), holding({ ...row, ...after }), null).put;

  test('are none where nothing has changed', () => {
    expect(changedCharges(holding(row), holding(structuredClone(row)), null)).toEqual({ put: [], drop: [] });
  });

  test.each<Partial<Charge>>([
    { from: 1 },
    { credits: 61 },
    { how: 'shared' },
    { failed: true },
    { task: 'b' },
    { running: [] },
    { running: ['b'] },
    { running: ['b', 'c', 'd'] },
    { running: ['b', 'd'] },
    { running: ['d', 'c'] },
  ])('are those of which anything has: %j', (after) => {
    expect(put(after)).toEqual([{ ...row, ...after }]);
  });

  test('are new ones too', () => {
    expect(changedCharges([], holding(row), null)).toEqual({ put: [row], drop: [] });
    expect(changedCharges(holding(row), holding(row, { ...row, id: '9·b' }), null).put).toEqual([
      { ...row, id: '9·b' },
    ]);
  });

  test('are taken back where they are gone, unless they were merely forgotten', () => {
    const from = 2 * chargeLag;
    const gone = (begun: number, forgottenTo: number | null) =>
      changedCharges(holding({ ...row, from: begun }), [], forgottenTo).drop;
    expect(gone(0, null)).toEqual(['9·a']);
    expect(gone(from, 0)).toEqual([]);
    expect(gone(from + 1, 0)).toEqual(['9·a']);
  });

  test('make of the old rows the new ones, whatever they are', () => {
    const rows = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('1', '2', '3'),
        credits: fc.nat(2),
        running: fc.subarray(['b', 'c']),
        failed: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const [old, now] = [before, after].map((all) => all.map((one): Charge => ({ ...row, ...one })));
        const { put: written, drop } = changedCharges(holding(...(old ?? [])), holding(...(now ?? [])), null);
        const table = new Map((old ?? []).map((one) => [one.id, one]));
        for (const id of drop) table.delete(id);
        for (const one of written) table.set(one.id, one);
        const wanted = new Map((now ?? []).map((one) => [one.id, one]));
        expect(table).toEqual(wanted);
      }),
    );
  });
});
