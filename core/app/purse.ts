import type { AccountState } from '../domain/account.ts';
import type { AbsorbedBalance, BalanceState } from '../domain/balance.ts';
import { readLots } from '../domain/lot-balance.ts';
import { addLot, inferLot } from '../domain/lot-entries.ts';
import type { LotRules, LotsState } from '../domain/lots.ts';
import type { GrantReading } from '../domain/reading.ts';
import { nextRenewal } from '../domain/renewal.ts';
import type { Facts } from '../providers/provider.ts';
import type { Keeping } from './keeping.ts';
import { allowanceOf } from './means.ts';

/** How long purchases are valid, by the service's dated facts; `null` where it does not say. */
export function lotRules({ purchases }: Facts, offset: number): LotRules {
  return { validMonths: purchases?.validMonths?.value ?? null, offset };
}

/** Keeps the lots behind an account's credits up with a reading of the balance. */
export function keepLots(
  account: AccountState,
  before: BalanceState | null,
  { state, change }: AbsorbedBalance,
  keeping: Keeping,
): LotsState {
  const { at, facts, offset } = keeping;
  if (state.unit !== 'credits' || state.left === null || change === 'ignored') return account.lots;
  const rules = lotRules(facts, offset);
  const begun = change === 'refilled' ? withCycle(account, state, keeping) : account.lots;
  const { state: next } = readLots(begun, { at, left: state.left }, rules);
  // A rise that two readings agree on, and no refill explains, is worth a question.
  const rise = before?.rise;
  // Where nobody knows when the credits are renewed, it may have been just that.
  if (!mayBePurchase(account, state, keeping)) return next;
  if (rise?.by !== 'granted' || state.rise !== null || (change !== 'same' && change !== 'spent')) return next;
  return inferLot(next, { at: rise.at, credits: (before?.left ?? 0) - rise.from }, rules);
}

function mayBePurchase(
  account: AccountState,
  { pool }: BalanceState,
  { at, facts, entered, offset }: Keeping,
): boolean {
  if (pool !== null) return true;
  return !allowanceOf(account, facts, entered).daily && nextRenewal(account, entered, at, offset) !== null;
}

/** The credits of a new cycle, or of a new day, which end with it. */
function withCycle(account: AccountState, { cycle }: BalanceState, { at, facts, entered, offset }: Keeping): LotsState {
  const { daily, monthly } = allowanceOf(account, facts, entered);
  const renewal = daily ? null : nextRenewal(account, entered, at, offset);
  // What nobody explained was of the cycle that is over; packs live on beside the new one.
  const lots = { ...account.lots, unexplained: null };
  const packs = lots.lots.reduce(
    (sum, { kind, left }) => (kind === 'purchased' || kind === 'bonus' ? sum + left : sum),
    0,
  );
  const id = `cycle:${cycle.since}`;
  // What exceeds the cycle's own amount lay beside it: packs that nobody has told of.
  const credits = Math.min(Math.max(0, cycle.start - packs), monthly ?? Number.POSITIVE_INFINITY);
  const lot = { id, kind: daily ? 'daily' : 'cycle', by: 'reported', at, price: null } as const;
  const begun = addLot(lots, { ...lot, credits, expiresAt: renewal?.at ?? null });
  if (monthly !== null) return begun;
  return { ...begun, lots: begun.lots.map((one) => (one.id === id ? { ...one, tracked: false } : one)) };
}

/** Takes in a lot that the service's own list names. */
export function reportedLot(lots: LotsState, { id, at, credits, expiresAt }: GrantReading): LotsState {
  // Whether a line without an end is a pack or the plan's own credits, it does not say.
  return addLot(lots, { id, kind: 'bonus', by: 'reported', at, credits, expiresAt, price: null });
}
