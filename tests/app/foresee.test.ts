import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '@/core/domain/time.ts';
import { en } from './looking.ts';
import { credits, facts, later, lines, notifying, onPlan, play, task, tells } from './story.ts';

const video = (n: number, at: number) => tells(task(`v${n}`, 'started', { task: 'video' }), { at: later(at) });
const of = (kind: string, all: readonly string[]) => all.filter((line) => line.startsWith(kind));

describe('retakes', () => {
  const thrice = [video(1, 0), video(2, 5 * minute), video(3, 10 * minute)];

  test('are told at the third alike in half an hour, and once that day', () => {
    expect(of('retakes', lines(play(thrice)))).toEqual(['retakes video video 3']);
    const keys = play([...thrice, video(4, 15 * minute)]).notices.map(({ key }) => key);
    expect(new Set(keys).size).toBe(1);
  });

  test('are told of chat turns that turn out to be research', () => {
    const turn = (n: number, at: number) => [
      tells(task(`t${n}`, 'started', { task: 'chat' }), { at: later(at) }),
      tells(task(`t${n}`, 'named', { task: 'research' }), { at: later(at + minute) }),
    ];
    const story = [turn(1, 0), turn(2, 5 * minute), turn(3, 10 * minute)].flat();
    expect(of('retakes', lines(play(story)))).toEqual(['retakes research research 3']);
  });

  test('are told again on another day', () => {
    const next = [1, 2, 3].map((n) => video(n + 10, day + n * minute));
    expect(new Set(play([...thrice, ...next]).notices.map(({ key }) => key)).size).toBe(2);
  });

  test('are not told where that is switched off', () => {
    expect(lines(play(thrice, { settings: notifying({ retakes: false }) }))).toEqual([]);
  });
});

describe('an automatic purchase', () => {
  const on = { kind: 'top-up', enabled: true, threshold: 250, target: 1_000 } as const;
  const story = (topUp: typeof on | (Omit<typeof on, 'enabled'> & { enabled: false }), ...left: readonly number[]) =>
    of(
      'top-up',
      lines(play([tells(topUp), ...left.map((one, n) => tells(credits(one), { at: later((n + 1) * hour) }))])),
    );

  test('is told when it is near, once for each filling', () => {
    expect(story(on, 600, 270)).toEqual(['top-up credits 270']);
    const keys = play([tells(on), ...[600, 270, 260].map((left, n) => tells(credits(left), { at: later(n * hour) }))]);
    expect(new Set(keys.notices.filter(({ kind }) => kind === 'top-up').map(({ key }) => key)).size).toBe(1);
  });

  test.each<[string, readonly number[]]>([
    ['far away', [600, 400]],
    ['over', [240, 200]],
    ['nothing that is left', [600, 0, 0]],
    ['at first sight', [270]],
  ])('is not told when it is %s', (_, left) => {
    expect(story(on, ...left)).toEqual([]);
  });

  test('is told where one fall takes the balance past it: what it buys has not arrived yet', () => {
    expect(story(on, 600, 240)).toEqual(['top-up credits 240']);
    expect(story(on, 600, 240, 220)).toEqual(['top-up credits 240']);
  });

  test('is near where one task of one’s own would take the balance past it', () => {
    const video = (n: number, news: 'started' | { ended: 'done' }, at: number) =>
      tells(task(`v${n}`, news), { at: later(at), watch: 'agent', phase: 'event' });
    const thrice = [0, 1, 2].flatMap((n) => [
      video(n, 'started', n * hour + minute),
      video(n, { ended: 'done' }, n * hour + 2 * minute),
      ...[3, 12].map((at) => tells(credits(1_000 - 200 * (n + 1)), { at: later(n * hour + at * minute) })),
    ]);
    const told = (threshold: number) =>
      of(
        'top-up',
        lines(
          play([
            tells([{ ...on, threshold }, credits(1_000)]),
            ...thrice,
            tells(credits(390), { at: later(4 * hour) }),
          ]),
        ),
      );
    expect(told(250)).toEqual(['top-up credits 390']);
    expect(told(100)).toEqual([]);
  });

  test('is not told where it is switched off at the service', () => {
    expect(story({ ...on, enabled: false }, 600, 270)).toEqual([]);
  });
});

describe('a promise of dated facts', () => {
  const promised = {
    ...facts,
    promises: [
      {
        what: 'unlimited-chat' as const,
        paidOnly: true,
        until: { value: '2026-11-28', source: 'invented for tests', date: '2026-11' },
      },
    ],
  };
  const told = (plan: string, over = {}) =>
    of('promise', lines(play([tells([onPlan(plan), credits(5)], over)], { facts: promised })));

  test('that ends within a week is told to those it is for', () => {
    expect(told('plus')).toEqual(['promise-ends unlimited-chat unlimited-chat']);
    expect(told('free')).toEqual([]);
  });

  test('holds on its last day, too, wherever one is', () => {
    const { notices } = play([tells([onPlan('plus'), credits(5)], { at: later(6 * day) })], { facts: promised });
    expect(notices).toEqual([expect.objectContaining({ kind: 'promise-ends' })]);
    const [notice] = notices;
    expect(notice?.kind === 'promise-ends' && en.date(notice.until)).toBe('November 28');
  });

  test.each([
    ['still far away', -8 * day],
    ['over', 8 * day],
  ])('is not told when it is %s', (_, at) => {
    expect(told('plus', { at: later(at) })).toEqual([]);
  });
});
