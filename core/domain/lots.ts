import { monthsByClock, type OffsetAt } from './renewal.ts';
import { day, type EpochMs, type Ms } from './time.ts';

/**
 * Where credits came from, and so how they end.
 *
 * - `purchased`: some months after the purchase · `cycle`: with the billing cycle · `daily`: overwritten by the next
 * - `bonus`: anything else that was given, with a date of its own or none
 */
export type LotKind = 'purchased' | 'cycle' | 'daily' | 'bonus';

/** Who says so: the service, the person, or nobody: the balance went up. */
export type LotSource = 'reported' | 'entered' | 'inferred';

/** What was paid for a lot, as the person entered it. */
export type LotPrice = { readonly amount: number; readonly currency: string };

/** Credits that arrived together and lapse together. Amounts in credits. */
export type Lot = {
  readonly id: string;
  readonly kind: LotKind;
  readonly by: LotSource;
  /** An inferred lot that nobody has confirmed. */
  readonly guess: boolean;
  readonly at: EpochMs;
  readonly credits: number;
  /** What is believed to be left of it: 0 to `credits`. */
  readonly left: number;
  /** `null`: unknown, or never. */
  readonly expiresAt: EpochMs | null;
  readonly price: LotPrice | null;
  /**
   * Whether the balance was watched when it arrived; otherwise `left` is worked out from the other lots. A cycle whose
   * amount nobody has told is not: older packs may be in it.
   */
  readonly tracked: boolean;
  /**
   * Where nobody knew the renewal when a guess arrived: the look before. Should a renewal turn out to lie in between, it
   * was no purchase.
   */
  readonly unlessRenewedSince?: EpochMs;
};

export type NewLot = Omit<Lot, 'left' | 'tracked' | 'guess'>;

/**
 * How long purchases of a pool are valid, in calendar months (`null`: unknown), and the zone they are counted in:
 * minutes that local time is ahead of UTC, and the same at any moment where the clocks are changed.
 */
export type LotRules = {
  readonly validMonths: number | null;
  readonly offset: number;
  readonly offsetAt?: OffsetAt | undefined;
};

/** Lots of one pool of credits. Plain JSON of at most `lotsKept` lots (once more the same for `undo`), and `overKept`. */
export type LotsState = {
  /** In the order in which they are spent: soonest expiry first. */
  readonly lots: readonly Lot[];
  /** The part of the balance that no lot explains. Never negative, never guessed away. */
  readonly unexplained: { readonly credits: number; readonly since: EpochMs } | null;
  /** The last reading: below zero where more was spent than there was. */
  readonly balance: number | null;
  readonly seenAt: EpochMs | null;
  /** Guesses that were refused: the same rise does not ask twice. */
  readonly dismissed: readonly string[];
  /** Lots that arrived up to here have been dropped for want of space, and are not taken in again. */
  readonly forgottenTo: EpochMs | null;
  /** The last lots that have lapsed, with what was left of them, and by which reading: its clock may have been wrong. */
  readonly over: readonly { readonly lot: Lot; readonly at: EpochMs }[];
  /** How it stood before the last change of the balance, in case the next reading takes that back. */
  readonly undo: (Pick<LotsState, 'lots' | 'unexplained'> & { readonly balance: number; readonly at: EpochMs }) | null;
};

export const noLots: LotsState = {
  lots: [],
  unexplained: null,
  balance: null,
  seenAt: null,
  dismissed: [],
  forgottenTo: null,
  over: [],
  undo: null,
};

export const lotsKept = 32;
export const overKept = 16;

/** When a purchase lapses: 12 months from 29 February 2028 are 28 February 2029. `null`: the validity is unknown. */
export function expiryOf(at: EpochMs, { validMonths, offset, offsetAt = () => offset }: LotRules): EpochMs | null {
  return validMonths === null ? null : monthsByClock(at, validMonths, offsetAt);
}

/** The order of spending. What has no known end comes last, but for a day's or a cycle's credits: theirs is near. */
export function bySpending(a: Lot, b: Lot): number {
  return turnOf(a) - turnOf(b) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const longest: Readonly<Record<LotKind, Ms>> = { daily: day, cycle: 31 * day, purchased: Infinity, bonus: Infinity };

const turnOf = ({ expiresAt, kind, at }: Lot): number => expiresAt ?? Math.min(at + longest[kind], Number.MAX_VALUE);

/** What the lots and the unexplained part add up to, in credits. */
export function heldIn({ lots, unexplained }: Pick<LotsState, 'lots' | 'unexplained'>): number {
  return lots.reduce((sum, { left }) => sum + left, unexplained?.credits ?? 0);
}

/** Credits that lost their lot: nobody explains them now. */
export function freed(state: LotsState, credits: number, since: EpochMs): LotsState {
  if (credits <= 0) return state;
  const { unexplained } = state;
  return {
    ...state,
    unexplained: {
      credits: (unexplained?.credits ?? 0) + credits,
      since: Math.min(since, unexplained?.since ?? since),
    },
  };
}

/** What a spending takes: from which lots in which order, how much from what no lot explains, and what nobody has. */
export type Spending = {
  readonly lots: readonly { readonly id: string; readonly credits: number }[];
  readonly unexplained: number;
  readonly short: number;
};

/**
 * Takes credits out of the lots, soonest expiry first. What is unexplained was there when it was first seen, so it
 * ends no later than a purchase of that day would: that is its turn, or the last one where the validity is unknown.
 */
export function spend(
  state: LotsState,
  credits: number,
  rules: LotRules,
): { readonly state: LotsState; readonly spending: Spending } {
  const { unexplained } = state;
  const turn = (unexplained && expiryOf(unexplained.since, rules)) ?? Number.MAX_VALUE;
  const lots = state.lots.toSorted(bySpending);
  const before = lots.filter((lot) => turnOf(lot) < turn);
  const first = takeFrom(before, Math.max(0, credits));
  const free = Math.min(unexplained?.credits ?? 0, first.short);
  const then = takeFrom(lots.slice(before.length), first.short - free);
  const rest = (unexplained?.credits ?? 0) - free;
  return {
    state: {
      ...state,
      lots: [...first.lots, ...then.lots],
      unexplained: unexplained === null || rest <= 0 ? null : { ...unexplained, credits: rest },
    },
    spending: { lots: [...first.taken, ...then.taken], unexplained: free, short: then.short },
  };
}

function takeFrom(lots: readonly Lot[], credits: number) {
  let short = credits;
  const taken: { id: string; credits: number }[] = [];
  const next = lots.map((lot) => {
    const part = Math.min(lot.left, short);
    if (part <= 0) return lot;
    short -= part;
    taken.push({ id: lot.id, credits: part });
    return { ...lot, left: lot.left - part };
  });
  return { lots: next, taken, short };
}
