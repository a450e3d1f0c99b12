import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskParameters, TaskReading } from '@/core/domain/reading.ts';
import { nameless, type TaskKind } from '@/core/domain/task.ts';
import { at, byKey, done, failed, follow, moved, type News, noon, stopped, take, unknown } from './tasks.ts';

describe('a task begins', () => {
  test('when its request leaves, though the service has not answered yet', () => {
    const parameters = { seconds: 10 };
    const made = {
      key: 'a',
      refs: ['a', 'project'],
      task: 'video',
      parameters,
      startedAt: noon,
      seenAt: noon,
      accepted: false,
      endedAt: null,
      end: null,
      list: null,
    };
    const { tasks, changes } = take([], [0, 'leaving', ['a', 'project'], { task: 'video', parameters }]);
    expect(tasks).toMatchObject([made]);
    expect(changes).toEqual([{ what: 'left', task: tasks[0] }]);
  });

  test('when the service says that it has started', () => {
    const { tasks, changes } = take([], [0, 'started', ['a']]);
    expect(tasks).toMatchObject([{ key: 'a', accepted: true, task: 'other', parameters: {} }]);
    expect(changes).toEqual([{ what: 'started', task: tasks[0] }]);
  });

  test('under its time where it has no id', () => {
    expect(follow([3, 'leaving', []])).toMatchObject([{ key: `${at(3)}`, refs: [] }]);
  });

  test('once: it leaves, then it is accepted', () => {
    const { tasks, changes } = take(follow([0, 'leaving', ['a']]), [1, 'started', ['a']]);
    expect(tasks).toMatchObject([{ key: 'a', accepted: true, startedAt: noon, seenAt: at(1) }]);
    expect(changes).toEqual([{ what: 'started', task: tasks[0] }]);
  });

  test('anew with each request, even of the same project', () => {
    const tasks = follow([0, 'leaving', ['a', 'project']], [1, 'leaving', ['b', 'project']]);
    expect(tasks.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  test.each<[string, TaskReading['news']]>([
    ['is named', 'named'],
    ['goes on elsewhere', moved('b')],
    ['has ended', done],
  ])('not with the news that it %s: nobody saw it start', (_, news) => {
    const tasks = follow([0, 'leaving', ['z']]);
    const after = take(tasks, [1, news, ['a']]);
    expect(after.tasks).toBe(tasks);
    expect(after.changes).toEqual([]);
  });

  test.each<[string, News[]]>([
    [
      'its request is told late',
      [
        [0, 'started', ['a']],
        [1, 'leaving', ['a']],
      ],
    ],
    [
      'its request is told after its end',
      [
        [0, 'leaving', ['a']],
        [1, done, ['a']],
        [2, 'leaving', ['a']],
      ],
    ],
    [
      'its start is told after its end',
      [
        [0, 'leaving', ['a']],
        [1, done, ['a']],
        [2, 'started', ['a']],
      ],
    ],
    [
      'its request is told by the id it got later',
      [
        [0, 'started', ['a', 'b']],
        [1, 'leaving', ['b']],
      ],
    ],
  ])('only once, where %s', (_, series) => {
    const before = follow(...series.slice(0, -1));
    const { tasks, changes } = take(before, series.at(-1) ?? [0, 'named', []]);
    expect(tasks).toEqual(before.map((task) => ({ ...task, seenAt: expect.any(Number) })));
    expect(changes).toEqual([]);
  });
});

describe('more becomes known of a task', () => {
  test('another id, by which it is found from then on', () => {
    const { tasks, changes } = take(follow([0, 'started', ['a']]), [1, 'named', ['a', 'project']]);
    expect(tasks).toMatchObject([{ key: 'a', refs: ['a', 'project'], seenAt: at(1) }]);
    expect(changes).toEqual([{ what: 'changed', task: tasks[0] }]);
    expect(take(tasks, [2, done, ['other', 'project']]).tasks).toMatchObject([{ end: 'done' }]);
  });

  test('and with it that the service has answered', () => {
    const { tasks, changes } = take(follow([0, 'leaving', ['a']]), [1, 'named', ['a']]);
    expect(tasks).toMatchObject([{ accepted: true }]);
    expect(changes).toMatchObject([{ what: 'started' }]);
  });

  test.each<[TaskKind | null, TaskKind | null, TaskKind]>([
    [null, 'video', 'video'],
    [null, 'chat', 'chat'],
    [null, null, 'other'],
    ['chat', 'research', 'research'],
    ['chat', 'other', 'chat'],
    ['chat', null, 'chat'],
    ['video', 'chat', 'video'],
    ['video', 'other', 'video'],
    ['video', null, 'video'],
    ['image', 'video', 'video'],
  ])('its kind: first %s, then %s, makes %s', (first, then, kind) => {
    expect(follow([0, 'started', ['a'], { task: first }], [1, 'named', ['a'], { task: then }])).toMatchObject([
      { task: kind },
    ]);
  });

  test.each<[string, TaskParameters, TaskParameters | null, TaskParameters]>([
    ['are added', { seconds: 10 }, { size: 'large' }, { seconds: 10, size: 'large' }],
    ['stay as first told', { seconds: 10 }, { seconds: 5 }, { seconds: 10 }],
    ['stay where none are told', { seconds: 10 }, null, { seconds: 10 }],
  ])('its parameters %s', (_, first, then, parameters) => {
    const before = follow([0, 'started', ['a'], { parameters: first }]);
    const { tasks, changes } = take(before, [1, 'named', ['a'], { parameters: then }]);
    expect(tasks[0]?.parameters).toEqual(parameters);
    expect(changes.length).toBe(Object.keys(parameters).length - Object.keys(first).length);
  });

  test('another id while nobody has answered yet', () => {
    const { tasks, changes } = take(follow([0, 'leaving', ['a']]), [1, 'leaving', ['a', 'b']]);
    expect(tasks).toMatchObject([{ refs: ['a', 'b'], accepted: false }]);
    expect(changes).toMatchObject([{ what: 'changed' }]);
  });

  test('which is no change where it was known', () => {
    const tasks = follow([0, 'started', ['a', 'project'], { task: 'video', parameters: { seconds: 10 } }]);
    expect(take(tasks, [1, 'named', ['a'], { task: 'video', parameters: { seconds: 5 } }]).changes).toEqual([]);
  });

  test('but nothing of one that is over', () => {
    const tasks = follow([0, 'started', ['a']], [1, done, ['a']]);
    expect(take(tasks, [2, 'named', ['a', 'b'], { task: 'video' }])).toEqual({ tasks, changes: [] });
  });

  test('late news does not make it younger', () => {
    expect(follow([5, 'started', ['a']], [2, 'named', ['a', 'b']])).toMatchObject([
      { seenAt: at(5), startedAt: at(5) },
    ]);
  });
});

describe('a task goes on elsewhere', () => {
  test('and is known by its new ids alone', () => {
    const { tasks, changes } = take(follow([0, 'leaving', ['a', 'project']]), [1, moved('b', 'c'), ['a']]);
    expect(tasks).toMatchObject([{ key: 'a', refs: ['b', 'c'], accepted: true, end: null }]);
    expect(changes).toMatchObject([{ what: 'started' }]);
    expect(take(tasks, [2, done, ['a', 'project']]).changes).toEqual([]);
    expect(take(tasks, [2, done, ['c']]).tasks).toMatchObject([{ end: 'done' }]);
  });

  test('and the end of the request that began it says nothing', () => {
    const tasks = follow([0, 'started', ['a']], [1, moved('b'), ['a']]);
    expect(take(tasks, [2, unknown, ['a']]).tasks).toBe(tasks);
  });

  test.each([
    [['a'], ['b']],
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    [['a', 'b'], ['b']],
  ])('from %j to %j, which is a change', (refs, to) => {
    const { tasks, changes } = take(follow([0, 'started', refs]), [1, moved(...to), ['a']]);
    expect(tasks).toMatchObject([{ key: 'a', refs: to }]);
    expect(changes).toMatchObject([{ what: 'changed', task: { refs: to } }]);
  });

  test('by all it has but the id of its request, where no other is told', () => {
    expect(follow([0, 'started', ['a', 'b', 'c']], [1, moved(), ['a']])).toMatchObject([{ refs: ['b', 'c'] }]);
    expect(follow([0, 'started', ['a', 'b']], [1, moved(), ['a']])).toMatchObject([{ refs: ['b'] }]);
  });

  test('nameless, where its request was all it had', () => {
    const tasks = follow([0, 'started', ['a']], [1, moved(), ['a']]);
    expect(tasks).toMatchObject([{ key: 'a', refs: [nameless] }]);
    expect(take(tasks, [2, done, ['conversation', nameless]]).tasks).toMatchObject([{ end: 'done' }]);
  });

  test('and does not begin once more when its batch is delivered again', () => {
    const batch: News[] = [
      [0, 'leaving', ['a', 'conversation']],
      [1, moved(), ['a']],
      [2, done, ['conversation', nameless]],
    ];
    expect(follow(...batch, ...batch)).toEqual(follow(...batch));
  });

  test('one at a time: an end without a name is that of the newest', () => {
    const tasks = follow(
      [0, 'started', ['a']],
      [1, moved(), ['a']],
      [2, 'started', ['b']],
      [3, moved(), ['b']],
      [4, done, ['conversation', nameless]],
    );
    expect([byKey(tasks, 'a').end, byKey(tasks, 'b').end]).toEqual([null, 'done']);
  });
});

describe('whatever is told of tasks', () => {
  /** Each request has an id of its own, and perhaps another by which only it is known. */
  const refs = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'), fc.boolean())
    .map(([request, more]) => (more ? [request, `${request}2`] : [request]));
  const news = fc.tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.constantFrom<TaskReading['news']>('leaving', 'started', 'named', done, failed, stopped, unknown),
    refs,
    fc.record({ task: fc.constantFrom(null, 'chat' as const, 'video' as const, 'other' as const) }),
  );
  const life = fc.array(news, { maxLength: 40 });

  test('the same news twice changes nothing', () => {
    fc.assert(
      fc.property(life, news, (series, last) => {
        const { tasks } = take(follow(...series), last);
        expect(take(tasks, last)).toEqual({ tasks, changes: [] });
      }),
    );
  });

  test('no two tasks share a key, and a task that is over never runs again', () => {
    fc.assert(
      fc.property(life, news, (series, last) => {
        const before = follow(...series);
        const after = take(before, last).tasks;
        expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
        const over = new Set(before.filter(({ end }) => end !== null).map(({ key }) => key));
        for (const task of after) if (over.has(task.key)) expect(task.end).not.toBeNull();
      }),
    );
  });
});
