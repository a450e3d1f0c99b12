import { type AccountState, replaceAccount, type Snapshot, unknownAccount } from '../domain/account.ts';
import { addLot, confirmLot, correctLot, dismissLot } from '../domain/lot-entries.ts';
import { splitLot } from '../domain/lot-splits.ts';
import { expiryOf, type LotRules, type LotsState, type NewLot } from '../domain/lots.ts';
import type { OffsetAt } from '../domain/renewal.ts';
import { accountKey } from '../domain/settings.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { answeredUnseen } from '../domain/unseen-days.ts';
import type { Facts } from '../providers/provider.ts';
import { type Move, moved, withJobsOf } from './jobs.ts';
import { lotRules } from './purse.ts';
import type { Owner, Row } from './rows.ts';

/** Whether a rise was a purchase. */
export type PurchaseAnswer = { readonly id: string; readonly yes: boolean };
/** Whose the use was that went unseen; not `mine`: it has been taken care of. */
export type UnseenAnswer = { readonly id: string; readonly mine: boolean };
/**
 * A purchase that nobody has seen. `paid` in US dollars, as the services charge. `entered`: when it was typed, which
 * tells two equal ones of one day from one that is delivered twice; older entries have none.
 */
export type Purchase = {
  readonly credits: number;
  readonly at: EpochMs;
  readonly paid: number | null;
  readonly entered?: EpochMs;
};
/** What a purchase really was; `null`: there was none. `id`: the lot's. */
export type Correction = { readonly id: string; readonly to: Omit<Purchase, 'entered'> | null };
/** What was taken for one purchase were several, of so many credits each. `id`: the lot's. */
export type Split = { readonly id: string; readonly parts: readonly number[] };
/** Whether to be told when a meter is back. */
export type Telling = { readonly meter: string; readonly on: boolean };

/** What a person says of an account. */
export type Answer =
  | ({ readonly what: 'purchase-answered' } & PurchaseAnswer)
  | ({ readonly what: 'unseen-answered' } & UnseenAnswer)
  | ({ readonly what: 'purchase-entered' } & Purchase)
  | ({ readonly what: 'purchase-corrected' } & Correction)
  | ({ readonly what: 'purchase-split' } & Split)
  | ({ readonly what: 'tell-me' } & Telling)
  | ({ readonly what: 'task-moved' } & Move)
  /** The unnamed numbers are this account's. */
  | { readonly what: 'belongs-to' }
  /** Another one is this same account. What was heard of it before is heard of this one already. */
  | { readonly what: 'merged'; readonly from: string };

/** The same with whose account it is, and when it was said. `offset`: minutes that local time was ahead of UTC. */
export type Said = Owner & Answer & { readonly now: EpochMs; readonly offset: number };

/** Takes in what a person says. Of an account or a service that nobody knows it changes nothing. */
export function obeyed(snapshot: Snapshot, said: Said, facts: Facts | undefined, offsetAt?: OffsetAt): Snapshot {
  if (said.what === 'belongs-to') return { ...snapshot, accounts: joined(snapshot.accounts, said) };
  if (said.what === 'merged') return { ...snapshot, accounts: oneAccount(snapshot.accounts, said) };
  const account = snapshot.accounts.find((one) => accountKey(one) === accountKey(said));
  if (account === undefined || facts === undefined) return snapshot;
  return { ...snapshot, accounts: replaceAccount(snapshot.accounts, changed(account, said, facts, offsetAt)) };
}

/** What follows beside the accounts from what a person says. */
export function rowsSaid(said: Owner & Answer): readonly Row[] {
  const { provider, account } = said;
  if (said.what === 'task-moved') return [{ store: 'moved', row: { provider, account, key: said.key, job: said.job } }];
  if (said.what === 'belongs-to') return [{ store: 'rename', row: { provider, account: unknownAccount, to: account } }];
  return [];
}

function changed(
  account: AccountState,
  said: Exclude<Said, { what: 'belongs-to' | 'merged' }>,
  facts: Facts,
  offsetAt: OffsetAt | undefined,
): AccountState {
  const rules = lotRules(facts, { offset: said.offset, offsetAt });
  switch (said.what) {
    case 'purchase-answered':
      return answered(account, said, rules);
    case 'unseen-answered':
      return owned(account, said);
    case 'purchase-entered':
      return purchased(account, said, said.now, rules);
    case 'purchase-corrected':
      return corrected(account, said, said.now, rules);
    case 'purchase-split':
      return { ...account, lots: splitLot(account.lots, said.id, said.parts) };
    case 'task-moved':
      return moved(account, said);
    case 'tell-me': {
      const others = account.tellMe.filter((meter) => meter !== said.meter);
      return { ...account, tellMe: said.on ? [...others, said.meter] : others };
    }
  }
}

/** The unnamed numbers join an account's history, its own numbers stay. For a day: then somebody may have signed in elsewhere. */
function joined(accounts: readonly AccountState[], { provider, account, now }: Said): readonly AccountState[] {
  const isUnnamed = (one: AccountState) => one.provider === provider && one.account === unknownAccount;
  const unnamed = accounts.find(isUnnamed);
  return accounts
    .filter((one) => one !== unnamed)
    .map((one) => {
      if (one.provider !== provider) return one;
      if (one.account !== account) return { ...one, takesUnnamedUntil: null };
      return { ...withJobsOf(one, unnamed), takesUnnamedUntil: now + day };
    });
}

/** Whatever is told of the other one from now on is of this one. */
function oneAccount(
  accounts: readonly AccountState[],
  { provider, account, from }: Said & { what: 'merged' },
): readonly AccountState[] {
  const gone = accounts.find((one) => one.provider === provider && one.account === from);
  const own = [from, ...(gone?.aliases ?? [])].filter((one) => one !== unknownAccount);
  return accounts
    .filter((one) => one !== gone)
    .map((one) =>
      one.provider === provider && one.account === account
        ? { ...one, aliases: [...new Set([...one.aliases, ...own])] }
        : one,
    );
}

function answered(account: AccountState, { id, yes }: PurchaseAnswer, rules: LotRules): AccountState {
  return { ...account, lots: yes ? confirmLot(account.lots, id, rules) : dismissLot(account.lots, id) };
}

/** How much more than what somebody has called their own is nothing unusual yet. */
const alike = 1.5;

function owned(account: AccountState, { id, mine }: UnseenAnswer): AccountState {
  const { unseen, usualUnseen, unseenDays } = account;
  if (unseen?.id !== id) return account;
  return {
    ...account,
    unseen: null,
    unseenDays: answeredUnseen(unseenDays, unseen, mine),
    usualUnseen: mine ? Math.max(usualUnseen ?? 0, alike * unseen.credits) : usualUnseen,
  };
}

function purchased(account: AccountState, entered: Purchase, now: EpochMs, rules: LotRules): AccountState {
  const { lots } = account;
  return { ...account, lots: addLot(lots, lotOf(entered, { lots, now, rules })) };
}

function corrected(account: AccountState, { id, to }: Correction, now: EpochMs, rules: LotRules): AccountState {
  const { lots } = account;
  return { ...account, lots: correctLot(lots, id, to === null ? null : lotOf(to, { lots, now, rules })) };
}

type Entering = { readonly lots: LotsState; readonly now: EpochMs; readonly rules: LotRules };

/** What somebody enters, as a lot. Nothing is bought in the future. */
function lotOf({ credits, at: told, paid, entered }: Purchase, { lots, now, rules }: Entering): NewLot {
  const at = Math.min(told, now);
  const price = paid === null ? null : { amount: paid, currency: 'USD' };
  // A day has no hour: what was bought today was there when the credits were last read.
  const arrived = Math.min(at, lots.seenAt ?? at);
  const id = ['entered', at, credits, entered ?? []].flat().join(':');
  const lot = { id, kind: 'purchased', by: 'entered', credits, price } as const;
  return { ...lot, at: arrived, expiresAt: expiryOf(at, rules) };
}
