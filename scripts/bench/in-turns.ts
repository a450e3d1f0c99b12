import type { Pair } from './judge.ts';

type Turn<T> = () => Promise<T> | T;

/** The fewest pairs from which anything is said. */
export const fewest = 20;

/**
 * Does two things in turns, and each of them first as often as the other, so that a machine that becomes slower, or warm,
 * does so for both. The first turns of each are not counted. `pairs`: how many are.
 */
export async function inTurns<T>(
  ours: Turn<T>,
  other: Turn<T>,
  { pairs = fewest, warm = 2 }: { readonly pairs?: number; readonly warm?: number } = {},
): Promise<readonly (readonly [T, T])[]> {
  const all: (readonly [T, T])[] = [];
  for (let n = -warm; n < pairs; n++) {
    if (n % 2 === 0) {
      const one = await ours();
      all.push([one, await other()]);
    } else {
      const one = await other();
      all.push([await ours(), one]);
    }
  }
  return all.slice(warm);
}

/** One number out of what was measured in turns. */
export const pairsOf = <T>(all: readonly (readonly [T, T])[], of: (one: T) => number): readonly Pair[] =>
  all.map(([ours, other]) => [of(ours), of(other)]);

/** How long something takes, in ms. */
export async function taking(work: Turn<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
