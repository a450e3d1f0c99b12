import { expect, test } from 'vitest';
import { isDrift, type ProblemKind, problemKinds, problemOfStatus } from '@/core/domain/problem.ts';

test.each<[number, ProblemKind | null]>([
  [200, null],
  [204, null],
  [299, null],
  [0, 'unexpected-answer'],
  [199, 'unexpected-answer'],
  [300, 'unexpected-answer'],
  [304, 'unexpected-answer'],
  [400, 'unexpected-answer'],
  [401, 'unexpected-answer'],
  [402, 'unexpected-answer'],
  [403, 'refused'],
  [404, 'unexpected-answer'],
  [428, 'unexpected-answer'],
  [429, 'asked-too-often'],
  [430, 'unexpected-answer'],
  [451, 'refused'],
  [499, 'unexpected-answer'],
  [500, 'service-trouble'],
  [503, 'service-trouble'],
  [599, 'service-trouble'],
])('the status %i alone tells: %s', (status, problem) => {
  expect(problemOfStatus(status)).toBe(problem);
});

test('an answer of another shape, or none that can be read, is worth a look; a refusal or an outage is none', () => {
  expect(problemKinds.filter(isDrift)).toEqual(['changed-shape', 'not-json']);
});
