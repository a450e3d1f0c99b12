import { describe, expect, test } from 'vitest';
import { simulateCosts } from '../simulators/model/costs.ts';

/** The short form; the long one is in `docs/costs.md`. Seeds other than those by which the model was set up. */
describe('estimates of simulated people', () => {
  const { rows, all } = simulateCosts({ seed: 77, people: 120 });

  test('hold four in five of their tasks, from the first to the twenty-first', () => {
    expect(all.n).toBe(120 * 7 * 21);
    expect(all.covered).toBeGreaterThan(75);
    expect(all.covered).toBeLessThan(85);
    for (const { covered } of rows) {
      expect(covered).toBeGreaterThan(72);
      expect(covered).toBeLessThan(90);
    }
  });

  test('miss on both sides', () => {
    expect(all.below).toBeGreaterThan(4);
    expect(all.above).toBeGreaterThan(4);
  });

  test('know a median after ten tasks at least twice as well as the guide', () => {
    const after = rows.find(({ learned }) => learned === 10);
    expect(after?.error).toBeLessThan((after?.priorError ?? 0) / 2);
  });

  test('stay calibrated where tasks scatter twice as much', () => {
    const { all } = simulateCosts({ seed: 78, people: 120, scatter: 0.4 });
    expect(all.covered).toBeGreaterThan(75);
    expect(all.covered).toBeLessThan(85);
  });

  test('stay calibrated where some charges were shared, or parameters matter', () => {
    for (const options of [{ shared: 0.4 }, { sets: 3, setSpread: 0.25 }]) {
      const { all } = simulateCosts({ seed: 79, people: 80, ...options });
      expect(all.covered).toBeGreaterThan(75);
      expect(all.covered).toBeLessThan(88);
    }
  });

  test('know after one charge of a kind how tasks of this person scatter, from those of other kinds', () => {
    for (const scatter of [0.2, 0.4]) {
      const { rows } = simulateCosts({ seed: 80, people: 150, tasks: 9, mixed: true, scatter });
      const after = rows.filter(({ learned }) => learned >= 1);
      for (const { learned, covered } of after) {
        expect(covered, `${scatter}, ${learned}`).toBeGreaterThan(71);
        expect(covered, `${scatter}, ${learned}`).toBeLessThan(88);
      }
      // What one row misses by chance the first five together do not.
      const few = after.slice(0, 5).reduce((sum, { covered }) => sum + covered / 5, 0);
      expect(few).toBeGreaterThan(75);
      expect(few).toBeLessThan(85);
    }
  });

  test('are the same for the same seed', () => {
    const once = simulateCosts({ seed: 5, people: 3 });
    expect(simulateCosts({ seed: 5, people: 3 })).toEqual(once);
    expect(simulateCosts({ seed: 6, people: 3 })).not.toEqual(once);
  });
});
