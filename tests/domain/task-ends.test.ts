import { describe, expect, test } from 'vitest';
import type { RunningReading, TaskEnd } from '@/core/domain/reading.ts';
import { absorbRunning, expireTasks, type TaskKind, type TaskState, type Tasks } from '@/core/domain/task.ts';
import { at, byKey, done, failed, follow, ms, type News, noon, take, unknown } from './tasks.ts';

const ends = (tasks: readonly TaskState[]) => Object.fromEntries(tasks.map(({ key, end }) => [key, end]));

describe('a task ends', () => {
  test('as the service says', () => {
    const { tasks, changes } = take(follow([0, 'leaving', ['a']]), [7, failed, ['a']]);
    expect(tasks).toMatchObject([{ end: 'failed', endedAt: at(7), seenAt: at(7), accepted: true, startedAt: noon }]);
    expect(changes).toEqual([{ what: 'ended', task: tasks[0] }]);
  });

  test('once: an unknown end may be told better, keeping its time', () => {
    const { tasks, changes } = take(follow([0, 'started', ['a']], [7, unknown, ['a']]), [9, done, ['a']]);
    expect(tasks).toMatchObject([{ end: 'done', endedAt: at(7), seenAt: at(9) }]);
    expect(changes).toMatchObject([{ what: 'ended', task: { key: 'a', end: 'done' } }]);
  });

  test.each<[TaskEnd, TaskEnd]>([
    ['done', 'failed'],
    ['done', 'unknown'],
    ['stopped', 'done'],
    ['failed', 'done'],
    ['unknown', 'unknown'],
  ])('for good: %s stays, whatever is told later (%s)', (first, later) => {
    const tasks = follow([0, 'started', ['a']], [7, { ended: first }, ['a']]);
    const after = take(tasks, [9, { ended: later }, ['a']]);
    expect(after.tasks).toBe(tasks);
    expect(after.changes).toEqual([]);
  });

  test('at the time it was seen to end, though it was seen later', () => {
    expect(follow([9, 'started', ['a']], [7, done, ['a']])).toMatchObject([{ endedAt: at(7), seenAt: at(9) }]);
  });

  test('without any word of other tasks', () => {
    const tasks = follow([0, 'started', ['a']], [1, 'started', ['b']]);
    expect(ends(take(tasks, [2, done, ['b']]).tasks)).toEqual({ a: null, b: 'done' });
  });
});

describe('one project with several requests', () => {
  const both: News[] = [
    [0, 'leaving', ['a', 'project']],
    [1, 'leaving', ['b', 'project']],
  ];

  test('knows each by its own request', () => {
    expect(ends(take(follow(...both), [2, done, ['a', 'project']]).tasks)).toEqual({ a: 'done', b: null });
  });

  test('ends its newest running one where no request is known', () => {
    expect(ends(take(follow(...both), [2, done, ['elsewhere', 'project']]).tasks)).toEqual({ a: null, b: 'done' });
    const first = follow(...both, [2, done, ['b']]);
    expect(ends(take(first, [3, done, ['elsewhere', 'project']]).tasks)).toEqual({ a: 'done', b: 'done' });
  });

  test('tells an unknown end better, that of the newest, where none is running', () => {
    const over = follow(...both, [2, unknown, ['a']], [3, unknown, ['b']]);
    expect(ends(take(over, [4, done, ['elsewhere', 'project']]).tasks)).toEqual({ a: 'unknown', b: 'done' });
    expect(take(over, [4, done, ['elsewhere', 'another project']]).changes).toEqual([]);
    expect(take(over, [4, 'named', ['elsewhere', 'project'], { task: 'video' }]).changes).toEqual([]);
    expect(take(over, [4, { moved: ['c'] }, ['elsewhere', 'project']]).changes).toEqual([]);
  });

  test('ends a running one before it tells an older end better', () => {
    const tasks = follow(...both, [2, unknown, ['a']]);
    expect(ends(take(tasks, [3, done, ['elsewhere', 'project']]).tasks)).toEqual({ a: 'unknown', b: 'done' });
  });

  test('is not told a known end again', () => {
    const over = follow(...both, [2, done, ['a']], [3, failed, ['b']]);
    expect(take(over, [4, done, ['elsewhere', 'project']]).changes).toEqual([]);
  });

  test('does not end one task with the late end of another', () => {
    const tasks = follow(...both, [2, done, ['a', 'project']]);
    expect(take(tasks, [3, failed, ['a', 'project']]).tasks).toBe(tasks);
  });

  test('ends its running one where the project is all that is told, though an older one is over', () => {
    const tasks = follow(...both, [2, done, ['a']]);
    expect(ends(take(tasks, [3, done, ['project', 'elsewhere']]).tasks)).toEqual({ a: 'done', b: 'done' });
  });

  test('ends its newest one where the project is all that is told', () => {
    expect(ends(take(follow(...both), [3, done, ['project']]).tasks)).toEqual({ a: null, b: 'done' });
    const over = follow(...both, [2, unknown, ['a']], [3, unknown, ['b']]);
    expect(ends(take(over, [4, done, ['project']]).tasks)).toEqual({ a: 'unknown', b: 'done' });
  });

  test('ends the one that is running, though a newer one is over', () => {
    const tasks = follow(...both, [2, done, ['b']]);
    expect(ends(take(tasks, [3, failed, ['project']]).tasks)).toEqual({ a: 'failed', b: 'done' });
  });
});

describe('tasks that are over', () => {
  const many = (count: number): News[] =>
    Array.from({ length: count }, (_, index) => index).flatMap((index): News[] => [
      [index, 'started', [`t${index}`]],
      [index, done, [`t${index}`]],
    ]);

  test('stay at hand, the last eight of them', () => {
    expect(follow(...many(8)).map(({ key }) => key)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7']);
    expect(follow(...many(10)).map(({ key }) => key)).toEqual(['t2', 't3', 't4', 't5', 't6', 't7', 't8', 't9']);
  });

  test('are not pushed out by chatting', () => {
    const turns = many(20).map(([told, news, refs]): News => [told, news, refs, { task: 'chat' }]);
    const tasks = follow([0, 'started', ['video'], { task: 'video' }], [0, done, ['video']], ...turns);
    expect(byKey(tasks, 'video').end).toBe('done');
    expect(tasks).toHaveLength(9);
  });

  test('make way for each other, never for a running one', () => {
    const tasks = follow([0, 'started', ['running']], ...many(9));
    expect(tasks).toHaveLength(9);
    expect(byKey(tasks, 'running').end).toBeNull();
  });
});

const listed = (refs: readonly string[], more?: Partial<RunningReading>): RunningReading => ({
  kind: 'running',
  list: 'codex',
  tasks: refs.map((ref) => ({ ref, task: 'developer', parameters: null })),
  complete: true,
  ...more,
});
const list = (
  tasks: readonly TaskState[],
  minutes: number,
  refs: readonly string[],
  more?: Partial<RunningReading>,
): Tasks => absorbRunning(tasks, listed(refs, more), at(minutes));

describe('a list of running tasks', () => {
  test('starts those that are new', () => {
    const { tasks, changes } = list([], 0, ['a', 'b']);
    expect(tasks).toMatchObject([
      { key: 'a', task: 'developer', accepted: true, list: 'codex', end: null },
      { key: 'b', task: 'developer', accepted: true, list: 'codex', end: null },
    ]);
    expect(changes.map(({ what, task }) => [what, task.key])).toEqual([
      ['started', 'a'],
      ['started', 'b'],
    ]);
  });

  test('takes parameters, and takes in a task that is known, by any of its ids', () => {
    const tasks = follow([0, 'leaving', ['request', 'a'], { parameters: { variants: 2 } }]);
    const more = { tasks: [{ ref: 'a', task: 'developer', parameters: { model: 'codex' } }] } as const;
    expect(list(tasks, 1, [], more).tasks).toMatchObject([
      { key: 'request', list: 'codex', accepted: true, parameters: { variants: 2, model: 'codex' } },
    ]);
  });

  test('ends those that have left it, nobody knows how', () => {
    const { tasks, changes } = list(list([], 0, ['a', 'b']).tasks, 5, ['b']);
    expect(ends(tasks)).toEqual({ a: 'unknown', b: null });
    expect(byKey(tasks, 'a').endedAt).toBe(at(5));
    expect(changes.map(({ what, task }) => [what, task.key])).toEqual([['ended', 'a']]);
  });

  test('ends all of its tasks when it is empty', () => {
    expect(ends(list(list([], 0, ['a', 'b']).tasks, 5, []).tasks)).toEqual({ a: 'unknown', b: 'unknown' });
  });

  test('ends nothing where it may be cut off', () => {
    const { tasks, changes } = list(list([], 0, ['a', 'b']).tasks, 5, ['b'], { complete: false });
    expect([ends(tasks), changes]).toEqual([{ a: null, b: null }, []]);
  });

  test('says nothing of tasks that were never on it, nor of those of another list', () => {
    const tasks = list(follow([0, 'started', ['chat']]), 1, ['video'], { list: 'sora' }).tasks;
    expect(ends(list(tasks, 5, []).tasks)).toEqual({ chat: null, video: null });
    expect(list(tasks, 5, ['video']).tasks).toMatchObject([{ list: null }, { list: 'sora' }]);
  });

  test('keeps a task that it names by another of its ids', () => {
    const tasks = take(list([], 0, ['a']).tasks, [1, 'named', ['a', 'b']]).tasks;
    expect(ends(list(tasks, 5, ['b']).tasks)).toEqual({ a: null });
  });

  test('that is older than what is known of a task does not end it', () => {
    const tasks = take(list([], 0, ['a']).tasks, [5, 'named', ['a', 'b']]).tasks;
    expect(ends(list(tasks, 5 - ms, []).tasks)).toEqual({ a: null });
    expect(ends(list(tasks, 5, []).tasks)).toEqual({ a: 'unknown' });
  });

  test('does not bring back what is over', () => {
    const tasks = take(list([], 0, ['a']).tasks, [1, done, ['a']]).tasks;
    expect(list(tasks, 2, ['a'])).toEqual({ tasks, changes: [] });
  });

  test('said twice changes nothing', () => {
    const { tasks } = list(list([], 0, ['a', 'b']).tasks, 5, ['b', 'c']);
    expect(list(tasks, 5, ['b', 'c'])).toEqual({ tasks, changes: [] });
  });
});

describe('a task nobody speaks of any more', () => {
  const expire = (tasks: readonly TaskState[], minutes: number) => expireTasks(tasks, at(minutes));

  test.each<[TaskKind, number]>([
    ['chat', 30],
    ['video', 6 * 60],
    ['other', 6 * 60],
  ])('of the kind %s is over after more than %i minutes', (task, minutes) => {
    const tasks = follow([0, 'started', ['a'], { task }]);
    expect(expire(tasks, minutes)).toEqual({ tasks, changes: [] });
    const after = expire(tasks, minutes + ms);
    expect(after.tasks).toMatchObject([{ end: 'unknown', endedAt: at(minutes + ms) }]);
    expect(after.changes).toEqual([{ what: 'ended', task: after.tasks[0] }]);
  });

  test('is forgotten after more than seven minutes, where its request was never answered', () => {
    const tasks = follow([0, 'leaving', ['a']]);
    expect(expire(tasks, 7)).toEqual({ tasks, changes: [] });
    expect(expire(tasks, 7 + ms)).toEqual({ tasks: [], changes: [] });
  });

  test('that is over stays so', () => {
    const tasks = follow([0, 'started', ['a']], [1, done, ['a']]);
    expect(expire(tasks, 10_000)).toEqual({ tasks, changes: [] });
  });

  test('makes way where more than eight are over', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const tasks = follow(...names.map((name): News => [0, 'started', [name]]));
    const after = expire(tasks, 10_000);
    expect(after.tasks.map(({ key }) => key)).toEqual(names.slice(1));
    expect(after.changes).toHaveLength(9);
  });

  test.each<[string, (tasks: readonly TaskState[]) => Tasks]>([
    ['news of it', (tasks) => take(tasks, [5 * 60, 'named', ['a']])],
    ['a list that has it', (tasks) => list(tasks, 5 * 60, ['a'])],
  ])('is waited for from the last word, also where that was %s and brought nothing new', (_, word) => {
    expect(ends(expire(word(list([], 0, ['a']).tasks).tasks, 7 * 60).tasks)).toEqual({ a: null });
  });
});
