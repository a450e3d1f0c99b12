import type { AccountState } from '../domain/account.ts';
import { type AbsorbedBalance, type BalanceState, hasCycle } from '../domain/balance.ts';
import { readLots } from '../domain/lot-balance.ts';
import { addLot, dismissLot, inferLot } from '../domain/lot-entries.ts';
import type { Lot, LotRules, LotsState } from '../domain/lots.ts';
import { planNow } from '../domain/own-plan.ts';
import { packings } from '../domain/packs.ts';
import type { GrantReading } from '../domain/reading.ts';
import { isAbout } from '../domain/refill.ts';
import { nextRenewal, wasRenewed } from '../domain/renewal.ts';
import { day, hour } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import type { Keeping } from './keeping.ts';
import { allowanceOf, planFacts } from './means.ts';

/** How long purchases are valid, by the service's dated facts; `null` where it does not say. */
export function lotRules({ purchases }: Facts, { offset, offsetAt }: Omit<LotRules, 'validMonths'>): LotRules {
  return { validMonths: purchases?.validMonths?.value ?? null, offset, offsetAt };
}

/** Sizes of the packs that a service has sold, by its dated facts. */
export const packSizes = ({ purchases }: Facts): readonly number[] =>
  (purchases?.packs ?? []).map(({ value }) => value);

/** Whether so many credits are sold, as one pack or several. */
export function isPack(facts: Facts, credits: number): boolean {
  const sizes = packSizes(facts);
  return sizes.includes(credits) || packings(credits, sizes).length > 0;
}

/** Keeps the lots behind an account's credits up with a reading of the balance. */
export function keepLots(
  account: AccountState,
  before: BalanceState | null,
  { state, change }: AbsorbedBalance,
  keeping: Keeping,
): LotsState {
  const { at, facts } = keeping;
  if (state.unit !== 'credits' || state.left === null || change === 'ignored') return account.lots;
  const rules = lotRules(facts, keeping);
  const begun = change === 'refilled' ? withCycle(account, state, keeping) : account.lots;
  const { state: next } = readLots(begun, { at, left: state.left }, rules);
  // A rise that two readings agree on, and no refill explains, is worth a question.
  const rise = before?.rise;
  if (rise?.by !== 'granted' || state.rise !== null || (change !== 'same' && change !== 'spent')) return next;
  const risen: Risen = { credits: (before?.left ?? 0) - rise.from, left: before?.left ?? 0 };
  const bought = mayBeBought(account, state, risen, keeping);
  if (bought === 'no') return next;
  const doubt = bought === 'yes' ? {} : { unlessRenewedSince: rise.since ?? rise.at };
  return inferLot(next, { at: rise.at, credits: risen.credits, ...doubt }, rules);
}

/** How many credits arrived, and how many there were then. */
type Risen = { readonly credits: number; readonly left: number };

/** Where nobody knows when the credits are renewed, what arrived may be just that: `perhaps`, if it is no known amount. */
function mayBeBought(
  account: AccountState,
  state: BalanceState,
  risen: Risen,
  { at, facts, entered, offset, offsetAt }: Keeping,
): 'yes' | 'perhaps' | 'no' {
  if (state.pool !== null) return 'yes';
  if (allowanceOf(account, facts, entered).daily) return 'no';
  if (nextRenewal(account, entered, at, offset, offsetAt) !== null) return 'yes';
  return isGrant(account, state, risen, { facts, entered }) ? 'no' : 'perhaps';
}

/** Whether so much comes with the plan, or with any one where the plan is not known; daily credits come with several. */
function isGrant(
  account: AccountState,
  { cycle }: BalanceState,
  { credits, left }: Risen,
  { facts, entered }: Pick<Keeping, 'facts' | 'entered'>,
): boolean {
  const all = Object.entries(facts.plans).flatMap(([name, { grant }]) =>
    grant === null ? [] : { ...grant.value, name },
  );
  const isAmount = (amount: number) => isAbout(credits, amount) || isAbout(left, amount);
  if (all.some((one) => one.every === 'day' && credits <= 1.02 * one.credits)) return true;
  if (cycle.refilled && isAmount(cycle.start)) return true;
  if (entered?.monthly != null) return isAmount(entered.monthly);
  const known = planFacts(account, facts, entered) !== undefined;
  const own = planNow(account, entered)?.name;
  return all
    .filter(({ name, every }) => every === 'month' && (!known || name === own))
    .some((one) => (one.exact ? isAmount(one.credits) : isSize(credits, one.credits) || isSize(left, one.credits)));
}

/** A plan that comes in sizes: any multiple of the smallest may be one. */
function isSize(amount: number, smallest: number): boolean {
  const times = Math.round(amount / smallest);
  return times >= 1 && isAbout(amount, times * smallest);
}

type Entering = Pick<Keeping, 'entered' | 'offset' | 'offsetAt'>;

/** Without guesses that turn out to be renewals, now that the day is known: there is nothing to ask any more. */
export function withoutRenewed(account: AccountState, known: Entering) {
  return account.lots.lots.filter((lot) => turnsOutRenewed(account, lot, known)).reduce(renewedBy, account);
}

/** Whether a guess arrived when the credits were renewed, as far as that is known by now. */
export function turnsOutRenewed(
  account: AccountState,
  { guess, at, unlessRenewedSince: from }: Lot,
  { entered, ...zone }: Entering,
): boolean {
  return guess && from !== undefined && wasRenewed(account, entered, { ...zone, from, to: at });
}

/** What arrived was the new cycle's: it did not come on top of the old one. How that one began nobody has seen. */
function renewedBy(account: AccountState, { id, at, credits }: Lot): AccountState {
  const balances = account.balances.map((one) => {
    if (one.unit !== 'credits' || !hasCycle(one) || one.cycle.since > at) return one;
    const granted = Math.max(0, one.cycle.granted - credits);
    return { ...one, said: [], cycle: { since: at, refilled: false, start: one.left ?? 0, spent: 0, granted } };
  });
  return { ...account, balances, lots: dismissLot(account.lots, id) };
}

/** The credits of a new cycle, or of a new day, which end with it. */
function withCycle(account: AccountState, { cycle }: BalanceState, keeping: Keeping): LotsState {
  const { at, facts, entered, offset, offsetAt } = keeping;
  const { daily, monthly } = allowanceOf(account, facts, entered);
  const renewal = daily ? null : nextRenewal(account, entered, at, offset, offsetAt);
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

/** Takes in a lot that the service's own list names. What comes with the plan, and ends with it, is of the cycle or day. */
export function reportedLot(
  account: AccountState,
  { id, at, credits, expiresAt }: GrantReading,
  { facts, entered }: Pick<Keeping, 'facts' | 'entered'>,
): LotsState {
  const grant = planFacts(account, facts, entered)?.grant?.value ?? null;
  const own = grant !== null && credits === grant.credits && expiresAt !== null;
  // Whether a line without an end is a pack or the plan's own credits, it does not say.
  const kind = own && expiresAt - at <= longest[grant.every] ? (grant.every === 'day' ? 'daily' : 'cycle') : 'bonus';
  return addLot(account.lots, { id, kind, by: 'reported', at, credits, expiresAt, price: null });
}

/** The plan's own credits last until the next ones come, and a little. */
const longest = { day: 36 * hour, month: 32 * day } as const;
