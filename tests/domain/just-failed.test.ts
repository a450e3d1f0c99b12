import { expect, test } from 'vitest';
import { justFailed } from '@/core/domain/just-failed.ts';
import { at, done, failed, follow, type News, stopped } from './tasks.ts';

const run = (key: string, over: number, how: News[1], task: 'video' | 'slides' = 'video'): readonly News[] => [
  [0, 'started', [key], { task }],
  [over, how, [key]],
];

test.each<[string, boolean, readonly News[], number]>([
  ['has just failed', true, run('a', 5, failed), 20],
  ['failed half an hour ago', true, run('a', 5, failed), 35],
  ['failed longer ago', false, run('a', 5, failed), 36],
  ['failed, and another has succeeded since', false, [...run('a', 5, failed), ...run('b', 9, done)], 20],
  ['failed after one that succeeded', true, [...run('b', 3, done), ...run('a', 5, failed)], 20],
  ['is of another kind', false, run('a', 5, failed, 'slides'), 20],
  ['was stopped by the person', false, run('a', 5, stopped), 20],
  ['is still running', false, [[0, 'started', ['a'], { task: 'video' }]], 20],
])('a task of the kind %s', (_, expected, news, minutes) => {
  expect(justFailed(follow(...news), 'video', at(minutes))).toBe(expected);
});

const ended = (end: 'failed' | 'done' | null, minutes: number | null) =>
  ({ task: 'video', end, endedAt: minutes === null ? null : at(minutes) }) as const;

test('half an hour is half an hour', () => {
  expect(justFailed([ended('failed', 5)], 'video', at(35))).toBe(true);
  expect(justFailed([ended('failed', 5)], 'video', at(35) + 1)).toBe(false);
});

test('of two that end at one moment the success counts, and otherwise the last one, in whichever order they stand', () => {
  const both = [ended('failed', 5), ended('done', 5)];
  const failedLast = [ended('failed', 6), ended('done', 5), ended('failed', 3)];
  for (const order of [(all: typeof both) => all, (all: typeof both) => all.toReversed()]) {
    expect(justFailed(order(both), 'video', at(10))).toBe(false);
    expect(justFailed(order(failedLast), 'video', at(10))).toBe(true);
  }
});

test('what has no end, or none that is known, has not failed', () => {
  expect(justFailed([ended('failed', null), ended(null, 5)], 'video', at(10))).toBe(false);
  expect(justFailed([], 'video', at(10))).toBe(false);
});

test('a task that was stopped since then says nothing of the connection', () => {
  const tasks = [ended('failed', 5), { task: 'video', end: 'stopped', endedAt: at(8) } as const];
  expect(justFailed(tasks, 'video', at(10))).toBe(true);
});
