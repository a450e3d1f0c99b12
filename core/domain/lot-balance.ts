import { misreadFor } from './balance.ts';
import { bySpending, freed, heldIn, type LotRules, type LotsState, lotsKept, overKept, spend } from './lots.ts';
import { type EpochMs, type Ms, minute } from './time.ts';

/** A balance that goes one way and comes back within this time has not moved. */
const flapping: Ms = 5 * minute;
/** Differences this small are rounding of decimals on their way here. */
const grain = 1e-6;

/** What a reading of the balance did to the lots, in credits. */
export type LotsRead = {
  readonly state: LotsState;
  /** Spent since the last reading, as far as lots and balance tell; it may hide behind a rise. */
  readonly spent: number;
  /** What arrived without a lot that explains it: what to ask about. */
  readonly risen: number;
  /** What lapsed since the last reading. */
  readonly lapsed: number;
};

/**
 * Takes a reading of the balance. Less than the lots hold: spending reduces them in their order. More: the rest is
 * unexplained. Readings that are not newer than the last one change nothing.
 */
export function readLots(
  state: LotsState,
  { at, left }: { readonly at: EpochMs; readonly left: number },
  rules: LotRules,
): LotsRead {
  const none = { spent: 0, risen: 0, lapsed: 0 };
  if (!Number.isFinite(left) || at <= (state.seenAt ?? Number.NEGATIVE_INFINITY)) return { state, ...none };
  const { state: base, lapsed } = lapse(restored(state, at, left), at);
  const over = heldIn(base) - Math.max(0, left);
  const told = { balance: left, seenAt: at };
  if (Math.abs(over) <= grain) return { state: { ...base, ...told }, ...none, lapsed };
  const undo =
    state.balance === null ? null : { balance: state.balance, at, lots: base.lots, unexplained: base.unexplained };
  if (over > 0) return { state: { ...spend(base, over, rules).state, ...told, undo }, spent: over, risen: 0, lapsed };
  const risen = state.seenAt === null ? 0 : -over;
  return { state: { ...freed(base, -over, at), ...told, undo }, spent: 0, risen, lapsed };
}

/** As it stood before the last change, where this reading takes that change back. */
function restored(state: LotsState, at: EpochMs, left: number): LotsState {
  const { undo, balance, seenAt } = state;
  if (undo === null || balance === null) return state;
  const misread = balance === 0 && left === undo.balance && seenAt === undo.at && at - undo.at <= misreadFor;
  if (!misread && at - undo.at > flapping) return state;
  const back = balance > undo.balance || left > balance;
  if (!back || left > undo.balance) return state;
  return { ...state, lots: undo.lots, unexplained: undo.unexplained, undo: null };
}

/** What has lapsed by now is gone, whatever was left of it. */
export function lapse(state: LotsState, now: EpochMs): { readonly state: LotsState; readonly lapsed: number } {
  const over = state.lots.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
  if (over.length === 0) return { state, lapsed: 0 };
  const lots = state.lots.filter((lot) => !over.includes(lot));
  const held = over.filter(({ left }) => left > 0).map((lot) => ({ lot, at: now }));
  const kept = [...state.over, ...held].slice(-overKept);
  return { state: { ...state, lots, over: kept, undo: null }, lapsed: over.reduce((sum, { left }) => sum + left, 0) };
}

/**
 * After the clock was set back: lots that lapsed at a time that has not come are there again. What they hold was seen
 * since without them: as unexplained, or as that of a cycle or a day that has not come yet.
 */
export function unlapsed(state: LotsState, now: EpochMs): LotsState {
  const again = state.over.flatMap(({ lot, at }) => (at >= now ? lot : []));
  const back = (at: EpochMs) => Math.min(at, now - 1);
  const { unexplained, seenAt, forgottenTo } = state;
  let wanted = again.reduce((sum, { left }) => sum + left, 0);
  const free = Math.min(unexplained?.credits ?? 0, wanted);
  wanted -= free;
  const rest = (unexplained?.credits ?? 0) - free;
  const lots = state.lots.map((lot) => {
    const early = lot.at >= now && (lot.kind === 'cycle' || lot.kind === 'daily') ? Math.min(lot.left, wanted) : 0;
    wanted -= early;
    return { ...lot, left: lot.left - early };
  });
  return {
    ...state,
    lots: [...lots, ...again].toSorted(bySpending).slice(0, lotsKept),
    over: state.over.filter(({ at }) => at < now),
    unexplained: unexplained === null || rest <= 0 ? null : { credits: rest, since: back(unexplained.since) },
    seenAt: seenAt === null ? null : back(seenAt),
    forgottenTo: forgottenTo === null ? null : back(forgottenTo),
    undo: null,
  };
}

/** Credits that lapse at one moment; `guessed` is the part of them that rests on unconfirmed lots. */
export type Expiry = {
  readonly at: EpochMs;
  readonly credits: number;
  readonly guessed: number;
  readonly lots: readonly string[];
};

/** What would lapse after now and not after `until` if nothing were spent, by moment, soonest first. */
export function lapsingBy({ lots }: LotsState, now: EpochMs, until: EpochMs): readonly Expiry[] {
  const moments = new Map<EpochMs, Expiry>();
  for (const { expiresAt: at, left, guess, id } of lots) {
    if (at === null || at <= now || at > until || left <= 0) continue;
    const { credits, guessed, lots } = moments.get(at) ?? { credits: 0, guessed: 0, lots: [] };
    moments.set(at, { at, credits: credits + left, guessed: guessed + (guess ? left : 0), lots: [...lots, id] });
  }
  return [...moments.values()].toSorted((a, b) => a.at - b.at);
}

/** The next moment at which credits lapse; `null` where none is known. */
export function nextExpiry(state: LotsState, now: EpochMs): Expiry | null {
  return lapsingBy(state, now, Number.POSITIVE_INFINITY)[0] ?? null;
}
