import { describe, expect, test } from 'vitest';
import type { Failure } from '@/core/domain/failures.ts';
import type { TaskState } from '@/core/domain/task.ts';
import { hour } from '@/core/domain/time.ts';
import { accuracyText, beforeAndAfter, endText, failureText, reportText, taskText } from '@/core/words/last-tasks.ts';
import { wordsFor } from '@/core/words/words.ts';
import { noon } from './samples.ts';

const words = { en: wordsFor('en', 'UTC'), ja: wordsFor('ja', 'UTC') };
const said: TaskState['said'] = { low: 100, middle: 173, high: 300, unit: 'credits', basis: 'guide', last: 0 };
const video = { task: 'video', parameters: { seconds: 60, model: 'kling/v3' } } as const;
const failure: Failure = {
  ...video,
  ...{ key: 'k', reference: 'project-1', end: 'failed', startedAt: noon, endedAt: noon + hour, credits: 184 },
  ...{ balance: { before: 2_300, after: 2_116 }, state: 'not-given-back', settledAt: noon + 26 * hour },
  ...{ rise: null, line: null },
};

describe.each(['en', 'ja'] as const)('what is said of a task that is over, in %s', (language) => {
  const say = words[language];
  const whole = /^[^{}]+[.。]$/;

  test.each(['done', 'failed', 'stopped', 'unknown'] as const)('%s: is one whole sentence', (end) => {
    expect(endText(say, { ...video, end, endedAt: noon }, noon + hour)).toMatch(whole);
  });

  test.each<TaskState['cost']>([
    null,
    { credits: null, how: null, final: false },
    { credits: null, how: null, final: true },
    { credits: 0, how: 'measured', final: true },
    { credits: 0, how: 'measured', final: false },
    { credits: 184, how: 'measured', final: false },
    { credits: 184, how: 'logged', final: true },
    { credits: 184, how: 'shared', final: true },
  ])('its cost, however much is known of it: %o', (cost) => {
    expect(beforeAndAfter(say, { said, cost })).toMatch(whole);
    expect(beforeAndAfter(say, { said: null, cost })).toMatch(whole);
  });

  test.each(['pending', 'given-back', 'not-given-back', 'unclear'] as const)(
    'its credits, where they are %s',
    (state) => {
      expect(failureText(say, { ...failure, state }, noon + 2 * hour)).toMatch(whole);
      expect(failureText(say, { ...failure, state }, noon + 60 * hour)).toMatch(whole);
    },
  );

  test('how the estimates did', () => {
    expect(accuracyText(say, null)).toMatch(whole);
    expect(accuracyText(say, { count: 12, off: 18.4, held: 9 })).toContain('18%');
    const often = accuracyText(say, { count: 12, off: 18, held: 9 });
    expect(accuracyText(say, { count: 12, off: 18, held: 5 }).length).toBeGreaterThan(often.length + 20);
  });

  test('what goes to support holds times in UTC, the service’s own id, and amounts; a fact that is unknown is left out', () => {
    const report = reportText(say, failure, 'Genspark');
    for (const fact of ['Genspark', 'project-1', '2026-11-22 20:00:00', '21:00:00', '184', '2,300', '2,116'])
      expect(report).toContain(fact);
    expect(report.split('\n')).toHaveLength(8);
    const bare = { ...failure, reference: null, balance: null, settledAt: null };
    expect(reportText(say, bare, 'Genspark').split('\n')).toHaveLength(5);
  });
});

test('the estimate stands beside the cost only where both are of the same kind', () => {
  const cost = { credits: 184, how: 'measured', final: true } as const;
  expect(beforeAndAfter(words.en, { said, cost })).toBe('Estimated 100–300 credits, cost 184.');
  expect(beforeAndAfter(words.ja, { said, cost })).toBe('見込みは約100〜300クレジット、実際は184クレジットでした。');
  const videos: TaskState['said'] = { low: 2, middle: 2, high: 2, unit: 'generations', basis: 'published', last: 0 };
  expect(beforeAndAfter(words.en, { said: videos, cost })).toBe('Estimated 2 videos. Cost 184 credits.');
});

test('a task is named with what it was asked for', () => {
  expect(taskText(words.en, video)).toBe('video (60 s, kling/v3)');
  expect(taskText(words.ja, video)).toBe('動画（60秒・kling/v3）');
  expect(taskText(words.en, { task: 'developer', parameters: { variants: 4 } })).toBe('code (×4)');
  expect(taskText(words.en, { task: 'slides', parameters: {} })).toBe('slides');
});
