import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WindowReading } from '@/core/domain/reading.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import {
  credits,
  entering,
  fiveHours,
  later,
  lines,
  notifying,
  onPlan,
  plain,
  play,
  settingsWith,
  sole,
  tells,
  weekly,
} from './story.ts';

/** One reading a minute. */
const readings = (all: readonly WindowReading[]) => all.map((one, n) => tells(one, { at: later(n * minute) }));
const told = (all: readonly WindowReading[], settings = plain) => lines(play(readings(all), { settings }));
const weeklyTold = (used: readonly number[], settings = plain) =>
  told(
    used.map((one) => weekly(one)),
    settings,
  );

describe('a window', () => {
  test.each([
    ['says nothing at first sight, whatever it has passed', [85, 86], []],
    ['says nothing below both', [10, 69.9], []],
    [
      'says 70 and 80 once each',
      [60, 70, 75, 80, 90, 99],
      ['near-limit codex:604800 70', 'near-limit codex:604800 80'],
    ],
    ['says only the highest when one jump passes both', [60, 85, 90], ['near-limit codex:604800 80']],
    ['says 80 after having been first seen past 70', [72, 81], ['near-limit codex:604800 80']],
    ['trembling at 80 says it once', [79, 80, 79, 80, 79, 81], ['near-limit codex:604800 80']],
  ])('%s', (_, used, expected) => {
    expect(weeklyTold(used)).toEqual(expected);
  });

  test('never says the same crossing twice, whatever values come', () => {
    const used = fc.array(fc.integer({ min: 0, max: 110 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(used, (values) => {
        const { notices } = play(readings(values.map((value) => weekly(value))));
        expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
      }),
    );
  });

  test('tells how much, of what, and when it comes back', () => {
    const amount = { unit: 'credits', used: 720, limit: 1_000, left: 280 } as const;
    const { notices } = play(readings([weekly(60), weekly(72, { amount })]));
    expect(sole(notices)).toEqual({
      kind: 'near-limit',
      key: `muse·aaaaaaaaaaaaaaaa·near-limit·codex:604800#${later(3 * day)}·70`,
      provider: 'muse',
      account: 'aaaaaaaaaaaaaaaa',
      at: later(minute),
      subject: { meter: 'codex:604800', label: 'codex', length: week },
      level: 'notice',
      threshold: 70,
      used: 72,
      left: 280,
      unit: 'credits',
      resetsAt: later(3 * day),
    });
  });

  test('whose predecessor was seen starts at 0 % and says what it has passed', () => {
    const next = weekly(85, { resetsAt: later(10 * day) });
    const { notices } = play([tells(weekly(20)), tells(next, { at: later(3 * day + hour) })]);
    expect(lines({ notices })).toEqual(['near-limit codex:604800 80']);
  });

  test('that had not started yet says what its first use has passed', () => {
    const idle = weekly(0, { resetsAt: later(week) });
    const begun = weekly(74, { resetsAt: later(week + hour) });
    expect(lines(play([tells(idle), tells(begun, { at: later(hour) })]))).toEqual(['near-limit codex:604800 70']);
  });

  test('says both again in its next window', () => {
    const next = weekly(75, { resetsAt: later(10 * day) });
    const all = play([
      tells(weekly(60)),
      tells(weekly(75), { at: later(minute) }),
      tells(next, { at: later(4 * day) }),
    ]);
    expect(lines(all)).toEqual(['near-limit codex:604800 70', 'near-limit codex:604800 70']);
    expect(new Set(all.notices.map(({ key }) => key)).size).toBe(2);
  });

  test('of which a late reading tells, when it is over already, says nothing', () => {
    const { snapshot } = play([tells(weekly(60))]);
    const late = play([tells(weekly(85), { at: later(minute) })], { from: snapshot, now: later(4 * day) });
    expect(lines(late)).toEqual([]);
  });
});

describe('short windows', () => {
  const used = [60, 75, 85].map((one) => fiveHours(one));

  test('say nothing at 70 and 80', () => {
    expect(told(used)).toEqual([]);
  });

  test('say it where somebody has switched it on', () => {
    expect(told(used, notifying({ 'near-limit-short': true }))).toEqual([
      'near-limit codex:18000 70',
      'near-limit codex:18000 80',
    ]);
  });

  test.each([
    [week - hour, []],
    [week, ['70']],
    [30 * day, ['70']],
    [null, ['70']],
  ])('are those under a week: of %s ms %j is told', (length, expected) => {
    const windows = [60, 75].map((one) => weekly(one, { length }));
    expect(told(windows).map((one) => one.split(' ')[2])).toEqual(expected);
  });
});

describe('a kind that is switched off', () => {
  const off = notifying({ 'near-limit': false });
  const passed = play(readings([weekly(60), weekly(75)]), { settings: off });
  const next = (used: number, settings: Settings) =>
    lines(play([tells(weekly(used), { at: later(hour) })], { from: passed.snapshot, settings }));

  test('tells nothing', () => {
    expect(passed.notices).toEqual([]);
    expect(next(85, off)).toEqual([]);
  });

  test('does not use up the crossing: it is told once the kind is on and it still holds', () => {
    expect(next(76, plain)).toEqual(['near-limit codex:604800 70']);
  });
});

describe('thresholds the user has moved', () => {
  test('are the ones that count', () => {
    const settings = settingsWith({ thresholds: { notice: 50, warning: 95 } });
    expect(weeklyTold([40, 55, 85, 96], settings)).toEqual([
      'near-limit codex:604800 50',
      'near-limit codex:604800 95',
    ]);
  });

  test('below what was told already have nothing new to say', () => {
    const { snapshot } = play(readings([weekly(60), weekly(85)]));
    const settings = settingsWith({ thresholds: { notice: 50, warning: 75 } });
    expect(play([tells(weekly(86), { at: later(hour) })], { from: snapshot, settings }).notices).toEqual([]);
  });

  test('above what was told are told when they are reached', () => {
    const { snapshot } = play(readings([weekly(60), weekly(85)]));
    const settings = settingsWith({ thresholds: { notice: 70, warning: 90 } });
    const reads = [86, 91].map((used, n) => tells(weekly(used), { at: later(hour + n) }));
    expect(lines(play(reads, { from: snapshot, settings }))).toEqual(['near-limit codex:604800 90']);
  });
});

describe('the credits of a cycle', () => {
  const spending = (plan: string, left: readonly number[], settings = plain) =>
    lines(
      play(
        left.map((one, n) => tells([onPlan(plan), credits(one)], { at: later(n * minute) })),
        { settings },
      ),
    );

  test.each([
    ['of a plan whose size is published', 'team', [5_000, 3_600, 2_400], plain],
    ['whose amount somebody has entered', 'plus', [5_000, 3_000, 2_000], entering({ monthly: 10_000 })],
  ])('%s say 70 and 80 once each', (_, plan, left, settings) => {
    expect(spending(plan, left, settings)).toEqual(['near-limit credits 70', 'near-limit credits 80']);
  });

  test('of which the amount is not known have no percentage and say nothing', () => {
    expect(spending('plus', [5_000, 900, 100])).toEqual([]);
  });

  test('whose refill was seen count from it', () => {
    const settings = entering({ renewalDay: 23 });
    const reads = [320, 10_000, 2_900].map((left, n) =>
      tells([onPlan('plus'), credits(left)], { at: later([0, day, 2 * day][n] ?? 0) }),
    );
    expect(lines(play(reads, { settings })).filter((one) => one.startsWith('near'))).toEqual(['near-limit credits 70']);
  });

  test('that are overwritten every day say nothing at 70 and 80', () => {
    expect(spending('free', [90, 28, 15])).toEqual([]);
  });

  test('a pack that is bought after 80 % does not make it be said again', () => {
    expect(spending('team', [5_000, 2_000, 7_000, 3_000, 1_500])).toEqual(['near-limit credits 80']);
  });

  test('are told with what is left and when the cycle is renewed', () => {
    const settings = entering({ monthly: 10_000, renewalDay: 6 });
    const reads = [5_000, 3_000].map((left, n) => tells([onPlan('plus'), credits(left)], { at: later(n * minute) }));
    expect(sole(play(reads, { settings }).notices)).toMatchObject({
      level: 'notice',
      left: 3_000,
      unit: 'credits',
      used: 70,
      subject: { meter: 'credits', label: 'credits', length: null },
      resetsAt: Date.parse('2026-12-06T08:00:00Z'),
    });
  });
});
