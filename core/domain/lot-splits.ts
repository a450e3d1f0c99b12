import { bounded, isCorrectable } from './lot-entries.ts';
import { bySpending, type Lot, type LotsState } from './lots.ts';

/** So many purchases at most are taken for one at first. */
const mostParts = 9;
/** Differences this small are rounding of decimals. */
const grain = 1e-6;

/**
 * The person says that what was taken for one purchase were several, of so many credits each, which is a yes to a guess,
 * too. What is left stays the same, spent in the order given; what was paid is shared out by amount. Parts that do not
 * add up change nothing.
 */
export function splitLot(state: LotsState, id: string, parts: readonly number[]): LotsState {
  const known = state.lots.find((one) => one.id === id);
  if (known === undefined || !isCorrectable(known) || !isWhole(parts, known.credits)) return state;
  const lots = partsOf(known, parts);
  const others = state.lots.filter((one) => one !== known);
  if (others.some((one) => lots.some((part) => part.id === one.id))) return state;
  return bounded({ ...state, undo: null, lots: [...others, ...lots].toSorted(bySpending) });
}

function isWhole(parts: readonly number[], credits: number): boolean {
  const sum = parts.reduce((all, one) => all + one, 0);
  const several = parts.length > 1 && parts.length <= mostParts;
  return several && parts.every((one) => one > 0) && Math.abs(sum - credits) <= grain * credits;
}

function partsOf({ unlessRenewedSince: _, ...lot }: Lot, parts: readonly number[]): readonly Lot[] {
  let spent = lot.credits - lot.left;
  return parts.map((credits, index) => {
    const gone = Math.min(spent, credits);
    spent -= gone;
    const price = lot.price && { ...lot.price, amount: (lot.price.amount * credits) / lot.credits };
    const id = index === 0 ? lot.id : `${lot.id}/${index + 1}`;
    return { ...lot, id, guess: false, credits, left: credits - gone, price };
  });
}
