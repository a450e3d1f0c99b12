import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolateNumber } from '@/components/charts/of-numbers.ts';

test('scales that ship come to the very numbers of the library', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
  const pair = fc.tuple(number, number);
  fc.assert(
    fc.property(pair, pair, number, (domain, range, value) => {
      const [theirs, ours] = [scaleLinear(domain, range), scaleLinear(domain, range).interpolate(interpolateNumber)];
      expect(ours(value)).toBe(theirs(value));
      expect(ours.invert(value)).toBe(theirs.invert(value));
    }),
    { numRuns: 500 },
  );
});
