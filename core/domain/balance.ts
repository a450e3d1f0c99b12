import type { BalanceReading, Label, Unit } from './reading.ts';
import { isAbout, isRefill, type RefillHints } from './refill.ts';
import { type EpochMs, hour, type Ms, minute } from './time.ts';
import type { Origin, Seen } from './window.ts';

/** What we believe of something of which only the rest is known: credits, videos left. */
export type BalanceState = {
  readonly key: string;
  readonly feature: string;
  readonly label: Label;
  readonly unit: Unit;
  readonly pool: string | null;
  /** What is left; `null`: there is some, its size has never been told. */
  readonly left: number | null;
  /** The last reading as it came; `null` where that one did not tell the size. */
  readonly raw: number | null;
  readonly unlimited: boolean;
  readonly usable: boolean | null;
  readonly blocked: boolean | null;
  readonly returnsAt: EpochMs | null;
  readonly seenAt: EpochMs;
  readonly changedAt: EpochMs;
  /** Since when readings have come just like the last one. */
  readonly row: EpochMs;
  readonly origin: Origin;
  readonly cycle: CycleUse;
  /** The last fall, in case the next reading takes it back. */
  readonly fall: { readonly from: number; readonly at: EpochMs } | null;
  /** A rise that no known refill explains, until a second reading agrees. */
  readonly rise: Rise | null;
  /** A reading that nobody believes before a second one agrees. */
  readonly doubt: Doubt | null;
  readonly said: readonly string[];
};

/** What a reading told that nobody believes yet: that next to nothing is left of much. */
export type Doubt = Pick<BalanceReading, 'usable' | 'blocked' | 'returnsAt'> & {
  readonly at: EpochMs;
  readonly left: number;
};

/** `since`: the look before it, where that is known. */
export type Rise = {
  readonly from: number;
  readonly at: EpochMs;
  readonly by: 'granted' | 'undone';
  readonly since?: EpochMs;
};

/** What has happened to a balance since its last refill, or since we first saw it. */
export type CycleUse = {
  readonly since: EpochMs;
  /** Whether `since` is a refill that was seen. Without one, only the monthly amount a person enters gives a percentage. */
  readonly refilled: boolean;
  /** The balance at `since`. */
  readonly start: number;
  readonly spent: number;
  /** What arrived since: packs, refunds, bonuses. */
  readonly granted: number;
};

/**
 * - `spent`: less than before · `refilled`: a new cycle has begun · `granted`: something arrived
 * - `undone`: the last fall was no fall · `turned`: less than before, but a renewal lies in between
 * - `ignored`: it changes nothing: older than the last one, or not believed yet
 */
export type BalanceChange = 'first' | 'same' | 'spent' | 'refilled' | 'granted' | 'undone' | 'turned' | 'ignored';

/**
 * `amount` is what was spent or arrived, in the balance's unit; `lapsed` what the old cycle had left, or what of a fall
 * were credits that had reached their end.
 */
export type AbsorbedBalance = {
  readonly state: BalanceState;
  readonly change: BalanceChange;
  readonly amount: number;
  readonly lapsed: number | null;
};

/** A value that falls and comes back within this time was never gone. */
const flapping: Ms = 5 * minute;
/** A nothing that one reading told was never so, where the next one within this time takes it back whole. */
export const misreadFor: Ms = hour;

/** Takes a reading into what is believed. Older readings than the last change nothing. */
export function absorbBalance(
  state: BalanceState | null,
  reading: BalanceReading,
  seen: Seen,
  hints: RefillHints,
): AbsorbedBalance {
  if (state === null) return { state: freshBalance(reading, seen), change: 'first', amount: 0, lapsed: null };
  if (seen.at <= state.seenAt) return { state, change: 'ignored', amount: 0, lapsed: null };
  const { left } = reading;
  const unchanged = left === state.raw && reading.blocked === state.blocked;
  const base: BalanceState = {
    ...state,
    ...told(reading, seen),
    left: left ?? state.left,
    raw: left,
    row: unchanged ? state.row : seen.at,
  };
  if (left === null || state.left === null) {
    const cycle = left === null ? state.cycle : newCycle(left, seen.at, false);
    return { state: { ...base, cycle }, change: 'same', amount: 0, lapsed: null };
  }
  const reset = hints.due && isRefill(left, { ...hints, due: false });
  const refill = (before: number, to: number) =>
    refilled(base, before, to, { ...hints, at: seen.at, since: state.seenAt });
  // What a larger cycle (or a pack) had left can lapse to a smaller amount: a refill that looks like a fall.
  if (reset) return refill(state.left, left);
  if (left === state.left) return { state: { ...base, rise: null }, change: 'same', amount: 0, lapsed: null };
  if (left < state.left && hints.passed != null) return turned(base, left, seen.at, hints.passed);
  if (left < state.left) return fallen(base, state.left, left, seen.at, hints.lapsed);
  const undone = isTakenBack(base, left, seen.at, hints) || (!hints.due && isMisread(state, left, seen.at));
  if (!undone && isRefill(left, hints)) return refill(state.left, left);
  return risen(base, state, left, { at: seen.at, undone });
}

function told(reading: BalanceReading, { at, origin }: Seen) {
  const { label, unlimited, usable, blocked, returnsAt } = reading;
  return { label, unlimited, usable, blocked, returnsAt, seenAt: at, origin };
}

function freshBalance(reading: BalanceReading, seen: Seen): BalanceState {
  const { feature, unit, pool, left } = reading;
  return {
    key: feature,
    feature,
    unit,
    pool,
    left,
    raw: left,
    ...told(reading, seen),
    changedAt: seen.at,
    row: seen.at,
    cycle: newCycle(left ?? 0, seen.at, false),
    fall: null,
    rise: null,
    doubt: null,
    said: [],
  };
}

const newCycle = (start: number, since: EpochMs, refilled: boolean): CycleUse => ({
  since,
  refilled,
  start,
  spent: 0,
  granted: 0,
});

function fallen(base: BalanceState, before: number, left: number, at: EpochMs, over = 0): AbsorbedBalance {
  const { rise } = base;
  // A rise that is gone at the next look was never there.
  if (rise !== null && at - rise.at <= flapping && left <= rise.from) {
    const taken = before - rise.from;
    const { spent, granted } = base.cycle;
    const cycle =
      rise.by === 'granted'
        ? { ...base.cycle, granted: granted - taken, spent: spent + (rise.from - left) }
        : { ...base.cycle, spent: spent + taken + (rise.from - left) };
    const state = { ...base, changedAt: at, cycle, rise: null };
    return { state, change: 'undone', amount: rise.from - left, lapsed: null };
  }
  const lapsed = Math.min(over, before - left);
  const amount = before - left - lapsed;
  const recent = base.fall !== null && at - base.fall.at <= flapping;
  // What has lapsed does not come back: should it, it was given.
  const fall = lapsed > 0 ? null : recent ? base.fall : { from: before, at };
  const cycle = withoutLapsed(base.cycle, lapsed);
  const state = { ...base, changedAt: at, cycle: { ...cycle, spent: cycle.spent + amount }, fall, rise: null };
  return { state, change: 'spent', amount, lapsed: lapsed > 0 ? lapsed : null };
}

/** Credits that have reached their end are no part of the cycle any more: neither of what is there to spend, nor spent. */
function withoutLapsed(cycle: CycleUse, lapsed: number): CycleUse {
  const granted = Math.max(0, cycle.granted - lapsed);
  return { ...cycle, granted, start: Math.max(0, cycle.start - (lapsed - (cycle.granted - granted))) };
}

/**
 * Less than before, and a renewal in between. What lapsed, what came and what was spent nobody knows: nothing is
 * counted. The refill may still be on its way, so the cycle of unknown start begins just before its boundary.
 */
function turned(base: BalanceState, left: number, at: EpochMs, boundary: EpochMs): AbsorbedBalance {
  const state = {
    ...base,
    changedAt: at,
    cycle: newCycle(left, boundary - 1, false),
    fall: null,
    rise: null,
    said: [],
  };
  return { state, change: 'turned', amount: 0, lapsed: null };
}

/** A fall that comes back at once was never there. */
function isTakenBack({ fall }: BalanceState, left: number, at: EpochMs, { due }: RefillHints): boolean {
  return !due && fall !== null && at - fall.at <= flapping && left <= fall.from;
}

function isMisread({ left: known, fall, changedAt, seenAt }: BalanceState, left: number, at: EpochMs): boolean {
  return (
    known === 0 && left === fall?.from && fall.at === changedAt && seenAt === changedAt && at - seenAt <= misreadFor
  );
}

type Rising = { readonly at: EpochMs; readonly undone: boolean };

/** `known`: as it stood before. */
function risen(base: BalanceState, known: BalanceState, left: number, { at, undone }: Rising): AbsorbedBalance {
  const from = known.left ?? 0;
  const amount = left - from;
  const { cycle } = base;
  const rise: Rise = { from, at, by: undone ? 'undone' : 'granted', since: known.seenAt };
  const next = undone ? { ...cycle, spent: cycle.spent - amount } : { ...cycle, granted: cycle.granted + amount };
  const state = { ...base, changedAt: at, cycle: next, fall: null, rise };
  return { state, change: rise.by, amount, lapsed: null };
}

type Refilling = RefillHints & { readonly at: EpochMs; readonly since: EpochMs };

/**
 * A new cycle. Seen soon enough, or at the cycle's amount, it started with what is there; later, something may have been
 * spent already: then it started with the exact amount, or with nobody knows what.
 */
function refilled(base: BalanceState, before: number, left: number, refilling: Refilling): AbsorbedBalance {
  const { at, since, amount, exact = null, published = null, begun } = refilling;
  const prompt = at - Math.max(since, begun ?? since) <= hour || isAbout(left, amount) || isAbout(left, published);
  const started = prompt || exact === null ? left : Math.max(left, exact);
  const cycle = { ...newCycle(started, at, prompt || exact !== null), spent: started - left };
  const state = { ...base, changedAt: at, cycle, fall: null, rise: null, said: [] };
  return { state, change: 'refilled', amount: Math.max(0, left - before), lapsed: Math.max(0, before) };
}

/** Whether a balance is renewed in cycles: purchased pools and videos are not. */
export function hasCycle({ unit, pool }: Pick<BalanceState, 'unit' | 'pool'>): boolean {
  return unit === 'credits' && pool === null;
}
