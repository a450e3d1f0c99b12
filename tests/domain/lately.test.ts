import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lately } from '@/core/domain/lately.ts';

test('what was worked out of the last few objects is known, of one and the same object only', () => {
  const known = lately<{ readonly of: number }, string>(2);
  const [one, other, third] = [{ of: 1 }, { of: 1 }, { of: 3 }];
  known.set(one, 'one');
  expect([known.get(one), known.get(other)]).toEqual(['one', undefined]);
  known.set(other, 'other');
  known.set(third, 'third');
  expect([known.get(one), known.get(other), known.get(third)]).toEqual([undefined, 'other', 'third']);
  known.set(other, 'again');
  expect(known.get(other)).toBe('again');
});

test('an answer is never that of another object, and the last one is always there', () => {
  const objects = Array.from({ length: 6 }, (_, of) => ({ of }));
  fc.assert(
    fc.property(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 4 }), (order, kept) => {
      const known = lately<{ readonly of: number }, number>(kept);
      for (const index of order) {
        const object = objects[index] as (typeof objects)[number];
        expect([undefined, index]).toContain(known.get(object));
        known.set(object, index);
        expect(known.get(object)).toBe(index);
      }
    }),
  );
});

test('a new answer for the same object takes the place of its old one, and of no other', () => {
  const known = lately<{ readonly of: number }, number>(2);
  const [one, other, third] = [{ of: 1 }, { of: 2 }, { of: 3 }];
  known.set(one, 1);
  known.set(other, 2);
  known.set(other, 3);
  expect([known.get(one), known.get(other)]).toEqual([1, 3]);
  known.set(third, 4);
  expect([known.get(one), known.get(other), known.get(third)]).toEqual([undefined, 3, 4]);
});
