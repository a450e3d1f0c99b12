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
