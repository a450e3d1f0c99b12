import {
  bySpending,
  expiryOf,
  freed,
  type Lot,
  type LotKind,
  type LotRules,
  type LotsState,
  lotsKept,
  type NewLot,
} from './lots.ts';
import { type EpochMs, hour, type Ms } from './time.ts';

const dismissalsKept = 16;
/** A lot that is reported or entered this close to a guessed one is the one that was guessed. */
const sameLot: Ms = 48 * hour;

/**
 * Takes in a lot that was reported or entered. One with a known id changes what is known of it, never what is left;
 * one that was guessed takes the place of the guess. A lot older than the last reading gets its share of what nobody
 * has explained so far: credits are never invented.
 */
export function addLot(state: LotsState, lot: NewLot, guess = false): LotsState {
  if (!(lot.credits > 0) || state.dismissed.includes(lot.id)) return state;
  const known = state.lots.find(({ id }) => id === lot.id);
  if (known !== undefined) return retold(state, known, lot, guess);
  if (lot.at <= (state.forgottenTo ?? Number.NEGATIVE_INFINITY)) return state;
  if (lot.expiresAt !== null && isSeen(state, lot.expiresAt)) return state;
  if (isOverwritten(state, lot)) return state;
  const replaced = guess ? undefined : guessed(state, lot);
  const base = replaced === undefined ? state : freed(without(state, replaced.id), replaced.left, replaced.at);
  const cleared = { ...overwritten(base, lot), undo: null };
  const next = { ...lot, guess, price: lot.price ?? replaced?.price ?? null };
  if (isSeen(state, lot.at))
    return bounded(allotted(cleared, { ...next, left: 0, tracked: guess || replaced?.tracked === true }));
  return bounded({ ...cleared, lots: put(cleared.lots, { ...next, left: lot.credits, tracked: true }) });
}

/** Whether a reading of the balance has come at that time or later. */
const isSeen = ({ seenAt }: LotsState, at: EpochMs) => at <= (seenAt ?? Number.NEGATIVE_INFINITY);

const put = (lots: readonly Lot[], lot: Lot): readonly Lot[] =>
  [...lots.filter(({ id }) => id !== lot.id), lot].toSorted(bySpending);

function retold(state: LotsState, known: Lot, lot: NewLot, guess: boolean): LotsState {
  const left = Math.min(known.left, lot.credits);
  const next: Lot = { ...known, ...lot, guess, left };
  return freed({ ...state, undo: null, lots: put(state.lots, next) }, known.left - left, known.at);
}

const replaces = (kind: LotKind) => kind === 'daily' || kind === 'cycle';

function isOverwritten({ lots }: LotsState, { kind, at }: NewLot): boolean {
  return replaces(kind) && lots.some((one) => one.kind === kind && one.at > at);
}

/** A new cycle's or day's credits end those before; what was left of them has lapsed. */
function overwritten(state: LotsState, { kind, at }: NewLot): LotsState {
  if (!replaces(kind)) return state;
  const over = state.lots.filter((one) => one.kind === kind && one.at < at);
  const lots = state.lots.filter((one) => !over.includes(one));
  // A reading since then has seen the balance without them: what they held is the new lot's, or somebody else's.
  const seen = isSeen(state, at);
  return over.reduce<LotsState>((next, one) => (seen ? freed(next, one.left, one.at) : next), { ...state, lots });
}

/**
 * The lot that a new one takes the place of: a guess, or, where the service itself reports it now, what was entered or
 * confirmed by hand.
 */
function guessed({ lots }: LotsState, lot: NewLot): Lot | undefined {
  const distance = ({ at }: Lot) => Math.abs(at - lot.at);
  const same = (one: Lot) =>
    (one.guess || (lot.by === 'reported' && one.by !== 'reported')) &&
    distance(one) <= sameLot &&
    // What was spent in the same interval hides a part of the rise; more than half is unlikely.
    one.credits <= lot.credits * 1.001 &&
    one.credits >= lot.credits * 0.5;
  return lots.filter(same).toSorted((a, b) => distance(a) - distance(b))[0];
}

const without = (state: LotsState, id: string): LotsState => ({
  ...state,
  lots: state.lots.filter((one) => one.id !== id),
});

/**
 * Credits of a lot that had arrived before the last reading. They are in the balance already, so they are taken from
 * what is unexplained, and then from lots that end sooner and are known as late: those were spent first.
 */
function allotted(state: LotsState, lot: Lot): LotsState {
  const free = state.unexplained?.credits ?? 0;
  const fromFree = Math.min(free, lot.credits);
  let wanted = lot.credits - fromFree;
  const lots = state.lots.map((one) => {
    if (one.tracked || !givesTo(lot, one)) return one;
    const taken = Math.min(one.left, wanted);
    wanted -= taken;
    return { ...one, left: one.left - taken };
  });
  const unexplained = state.unexplained === null || free - fromFree <= 0 ? null : state.unexplained;
  return {
    ...state,
    lots: put(lots, { ...lot, left: lot.credits - wanted }),
    unexplained: unexplained && { ...unexplained, credits: free - fromFree },
  };
}

/** What ends sooner was spent first; a cycle whose end is unknown holds what was there when it was seen to begin. */
function givesTo(lot: Lot, one: Lot): boolean {
  return bySpending(one, lot) <= 0 || (one.kind === 'cycle' && one.expiresAt === null && lot.at <= one.at);
}

export function bounded(state: LotsState): LotsState {
  if (state.lots.length <= lotsKept) return state;
  const spent = state.lots.filter(({ left }) => left === 0).toSorted((a, b) => a.at - b.at);
  const dropped = spent[0] ?? state.lots.toSorted((a, b) => a.at - b.at)[0];
  if (dropped === undefined) return state;
  const forgottenTo = Math.max(state.forgottenTo ?? dropped.at, dropped.at);
  return bounded(freed({ ...without(state, dropped.id), forgottenTo }, dropped.left, dropped.at));
}

/**
 * "Bought today? 500 credits, valid until …": turns an unexplained rise into a lot that is a guess until somebody
 * confirms it. `rise.credits` is the least that arrived. Not more than what is unexplained; nothing where it was refused.
 */
export function inferLot(
  state: LotsState,
  rise: { readonly at: EpochMs; readonly credits: number; readonly unlessRenewedSince?: EpochMs },
  rules: LotRules,
): LotsState {
  const { at } = rise;
  const credits = Math.min(rise.credits, state.unexplained?.credits ?? 0);
  const id = `rise:${at}`;
  if (state.lots.some((one) => one.id === id)) return state;
  const lot = { ...rise, id, kind: 'purchased', by: 'inferred', credits, price: null } as const;
  return addLot(state, { ...lot, expiresAt: expiryOf(at, rules) }, true);
}

/** Guesses that wait for an answer, newest first. */
export function proposals({ lots }: LotsState): readonly Lot[] {
  return lots.filter(({ guess }) => guess).toSorted((a, b) => b.at - a.at);
}

/** The person says yes, perhaps with corrections. A corrected date moves the end of a purchase along. */
export function confirmLot(
  state: LotsState,
  id: string,
  rules: LotRules,
  more: Partial<Pick<Lot, 'kind' | 'credits' | 'at' | 'expiresAt' | 'price'>> = {},
): LotsState {
  const known = state.lots.find((one) => one.id === id);
  if (known?.guess !== true) return state;
  const moved =
    more.at === undefined || (more.kind ?? known.kind) !== 'purchased' ? {} : { expiresAt: expiryOf(more.at, rules) };
  const { left: _, tracked: __, guess: ___, ...lot } = { ...known, ...moved, ...more };
  return lot.credits > 0 ? retold(state, known, lot, false) : state;
}

/** The person says no, or it turns out so: what arrived stays unexplained, and is not asked about again. */
export function dismissLot(state: LotsState, id: string): LotsState {
  const known = state.lots.find((one) => one.id === id);
  if (known?.guess !== true) return state;
  const dismissed = [...state.dismissed, id].slice(-dismissalsKept);
  return freed({ ...without(state, id), dismissed, undo: null }, known.left, known.at);
}

/** Whether somebody may correct it: what the service itself reports is as it says. */
export function isCorrectable({ kind, by }: Lot): boolean {
  return kind === 'purchased' && by !== 'reported';
}

/**
 * The person says what a purchase really was, or (`null`) that there was none. What is left is shared out anew, as if
 * it had been said so at once: the sum stays what the balance says. A correction that cannot hold changes nothing: one
 * to a day so long ago that it would have lapsed.
 */
export function correctLot(state: LotsState, id: string, to: NewLot | null): LotsState {
  const known = state.lots.find((one) => one.id === id);
  if (known === undefined || !isCorrectable(known)) return state;
  const counted = isSeen(state, known.at);
  const gone = { ...without(state, id), undo: null };
  const rest = counted ? freed(gone, known.left, known.at) : gone;
  if (to === null) return rest;
  const next = addLot(rest, { ...to, id });
  const corrected = next.lots.find((one) => one.id === id);
  // Said a second time, it is the same purchase still.
  return corrected === undefined || isSameLot(corrected, known) ? state : next;
}

function isSameLot(one: Lot, other: Lot): boolean {
  const fields = ['kind', 'by', 'at', 'credits', 'left', 'expiresAt', 'guess', 'tracked'] as const;
  const isSamePrice = one.price?.amount === other.price?.amount && one.price?.currency === other.price?.currency;
  return isSamePrice && fields.every((field) => one[field] === other[field]);
}
