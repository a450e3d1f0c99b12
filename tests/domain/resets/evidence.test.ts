import { describe, expect, test } from 'vitest';
import { at, follow, look } from './days.ts';

const start = [look(at(0), 50), look(at(0, 1), 45), look(at(0, 2), 40)];

describe('a rise', () => {
  test('is a refill between the two looks, and ends the cycle', () => {
    const { refills, cycle } = follow([...start, look(at(0, 5), 100)]);
    expect(refills).toMatchObject([{ after: at(0, 2), upTo: at(0, 5) }]);
    expect(cycle).toEqual({ firstUse: null, exhausted: null });
  });

  test.each([
    ['a refund', { left: 43, granted: false }],
    ['something bought', { left: 140, granted: true }],
  ])('by %s is none', (_, rise) => {
    expect(follow([...start, { ...look(at(0, 5), 0), ...rise }]).refills).toEqual([]);
  });

  test('that is gone at the next look was a wrong reading, and nothing came back meanwhile', () => {
    const { refills, quiets } = follow([...start, look(at(0, 5), 100), look(at(0, 6), 40)]);
    expect(refills).toEqual([]);
    expect(quiets.at(-1)).toMatchObject({ upTo: at(0, 6), weight: 1 });
  });

  test('back to where it was, after a fall, was none either', () => {
    expect(follow([...start, look(at(0, 5), 3), look(at(0, 6), 39)]).refills).toEqual([]);
  });
});

describe('a span without a refill', () => {
  test('counts where something was missing and the looks are close or show the same', () => {
    expect(follow([...start, look(at(0, 20), 40)]).quiets).toEqual([
      { after: at(0), upTo: at(0, 1), weight: 1, sure: false },
      { after: at(0, 1), upTo: at(0, 2), weight: 1, sure: true },
      { after: at(0, 2), upTo: at(0, 20), weight: 1, sure: false },
    ]);
  });

  test('tells nothing while nothing is missing', () => {
    expect(follow([look(at(0), 100), look(at(0, 1), 100), look(at(0, 2), 90)]).quiets).toEqual([]);
  });

  test('counts in part where a refill may have been used up unseen', () => {
    const weight = follow([...start, look(at(0, 20), 30)]).quiets.at(-1)?.weight ?? 1;
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThan(1);
  });
});

test('first use and running out are kept with the looks between which they happened', () => {
  const { cycle } = follow([look(at(0), 100), look(at(0, 1), 60), look(at(0, 2), 0)]);
  expect(cycle).toEqual({ firstUse: { after: at(0), upTo: at(0, 1) }, exhausted: { after: at(0, 1), upTo: at(0, 2) } });
});
