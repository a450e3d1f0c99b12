import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packed } from '@/core/app/packing.ts';
import { type Unpacking, unpacked } from '@/core/app/unpacking.ts';

const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, -0, 2 ** 48));
const plainly = { noNullPrototype: true } as const;
const { value: plain } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    number,
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const around = (value: unknown, like: unknown): unknown => {
  const words: string[] = [];
  const bytes = Uint8Array.from(packed(value, like, words));
  const from: Unpacking = { bytes, words, at: 0 };
  const back = unpacked(from, like);
  expect(from.at).toBe(bytes.length);
  return back;
};

describe('a plain value', () => {
  test('comes back exactly as it was, whatever it was told beside', () => {
    fc.assert(
      fc.property(plain, fc.option(plain, { nil: undefined }), (value, like) => {
        expect(around(value, like)).toStrictEqual(value);
      }),
    );
  });

  test('comes back beside one that differs in a few places', () => {
    const near = fc.record(
      {
        at: number,
        names: fc.array(fc.constantFrom('a', 'b')),
        more: fc.record({ left: number }, plainly),
      },
      plainly,
    );
    fc.assert(
      fc.property(near, near, (value, like) => {
        expect(around(value, like)).toStrictEqual(value);
      }),
    );
  });

  test('comes back in a row of its likes, in whatever order their fields were made', () => {
    const { at, left, unit } = { at: fc.integer(), left: number, unit: fc.constantFrom('a', 'b') };
    const turned = fc
      .tuple(fc.record({ at, left, unit }, plainly), fc.shuffledSubarray(['at', 'left', 'unit'], { minLength: 3 }))
      .map(([one, order]) => Object.fromEntries(order.map((name) => [name, one[name as keyof typeof one]])));
    fc.assert(
      fc.property(fc.array(turned, { minLength: 1, maxLength: 6 }), (all) => {
        // Some of them are the same as the one before, but for the order.
        const row = all.flatMap((one) => [one, Object.fromEntries(Object.entries(one).reverse())]);
        const words: string[] = [];
        const bytes = Uint8Array.from(row.flatMap((one, n) => packed(one, row[n - 1], words)));
        const from: Unpacking = { bytes, words, at: 0 };
        let back: unknown;
        const read = row.map(() => {
          back = unpacked(from, back);
          return back;
        });
        expect(read).toStrictEqual(row);
      }),
    );
  });

  test('without a field is one whose field is undefined', () => {
    expect(around({ a: 1, b: undefined }, { a: 1, b: 2 })).toStrictEqual({ a: 1 });
    expect(around({ a: 1, b: 2 }, { a: 1, b: undefined })).toStrictEqual({ a: 1, b: 2 });
  });

  test('takes one byte where it is the same, and few where little is new', () => {
    const before = { at: 1_700_000_000_000, readings: [{ kind: 'window', used: 40 }] };
    expect(packed(structuredClone(before), before, [])).toHaveLength(1);
    expect(packed({ ...before, at: before.at + 60_000 }, before, []).length).toBeLessThan(8);
  });
});

test('bytes that are no such thing are refused, not read for ever', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), plain, (bytes, like) => {
      const from = { bytes, words: ['["a"]', 'x'], at: 0 };
      try {
        unpacked(from, like);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(from.at).toBeLessThanOrEqual(bytes.length + 8);
    }),
  );
});
