import { describe, expect, test } from 'vitest';
import { exceeded, type Plans } from '@/core/domain/ceilings.ts';
import { defaultCaps } from '@/core/domain/plans.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';
import type { TaskKind } from '@/core/domain/task.ts';

const cost = (middle: number, high: number, unit: 'credits' | 'generations' = 'credits') => ({
  low: 1,
  middle,
  high,
  unit,
});
const nothing: Plans = { caps: {}, budget: null, envelopes: null, job: null };
const ahead = (task: TaskKind, parameters: TaskParameters = {}) => ({ task, parameters });
const of = (found: ReturnType<typeof exceeded>) => found.map(({ what, by }) => `${what} ${by}`);
const room = { plan: 1_000, spent: 0 };

describe('what a task would exceed', () => {
  test('is nothing where nothing was planned', () => {
    expect(exceeded(ahead('video'), cost(5_000, 9_000), nothing)).toEqual([]);
  });

  test.each([
    [300, 300, []],
    [299, 900, []],
    [301, 500, ['cap middle']],
  ])('a cap of 300: %i, at most %i', (middle, high, expected) => {
    expect(of(exceeded(ahead('video'), cost(middle, high), { ...nothing, caps: defaultCaps }))).toEqual(expected);
  });

  test('a budget may be exceeded by the likely cost, or by the high one', () => {
    const plans: Plans = { ...nothing, budget: { plan: 1_000, spent: 700 } };
    expect(of(exceeded(ahead('video'), cost(300, 300), plans))).toEqual([]);
    expect(of(exceeded(ahead('video'), cost(200, 301), plans))).toEqual(['budget high']);
    expect(of(exceeded(ahead('video'), cost(301, 400), plans))).toEqual(['budget middle']);
  });

  test('a cap holds for its own kind alone', () => {
    expect(exceeded(ahead('slides'), cost(900, 900), { ...nothing, caps: defaultCaps })).toEqual([]);
  });

  test('is told with what was spent and what was planned, the narrowest first', () => {
    const plans: Plans = {
      caps: { video: 100 },
      budget: { plan: 8_000, spent: 7_900 },
      envelopes: { drafts: room, research: room, media: { plan: 2_000, spent: 1_950 }, developer: room },
      job: { name: 'Spring film', ceiling: { plan: 500, spent: 450 }, counts: {}, runs: [] },
    };
    expect(exceeded(ahead('video'), cost(120, 200), plans)).toEqual([
      { what: 'cap', name: null, spent: 0, plan: 100, by: 'middle' },
      { what: 'job', name: 'Spring film', spent: 450, plan: 500, by: 'middle' },
      { what: 'envelope', name: 'media', spent: 1_950, plan: 2_000, by: 'middle' },
      { what: 'budget', name: null, spent: 7_900, plan: 8_000, by: 'middle' },
    ]);
    expect(of(exceeded(ahead('slides'), cost(120, 200), plans))).toEqual(['job middle', 'budget middle']);
  });

  test('is nothing that is counted in credits where the price is in videos, or not known', () => {
    const plans: Plans = { ...nothing, caps: { video: 1 }, budget: { plan: 1, spent: 1 } };
    expect(exceeded(ahead('video'), cost(5, 5, 'generations'), plans)).toEqual([]);
    expect(exceeded(ahead('video'), null, plans)).toEqual([]);
  });

  test('is nothing for what costs nothing, however much was spent', () => {
    expect(exceeded(ahead('chat'), cost(0, 0), { ...nothing, budget: { plan: 10, spent: 20 } })).toEqual([]);
  });
});

describe('counts of a job', () => {
  const run = (task: TaskKind, seconds: number | null, count: number, size: string | null = null) => ({
    ...{ task, size, seconds, count },
  });
  const film = (runs: NonNullable<Plans['job']>['runs']): Plans => ({
    ...nothing,
    job: { name: 'Film', ceiling: null, counts: { video: { finals: 1, previews: 2 } }, runs },
  });

  test('one production and two previews: the second production is one too many, without any price', () => {
    expect(exceeded(ahead('video', { seconds: 60 }), null, film([]))).toEqual([]);
    expect(exceeded(ahead('video', { seconds: 60 }), null, film([run('video', 60, 1)]))).toEqual([
      { what: 'job-count', name: 'Film', spent: 1, plan: 1, by: 'middle' },
    ]);
  });

  test('short and low ones are previews beside a long one, whichever came first', () => {
    const two = [run('video', 10, 2)];
    expect(exceeded(ahead('video', { seconds: 60 }), null, film(two))).toEqual([]);
    expect(of(exceeded(ahead('video', { seconds: 10 }), null, film([...two, run('video', 60, 1)])))).toEqual([
      'job-count middle',
    ]);
    expect(exceeded(ahead('video', { seconds: 60, size: '480p' }), null, film([run('video', 60, 1)]))).toEqual([]);
  });

  test('three versions of a deck', () => {
    const deck = (count: number): Plans => ({
      ...nothing,
      job: {
        ...{ name: 'Deck', ceiling: null, runs: [run('slides', null, count)] },
        counts: { slides: { finals: 3, previews: null } },
      },
    });
    expect(exceeded(ahead('slides'), null, deck(2))).toEqual([]);
    expect(of(exceeded(ahead('slides'), null, deck(3)))).toEqual(['job-count middle']);
    expect(exceeded(ahead('page'), null, deck(3))).toEqual([]);
  });
});
