import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedName } from '@/core/domain/typed-name.ts';

test.each([
  ['  Deck \t for\n Ann ', 'Deck for Ann'],
  ['safe\u202egnp.exe', 'safegnp.exe'],
  ['A\u200bnn\u2066\ufeff', 'Ann'],
  ['one\u2028two\u0000', 'one two'],
  ['映像 – 春 <3', '映像 – 春 <3'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['\u202e\u200b', ''],
])('a name %j is kept as %j', (typed, kept) => {
  expect(typedName(typed, 40)).toBe(kept);
});

test('a name that is kept is kept as it is, in one line of the length it may have', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const kept = typedName(typed, 10);
      expect(kept.length).toBeLessThanOrEqual(10);
      expect(kept).not.toMatch(/[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(typedName(kept, 10)).toBe(kept);
    }),
  );
});

test('a name is cut to what fits after its outer spaces are gone, and has none where it was cut', () => {
  expect(typedName('   abcd', 3)).toBe('abc');
  expect(typedName('ab cd', 3)).toBe('ab');
});
