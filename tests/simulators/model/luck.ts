/** A seeded source of chance: numbers from 0 up to 1. The same seed gives the same life. */
export type Chance = () => number;

/** A 32-bit linear congruential generator, scrambled; good enough for lives, not for secrets. */
export function chanceOf(seed: number): Chance {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x5bd1e995) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
  };
}

export const between = (chance: Chance, low: number, high: number): number => low + chance() * (high - low);

export function oneOf<Item>(chance: Chance, items: readonly Item[]): Item {
  return items[Math.min(items.length - 1, Math.floor(chance() * items.length))] as Item;
}
