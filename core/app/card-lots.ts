import type { AccountState } from '../domain/account.ts';
import { proposals } from '../domain/lot-entries.ts';
import type { Lot } from '../domain/lots.ts';
import { counted, packings } from '../domain/packs.ts';
import { enteredFor } from '../domain/settings.ts';
import type { Facts } from '../providers/provider.ts';
import { lapseText } from '../words/lots.ts';
import { unusualText } from '../words/model-notices.ts';
import { quantity } from '../words/names.ts';
import type { Words } from '../words/words.ts';
import { lapsing } from './expiries.ts';
import { packSizes, turnsOutRenewed } from './purse.ts';
import type { Selection } from './view.ts';

/** A rise that looks like a purchase, and waits for an answer. `id`: for the answer. */
export type Bought = {
  readonly id: string;
  readonly text: string;
  /** It may have been several packs of published sizes: each way to have bought them, in credits. */
  readonly packs: readonly { readonly text: string; readonly parts: readonly number[] }[];
  readonly yes: string;
  readonly no: string;
};

/** The newest question about a purchase; older ones follow once it is answered. */
export function boughtOf(
  account: AccountState,
  facts: Facts,
  { words, settings, conditions }: Selection,
): Bought | null {
  const { offset, offsetAt } = conditions;
  const keeping = { entered: enteredFor(settings, account), offset, offsetAt };
  const [asked] = proposals(account.lots).filter((one) => !turnsOutRenewed(account, one, keeping));
  if (asked === undefined) return null;
  const packs = packings(asked.credits, packSizes(facts));
  const perhaps = asked.unlessRenewedSince !== undefined;
  return {
    id: asked.id,
    text: askedText(asked, words),
    packs: packs.map((parts) => ({ text: packsText(parts, words), parts })),
    yes: packs.length > 0 ? words.t('ask.bought-one') : words.t(perhaps ? 'ask.bought-them' : 'ask.bought-yes'),
    no: words.t(perhaps ? 'ask.bought-not' : 'ask.bought-no'),
  };
}

function askedText({ credits, at, expiresAt, unlessRenewedSince }: Lot, words: Words): string {
  const values = { amount: quantity(words, credits, 'credits'), day: words.date(at) };
  if (unlessRenewedSince !== undefined) return words.t('ask.bought-perhaps', values);
  if (expiresAt === null) return words.t('ask.bought', values);
  return words.t('ask.bought-until', { ...values, date: words.dateAndYear(expiresAt) });
}

function packsText(parts: readonly number[], words: Words): string {
  const each = counted(parts).map(({ size, count }) =>
    words.t('ask.packs', { count, amount: quantity(words, size, 'credits') }),
  );
  return words.list(each);
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
