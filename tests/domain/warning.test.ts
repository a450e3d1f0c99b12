import { describe, expect, test } from 'vitest';
import { type Level, levelOf, worst } from '@/core/domain/warning.ts';

const thresholds = { notice: 70, warning: 80 };

describe('the level of a share', () => {
  test.each<[number | null, Level]>([
    [null, 'none'],
    [0, 'none'],
    [69.9, 'none'],
    [70, 'notice'],
    [79.9, 'notice'],
    [80, 'warning'],
    [99.9, 'warning'],
    [100, 'critical'],
    [104, 'critical'],
  ])('%s %% used: %s', (used, level) => {
    expect(levelOf(used, thresholds)).toBe(level);
  });

  test('follows thresholds that were moved', () => {
    expect(levelOf(50, { notice: 50, warning: 90 })).toBe('notice');
    expect(levelOf(89, { notice: 50, warning: 90 })).toBe('notice');
    expect(levelOf(90, { notice: 50, warning: 90 })).toBe('warning');
  });
});

test.each<[Level[], Level]>([
  [[], 'none'],
  [['none', 'none'], 'none'],
  [['none', 'notice'], 'notice'],
  [['warning', 'notice'], 'warning'],
  [['notice', 'critical', 'warning'], 'critical'],
])('the worst of %j is %s', (all, level) => {
  expect(worst(all)).toBe(level);
});
