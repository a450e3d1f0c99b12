import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '@/core/domain/time.ts';
import {
  ann,
  credits,
  entering,
  fiveHours,
  later,
  noon,
  onPlan,
  play,
  rowsOf,
  sole,
  task,
  tells,
  weekly,
} from './story.ts';

const owner = { provider: 'muse', account: ann };

describe('observations', () => {
  test('are written as they came, with where they came from', () => {
    const told = play([tells([weekly(20, { blocked: null }), credits(50)], { watch: 'usage', via: 'replay' })]);
    const common = { ...owner, from: noon, until: noon, watch: 'usage', via: 'replay' };
    expect(rowsOf(told, 'observations')).toEqual([
      { ...common, meter: 'codex:604800', unit: 'percent', value: 20, resetsAt: later(3 * day), blocked: null },
      { ...common, meter: 'credits', unit: 'credits', value: 50, resetsAt: null, blocked: false },
    ]);
  });

  test('of an unchanged value extend the row there is; a changed one begins its own', () => {
    const told = play(
      [50, 50, 50, 40, 50].map((left, n) => tells([weekly(left), credits(left)], { at: later(n * minute) })),
    );
    const spans = (meter: string) =>
      rowsOf(told, 'observations')
        .filter((row) => row.meter === meter)
        .map(({ from, until, value }) => [(from - noon) / minute, (until - noon) / minute, value]);
    const expected = [
      [0, 0, 50],
      [0, 1, 50],
      [0, 2, 50],
      [3, 3, 40],
      [4, 4, 50],
    ];
    expect(spans('credits')).toEqual(expected);
    expect(spans('codex:604800')).toEqual(expected);
  });

  test.each([
    ['a stop', weekly(20, { blocked: true })],
    ['another reset', weekly(20, { resetsAt: later(5 * day) })],
  ])('with %s are no longer the same', (_, changed) => {
    const told = play([tells(weekly(20)), tells(changed, { at: later(minute) })]);
    expect(rowsOf(told, 'observations').map(({ from }) => from)).toEqual([noon, later(minute)]);
  });
});

describe('days', () => {
  const spent = (reads: Parameters<typeof play>[0], over: Parameters<typeof play>[1] = {}) =>
    rowsOf(play(reads, over), 'days').map(({ meter, day, spent, granted }) => [meter, day, spent, granted]);

  test('gain what was used since the last reading, on the local day', () => {
    const late = later(11 * hour + 59 * minute);
    expect(
      spent([
        tells([weekly(20), credits(50)], { at: late - minute }),
        tells([weekly(27), credits(45)], { at: late }),
        tells([weekly(30), credits(42)], { at: late + minute }),
      ]),
    ).toEqual([
      ['codex:604800', '2026-11-22', 7, 0],
      ['credits', '2026-11-22', 5, 0],
      ['codex:604800', '2026-11-23', 3, 0],
      ['credits', '2026-11-23', 3, 0],
    ]);
  });

  test('gain nothing at first sight, since the use is older than our look', () => {
    expect(spent([tells([weekly(90), credits(5)])])).toEqual([]);
  });

  test('gain nothing from an echo of a lower value', () => {
    expect(spent([tells(weekly(60)), tells(weekly(30), { at: later(minute) })])).toEqual([]);
  });

  test('a new window counts from 0 %, never as negative use', () => {
    const next = fiveHours(4, { resetsAt: later(7 * hour) });
    expect(spent([tells(fiveHours(60)), tells(next, { at: later(2 * hour + minute) })])).toEqual([
      ['codex:18000', '2026-11-22', 4, 0],
    ]);
  });

  test('credits that arrive are granted, not unspent', () => {
    expect(spent([tells(credits(50)), tells(credits(550), { at: later(minute) })])).toEqual([
      ['credits', '2026-11-22', 0, 500],
    ]);
  });
});

describe('lots and charges', () => {
  test('a rise of the balance is a lot that was seen to arrive', () => {
    const told = play([tells(credits(50)), tells(credits(550), { at: later(minute) })]);
    expect(rowsOf(told, 'lots')).toEqual([
      { ...owner, id: `credits:${later(minute)}`, at: later(minute), credits: 500, expiresAt: null, by: 'rise' },
    ]);
  });

  test('a refill is one too, and begins a new cycle', () => {
    const told = play([tells(credits(320)), tells(credits(10_000), { at: later(minute) })], {
      settings: entering({ monthly: 10_000 }),
    });
    expect(rowsOf(told, 'lots').map((lot) => lot.credits)).toEqual([9_680]);
    const { cycle } = sole(sole(told.snapshot.accounts).balances);
    expect(cycle).toMatchObject({ since: later(minute), refilled: true, start: 10_000, spent: 0 });
  });

  test('the service’s own log becomes rows by its own ids', () => {
    const grant = { kind: 'grant', id: 'g1', at: noon, credits: 500, expiresAt: later(30 * day) } as const;
    const charge = { kind: 'charge', id: 'c1', at: noon, credits: 12, what: 'video' } as const;
    const told = play([tells([grant, charge])]);
    expect(rowsOf(told, 'lots')).toEqual([
      { ...owner, id: 'g1', at: noon, credits: 500, expiresAt: later(30 * day), by: 'log' },
    ]);
    expect(rowsOf(told, 'charges')).toEqual([{ ...owner, id: 'c1', at: noon, credits: 12, what: 'video' }]);
  });
});

describe('finished windows', () => {
  const next = (at: number) => tells(fiveHours(2, { resetsAt: at + 4 * hour }), { at });

  test.each([
    ['when they were due', later(2 * hour + minute), false],
    ['when they were reset early', later(hour), true],
  ])('are kept for forecasts: %s', (_, at, early) => {
    const told = play([tells(fiveHours(60)), next(at)]);
    expect(rowsOf(told, 'models')).toEqual([
      {
        ...owner,
        meter: 'codex:18000',
        windowId: `${later(2 * hour)}`,
        used: 60,
        openedAt: noon,
        resetsAt: later(2 * hour),
        closedAt: at,
        early,
      },
    ]);
  });
});

describe('tasks', () => {
  const started = tells(task('t1', 'started'), { watch: 'agent', phase: 'event' });

  test('are written at every change, and nothing is written for old news', () => {
    const ended = tells(task('t1', { ended: 'done' }), { at: later(minute), watch: 'agent', phase: 'event' });
    const told = play([started, ended, ended]);
    expect(rowsOf(told, 'tasks').map(({ key, end }) => [key, end])).toEqual([
      ['t1', null],
      ['t1', 'done'],
    ]);
  });

  test('that ended are worth a look at their cost, after a moment', () => {
    const ended = tells(task('t1', { ended: 'done' }), { at: later(minute), watch: 'agent', phase: 'event' });
    expect(play([started, ended, ended]).followUp).toEqual([{ account: ann, after: 8_000 }]);
  });

  test.each([
    ['stopped by hand', task('t1', { ended: 'stopped' })],
    ['a chat', task('t1', { ended: 'done' }, { task: 'chat' })],
  ])('that cost nothing worth asking for are not followed up: %s', (_, news) => {
    const begun = tells(task('t1', 'started', { task: news.task }), { watch: 'agent', phase: 'event' });
    expect(play([begun, tells(news, { at: later(minute), phase: 'event' })]).followUp).toEqual([]);
  });

  test('that nobody speaks of for hours are over, in the ledger as well', () => {
    const told = play([started, tells(onPlan('plus'), { at: later(7 * hour) })]);
    expect(sole(sole(told.snapshot.accounts).tasks).end).toBe('unknown');
    expect(rowsOf(told, 'tasks').map(({ end }) => end)).toEqual([null, 'unknown']);
  });
});
