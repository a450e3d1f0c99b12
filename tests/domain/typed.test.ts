import { describe, expect, test } from 'vitest';
import { readTyped } from '@/core/domain/typed.ts';

describe('a number that somebody types', () => {
  test.each([
    ['300', 300],
    [' 3,000 ', 3_000],
    ['３００', 300],
    ['１０，０００', 10_000],
    ['2.5', 2.5],
    ['', null],
    ['  ', null],
    ['0', undefined],
    ['-5', undefined],
    ['many', undefined],
    ['1e3', undefined],
    ['5.', undefined],
    ['9999999999', undefined],
  ])('%j is %s', (text, expected) => {
    expect(readTyped(text)).toBe(expected);
  });

  test('is whole, or may be nothing, where that is asked for', () => {
    expect(readTyped('2.5', { whole: true })).toBeUndefined();
    expect(readTyped('0', { zero: true })).toBe(0);
  });
});
