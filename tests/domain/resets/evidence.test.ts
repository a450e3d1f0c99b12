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

  test('that only the next look takes back is a refill after all, once the look after that shows it again', () => {
    const stale = follow([...start, look(at(0, 12), 94), look(at(0, 12.3), 40)]);
    expect(stale.refills).toEqual([]);
    const { refills, quiets } = follow([look(at(0, 12.6), 90)], stale);
    expect(refills).toMatchObject([{ after: at(0, 2), upTo: at(0, 12) }]);
    expect(quiets.every(({ upTo }) => upTo <= at(0, 2) || upTo === at(0, 12.6))).toBe(true);
    expect(quiets.at(-1)?.after).toBe(at(0, 12));
  });

  test('within a day of a sure refill is a wrong look, not another refill', () => {
    const heavy = [look(at(0), 100), look(at(0, 1), 50), look(at(0, 2), 0), look(at(0, 5), 80), look(at(0, 6), 40)];
    expect(follow([...heavy, look(at(0, 7), 95), look(at(0, 8), 0)]).refills).toMatchObject([{ upTo: at(0, 5) }]);
  });

  test('of little counts where it brings back all', () => {
    const little = [look(at(0), 100), look(at(0, 1), 97)];
    expect(follow([...little, look(at(0, 9), 100)]).refills).toHaveLength(1);
    expect(follow([...little, look(at(0, 2), 60), look(at(0, 9), 63)]).refills).toEqual([]);
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

  test('is sure where three looks show the same', () => {
    const [first] = follow([look(at(0), 40), look(at(0, 9), 40), look(at(0, 9.1), 40)]).quiets;
    expect(first).toMatchObject({ after: at(0), sure: true });
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
