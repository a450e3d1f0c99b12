/** More packs at once are unlikely, and more ways to have bought them than anybody wants to read. */
const mostPacks = 4;
const mostWays = 3;

/**
 * The ways in which several packs of published sizes add up to exactly so many credits: fewest packs first, the largest
 * first in each. `sizes` in credits, in any order.
 */
export function packings(credits: number, sizes: readonly number[]): readonly (readonly number[])[] {
  const usable = [...new Set(sizes.filter((size) => size > 0))].toSorted((a, b) => b - a);
  const all = waysFor(credits, usable, mostPacks).filter((packs) => packs.length > 1);
  return all.toSorted((a, b) => a.length - b.length).slice(0, mostWays);
}

function waysFor(credits: number, sizes: readonly number[], most: number): readonly (readonly number[])[] {
  if (credits === 0) return [[]];
  if (most === 0) return [];
  return sizes.flatMap((size, index) =>
    size > credits ? [] : waysFor(credits - size, sizes.slice(index), most - 1).map((rest) => [size, ...rest]),
  );
}

/** Equal packs counted together, in the order given: two of 10,000 and one of 7,500. */
export function counted(packs: readonly number[]): readonly { readonly size: number; readonly count: number }[] {
  return [...new Set(packs)].map((size) => ({ size, count: packs.filter((one) => one === size).length }));
}
