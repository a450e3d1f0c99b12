import { type AccountState, type Snapshot, unknownAccount } from '../domain/account.ts';
import { addLot, confirmLot, dismissLot } from '../domain/lot-entries.ts';
import { expiryOf, type LotRules } from '../domain/lots.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { answeredUnseen } from '../domain/unseen-days.ts';
import { withJobsOf } from './jobs.ts';
import type { Owner } from './rows.ts';

/** Whether a rise was a purchase. */
export type PurchaseAnswer = { readonly id: string; readonly yes: boolean };
/** Whose the use was that went unseen; not `mine`: it has been taken care of. */
export type UnseenAnswer = { readonly id: string; readonly mine: boolean };
/** A purchase that nobody has seen. `paid` in US dollars, as the services charge. */
export type Purchase = { readonly credits: number; readonly at: EpochMs; readonly paid: number | null };

export function answered(account: AccountState, { id, yes }: PurchaseAnswer, rules: LotRules): AccountState {
  return { ...account, lots: yes ? confirmLot(account.lots, id, rules) : dismissLot(account.lots, id) };
}

/** How much more than what somebody has called their own is nothing unusual yet. */
const alike = 1.5;

export function owned(account: AccountState, { id, mine }: UnseenAnswer): AccountState {
  const { unseen, usualUnseen, unseenDays } = account;
  if (unseen?.id !== id) return account;
  return {
    ...account,
    unseen: null,
    unseenDays: answeredUnseen(unseenDays, unseen, mine),
    usualUnseen: mine ? Math.max(usualUnseen ?? 0, alike * unseen.credits) : usualUnseen,
  };
}

export function purchased(account: AccountState, { credits, at, paid }: Purchase, rules: LotRules): AccountState {
  const { lots } = account;
  const price = paid === null ? null : { amount: paid, currency: 'USD' };
  // A day has no hour: what was bought today was there when the credits were last read.
  const arrived = Math.min(at, lots.seenAt ?? at);
  const lot = { id: `entered:${at}:${credits}`, kind: 'purchased', by: 'entered', credits, price } as const;
  return { ...account, lots: addLot(lots, { ...lot, at: arrived, expiresAt: expiryOf(at, rules) }) };
}

/** The unnamed numbers are this account's: for a day, since then somebody may have signed in elsewhere. */
export function claimed(snapshot: Snapshot, { provider, account }: Owner, now: EpochMs): Snapshot {
  const isUnnamed = (one: AccountState) => one.provider === provider && one.account === unknownAccount;
  const unnamed = snapshot.accounts.find(isUnnamed);
  const accounts = snapshot.accounts
    .filter((one) => !isUnnamed(one))
    .map((one) => {
      if (one.provider !== provider) return one;
      if (one.account !== account) return { ...one, takesUnnamedUntil: null };
      return { ...withJobsOf(one, unnamed, now), takesUnnamedUntil: now + day };
    });
  return { ...snapshot, accounts };
}
