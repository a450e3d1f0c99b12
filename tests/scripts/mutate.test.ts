import { describe, expect, test } from 'vitest';
import { endsOf, noEnds, scoreOf, summed } from '@/scripts/mutate/score.ts';

const ends = endsOf(
  ['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'].map((status) => ({ status })),
);

describe('the score of the mutants', () => {
  test('counts what was noticed, also what never ended, against all that could have been', () => {
    expect(ends).toEqual({ killed: 3, survived: 1, uncovered: 1, ignored: 1 });
    expect(scoreOf(ends)).toBe(60);
  });

  test('is none where nothing could be noticed', () => {
    expect(scoreOf({ ...noEnds, ignored: 4 })).toBeNull();
  });

  test('is that of all files together, not the mean of theirs', () => {
    expect(scoreOf(summed([ends, { ...noEnds, killed: 15 }]))).toBe(90);
  });
});
