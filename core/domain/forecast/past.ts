/** Percent used at the end of finished windows that were in use, oldest first. Bounded. */
export type Finals = readonly number[];

/** More than this teaches nothing new: an entry this old weighs a third. */
const mostFinals = 40;
const keepPerWindow = 0.97;
/** One's own habits change faster than those of the whole. */
const keepOwn = 0.93;
/** As many windows as the prior is worth against all known ones, and those against a meter's own. */
const priorWeight = 4;
const ownWeight = 3;

/** Below this a window was opened by a look or a stray request, not used. */
export const inUse = 2;
/** From here on a window counts as used up: services round. */
export const usedUp = 99.5;

export function withFinal(finals: Finals, final: number): Finals {
  return final < inUse ? finals : [...finals, final].slice(-mostFinals);
}

/** What windows usually end with: mean percent used, and the share of them that is used up. */
export type Habit = { readonly final: number; readonly full: number };

/** The habit of one meter: its own windows, leaning on those of its siblings, leaning on what is `usual`. */
export function habitOf(own: Finals, siblings: readonly Finals[], usual: Habit): Habit {
  const all = sums([own, ...siblings], keepPerWindow);
  const shared = pulled(all, usual, priorWeight);
  return pulled(sums([own], keepOwn), shared, ownWeight);
}

type Sums = { readonly weight: number; readonly final: number; readonly full: number };

function sums(lists: readonly Finals[], keep: number): Sums {
  let [weight, final, full] = [0, 0, 0];
  for (const list of lists)
    for (const [one, w] of aged(list, keep)) {
      weight += w;
      final += w * one;
      full += one >= usedUp ? w : 0;
    }
  return { weight, final, full };
}

function pulled({ weight, final, full }: Sums, towards: Habit, strength: number): Habit {
  const all = weight + strength;
  return { final: (final + strength * towards.final) / all, full: (full + strength * towards.full) / all };
}

function* aged(list: Finals, keep: number): Generator<readonly [final: number, weight: number]> {
  for (let i = 0; i < list.length; i++) yield [list[i] ?? 0, keep ** (list.length - 1 - i)];
}

/** The finished windows that ended at least where this one stands, with their weights, by percentage. */
export type Peers = { readonly weight: number; readonly ends: readonly (readonly [final: number, weight: number])[] };

export function peersOf(used: number, own: Finals, siblings: readonly Finals[]): Peers {
  const ends = [own, ...siblings].flatMap((list) => [...aged(list, keepPerWindow)]).filter(([final]) => final >= used);
  return { weight: ends.reduce((sum, [, weight]) => sum + weight, 0), ends: ends.sort((a, b) => a[0] - b[0]) };
}
