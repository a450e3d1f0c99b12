import type { AccountState } from '../domain/account.ts';
import { proposals } from '../domain/lot-entries.ts';
import type { Facts } from '../providers/provider.ts';
import { lapseText } from '../words/lots.ts';
import { unusualText } from '../words/model-notices.ts';
import { quantity } from '../words/names.ts';
import { lapsing } from './expiries.ts';
import type { Selection } from './view.ts';

/** A rise that looks like a purchase, and waits for an answer. `id`: for the answer. */
export type Bought = { readonly id: string; readonly text: string };

/** The newest question about a purchase; older ones follow once it is answered. */
export function boughtOf({ lots }: AccountState, { words }: Selection): Bought | null {
  const [asked] = proposals(lots);
  if (asked === undefined) return null;
  const values = { amount: quantity(words, asked.credits, 'credits'), day: words.date(asked.at) };
  const text =
    asked.expiresAt === null
      ? words.t('ask.bought', values)
      : words.t('ask.bought-until', { ...values, date: words.dateAndYear(asked.expiresAt) });
  return { id: asked.id, text };
}

/** Credits that went while nobody was here: what to check, in order, each with its page where one is known. */
export type Unseen = {
  readonly id: string;
  readonly text: string;
  readonly steps: readonly { readonly text: string; readonly url: string | null }[];
};

export function unseenOf({ unseen }: AccountState, { help }: Facts, { words, conditions }: Selection): Unseen | null {
  if (unseen === null) return null;
  const said = unusualText(words, { ...unseen, spent: unseen.credits }, conditions.now);
  return {
    id: unseen.id,
    text: words.sentences([said, words.t('notice.unusual-use.who')]),
    steps: [
      { text: words.t('unseen.history'), url: help?.history.value ?? null },
      { text: words.t('unseen.security'), url: help?.security?.value ?? null },
      { text: words.t('unseen.support'), url: help?.support.value ?? null },
    ],
  };
}

/** When credits lapse next, and how many would. A cycle's own credits are spoken of by its meter. */
export function expiryNote(account: AccountState, { words, conditions }: Selection): string | null {
  const { now } = conditions;
  const [next] = lapsing(account, now);
  if (next === undefined) return null;
  return lapseText(words, next, now);
}
