import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import {
  accountOf,
  credits,
  fails,
  fiveHours,
  later,
  lines,
  noon,
  onPlan,
  play,
  sole,
  stop,
  tells,
  weekly,
} from './story.ts';

const announced = (over = {}) => tells(stop(over), { watch: 'agent', phase: 'event' });
const whys = (reads: readonly Read[]) => accountOf(play(reads)).stops.map(({ why }) => why);

describe('an announced stop', () => {
  test('stands since it was first told', () => {
    const again = tells(stop(), { watch: 'agent', phase: 'event', at: later(minute) });
    expect(accountOf(play([announced(), again])).stops).toEqual([
      { feature: 'credits', label: 'credits', why: 'credits-used-up', until: null, watch: 'agent', since: noon },
    ]);
  });

  test('of a feature takes the place of the one before', () => {
    const other = tells(stop({ why: 'limit-reached' }), { watch: 'agent', phase: 'event', at: later(minute) });
    expect(whys([announced(), other])).toEqual(['limit-reached']);
  });

  test('is over when the next answer of the same watch no longer says so', () => {
    expect(whys([tells(stop()), tells(onPlan('plus'), { at: later(minute) })])).toEqual([]);
  });

  test.each<[string, Read]>([
    ['an answer of another watch', tells(onPlan('plus'), { at: later(minute), watch: 'user' })],
    ['a failure of the same watch', fails('service-trouble', { at: later(minute) })],
    ['an answer of the same watch that could not be read', fails('changed-shape', { at: later(minute), status: 200 })],
    ['an event of the same watch', tells(onPlan('plus'), { at: later(minute), phase: 'event' })],
  ])('is not over by %s', (_, read) => {
    expect(whys([tells(stop()), read])).toEqual(['credits-used-up']);
  });

  test.each([
    ['credits that may be spent', credits(500), []],
    [
      'credits of which nobody says that they may be spent',
      credits(500, { usable: null, blocked: null }),
      ['credits-used-up'],
    ],
    ['no credits', credits(0), ['credits-used-up']],
  ])('after %s, stops are %#', (_, reading, expected) => {
    expect(whys([announced(), tells(reading, { at: later(minute), watch: 'balance' })])).toEqual(expected);
  });

  test('is not over by credits that were read before it was announced', () => {
    const stopped = tells(stop(), { watch: 'agent', phase: 'event', at: later(minute) });
    expect(
      whys([tells(onPlan('plus'), { watch: 'user' }), stopped, tells(credits(500), { watch: 'balance' })]),
    ).toEqual(['credits-used-up']);
  });

  test.each([
    ['credits-used-up', 40 * hour, true],
    ['limit-reached', 5 * hour + 59 * minute, true],
    ['limit-reached', 6 * hour, false],
    ['too-many-at-once', 9 * minute, true],
    ['too-many-at-once', 10 * minute, false],
  ] as const)('%s without a time, %i ms later, is believed: %s', (why, waited, believed) => {
    const read = tells(onPlan('plus'), { at: later(waited), watch: 'user' });
    expect(whys([announced({ why }), read])).toEqual(believed ? [why] : []);
  });

  test.each([
    [29 * minute, ['limit-reached']],
    [30 * minute, []],
  ] as const)('with a time is over when it comes: after %i ms %j', (waited, expected) => {
    const until = later(30 * minute);
    const read = tells(onPlan('plus'), { at: later(waited), watch: 'user' });
    expect(whys([announced({ why: 'limit-reached', until }), read])).toEqual(expected);
  });
});

describe('a window that complete answers no longer list', () => {
  const all = tells([weekly(20), fiveHours(30)], { complete: { but: [] } });
  const without = (at: number, complete: string[] | { but: string[] } = { but: [] }) =>
    tells([weekly(21)], { at: later(at), complete });
  const windows = (reads: readonly Read[]) => accountOf(play(reads)).windows;
  const lengths = (reads: readonly Read[]) =>
    windows(reads).flatMap(({ length, missingSince }) => (missingSince === null ? (length ?? 0) / hour : []));

  test('is not shown any more, but remembered', () => {
    expect(lengths([all, without(minute)])).toEqual([168]);
    expect(windows([all, without(minute), without(44 * day)])).toHaveLength(2);
  });

  test('is forgotten after a month and a half', () => {
    expect(windows([all, without(minute), without(minute + 45 * day)])).toHaveLength(1);
  });

  test('tells what it has passed meanwhile when it is back, and nothing twice', () => {
    const week = (used: number, at: number) => tells([weekly(used)], { at: later(at), complete: { but: [] } });
    const none = (at: number) => tells([], { at: later(at), complete: { but: [] } });
    const story = [week(60, 0), week(72, minute), none(2 * minute), none(4 * minute), week(95, 5 * minute)];
    expect(lines(play(story))).toEqual(['near-limit codex:604800 70', 'near-limit codex:604800 80']);
  });

  test('is kept when it was listed in between', () => {
    const again = tells([weekly(21), fiveHours(31)], { at: later(2 * minute), complete: { but: [] } });
    expect(lengths([all, without(minute), again])).toEqual([168, 5]);
  });

  test('is kept by answers that speak of other features only', () => {
    expect(lengths([all, without(minute, ['code-review']), without(9 * minute, ['code-review'])])).toEqual([168, 5]);
  });

  test('is kept by answers that do not claim to list everything', () => {
    const some = (at: number) => tells(weekly(21), { at: later(at) });
    expect(lengths([all, some(minute), some(9 * minute)])).toEqual([168, 5]);
  });

  test('is kept by answers that could not be read whole', () => {
    const cut = (at: number): Read => {
      const { sighting, outcome } = without(at);
      return { sighting, outcome: { ...outcome, problems: [{ kind: 'changed-shape', about: 'numbers', paths: [] }] } };
    };
    expect(lengths([all, cut(minute), cut(9 * minute)])).toEqual([168, 5]);
  });
});

describe('visible text', () => {
  const text = (reading: Parameters<typeof tells>[0], at: number) =>
    tells(reading, { via: 'text', phase: 'text', status: 0, watch: 'menu-text', at: later(at) });
  const shown = (reads: readonly Read[]) => {
    const { windows, balances } = accountOf(play(reads));
    return [sole(windows).used, sole(balances).left];
  };
  const answer = tells([weekly(20), credits(501.5)]);

  test.each([
    ['yields to an answer of the last ten minutes', 10 * minute - 1, [20, 501.5]],
    ['counts where no answer was seen for ten minutes', 10 * minute, [30, 400]],
  ])('%s', (_, at, expected) => {
    expect(shown([answer, text([weekly(30), credits(400)], at)])).toEqual(expected);
  });

  test('counts where there is nothing else, and may be renewed at once', () => {
    expect(shown([text([weekly(30), credits(400)], 0), text([weekly(31), credits(390)], minute)])).toEqual([31, 390]);
  });

  test('gives way to the next answer', () => {
    const next = tells([weekly(32), credits(380.5)], { at: later(minute) });
    expect(shown([text([weekly(30), credits(400)], 0), next])).toEqual([32, 380.5]);
  });
});
